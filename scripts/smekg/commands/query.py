"""`smekg query`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.commands.common import BuildOption, DataOption, FormatHelp, data_root, write_out
from smekg.errors import UsageError
from smekg.namespaces import graph_iri
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.queries.parameters import bind_parameters, parse_assignments
from smekg.queries.reader import find_query, read_queries
from smekg.queries.run import Rows, run_local, run_remote
from smekg.store import open_store
from smekg.tables import Format, lay_out, render
from smekg.terms import TermIndex, index_terms

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
    endpoint: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint instead of the local build"),
    ] = None,
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
    rows = _answer(root, stored, parameters or [], build, endpoint)
    title = stored.header.summary
    if layout == "printed" and stored.header.layout is not None:
        rows, title = lay_out(rows, stored.header.layout), stored.header.layout.title
    write_out(render(rows, form, title))


def _catalogue(root: DataRoot) -> Rows:
    queries = read_queries(root).values()
    return Rows(("id", "question"), tuple((q.header.id, q.header.question) for q in queries))


def _answer(
    root: DataRoot, stored: StoredQuery, assignments: list[str], build: Path, endpoint: str | None
) -> Rows:
    values = parse_assignments(stored, assignments)
    sparql = bind_parameters(stored, values, lambda: _index(root))
    if endpoint is None:
        return run_local(open_store(build), sparql)
    from smekg.sources.reader import review_ids  # noqa: PLC0415 - needed for remote queries only

    names = ["ontology", "vocabulary", *review_ids(root), "inferred", "derived"]
    return run_remote(endpoint, sparql, [str(graph_iri(name)) for name in names])


def _index(root: DataRoot) -> TermIndex:
    ontology = read_ontology(root)
    return index_terms(ontology.terms, ontology.vocabulary)
