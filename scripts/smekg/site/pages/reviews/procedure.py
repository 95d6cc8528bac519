"""What a review tells of its procedure, in groups: search, selection, method, scope and contribution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib.namespace import RDF

from smekg.namespaces import ID, SMEKG
from smekg.site.pages.reviews.model import Review
from smekg.site.pages.reviews.protocol import Item, kinds, said

__all__ = ["Group", "procedure"]

_RELATION = f"{ID}relation/"
_TAKES, _LEAVES, _LEAVES_TYPE = "includes", "excludes", "excludes-source-type"
#: What a work has to meet; what is said of it outside the account of the search is no criterion of selection.
_CRITERIA = (_TAKES, _LEAVES, _LEAVES_TYPE)
_WORD = "uses-search-term"
_SEARCH = ("searches-database", _WORD, "combines-search-terms")
_SELECTION = ("screens", *_CRITERIA)
#: Heading of each group, and the relations in it in the order in which they are shown.
_GROUPS = (
    ("Search", _SEARCH),
    ("Selection", _SELECTION),
    ("Method", ("follows-guideline", "uses-framework", "uses-software")),
    ("Scope and contribution", ("defines-scope-as", "contributes")),
)
_ELSEWHERE = "Also said to be taken in or left out, outside the account of the search"
#: Relations that have a place of their own on the page.
_SHOWN_APART = frozenset({"poses-research-question", "covers-period"})


@dataclass(frozen=True)
class Group:
    """Statements on a procedure that belong together.

    Attributes:
        name: Its heading.
        rows: Each relation with what it leads to.
    """

    name: str
    rows: list[tuple[str, list[Item]]]


def procedure(review: Review) -> list[Group]:
    """List what a review tells of its procedure.

    Args:
        review: The review.

    Returns:
        The groups that have statements; relations that belong to no group come last.
    """
    apart = {claim for item in kinds(review) for claim in item.claims}
    told: dict[str, list[str]] = {}
    for claim in _in_order(review):
        relation = review.content.text(claim, SMEKG.relation).removeprefix(_RELATION)
        if relation not in _SHOWN_APART and claim not in apart:
            told.setdefault(relation, []).append(claim)
    accounts = _accounts(review, told)
    outside = {
        name: [claim for claim in told.get(name, ()) if _section(review, claim) not in accounts]
        for name in _CRITERIA
    }
    inside = {name: [c for c in claims if c not in outside.get(name, ())] for name, claims in told.items()}
    listed = [*_GROUPS[:2], (_ELSEWHERE, _CRITERIA), *_GROUPS[2:]]
    known = {name for _, relations in _GROUPS for name in relations}
    groups = [
        Group(heading, list(_rows(review, relations, outside if heading == _ELSEWHERE else inside)))
        for heading, relations in (*listed, ("Other", tuple(sorted(told.keys() - known))))
    ]
    return [group for group in groups if group.rows]


def _in_order(review: Review) -> list[str]:
    """The protocol claims of a review in the order of the paper."""
    content = review.content
    order = {section.iri: number for number, section in enumerate(review.sections)}
    claims = (claim for claim in review.claims if str(SMEKG.ProtocolClaim) in content.iris(claim, RDF.type))
    return sorted(
        claims,
        key=lambda c: (order.get(_section(review, c), 0), int(content.text(c, SMEKG.position) or 0)),
    )


def _accounts(review: Review, told: dict[str, list[str]]) -> set[str]:
    """The sections that give an account of the search: those with its databases, words or screening."""
    return {_section(review, claim) for relation in (*_SEARCH, "screens") for claim in told.get(relation, ())}


def _section(review: Review, claim: str) -> str:
    return review.content.text(claim, SMEKG.inSection)


def _rows(
    review: Review, relations: Iterable[str], told: dict[str, list[str]]
) -> Iterator[tuple[str, list[Item]]]:
    for relation in relations:
        claims = told.get(relation)
        if claims:
            name = review.content.label(f"{_RELATION}{relation}")
            yield name, _items(review, claims, relation)


def _items(review: Review, claims: list[str], relation: str) -> list[Item]:
    """Each thing once, though it may be worded in several ways; words to search with each by itself."""
    content = review.content
    names: dict[str, str] = {}
    found: dict[tuple[str, str], list[str]] = {}
    for claim in claims:
        text = said(content, claim)
        if relation != _WORD:
            text = names.setdefault(content.text(claim, SMEKG.object), text)
        on = "; ".join(value.value for value in content.objects(claim, SMEKG.underCondition))
        found.setdefault((text, on if relation in _CRITERIA else ""), []).append(claim)
    return [
        Item(
            f"{text} ({on})" if on else text,
            tuple(by),
            all(content.objects(claim, SMEKG.inferredBecause) for claim in by),
        )
        for (text, on), by in found.items()
    ]
