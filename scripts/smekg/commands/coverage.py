"""`smekg coverage`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from smekg.commands.common import BuildOption, DataOption, FormatHelp, data_root, note, write_out
from smekg.errors import EXIT_FINDINGS
from smekg.namespaces import SMEKG
from smekg.queries.reader import read_queries
from smekg.queries.run import Rows
from smekg.store import load_store
from smekg.tables import Format, render

__all__ = ["coverage"]


def coverage(
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    build: BuildOption = Path("dist"),
    data: DataOption = None,
) -> None:
    """List the classes, properties and claim kinds that no competency question touches.

    Exit status 0 when there are none, 1 when there are.

    Example: smekg coverage
    """
    from smekg.coverage import competency_questions, own_terms, uncovered  # noqa: PLC0415 - rdflib's parser

    store = load_store(build)
    questions = competency_questions(read_queries(data_root(data)).values())
    missing = uncovered(store, questions)
    rows = ((term.what, f"smekg:{term.iri.removeprefix(str(SMEKG))}", term.definition) for term in missing)
    table = Rows(("what", "term", "definition"), tuple(rows))
    write_out(render(table, form, "Terms that no competency question touches"))
    total = len(own_terms(store))
    note(f"{len(questions)} competency questions touch {total - len(missing)} of {total} terms")
    if missing:
        raise typer.Exit(EXIT_FINDINGS)
