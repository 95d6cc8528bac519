"""What the search box searches: one line per term, study, query and claim."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rdflib.namespace import DCTERMS, SKOS

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.rendering import SiteFile

__all__ = ["search_files"]

#: Address, title, kind, further words.
Entry = tuple[str, str, str, str]


def search_files(content: Content) -> Iterator[SiteFile]:
    """Make the files that the search box reads when it is first used.

    Claims are apart, so that the first letters find terms and studies without waiting for them.

    Args:
        content: The graph.

    Yields:
        `search/terms.json` and `search/claims.json`, each a list of address, title, kind, further words.
    """
    first = [*_terms(content), *_studies(content), *_queries(content)]
    yield _file("search/terms.json", first)
    yield _file("search/claims.json", list(_claims(content)))


def _file(address: str, entries: list[Entry]) -> SiteFile:
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return SiteFile(address, text.encode())


def _terms(content: Content) -> Iterator[Entry]:
    concepts = set(content.instances(SKOS.Concept)) - set(content.instances(SMEKG.Relation))
    for iri in sorted(concepts | set(content.classes) | set(content.instances(SMEKG.RealCase))):
        others = [content.text(iri, SKOS.definition)]
        others += [v.value for p in (SKOS.altLabel, SKOS.hiddenLabel) for v in content.objects(iri, p)]
        yield _address(iri), content.label(iri), "term", " ".join(filter(None, others))


def _studies(content: Content) -> Iterator[Entry]:
    reviews = set(content.reviews)
    for iri in content.instances(SMEKG.Publication):
        kind = "review" if iri in reviews else "study"
        words = (content.text(iri, p) for p in (DCTERMS.title, SMEKG.authors, SMEKG.citationKey))
        yield _address(iri), content.label(iri), kind, " ".join(filter(None, words))


def _queries(content: Content) -> Iterator[Entry]:
    for query in content.queries.values():
        header = query.header
        yield f"ask/{header.id}.html", header.question, "query", f"{header.id} {header.summary}"


def _claims(content: Content) -> Iterator[Entry]:
    for iri in content.claims:
        names = " ".join(content.label(work) for work in content.iris(iri, SMEKG.basedOn))
        review = content.label(content.text(iri, SMEKG.statedIn))
        yield _address(iri), content.label(iri), "claim", f"{names} {review}".strip()


def _address(iri: str) -> str:
    return address_of(iri) or ""
