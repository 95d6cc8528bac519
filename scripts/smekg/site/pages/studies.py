"""A page for each cited work: what it is, which reviews use it for what; and the list of all works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from rdflib.namespace import DCTERMS, RDF

from smekg.namespaces import BIBO, CITO, SMEKG
from smekg.site.addresses import address_of
from smekg.site.bibtex import BIBLIOGRAPHY_FILE, bibtex
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.names import written_authors
from smekg.site.rendering import Here, Page
from smekg.site.views.claim_list import ClaimList
from smekg.site.views.claims import claim_groups, in_order, place_of, review_page

__all__ = ["index", "pages"]

INDEX = "studies/index.html"
#: Senses in which a review may include a work, and what the table calls them.
_SENSES = (("table", "placed in a table"), ("finding", "cited for a finding"), ("cited", "cited at all"))
_AXES = {"type": "Types", "theory": "Theories", "place": "Places"}
_REPORTED = str(SMEKG.ReportedStudy)
#: What the statements that rest on a study speak of; that need not be where and when it was made.
_SCOPE = (
    ("Places", SMEKG.concernsPlace),
    ("Industries", SMEKG.concernsSector),
    ("Periods", SMEKG.period),
)


@dataclass(frozen=True)
class Use:
    """What one section or framework element of a review takes from a study.

    Attributes:
        place: The section or element, linked.
        topics: What the claims are about, and the claims.
    """

    place: Markup
    topics: tuple[tuple[str, list[str]], ...]


def pages(content: Content) -> Iterator[Page]:
    """Make the pages of works.

    Args:
        content: The graph.

    Yields:
        One page per work.
    """
    for work in content.mine(content.instances(SMEKG.Publication)):
        yield _page(content, work)


def index(content: Content) -> Iterator[Page]:
    """Make the list of all works.

    Args:
        content: The graph.

    Yields:
        The page.
    """
    works = content.instances(SMEKG.Publication)
    rows = [
        {
            "iri": work,
            "year": content.text(work, SMEKG.year),
            "title": content.text(work, DCTERMS.title),
            "reviews": _citing(content, work),
            "claims": len(content.referring(work, SMEKG.basedOn)),
        }
        for work in sorted(works, key=lambda work: content.text(work, SMEKG.citationKey))
    ]
    cited = sum(bool(row["reviews"]) for row in rows)
    yield Page(
        address=INDEX,
        template="studies/index.html",
        title="Studies",
        section="studies",
        summary=f"{cited} works that the reviews cite, and how many statements rest on each.",
        values={
            "rows": rows,
            "cited": cited,
            "untitled": sum(not row["title"] for row in rows),
            "reviews": content.reviews,
            "identifiers": _identifiers(content),
            "bibliography": BIBLIOGRAPHY_FILE,
        },
        scripts=("filters.js", "sort-table.js"),
    )


def _page(content: Content, work: str) -> Page:
    address = address_of(work) or ""
    here = Here(content, address)
    claims = in_order(content, content.referring(work, SMEKG.basedOn))
    title = content.text(work, DCTERMS.title)
    return Page(
        address=address,
        template="studies/study.html",
        title=content.label(work),
        about=work,
        section="studies",
        summary=title or f"What reviews take from {content.label(work)}",
        values={
            "work_title": title,
            "facts": list(_facts(here, work)),
            "review": review_page(content, work) if work in content.reviews else None,
            "stated": len(in_order(content, content.referring(work, SMEKG.statedIn))),
            "own": claim_groups(content, {"": content.referring(work, SMEKG.subject)}),
            "claims": claims,
            "uses": _uses(here, claims),
            "disputes": in_order(content, content.referring(work, SMEKG.disputedBy)),
            "placements": list(_placements(here, work)),
            "studied": list(_studied(content, work)),
            "setting": list(_setting(here, work, claims)),
            "scope": list(_named_in(here, claims, _SCOPE)),
            "inclusion": _inclusion(content, work),
            "senses": _SENSES,
            "bibtex": bibtex(content, work),
            "bibliography": BIBLIOGRAPHY_FILE,
            "items": ClaimList.at(here),
            "turtle": turtle(content, work),
        },
        scripts=("copy.js",),
    )


def _identifiers(content: Content) -> Mapping[str, str]:
    return {review: content.text(review, DCTERMS.identifier) for review in content.reviews}


def _citing(content: Content, work: str) -> list[str]:
    citations = content.referring(work, CITO.hasCitedEntity)
    return sorted({content.text(citation, CITO.hasCitingEntity) for citation in citations})


def _facts(here: Here, work: str) -> Iterator[tuple[str, list[Any]]]:
    content = here.content
    kinds = [kind for kind in content.iris(work, RDF.type) if kind != str(SMEKG.Publication)]
    yield "Kind", [here.a(kind) for kind in kinds] or ["not known"]
    yield "Authors", [written_authors(content.text(work, SMEKG.authors))]
    yield "Year", [content.text(work, SMEKG.year)]
    if not content.text(work, DCTERMS.title):
        yield "Title", ["not printed by an annotated review"]
    for name, predicate in (
        ("In", DCTERMS.isPartOf),
        ("Publisher", DCTERMS.publisher),
        ("Volume", BIBO.volume),
        ("Issue", BIBO.issue),
        ("Pages", BIBO.pages),
    ):
        if content.text(work, predicate):
            yield name, [content.text(work, predicate)]
    doi = content.text(work, BIBO.doi)
    if doi:
        yield "DOI", [Markup('<a href="https://doi.org/{}">{}</a>').format(doi, doi)]
    printed = [_printed(content, citation) for citation in content.referring(work, CITO.hasCitedEntity)]
    if printed:
        yield "Printed as", printed


def _printed(content: Content, citation: str) -> str:
    review = content.label(content.text(citation, CITO.hasCitingEntity))
    variants = [value.value for value in content.objects(citation, SMEKG.printedVariant)]
    also = f", also as {', '.join(variants)}," if variants else ""
    return f"{content.text(citation, SMEKG.printedCitation)}{also} in {review}"


def _uses(here: Here, claims: Iterable[str]) -> list[tuple[str, int, list[Use]]]:
    """By review, then by place in reading order, then by what the claims are about."""
    content = here.content
    reviews: dict[str, dict[tuple[str, str], dict[str, list[str]]]] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for claim in claims:
        review = content.text(claim, SMEKG.statedIn)
        topics = reviews.setdefault(review, {}).setdefault(place_of(content, claim), {})
        topics.setdefault(content.text(claim, SMEKG.subject), []).append(claim)
        counts[review] += 1
    return [
        (
            review,
            counts[review],
            [Use(_named(here, *place), tuple(topics.items())) for place, topics in places.items()],
        )
        for review, places in reviews.items()
    ]


def _named(here: Here, place: str, name: str) -> Markup:
    title = here.content.text(place, DCTERMS.title)
    shown = name[:1].upper() + name[1:]
    return here.a(place, shown if title in name else f"{shown}: {title}")


def _placements(here: Here, work: str) -> Iterator[tuple[str, str, Markup, str]]:
    """Review, term, place, claim of each placement of the work under a type."""
    content = here.content
    for claim in in_order(content, content.referring(work, SMEKG.object)):
        place, name = place_of(content, claim)
        part = content.text(claim, SMEKG.part)
        shown = here.a(place, name) + (f", “{part}”" if part else "")
        yield content.text(claim, SMEKG.statedIn), content.text(claim, SMEKG.subject), shown, claim


def _studied(content: Content, work: str) -> Iterator[tuple[str, list[str]]]:
    """What reviews say that the work studies: heading and terms, by axis."""
    by: defaultdict[str, list[str]] = defaultdict(list)
    for term in content.iris(work, SMEKG.isReportedToStudy):
        axes = [value.value for value in content.objects(term, SMEKG.standsOnAxis)]
        by[next((_AXES[axis] for axis in axes if axis in _AXES), "Other things")].append(term)
    for heading in (*_AXES.values(), "Other things"):
        if heading in by:
            yield heading, sorted(by[heading], key=content.label)


def _setting(here: Here, work: str, claims: Iterable[str]) -> Iterator[tuple[str, list[Any]]]:
    """How the study was done, as far as reviews print it with what they take from it."""
    content = here.content
    for heading, used in (
        ("Methods", content.iris(work, SMEKG.usesMethod)),
        ("Size definitions", _definitions(content, work, claims)),
    ):
        if used:
            yield heading, [here.all(used)]
    # The sample of a statement that the review makes itself is no sample of the study.
    reported = [claim for claim in claims if content.text(claim, SMEKG.origin) == _REPORTED]
    yield from _named_in(here, reported, (("Samples", SMEKG["sample"]),))


def _definitions(content: Content, work: str, claims: Iterable[str]) -> list[str]:
    """The definitions that a table names for the work; the graph relates it to all wider senses as well."""
    named = {content.text(claim, SMEKG.subject) for claim in claims if content.text(claim, SMEKG.inElement)}
    return [one for one in content.iris(work, SMEKG.usesDefinition) if one in named]


def _named_in(
    here: Here, claims: Iterable[str], slots: Iterable[tuple[str, Any]]
) -> Iterator[tuple[str, list[Any]]]:
    """Values of slots, each with the claims that have it."""
    for heading, predicate in slots:
        by: dict[str, list[str]] = {}
        for claim in claims:
            for value in here.content.objects(claim, predicate):
                by.setdefault(value.value, []).append(claim)
        if by:
            yield heading, [_with_claims(here, value, found) for value, found in by.items()]


def _with_claims(here: Here, value: str, claims: list[str]) -> Markup:
    shown = here.a(value) if value.startswith("http") else Markup("{}").format(value)
    links = (here.a(claim, claim.rsplit("/", 1)[-1]) for claim in claims)
    return shown + Markup(' <small class="quiet">') + Markup(", ").join(links) + Markup("</small>")


def _inclusion(content: Content, work: str) -> list[tuple[str, frozenset[str]]]:
    """Reviews with the senses in which they include the work."""
    senses: defaultdict[str, set[str]] = defaultdict(set)
    for listed in content.referring(work, SMEKG.listsWork):
        senses[content.text(listed, SMEKG.inclusionListOf)].add(content.text(listed, SMEKG.inclusionSense))
    return [(review, frozenset(senses[review])) for review in content.reviews if review in senses]
