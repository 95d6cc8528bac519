"""From a node of the graph back to the file and line that a person edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from smekg.errors import relative
from smekg.iris import PREFIXES
from smekg.namespaces import mint
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.sources.located import AnnotatedReview

__all__ = ["locate"]

#: A subject alone on its line, as every term block of the hand-written Turtle starts.
_SUBJECT = re.compile(r"^(?:([A-Za-z][\w-]*):([\w.-]+)|<([^>]+)>)\s*$")


def locate(
    root: DataRoot, reviews: Iterable[AnnotatedReview], queries: Iterable[StoredQuery] = ()
) -> dict[str, tuple[str, int]]:
    """Find where each node is written down.

    Args:
        root: Where the data lies.
        reviews: The annotated reviews.
        queries: The stored queries and rules.

    Returns:
        IRI to file and line, counted from 1.
    """
    places: dict[str, tuple[str, int]] = {}
    for path in sorted(root.ontology.rglob("*.ttl")):
        name = relative(path, root.path)
        for iri, line in _subjects(path):
            places.setdefault(iri, (name, line))
    for review in reviews:
        folder = Path(review.source_document.path).parent.as_posix()
        for work in review.works.values():
            places[str(mint("work", work.key))] = (f"{folder}/works.bib", work.line)
            places[str(mint("citation", review.source.id, work.key))] = (f"{folder}/works.bib", work.line)
        for located in review.claims:
            places[str(mint("claim", located.claim.id))] = (located.document.path, located.line())
        for position, element in enumerate(review.source.elements):
            node = mint("element", f"{review.source.code}-{element.id}")
            document = review.source_document
            places[str(node)] = (document.path, document.line("elements", position))
        for erratum in review.errata:
            node = mint("erratum", erratum.erratum.claim, str(erratum.number))
            places[str(node)] = (erratum.document.path, erratum.line())
            # What is left of a withdrawn claim stands nowhere else.
            places.setdefault(str(mint("claim", erratum.erratum.claim)), places[str(node)])
    for query in queries:
        places[str(mint("query", query.header.id))] = (query.path, _header_line(query, "id:"))
        for parameter in query.header.parameters:
            node = mint("parameter", query.header.id, parameter.name)
            places[str(node)] = (query.path, _header_line(query, f"name: {parameter.name}"))
    return places


def _header_line(query: StoredQuery, words: str) -> int:
    lines = enumerate(query.text.splitlines(), start=1)
    found = (
        number for number, line in lines if line.startswith("#+") and re.search(rf"\b{words}(?!\w)", line)
    )
    return next(found, 1)


def _subjects(path: Path) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        match = _SUBJECT.match(line)
        if match and match.group(3):
            yield match.group(3), number
        elif match and match.group(1) in PREFIXES:
            yield PREFIXES[match.group(1)] + match.group(2), number
