"""`smekg passages anchor` and `smekg passages verify`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smekg.commands.common import DataOption, FormatHelp, data_root, note, write_out
from smekg.errors import EXIT_FINDINGS, UsageError
from smekg.queries.run import Rows
from smekg.tables import Format, render

if TYPE_CHECKING:
    from smekg.passages.verdicts import Report

__all__ = ["app"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Tie claims to passages without keeping the paper's words.",
)

ReviewArgument = Annotated[str, typer.Argument(metavar="REVIEW", help="Id of the review")]
TextOption = Annotated[
    Path, typer.Option("--text", help="Your copy of the paper: plain text in UTF-8, or PDF")
]


@app.command()
def anchor(review: ReviewArgument, text: TextOption, data: DataOption = None) -> None:
    """Turn the phrases of sources/REVIEW/phrases.local.yaml into anchors in the claims files.

    Example: smekg passages anchor guimaraes-2021 --text my-copy.txt
    """
    # The models of the annotation files take long to load; other commands need none of them.
    from smekg.passages.papers import read_paper  # noqa: PLC0415
    from smekg.passages.working_file import (  # noqa: PLC0415
        WORKING_FILE,
        anchor_phrases,
        splice_anchors,
    )
    from smekg.sources.reader import read_review  # noqa: PLC0415

    root = data_root(data)
    annotated = read_review(root, review)
    anchors = anchor_phrases(root.review(review) / WORKING_FILE, read_paper(text), annotated.claims)
    paths = sorted({located.document.path for located in annotated.claims})
    texts = {path: (root.path / path).read_text(encoding="utf-8") for path in paths}
    changed = splice_anchors(annotated.claims, anchors, texts)
    for path, content in changed.items():
        _replace(root.path / path, content)
    note(f"{len(anchors)} phrases anchored, {len(changed)} files changed")


@app.command()
def verify(
    review: ReviewArgument,
    text: TextOption,
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    data: DataOption = None,
) -> None:
    """Look up the passage of every claim in your own copy of the paper.

    Exit status 1 means that a passage is absent; one in another section is for you to judge.

    Example: smekg passages verify guimaraes-2021 --text my-copy.pdf
    """
    from smekg.passages.papers import read_paper  # noqa: PLC0415
    from smekg.passages.verdicts import Verdict, verify_review  # noqa: PLC0415
    from smekg.passages.verify import NormalisationError  # noqa: PLC0415
    from smekg.sources.reader import read_review  # noqa: PLC0415

    annotated = read_review(data_root(data), review)
    if all(located.claim.passage is None for located in annotated.claims):
        raise UsageError(f"no claim of {review} has an anchor; run `smekg passages anchor` first")
    try:
        report = verify_review(annotated, read_paper(text))
    except NormalisationError as error:
        raise UsageError(str(error)) from error
    rows = tuple((v.claim, str(v.verdict), v.section, v.found_in) for v in report.verdicts)
    write_out(render(Rows(("claim", "verdict", "section", "found_in"), rows), form))
    _summarise(report)
    if report.count(Verdict.ABSENT):
        raise typer.Exit(EXIT_FINDINGS)


def _summarise(report: Report) -> None:
    from smekg.passages.verdicts import Verdict  # noqa: PLC0415

    counts = ", ".join(f"{report.count(verdict)} {verdict}" for verdict in Verdict)
    note(f"{len(report.verdicts)} passages: {counts}")
    if report.cells:
        are = "claim is a table cell" if report.cells == 1 else "claims are table cells"
        note(f"{report.cells} more {are} and known by place, so that no passage is needed")
    if report.unanchored:
        note(f"{len(report.unanchored)} claims have no passage and are no table cells; run `smekg check`")
    if report.columns_mixed:
        note("the copy mixes the lines of its columns, so it does not tell the sections")
    elif not report.sections_known:
        note("too few headings of the review were recognised, so the copy does not tell the sections")


def _replace(path: Path, content: str) -> None:
    """Write a file whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(content)
        Path(temporary).chmod(path.stat().st_mode)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
