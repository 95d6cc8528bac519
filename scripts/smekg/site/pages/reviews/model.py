"""The reviews as their pages show them: what each consists of, and what was coded of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from smekg.namespaces import ID, SMEKG
from smekg.queries.model import StoredQuery
from smekg.site.content import Content
from smekg.site.views.claims import section_name

__all__ = ["Coverage", "Part", "Review", "read_reviews"]

_DIGITS = re.compile(r"(\d+)")
_FOLDER = ("queries", "frameworks")
_CITING, _CITED = (f"http://purl.org/spar/cito/has{end}Entity" for end in ("Citing", "Cited"))


@dataclass(frozen=True)
class Part:
    """A section or framework element of a review.

    Attributes:
        iri: Its IRI.
        name: Number or label: `3.3.1`, `Table 3`; a section without a printed number has a name of ours.
        cited: It as one refers to it: `section 3.3.1`, `section “Moderators”`, `Table 3`.
        title: Its title or caption.
        claims: The claims that stand there.
        complete: Whether a statement says that it was coded to the last item.
    """

    iri: str
    name: str
    cited: str
    title: str
    claims: tuple[str, ...]
    complete: bool

    @property
    def heading(self) -> str:
        """Number and title of a section, or its title where the review prints no number."""
        return f"{self.name} {self.title}" if self.name[:1].isdigit() else self.title


@dataclass(frozen=True)
class Coverage:
    """How many claims there are of something, and how many of them carry a passage."""

    claims: int
    passages: int

    @property
    def share(self) -> str:
        """The share of claims with a passage, in per cent; never rounded up to all."""
        if not self.claims:
            return "–"
        percent = 100 * self.passages / self.claims
        return f"{percent:.0f} %" if percent in (0, 100) else f"{min(max(percent, 0.1), 99.9):.1f} %"


@dataclass(frozen=True)
class Review:
    """A review.

    Attributes:
        content: The graph.
        iri: The review as a work.
        id: Its identifier, which names its folder in the site.
        queries: The stored queries that rebuild its elements.
        claims: Its claims.
        sections: Its sections in the order of the paper.
        elements: Its tables, figures, lists and propositions.
    """

    content: Content
    iri: str
    id: str
    queries: tuple[StoredQuery, ...]
    claims: tuple[str, ...]
    sections: tuple[Part, ...]
    elements: tuple[Part, ...]

    @property
    def name(self) -> str:
        """Authors and year."""
        return self.content.label(self.iri)

    def address(self, page: str = "index.html") -> str:
        """Tell where a page of the review lies."""
        return f"reviews/{self.id}/{page}"

    def cited(self, section: str) -> str:
        """Refer to a section that a query names by its number, or by our name for it."""
        return self._cited.get(section, f"section {section}")

    @cached_property
    def _cited(self) -> dict[str, str]:
        return {part.name: part.cited for part in self.sections}

    def query(self, kind: str) -> StoredQuery | None:
        """Find the stored query with this end of its id, for example `method`."""
        return next((query for query in self.queries if query.header.id.endswith(f"-{kind}")), None)

    def coverage(self, claims: Iterable[str]) -> Coverage:
        """Count claims and those among them with a passage."""
        counted = list(claims)
        return Coverage(len(counted), sum(claim in self._with_passage for claim in counted))

    @cached_property
    def _with_passage(self) -> frozenset[str]:
        return frozenset(claim for claim in self.claims if self.content.objects(claim, SMEKG.passage))

    def counted_by(self, key: Callable[[str], str]) -> list[tuple[str, Coverage]]:
        """Count claims by something that each has, the most first."""
        groups: dict[str, list[str]] = {}
        for claim in self.claims:
            groups.setdefault(key(claim), []).append(claim)
        counted = [(name, self.coverage(claims)) for name, claims in groups.items()]
        return sorted(counted, key=lambda pair: (-pair[1].claims, pair[0]))

    @cached_property
    def statuses(self) -> list[tuple[str, int]]:
        """How many claims have which status, the most first."""
        return Counter(self.content.text(claim, SMEKG.status) for claim in self.claims).most_common()

    @cached_property
    def citations(self) -> dict[str, str]:
        """Each citation as the review prints it, to the work."""
        content = self.content
        return {
            content.text(citation, SMEKG.printedCitation): content.text(citation, _CITED)
            for citation in content.referring(self.iri, _CITING)
        }

    @property
    def included(self) -> tuple[str, ...]:
        """The works that count as included."""
        return self.content.iris(self.iri, SMEKG.includesStudy)


def read_reviews(content: Content) -> tuple[Review, ...]:
    """Read the reviews of a graph.

    Args:
        content: The graph.

    Returns:
        The reviews, the newest first.
    """
    reviews = [_review(content, iri) for iri in content.reviews]
    return tuple(sorted(reviews, key=lambda review: content.text(review.iri, SMEKG.year), reverse=True))


def _review(content: Content, iri: str) -> Review:
    own = set(content.referring(iri, SMEKG.statedIn))
    stated = tuple(claim for claim in content.claims if claim in own)
    parts = content.referring(iri, DCTERMS.isPartOf)
    sections = [part for part in parts if str(SMEKG.Section) in content.iris(part, RDF.type)]
    elements = [part for part in parts if part.startswith(f"{ID}element/")]
    statements = content.referring(iri, SMEKG.aboutReview)
    whole = {p for s in statements for slot in _COVERS for p in content.iris(s, slot)}
    return Review(
        content=content,
        iri=iri,
        id=content.text(iri, DCTERMS.identifier),
        queries=_queries(content, elements),
        claims=stated,
        sections=tuple(_section(content, s, s in whole) for s in sorted(sections, key=_place(content))),
        elements=tuple(
            _element(content, e, own, e in whole) for e in sorted(elements, key=_reading(content))
        ),
    )


_COVERS = (SMEKG.coversSection, SMEKG.coversElement)


def _queries(content: Content, elements: list[str]) -> tuple[StoredQuery, ...]:
    """The queries of the folder whose name begins the ids of the review's elements."""
    codes = {
        element.removeprefix(f"{ID}element/").removesuffix(f"-{content.text(element, SKOS.notation)}")
        for element in elements
    }
    found = [
        query
        for query in content.queries.values()
        if PurePath(query.path).parts[:2] == _FOLDER and PurePath(query.path).parts[2] in codes
    ]
    return tuple(sorted(found, key=lambda query: query.header.id))


