"""`smekg passages anchor` and `smekg passages verify`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from smekg.commands.common import DataOption, FormatHelp, data_root, note, write_out
from smekg.errors import EXIT_FINDINGS, UsageError
from smekg.queries.run import Rows
from smekg.tables import Format, render

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Tie claims to passages without keeping the paper's words.")

ReviewArgument = Annotated[str, typer.Argument(metavar="REVIEW", help="Id of the review")]
TextOption = Annotated[Path, typer.Option("--text", help="Plain text of the paper, in UTF-8")]


@app.command()
def anchor(review: ReviewArgument, text: TextOption, data: DataOption = None) -> None:
    """Turn the phrases of sources/REVIEW/phrases.local.yaml into anchors in the claims files.

    Example: smekg passages anchor guimaraes-2021 --text my-copy.txt
    """
    # The models of the annotation files take long to load; other commands need none of them.
    from smekg.passages.working_file import (  # noqa: PLC0415
        WORKING_FILE,
        anchor_phrases,
        splice_anchors,
    )
    from smekg.sources.reader import read_review  # noqa: PLC0415

    root = data_root(data)
    annotated = read_review(root, review)
    anchors = anchor_phrases(root.review(review) / WORKING_FILE, _paper(text), annotated.claims)
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

    Example: smekg passages verify guimaraes-2021 --text my-copy.txt
    """
    from smekg.passages.verify import NormalisationError, find_passages  # noqa: PLC0415
    from smekg.sources.reader import read_review  # noqa: PLC0415

    annotated = read_review(data_root(data), review)
    anchors = {c.claim.id: c.claim.passage for c in annotated.claims if c.claim.passage is not None}
    if not anchors:
        raise UsageError(f"no claim of {review} has an anchor; run `smekg passages anchor` first")
    try:
        found = find_passages(_paper(text), anchors)
    except NormalisationError as error:
        raise UsageError(str(error)) from error
    rows = tuple((claim_id, "found" if there else "absent") for claim_id, there in found.items())
    write_out(render(Rows(("claim", "passage"), rows), form))
    absent = sum(not there for there in found.values())
    note(f"{len(found) - absent} of {len(found)} passages found")
    if absent:
        raise typer.Exit(EXIT_FINDINGS)


def _paper(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text; save the paper as plain text") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error


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
