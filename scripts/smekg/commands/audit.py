"""`smekg audit`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.commands.common import BuildOption, DataOption, FormatHelp, data_root, note, write_out
from smekg.errors import EXIT_FINDINGS, UsageError
from smekg.queries.reader import find_query
from smekg.queries.run import Rows, run_local
from smekg.store import open_store
from smekg.suggest import nearest
from smekg.tables import Format, render

__all__ = ["audit"]

#: The stored query that compares every printed number with what recomputes it.
QUERY = "x-count-audit"
#: Verdicts, by the word their cell begins with, that say something is wrong in the paper.
FAULTS = ("differs", "impossible")


def audit(
    review: Annotated[Optional[str], typer.Argument(metavar="[REVIEW]", help="Id; none: all reviews")] = None,  # noqa: UP045
    everything: Annotated[bool, typer.Option("--all", help="Show also the numbers that agree")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    build: BuildOption = Path("dist"),
    data: DataOption = None,
) -> None:
    """Recompute every printed number and show those that disagree, with both places.

    Example: smekg audit guimaraes-2021

    Exit status 1 when a number disagrees with the rest of its paper.
    """
    stored = find_query(data_root(data), QUERY)
    rows = run_local(open_store(build), stored.text)
    if review is not None:
        rows = _of_review(rows, review)
    at = rows.columns.index("verdict")
    wrong = tuple(row for row in rows.rows if row[at].startswith(FAULTS))
    shown = rows if everything else Rows(rows.columns, wrong)
    if shown.rows or form is not Format.TABLE:
        write_out(render(shown, form, stored.header.summary))
    note(_summary(row[at] for row in rows.rows))
    if wrong:
        raise typer.Exit(EXIT_FINDINGS)


def _of_review(rows: Rows, review: str) -> Rows:
    at = rows.columns.index("review")
    own = tuple(row for row in rows.rows if row[at] == review)
    if own:
        return Rows(rows.columns, own)
    known = sorted({row[at] for row in rows.rows})
    near = nearest(review, known)
    hint = f'did you mean "{near}"? ' if near else ""
    raise UsageError(
        f'the build has no number of a review "{review}"; {hint}It has those of {", ".join(known)}'
    )


def _summary(verdicts: Iterable[str]) -> str:
    counts = Counter(verdict.split(",")[0].split(" ")[0] for verdict in verdicts)
    told = ", ".join(f"{counts[word]} {word}" for word in ("agrees", *FAULTS, "uncheckable"))
    return f"{counts.total()} comparisons of printed numbers: {told}"
