"""`smekg check`."""

from __future__ import annotations

from smekg.commands.common import DataOption, data_root, note, progress_steps, write_out
from smekg.errors import FindingsError

__all__ = ["check"]


def check(data: DataOption = None) -> None:
    """Check everything: files, shapes, ontology, OWL 2 DL profile, terms used by shapes and queries.

    Example: smekg check
    """
    from smekg.checking import run_checks  # noqa: PLC0415 - keeps `smekg --help` quick to start

    with progress_steps() as progress:
        report = run_checks(data_root(data), progress)
    for warning in report.warnings:
        note(f"warning: {warning}")
    if report.findings:
        raise FindingsError(report.findings)
    write_out(f"{report.summary}\n")
