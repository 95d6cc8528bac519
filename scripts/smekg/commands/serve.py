"""`smekg serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from smekg.commands.common import BuildOption, note

__all__ = ["serve"]


def serve(
    site: Annotated[Path, typer.Option("--site", help="Folder that `smekg site` wrote")] = Path("dist/site"),
    build: BuildOption = Path("dist"),
    host: Annotated[str, typer.Option("--host", help="Address to listen on")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one")
    ] = 8000,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds that a query may run")
    ] = 10,
    workers: Annotated[
        int, typer.Option("--workers", min=2, max=64, help="Processes that answer queries")
    ] = 2,
    memory: Annotated[
        int, typer.Option("--memory", min=256, help="Megabytes that each of them may hold")
    ] = 1024,
    result: Annotated[
        int, typer.Option("--result", min=1, help="Megabytes of a result; a larger one is refused")
    ] = 20,
) -> None:
    """Serve the site and a read-only SPARQL endpoint on this machine, until Ctrl-C.

    Example: smekg serve --port 8000
    """
    from smekg.serve.model import Limits  # noqa: PLC0415 - a web server is loaded for this command only
    from smekg.serve.server import run_server  # noqa: PLC0415

    limits = Limits(timeout=timeout, workers=workers, memory=memory, result=result)
    run_server(site, build, (host, port), limits, note)
