"""`smekg check`."""

from __future__ import annotations

from typing import Annotated

import typer

from smekg.commands.common import DataOption, data_root, note, progress_steps, write_out
from smekg.errors import FindingsError

__all__ = ["check"]


def check(
    data: DataOption = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Look at everything, also at what has not changed since the last check"),
    ] = False,
) -> None:
    """Check everything: files, shapes, ontology, OWL 2 DL profile, terms used by shapes and queries.

    What a check finds out is kept in .smekg_cache/ beside the data; the next one looks at what has changed,
    and at what sees it.

    Example: smekg check
    """
    from smekg.checks.run import run_checks  # noqa: PLC0415 - keeps `smekg --help` quick to start

    root = data_root(data)
    with progress_steps() as progress:
        report = run_checks(root, progress, None if fresh else root.path / ".smekg_cache" / "check.sqlite")
    for warning in report.warnings:
        note(f"warning: {warning}")
    if report.findings:
        raise FindingsError(report.findings)
    write_out(f"{report.summary}\n")
