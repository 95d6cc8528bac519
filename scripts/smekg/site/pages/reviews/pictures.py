"""Which stored queries are drawn, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rdflib.namespace import SKOS

from smekg.queries.model import StoredQuery
from smekg.queries.run import Rows
from smekg.site.content import Content
from smekg.site.figures.framework import framework_of_rows
from smekg.site.figures.layered import effects_of_rows, mediations_of_rows
from smekg.site.figures.moderation import moderations_of_rows
from smekg.site.figures.rows import Named
from smekg.site.figures.shapes import Drawing
from smekg.site.figures.steps import lists_of_rows, steps_of_rows
from smekg.site.figures.trees import taxonomy_of_rows

__all__ = ["picture", "terms_by_name"]

_LAYOUTS: dict[str, Callable[[Rows, str, Named], Drawing]] = {
    "g21-figure-2": lists_of_rows,
    "g21-taxonomy": taxonomy_of_rows,
    "gg18-figure-1": steps_of_rows,
    "z20-figure-3": framework_of_rows,
    "z20-figure-4": effects_of_rows,
    "z20-figure-5": mediations_of_rows,
    "z20-figure-6": moderations_of_rows,
}


def picture(query: StoredQuery, rows: Rows, named: Named) -> Drawing | None:
    """Draw the answer to a query where a picture says more than a table.

    Args:
        query: The query.
        rows: Its answer.
        named: Finds the thing that a label names.

    Returns:
        The figure; None for a query that has none, or where there are no rows.
    """
    layout = _LAYOUTS.get(query.header.id)
    return layout(rows, query.header.summary, named) if layout and rows.rows else None


def terms_by_name(content: Content) -> Named:
    """Find terms by the names that queries give them.

    Args:
        content: The graph.

    Returns:
        A function from a name to the concept or class that bears it; to None where none does, or several do.
    """
    names: dict[str, str | None] = {}
    terms: Iterable[str] = (*content.instances(SKOS.Concept), *content.classes)
    for iri in terms:
        name = content.label(iri)
        names[name] = None if name in names else iri
    return names.get
