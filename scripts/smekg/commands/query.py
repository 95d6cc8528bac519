"""`smekg query`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from smekg.commands.common import (
    BuildOption,
    DataOption,
    FormatHelp,
    UserOption,
    data_root,
    note,
    read_login,
    write_out,
)
from smekg.errors import UsageError
from smekg.iris import GRAPHS, PREFIXES
from smekg.paths import DataRoot
from smekg.queries.cells import Cell, unique
from smekg.queries.layouts import lay_out
from smekg.queries.model import StoredQuery
from smekg.queries.parameters import bind_parameters, parse_assignments
from smekg.queries.reader import find_query, read_queries
from smekg.queries.run import Rows, run_local, run_remote
from smekg.queries.traces import TracedRows, trace_with, untraced
from smekg.store import open_store
from smekg.tables import Format, render

if TYPE_CHECKING:
    from smekg.terms import TermIndex

__all__ = ["query"]


def query(
    query_id: Annotated[Optional[str], typer.Argument(metavar="[ID]", help="Query; none lists all")] = None,  # noqa: UP045
    parameters: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="Value of a parameter; may be repeated"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    layout: Annotated[
        str, typer.Option("--layout", help="rows, or printed: as the paper lays it out")
    ] = "rows",
    claims: Annotated[
        bool,
        typer.Option(
            "--claims",
            help="Add a column with the ids of the claims on which each row stands, as in sources/",
        ),
    ] = False,
    endpoint: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint instead of the local build"),
    ] = None,
    user: UserOption = None,
    build: BuildOption = Path("dist"),
    data: DataOption = None,
) -> None:
    """Run a stored query, or list them all with their questions.

    Example: smekg query g21-table-3 --layout printed
    """
    root = data_root(data)
    if query_id is None:
        write_out(render(_catalogue(root), form))
        return
    stored = find_query(root, query_id)
    if layout not in ("rows", "printed"):
        raise UsageError(f'--layout is "rows" or "printed", not "{layout}"')
    if layout == "printed" and stored.header.layout is None:
        raise UsageError(f"query {query_id} rebuilds no printed table; leave out --layout printed")
    if endpoint is not None:
        for name, reason in stored.header.engines.items():
            note(f"on {name} this query gives other rows: {reason}")
    if claims and not stored.header.claims:
        raise UsageError(f"query {query_id} does not tell on which claims it stands; leave out --claims")
    answer = _answer(root, stored, parameters or [], claims, _engine(root, build, endpoint, user))
    rows, cells, title = answer.rows, answer.cells, stored.header.summary
    if layout == "printed" and stored.header.layout is not None:
        # Text repeats what the paper prints once for several rows, and each row keeps its own claims.
        printed = lay_out(answer, stored.header.layout, merge=False)
        rows, cells, title = printed.rows, printed.body, printed.title
    write_out(render(_with_claims(rows, cells) if claims else rows, form, title))


def _catalogue(root: DataRoot) -> Rows:
    queries = read_queries(root).values()
    return Rows(("id", "question"), tuple((q.header.id, q.header.question) for q in queries))


def _answer(
    root: DataRoot, stored: StoredQuery, assignments: list[str], claims: bool, run: Callable[[str], Rows]
) -> TracedRows:
    values = parse_assignments(stored, assignments)
    sparql = bind_parameters(stored, values, lambda: _index(root))
    return trace_with(run, stored, sparql) if claims else untraced(stored, run(sparql))


def _engine(root: DataRoot, build: Path, endpoint: str | None, user: str | None) -> Callable[[str], Rows]:
    if endpoint is None:
        if user is not None:
            raise UsageError("--user goes with --endpoint; the local build asks for nobody")
        return lambda sparql: run_local(open_store(build), sparql)
    # Needed for remote queries only.
    from smekg.publish.pointer import CURRENT_GRAPHS, graphs_of_one  # noqa: PLC0415
    from smekg.remote.http import check_address  # noqa: PLC0415
    from smekg.sources.reader import review_ids  # noqa: PLC0415

    login = read_login(user, [check_address(endpoint, "--endpoint")])
    published = graphs_of_one(run_remote(endpoint, CURRENT_GRAPHS, [], login).rows)
    names = ["ontology", "vocabulary", "mappings", "queries", *review_ids(root), "inferred", "derived"]
    graphs = published or [f"{GRAPHS}{name}" for name in names]
    return lambda sparql: run_remote(endpoint, sparql, graphs, login)


def _with_claims(rows: Rows, cells: Iterable[Iterable[Cell]]) -> Rows:
    """Add the claims of each row, by the ids that they have in the claims files."""
    claims = (unique(cell.claims for cell in row) for row in cells)
    ids = (" ".join(iri.removeprefix(PREFIXES["claim"]) for iri in named) for named in claims)
    return Rows(
        (*rows.columns, "claims"), tuple((*row, cell) for row, cell in zip(rows.rows, ids, strict=True))
    )


def _index(root: DataRoot) -> TermIndex:
    # Only labels given as parameters need the terms, and these rdflib.
    from smekg.ontology import read_ontology  # noqa: PLC0415
    from smekg.terms import index_terms  # noqa: PLC0415

    ontology = read_ontology(root)
    return index_terms(ontology.terms, ontology.vocabulary)