def _section(content: Content, iri: str, complete: bool) -> Part:
    claims = _in_print(content, content.referring(iri, SMEKG.inSection))
    return Part(
        iri=iri,
        name=content.text(iri, SMEKG.sectionNumber),
        cited=section_name(content, iri),
        title=content.text(iri, DCTERMS.title),
        claims=claims,
        complete=complete,
    )


def _element(content: Content, iri: str, own: set[str], complete: bool) -> Part:
    name, title = content.text(iri, RDFS.label), content.text(iri, DCTERMS.title).removesuffix(".")
    # Rows of a table refer to it too.
    claims = _in_print(content, (claim for claim in content.referring(iri, SMEKG.inElement) if claim in own))
    return Part(iri, name, name, "" if name.endswith(title) else title, claims, complete)


def _in_print(content: Content, claims: Iterable[str]) -> tuple[str, ...]:
    """Claims in the order of what they are about, their place in print, and their ids, 2 before 10."""

    def key(claim: str) -> tuple[str, int, list[int | str]]:
        subject = content.text(claim, SMEKG.subject) if content.text(claim, SMEKG.inElement) else ""
        parts = [int(part) if part.isdecimal() else part for part in _DIGITS.split(claim)]
        return subject, int(content.text(claim, SMEKG.position) or 0) if subject else 0, parts

    return tuple(sorted(claims, key=key))


def _place(content: Content) -> Callable[[str], int]:
    return lambda section: int(content.text(section, SMEKG.position) or 0)


def _reading(content: Content) -> Callable[[str], tuple[int, str]]:
    """Elements in the order of their sections."""
    place = _place(content)
    return lambda element: (place(content.text(element, SMEKG.inSection)), element)
