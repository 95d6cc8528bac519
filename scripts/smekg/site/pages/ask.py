"""The pages under Ask: the list of stored queries, a page for each, the editor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePosixPath

from smekg.iris import PREFIXES
from smekg.namespaces import CATALOGUE, mint
from smekg.queries.model import StoredQuery
from smekg.queries.projection import select_all
from smekg.site.addresses import CATALOGUE_PAGE
from smekg.site.content import Content
from smekg.site.rendering import Page, embedded
from smekg.site.views.ratings import ratings

__all__ = ["pages"]

#: Parts of the list: folder below `queries/`, heading, what stands there.
_PARTS = (
    (
        "frameworks",
        "What the reviews print",
        "Each table, figure and framework of a review, rebuilt from the claims.",
    ),
    (
        "synthesis",
        "Across the reviews",
        "What no single review shows: agreement, contradiction, overlap, gaps.",
    ),
    (
        "competency",
        "Competency questions",
        "What a researcher of SME internationalization would ask; the answers were typed from the papers.",
    ),
    ("verify", "Checks", "Queries that answer only when something in the graph is wrong."),
)
#: What the editor holds at first.
_FIRST = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX smekg: <https://w3id.org/smekg/ontology#>

# Effects on internationalization performance, with their direction and the studies behind them
SELECT ?claim ?cause ?direction ?studies
WHERE {
  ?claim a smekg:EffectClaim ;
    smekg:subject/(skos:prefLabel|rdfs:label) ?cause ;
    smekg:object/(skos:prefLabel|rdfs:label) ?outcome .
  FILTER(CONTAINS(?outcome, "performance"))
  OPTIONAL { ?claim smekg:direction/skos:notation ?direction }
  OPTIONAL { ?claim smekg:namedStudies ?studies }
}
ORDER BY ?cause ?claim
"""
_STYLES = ("ask/ask.css",)
#: What a query says that answers with the signs of ratings.
_RATINGS = "smekg:rating/skos:notation"
#: What a field takes, for its hint.
_TAKES = {
    "term": "Takes the label of a term, or nothing.",
    "place": "Takes the name of a place, or nothing.",
    "sector": "Takes the name of a sector, or nothing.",
    "work": "Takes a citation key, or nothing.",
    "text": "Takes any text, or nothing.",
    "integer": "Takes a whole number, or nothing.",
    "choice": "",
}

Group = tuple[str, str, list[StoredQuery]]


def pages(content: Content) -> Iterator[Page]:
    """Make the pages.

    Args:
        content: The graph.

    Yields:
        The list, the editor, and a page for each stored query.
    """
    parts = [(heading, text, list(_groups(content, folder))) for folder, heading, text in _PARTS]
    yield Page(
        address=CATALOGUE_PAGE,
        template="ask/index.html",
        title="Ask the graph",
        section="ask",
        summary="Every stored query of smekg with its question; each runs in the page.",
        about=str(CATALOGUE),
        values={"parts": parts, "count": len(content.queries)},
        scripts=("ask/list.js",),
        styles=_STYLES,
    )
    yield Page(
        address="ask/sparql.html",
        template="ask/sparql.html",
        title="SPARQL editor",
        section="ask",
        summary="An editor for queries of your own; they run in the page, over the whole graph.",
        values={
            "parts": parts,
            "prefixes": sorted(PREFIXES.items()),
            "data": embedded({"prefixes": sorted(PREFIXES.items()), "first": _FIRST}),
            "first": _FIRST,
        },
        scripts=("ask/editor.js",),
        styles=_STYLES,
    )
    for query in content.queries.values():
        yield _page(content, query)


def _page(content: Content, query: StoredQuery) -> Page:
    header = query.header
    return Page(
        address=f"ask/{header.id}.html",
        template="ask/query.html",
        title=header.question,
        section="ask",
        summary=header.summary,
        values={
            "header": header,
            "entry": str(mint("query", header.id)),
            "signs": ratings(content) if _RATINGS in query.body else [],
            "takes": {parameter.name: _TAKES[parameter.type] for parameter in header.parameters},
            "sparql": query.sparql,
            "data": embedded(_data(query)),
        },
        scripts=("ask/query.js",),
        styles=_STYLES,
    )


def _data(query: StoredQuery) -> dict[str, object]:
    return {
        "id": query.header.id,
        "text": query.sparql,
        "everything": select_all(query.body),
        "parameters": [
            parameter.model_dump(include={"name", "type", "values"}) for parameter in query.header.parameters
        ],
        "prefixes": sorted(PREFIXES.items()),
    }


def _groups(content: Content, part: str) -> Iterator[Group]:
    """The queries of a part, by folder: key, heading, queries."""
    members = [query for query in content.queries.values() if _folder(query)[0] == part]
    members.sort(key=lambda query: (_folder(query), query.header.id))
    for folder, queries in groupby(members, key=_folder):
        group = list(queries)
        yield "-".join(folder), _heading(content, folder, group[0]), group


def _folder(query: StoredQuery) -> tuple[str, ...]:
    parts = PurePosixPath(query.path).parent.parts
    return parts[parts.index("queries") + 1 :]


def _heading(content: Content, folder: tuple[str, ...], first: StoredQuery) -> str:
    if len(folder) == 1:
        return ""
    if folder[0] == "frameworks":
        names = (content.label(review) for review in content.reviews)
        return next((name for name in names if first.header.source.startswith(name)), folder[-1])
    return folder[-1].replace("-", " ").capitalize()
