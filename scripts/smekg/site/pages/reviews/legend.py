"""What the signs in a framework element mean: ratings in its cells, headings that stand for a criterion."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib.namespace import RDF

from smekg.namespaces import SMEKG
from smekg.queries.model import StoredQuery
from smekg.queries.traces import TracedRows
from smekg.site.content import Content
from smekg.site.views.ratings import Sign, ratings

__all__ = ["legend"]


def legend(content: Content, query: StoredQuery, answer: TracedRows) -> list[Sign]:
    """Explain the signs of an answer.

    Args:
        content: The graph.
        query: The query.
        answer: Its rows with their claims.

    Returns:
        The printed headings that stand for a criterion, then the ratings that stand in cells.
    """
    shown = {
        (cell.text, content.text(claim, SMEKG.rating))
        for row in answer.cells
        for cell in row
        for claim in cell.claims
    }
    found = [sign for sign in ratings(content) if (sign.text, sign.iri) in shown]
    return [*_headings(content, query, answer), *found] if found else []


def _headings(content: Content, query: StoredQuery, answer: TracedRows) -> Iterator[Sign]:
    """Headings that do not name the one thing on which all ratings below them are given."""
    headings = query.header.layout.headings if query.header.layout else {}
    evaluation = str(SMEKG.EvaluationClaim)
    for column, heading in headings.items():
        at = answer.columns.index(column)
        claims = {claim for row in answer.cells for claim in row[at].claims}
        if not claims or any(evaluation not in content.iris(claim, RDF.type) for claim in claims):
            continue
        rated = {content.text(claim, SMEKG.object) for claim in claims}
        if (
            len(rated) == 1
            and (thing := rated.pop())
            and content.label(thing).casefold() != heading.casefold()
        ):
            yield Sign(heading, thing)
