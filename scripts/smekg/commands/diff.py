"""`smekg diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.commands.common import DataOption, FormatHelp, data_root, note, progress_steps, write_out
from smekg.errors import EXIT_FINDINGS
from smekg.tables import Format

__all__ = ["diff"]

_SIDE = "A build, export or data folder, a file of RDF (.nq, .trig, .ttl, also .gz), or a git revision"


def diff(
    old: Annotated[str, typer.Argument(help=_SIDE)],
    new: Annotated[str, typer.Argument(help="The same")],
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    limit: Annotated[
        int,
        typer.Option("--limit", min=0, help="How many changes of a kind a table or Markdown shows; 0: all"),
    ] = 20,
    migration: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option("--migration", metavar="DIR", help="Folder for queries that mend users' data"),
    ] = None,
    data: DataOption = None,
) -> None:
    """Compare two versions: terms, claims, numbers, works, counts, and queries whose answer changed.

    Example: smekg diff v0.1.0 dist --format md

    Exit status 1 when there is a difference. The revisions are those of the repository that holds the data.
    """
    from smekg.queries.reader import read_queries  # noqa: PLC0415 - keeps `smekg --help` quick to start
    from smekg.versions.compare import compare  # noqa: PLC0415
    from smekg.versions.migrations import migration_files, replacements, write_migrations  # noqa: PLC0415
    from smekg.versions.report import report  # noqa: PLC0415
    from smekg.versions.sides import open_side  # noqa: PLC0415

    root = data_root(data)
    with progress_steps() as progress:
        before, after = open_side(old, root, progress), open_side(new, root, progress)
        both_without = before.queries is None and after.queries is None
        comparison = compare(before, after, progress, read_queries(root) if both_without else None)
        files = migration_files(replacements(before, after)) if migration else {}
    if migration and files:
        write_migrations(files, migration)
    write_out(report(comparison, form, limit or None))
    for told in comparison.notes:
        note(told)
    if migration:
        note(
            f"wrote {len(files)} files: {migration}"
            if files
            else "no term was replaced: no migration to write"
        )
    if comparison.changes or not comparison.same_graph:
        raise typer.Exit(EXIT_FINDINGS)
