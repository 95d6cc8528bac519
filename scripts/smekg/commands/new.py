"""`smekg new`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Optional

import typer

from smekg.commands.common import DataOption, data_root, note, write_out
from smekg.errors import relative

__all__ = ["app"]

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Start something new: a review to annotate."
)

NEXT_STEPS = """\
next:
  1. list sections, tables and figures in source.yaml
  2. enter the cited works in works.bib
  3. annotate section by section in claims/, as sources/README.md describes
  4. smekg passages anchor {id} --text FILE
  5. smekg check
"""


@app.callback()
def new() -> None:
    """Start something new."""


@app.command()
def review(
    review_id: Annotated[str, typer.Argument(metavar="ID", help="First author and year: zahoor-2020")],
    title: Annotated[str, typer.Option(help="Title of the review")],
    author: Annotated[str, typer.Option(help='Its authors in BibTeX form: "Zahoor, N. and Wood, G."')],
    annotator: Annotated[str, typer.Option(help="Who annotates it")],
    code: Annotated[Optional[str], typer.Option(help="Prefix of claim ids [default: z20]")] = None,  # noqa: UP045 - typer reads it at run time
    doi: Annotated[Optional[str], typer.Option(help="Its DOI")] = None,  # noqa: UP045
    data: DataOption = None,
) -> None:
    """Make the source folder of a review, with everything the annotator's guide asks for.

    Example: smekg new review doe-2024 --title "Networks" --author "Doe, J." --annotator "Jane Roe"
    """
    from smekg.sources.scaffold import NewReview, scaffold  # noqa: PLC0415 - slow to load

    root = data_root(data)
    today = datetime.now(UTC).date()
    folder = scaffold(root, NewReview(review_id, title, author, annotator, code, doi), today)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        write_out(f"{relative(path, root.path)}\n")
    note(NEXT_STEPS.format(id=review_id))
