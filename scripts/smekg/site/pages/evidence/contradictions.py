"""Statements that contradict each other: all pairs in one list, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox
from rdflib.namespace import SKOS

from smekg.namespaces import ID, SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.pages.evidence.answers import ask, claim_iri, reviews_by_id
from smekg.site.pages.evidence.claims import SIGNS, place_in_review, works_of
from smekg.site.rendering import Here, Page

__all__ = ["CONFLICT", "Pair", "Side", "kinds_of", "pages", "read_pairs"]

#: Notation of the kind that nothing explains.
CONFLICT = "true conflict"

#: Notations of the kinds in the order in which they are shown.
_KINDS = (CONFLICT, "same study", "definition difference", "scope difference")
#: What may restrict a claim, and what the restriction is called.
_RESTRICTIONS = (
    ("place", SMEKG.concernsPlace),
    ("sector", SMEKG.concernsSector),
    ("period", SMEKG.period),
    ("firms", SMEKG.population),
    ("condition", SMEKG.underCondition),
    ("in view of", SMEKG.inViewOf),
    ("hedge", SMEKG.qualifier),
)


@dataclass(frozen=True)
class Side:
    """One of two statements.

    Attributes:
        claim: IRI of the claim.
        review: IRI of its review.
        place: Where it stands in the review.
        reading: Its sign, rating or relation in words.
        sign: The sign for `reading` where that is a direction.
        is_rating: Whether `reading` is a rating, which may look like a sign.
        works: IRIs of the studies it rests on.
    """

    claim: str
    review: str
    place: str
    reading: str
    sign: str | None
    is_rating: bool
    works: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two statements that contradict each other.

    Attributes:
        iri: IRI of the contradiction.
        kind: Notation of its kind.
        dimension: In what the scopes differ, or which meaning.
        antecedent: What the statements are about.
        outcome: On what they say it works; of definitions and the like nothing.
        sides: The two statements.
    """

    iri: str
    kind: str
    dimension: str
    antecedent: str
    outcome: str
    sides: tuple[Side, Side]

    @property
    def anchor(self) -> str:
        """Its place in the list."""
        return self.iri.removeprefix(f"{ID}contradiction/")

    @cached_property
    def title(self) -> str:
        """What the statements are about."""
        return f"{self.antecedent} → {self.outcome}" if self.outcome else self.antecedent


def read_pairs(content: Content) -> tuple[Pair, ...]:
    """Ask for all contradictions.

    Args:
        content: The graph.

    Returns:
        The pairs, in the query's order within a kind.
    """
    reviews = reviews_by_id(content)
    pairs = [_pair(content, reviews, row) for row in ask(content, "x-contradictions")]
    return tuple(sorted(pairs, key=lambda pair: _KINDS.index(pair.kind)))


def kinds_of(pairs: Iterable[Pair]) -> Mapping[str, int]:
    """Count the pairs of each kind."""
    counts = Counter(pair.kind for pair in pairs)
    return {kind: counts[kind] for kind in _KINDS}


def pages(content: Content, pairs: Sequence[Pair]) -> Iterator[Page]:
    """Make the list of contradictions and the page of each.

    Args:
        content: The graph.
        pairs: The contradictions.

    Yields:
        The pages.
    """
    meanings = {
        content.text(kind, SKOS.notation): kind for kind in content.instances(SMEKG.ContradictionKind)
    }
    yield Page(
        address="evidence/contradictions.html",
        template="evidence/contradictions.html",
        title="Contradictions",
        section="evidence",
        summary=f"{len(pairs)} pairs of statements that do not agree; nothing explains "
        f"{kinds_of(pairs)[CONFLICT]} of them, which are true conflicts.",
        scripts=("evidence/list.js",),
        styles=("evidence/evidence.css",),
        values={
            "kinds": [
                (kind, meanings[kind], [pair for pair in pairs if pair.kind == kind])
                for kind, number in kinds_of(pairs).items()
                if number
            ],
            "between": _between(pairs),
        },
    )
    for pair in pairs:
        yield _page(content, pair, meanings[pair.kind])


def _pair(content: Content, reviews: Mapping[str, str], row: Mapping[str, str]) -> Pair:
    one, other = (_side(content, reviews, row, letter) for letter in "ab")
    iri = f"{ID}contradiction/{row['claim_a']}--{row['claim_b']}"
    return Pair(iri, row["kind"], row["dimension"], row["antecedent"], row["outcome"], (one, other))


def _side(content: Content, reviews: Mapping[str, str], row: Mapping[str, str], letter: str) -> Side:
    claim, reading = claim_iri(row[f"claim_{letter}"]), row[f"direction_{letter}"]
    has_direction = bool(content.objects(claim, SMEKG.direction))
    return Side(
        claim=claim,
        review=reviews[row[f"review_{letter}"]],
        place=place_in_review(content, claim),
        reading=reading,
        sign=SIGNS.get(reading) if has_direction else None,
        is_rating=not has_direction and bool(content.objects(claim, SMEKG.rating)),
        works=works_of(content, claim),
    )


def _between(pairs: Iterable[Pair]) -> Mapping[tuple[str, ...], int]:
    """Reviews to the number of pairs between them, most first."""
    counts = Counter(tuple(sorted({side.review for side in pair.sides})) for pair in pairs)
    return dict(counts.most_common())


def _page(content: Content, pair: Pair, kind: str) -> Page:
    here = Here(content, address_of(pair.iri) or "")
    return Page(
        address=address_of(pair.iri) or "",
        template="evidence/contradiction.html",
        title=pair.title,
        section="evidence",
        about=pair.iri,
        styles=("evidence/evidence.css",),
        values={
            "pair": pair,
            "kind": kind,
            "scopes": content.iris(pair.iri, SMEKG.differsInScope),
            "meanings": content.iris(pair.iri, SMEKG.differsInMeaning),
            "shared": content.iris(pair.iri, SMEKG.sharesStudy),
            "definition": str(SKOS.definition),
            "restrictions": [list(_restrictions(content, here, side.claim)) for side in pair.sides],
            "turtle": turtle(content, pair.iri),
        },
    )


def _restrictions(content: Content, here: Here, claim: str) -> Iterator[tuple[str, list[object]]]:
    for name, slot in _RESTRICTIONS:
        values: list[object] = [
            here.a(value.value) if isinstance(value, ox.NamedNode) else value.value
            for value in content.objects(claim, slot)
        ]
        if values:
            yield name, values
