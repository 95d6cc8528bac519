"""`smekg site`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from smekg.commands.common import BuildOption, DataOption, data_root, note, progress_steps

__all__ = ["site"]


def site(
    out: Annotated[Path, typer.Option("--out", help="Folder that becomes the site")] = Path("dist/site"),
    build: BuildOption = Path("dist"),
    data: DataOption = None,
) -> None:
    """Write the explorer, a static web site made from a build.

    Example: smekg site --out dist/site
    """
    # Imported here: templates would slow down the start of every other command.
    from smekg.diagrams.modules import read_modules  # noqa: PLC0415
    from smekg.folders import check_target  # noqa: PLC0415
    from smekg.queries.reader import read_queries  # noqa: PLC0415
    from smekg.site.assemble import site_stages  # noqa: PLC0415
    from smekg.site.content import read_content  # noqa: PLC0415
    from smekg.site.write import write_site  # noqa: PLC0415
    from smekg.store import build_id, open_store  # noqa: PLC0415

    check_target(out)
    root = data_root(data)
    with progress_steps() as progress:
        progress("reading the graph")
        content = read_content(open_store(build), read_queries(root), build_id(build))
        progress("writing pages")
        count, size = write_site(site_stages(content, build, read_modules(root)), out)
    note(f"wrote {count:,} files, {size / 1e6:.0f} MB: {out}")
