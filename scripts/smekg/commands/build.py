"""`smekg build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from smekg.commands.common import DataOption, data_root, note, progress_steps

__all__ = ["build"]


def build(
    out: Annotated[Path, typer.Option("--out", help="Folder to write to")] = Path("dist"),
    store: Annotated[
        bool, typer.Option(help="Also write an on-disk store, which makes `smekg query` quick to start")
    ] = True,
    data: DataOption = None,
) -> None:
    """Read, build, validate, reason, derive, and write the graph.

    Example: smekg build --out dist
    """
    from smekg.folders import check_writable  # noqa: PLC0415 - keeps `smekg query` quick to start
    from smekg.pipeline import build_graph  # noqa: PLC0415
    from smekg.release import write_build  # noqa: PLC0415

    check_writable(out / "builds")
    with progress_steps() as progress:
        graph = build_graph(data_root(data), progress)
        progress("writing")
        current = write_build(graph, out, with_store=store, progress=progress)
    for warning in graph.warnings:
        note(f"warning: {warning}")
    note(f"built {len(graph.store):,} triples: {current}")
