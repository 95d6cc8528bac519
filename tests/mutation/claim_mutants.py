"""Claims that say something else: one slot turned round, lost, or filled from beside."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from annotations.lexicon import OPPOSITES
from mutation.annotations_bench import AnnotationsBench
from mutation.mutant import Kind, Mutant, sample
from smekg.graph.claims import THE_REVIEW
from smekg.sources.located import AnnotatedReview, LocatedClaim
from smekg.sources.model import Claim
from smekg.terms import CLOSED_LISTS

__all__ = ["claim_kinds"]

Change = Mapping[str, Any]
#: Gives what a claim says now; None where the kind of change does not apply to it.
Edit = Callable[[AnnotationsBench, AnnotatedReview, LocatedClaim, random.Random], Change | None]

DIRECTIONS = {"positive": "negative", "negative": "positive", "null": "positive", "mixed": "positive"}


def claim_kinds(bench: AnnotationsBench) -> list[Kind]:
    """List the kinds of changed claims.

    Args:
        bench: The annotations.

    Returns:
        The kinds.
    """
    return [
        *(Kind(f"claim: {name}", _by_chance(bench, name, edit)) for name, edit in EDITS.items()),
        Kind("claim: positions of two swapped", _swapped_positions(bench)),
    ]


def _by_chance(
    bench: AnnotationsBench, name: str, edit: Edit
) -> Callable[[random.Random, int], Iterator[Mutant]]:
    def mutants(chance: random.Random, number: int) -> Iterator[Mutant]:
        found = 0
        for review, located in sample(chance, bench.claims, len(bench.claims)):
            change = edit(bench, review, located, chance)
            if change is None:
                continue
            yield _mutant(bench, review, {located.claim.id: (located.claim, change)})
            found += 1
            if found == number:
                return

    return mutants


def _mutant(
    bench: AnnotationsBench, review: AnnotatedReview, changes: Mapping[str, tuple[Claim, Change]]
) -> Mutant:
    told = "; ".join(
        f"{name}: {key} {_short(getattr(claim, key))} → {_short(value)}"
        for name, (claim, change) in changes.items()
        for key, value in change.items()
    )
    changed = {
        name: Claim.model_validate({**claim.model_dump(), **change})
        for name, (claim, change) in changes.items()
    }
    return Mutant(
        told,
        partial(bench.killer, review, changed),
        partial(bench.killer_with_text, review, changed),
        partial(bench.killer_with_queries, review, changed),
    )


def _short(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(str, value))}]"
    return "nothing" if value is None else str(value)


def _relation(
    _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, ___: random.Random
) -> Change | None:
    other = OPPOSITES.get(located.claim.relation)
    return {"relation": other} if other else None


def _direction(
    _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, ___: random.Random
) -> Change | None:
    other = DIRECTIONS.get(located.claim.direction or "")
    return {"direction": other} if other else None


def _sibling(slot: str) -> Edit:
    def edit(
        bench: AnnotationsBench, _: AnnotatedReview, located: LocatedClaim, chance: random.Random
    ) -> Change | None:
        label = getattr(located.claim, slot)
        if label is None or label == THE_REVIEW:
            return None
        index = bench.inputs.index
        beside = bench.known.families[index.resolve("term", label)]
        labels = sorted(
            index.display[written]
            for written, terms in index.labels["term"].items()
            if len(terms) == 1 and not beside.isdisjoint(terms)
        )
        taken = {located.claim.subject, located.claim.object}
        labels = [written for written in labels if written not in taken]
        return {slot: chance.choice(labels)} if labels else None

    return edit


def _study_dropped(
    _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    studies = located.claim.studies
    if not studies:
        return None
    gone = chance.choice(studies)
    return {"studies": [key for key in studies if key != gone]}


def _study_added(
    _: AnnotationsBench, review: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    studies = located.claim.studies
    others = sorted(set(review.works) - {*studies, review.source.work})
    return {"studies": [*studies, chance.choice(others)]} if studies else None


def _study_replaced(
    _: AnnotationsBench, review: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    studies = list(located.claim.studies)
    if not studies:
        return None
    others = sorted(set(review.works) - {*studies, review.source.work})
    studies[chance.randrange(len(studies))] = chance.choice(others)
    return {"studies": studies}


def _origin(
    bench: AnnotationsBench, _: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    origins = sorted(bench.inputs.index.labels["origin"])
    assert "origin" in CLOSED_LISTS
    return {"origin": chance.choice([origin for origin in origins if origin != located.claim.origin])}


def _section(
    _: AnnotationsBench, review: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    if located.claim.section is None:
        return None
    others = [s.number for s in review.source.sections if s.number != located.claim.section]
    return {"section": chance.choice(others)}


def _dropped(slot: str) -> Edit:
    def edit(
        _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, ___: random.Random
    ) -> Change | None:
        return {slot: None} if getattr(located.claim, slot) is not None else None

    return edit


def _place(
    _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    context = located.claim.context
    if not context.places:
        return None
    gone = chance.choice(context.places)
    return {"context": context.model_dump() | {"places": [p for p in context.places if p != gone]}}


def _number(
    _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, chance: random.Random
) -> Change | None:
    value = located.claim.value
    return None if value is None else {"value": value + chance.choice((-1, 1))}


def _part_flag(flag: str) -> Edit:
    def edit(
        _: AnnotationsBench, __: AnnotatedReview, located: LocatedClaim, ___: random.Random
    ) -> Change | None:
        part = located.claim.part_of
        return None if part is None else {"part_of": part.model_dump() | {flag: not getattr(part, flag)}}

    return edit


def _swapped_positions(bench: AnnotationsBench) -> Callable[[random.Random, int], Iterator[Mutant]]:
    """Two neighbours of one printed list change places."""
    groups: dict[tuple[str, ...], list[tuple[AnnotatedReview, Claim]]] = {}
    for review, located in bench.claims:
        claim = located.claim
        if claim.position is not None:
            place = (claim.element or claim.section or "", claim.part or "", claim.relation)
            groups.setdefault((review.source.id, *place), []).append((review, claim))
    pairs = [
        (review, one, other)
        for members in groups.values()
        for (review, one), (_, other) in pairwise(members)
        if one.position != other.position
    ]

    def mutants(chance: random.Random, number: int) -> Iterator[Mutant]:
        for review, one, other in sample(chance, pairs, number):
            changes = {
                one.id: (one, {"position": other.position}),
                other.id: (other, {"position": one.position}),
            }
            yield _mutant(bench, review, changes)

    return mutants


EDITS: dict[str, Edit] = {
    "relation turned into its opposite": _relation,
    "direction turned round": _direction,
    "subject replaced by a sibling": _sibling("subject"),
    "object replaced by a sibling": _sibling("object"),
    "study dropped": _study_dropped,
    "study added": _study_added,
    "study replaced": _study_replaced,
    "origin changed": _origin,
    "section changed": _section,
    "qualifier dropped": _dropped("qualifier"),
    "comparator dropped": _dropped("comparator"),
    "place dropped": _place,
    "printed number one more or less": _number,
    "parts exclude each other, turned round": _part_flag("exclusive"),
    "parts are all there are, turned round": _part_flag("exhaustive"),
}
