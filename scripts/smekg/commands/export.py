"""`smekg export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.commands.common import BuildOption, DataOption, data_root, note, progress_steps
from smekg.errors import UsageError

__all__ = ["export"]


def export(
    out: Annotated[Path, typer.Option("--out", help="Folder that becomes the export")] = Path("dist/export"),
    only: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option(
            "--only",
            metavar="GROUP",
            help="rdf, ontology, property-graph, bibliography, tables, nanopublications or metadata; "
            "may be repeated",
        ),
    ] = None,
    home: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--home", metavar="URL", help="Where the site will stand, for the redirects of w3id.org"
        ),
    ] = None,
    build: BuildOption = Path("dist"),
    data: DataOption = None,
) -> None:
    """Write the graph in the formats of other tools, with metadata, from a build.

    Example: smekg export --out dist/export --only tables --only bibliography
    """
    # Imported here: most commands do without.
    from smekg.builds import Build  # noqa: PLC0415
    from smekg.export.assemble import Group, export_files  # noqa: PLC0415
    from smekg.export.material import Material  # noqa: PLC0415
    from smekg.export.metadata.redirects import PLACEHOLDER  # noqa: PLC0415
    from smekg.folders import check_target, write_folder  # noqa: PLC0415
    from smekg.queries.reader import read_queries  # noqa: PLC0415
    from smekg.site.content import read_content  # noqa: PLC0415
    from smekg.store import read_build  # noqa: PLC0415

    unknown = [name for name in only or () if name not in set(Group)]
    if unknown:
        raise UsageError(f'--only is none of {", ".join(Group)}: "{unknown[0]}"')
    address = _address(home) if home is not None else PLACEHOLDER
    check_target(out)
    root = data_root(data)
    with progress_steps() as progress, Build(build) as opened:
        progress("reading the graph")
        content = read_content(read_build(opened), read_queries(root), opened.id)
        material = Material(content, opened.folder, root, address)
        progress("writing files")
        count, size = write_folder(export_files(material, map(Group, only or ())), out, progress)
    if home is None and (out / "w3id").exists():
        note(f"w3id/.htaccess leads to {PLACEHOLDER}; give --home to name the real site")
    note(f"wrote {count:,} files, {size / 1e6:.0f} MB: {out}")


def _address(home: str) -> str:
    parts = home.rstrip("/")
    if not parts.startswith(("https://", "http://")) or any(sign in parts for sign in " \t\n$%<>\"'\\?#"):
        raise UsageError(f'--home is the address of a site, such as https://example.org/smekg, not "{home}"')
    return parts
