"""`smekg site`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.commands.common import BuildOption, DataOption, data_root, note, progress_steps

__all__ = ["site"]


def site(
    out: Annotated[Path, typer.Option("--out", help="Folder that becomes the site")] = Path("dist/site"),
    export: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option("--export", help="Offer the files of this export too, which `smekg export` wrote"),
    ] = None,
    build: BuildOption = Path("dist"),
    data: DataOption = None,
) -> None:
    """Write the explorer, a static web site made from a build.

    Example: smekg site --out dist/site --export dist/export
    """
    # Imported here: templates would slow down the start of every other command.
    from smekg.builds import Build  # noqa: PLC0415
    from smekg.diagrams.modules import read_modules  # noqa: PLC0415
    from smekg.folders import check_target  # noqa: PLC0415
    from smekg.queries.reader import read_queries  # noqa: PLC0415
    from smekg.site.assemble import site_stages  # noqa: PLC0415
    from smekg.site.content import read_content  # noqa: PLC0415
    from smekg.site.files import read_export  # noqa: PLC0415
    from smekg.site.write import write_site  # noqa: PLC0415
    from smekg.store import read_build  # noqa: PLC0415

    check_target(out)
    root = data_root(data)
    with progress_steps() as progress, Build(build) as opened:
        progress("reading the graph")
        content = read_content(read_build(opened), read_queries(root), opened.id)
        offered = read_export(export, opened.id) if export is not None else None
        progress("writing pages")
        stages = site_stages(content, opened.folder, read_modules(root), offered)
        count, size = write_site(stages, out, progress)
    note(f"wrote {count:,} files, {size / 1e6:.0f} MB: {out}")
