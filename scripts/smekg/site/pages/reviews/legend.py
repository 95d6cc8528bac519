"""What the signs in a framework element mean: ratings in its cells, headings that stand for a criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib.namespace import RDF, SKOS

from smekg.namespaces import SMEKG
from smekg.queries.model import StoredQuery
from smekg.queries.traces import TracedRows
from smekg.site.content import Content

__all__ = ["Sign", "legend", "ratings"]


@dataclass(frozen=True)
class Sign:
    """A sign with its meaning.

    Attributes:
        text: The sign as it stands in the table.
        iri: The rating or criterion that it stands for.
        means: The rating's definition; of a criterion nothing, its name tells.
    """

    text: str
    iri: str
    means: str = ""


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


def ratings(content: Content) -> list[Sign]:
    """List all ratings of the graph.

    Args:
        content: The graph.

    Returns:
        Their signs, scale by scale, the best of each first.
    """
    found = content.instances(SMEKG.Rating)
    ordered = sorted(
        found, key=lambda iri: (content.text(iri, SMEKG.onScale), -int(content.text(iri, SMEKG.rank)))
    )
    return [
        Sign(content.text(iri, SKOS.notation), iri, content.text(iri, SKOS.definition)) for iri in ordered
    ]


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
