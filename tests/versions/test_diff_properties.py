"""Laws of the comparison: nothing differs from itself, sides swap, and an edit is found where it was made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import copy_tiny
from smekg.paths import DataRoot
from smekg.sources.model import Claim, Context
from smekg.versions.changes import Change, Section
from smekg.versions.compare import compare
from smekg.versions.sides import Side
from versions.tiny_versions import TinyVersions, quiet

SWAPPED = {"added": "removed", "removed": "added"}
#: Slots that an annotator could fill otherwise, and with what; no value is one that the tiny review has.
SLOTS: dict[str, list[Any]] = {
    "relation": ["hinders", "affects"],
    "object": ["innovation capacity", "cluster"],
    "qualifier": ["can", "may"],
    "origin": ["background", "research-gap"],
    "studies": [("tiny2020",), ("boehe2013", "tiny2020")],
    "disputed_by": [("boehe2013",)],
    "says": ["Another sentence.", "Firms in a cluster turn to exporting less readily."],
    "note": ["A note.", "Ein „Zitat“ | mit <Zeichen>."],
    "confidence": ["high", "low"],
    "condition": ["in some industries"],
    "context.places": [("Chile",), ("Chile", "Norway")],
    "context.sample": ["13 firms"],
    "context.population": ["small firms"],
}
ADDED = Claim(
    id="tiny-1-99",
    kind="effect",
    section="1",
    subject="cluster",
    relation="increases",
    object="innovation",
    origin="background",
    studies=(),
    says="Clusters raise innovation.",
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, root: DataRoot) -> TinyVersions:
    return TinyVersions(copy_tiny(root, tmp_path_factory.mktemp("tiny") / "data"))


def _edited(claim: Claim, slot: str, value: Any) -> Claim:  # noqa: ANN401 - any value of a claim
    if not slot.startswith("context."):
        return claim.model_copy(update={slot: value})
    context: Context = claim.context.model_copy(update={slot.removeprefix("context."): value})
    return claim.model_copy(update={"context": context})


#: A slot of a claim, and what an annotator writes there instead.
_slot_edits = st.sampled_from(sorted(SLOTS)).flatmap(
    lambda s: st.tuples(st.just(s), st.sampled_from(SLOTS[s]))
)
_claim_edits = st.lists(_slot_edits, min_size=1, max_size=3).map(dict)


def edits() -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Claim to slot to new value; at least one."""
    both = st.fixed_dictionaries({}, optional={"tiny-1-01": _claim_edits, "tiny-t1-cluster-1": _claim_edits})
    return both.filter(bool)


def _apply(found: dict[str, dict[str, Any]], claim: Claim) -> Claim:
    for slot, value in found.get(claim.id, {}).items():
        claim = _edited(claim, slot, value)
    return claim


def _swapped(change: Change) -> Change:
    kind = SWAPPED.get(change.kind, change.kind)
    return replace(change, kind=kind, old=change.new, new=change.old, breaking="", place="", note="")


def _claims(old: Side, new: Side) -> list[Change]:
    return [c for c in compare(old, new, quiet).changes if c.section is Section.CLAIMS]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits())
def test_an_edit_is_found_in_its_claim_and_slot_and_nowhere_else(
    versions: TinyVersions, found: dict[str, dict[str, Any]]
) -> None:
    old = versions.side("old")
    new = versions.side("new", lambda claim: _apply(found, claim))

    changes = _claims(old, new)

    assert {(c.kind, c.name, c.slot) for c in changes} == {
        ("changed", claim, slot) for claim, slots in found.items() for slot in slots
    }
    assert all(c.place.startswith("sources/tiny-2020/claims/section-1.yaml:") for c in changes)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits(), st.booleans(), st.booleans())
def test_swapped_sides_swap_what_was_added_and_removed(
    versions: TinyVersions, found: dict[str, dict[str, Any]], removes: bool, adds: bool
) -> None:
    def edit(claim: Claim) -> Claim | None:
        return None if removes and claim.id == "tiny-1-01" else _apply(found, claim)

    old, new = versions.side("old"), versions.side("new", edit, *([ADDED] if adds else []))

    there, back = compare(old, new, quiet).changes, compare(new, old, quiet).changes

    assert {_swapped(c) for c in there} == {replace(c, breaking="", place="", note="") for c in back}
    assert ("removed", "tiny-1-01") in {(c.kind, c.name) for c in there} or not removes
    assert ("added", "tiny-1-99") in {(c.kind, c.name) for c in there} or not adds


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits())
def test_nothing_differs_from_itself(versions: TinyVersions, found: dict[str, dict[str, Any]]) -> None:
    one, other = (versions.side(name, lambda claim: _apply(found, claim)) for name in ("one", "other"))

    compared = compare(one, other, quiet)

    assert compared.same_graph
    assert compared.changes == ()


def test_an_edit_is_told_by_labels_with_the_line_of_its_key(versions: TinyVersions) -> None:
    new = versions.side("new", lambda c: _edited(c, "relation", "hinders") if c.id == "tiny-1-01" else c)

    (change,) = _claims(versions.side("old"), new)

    assert (change.old, change.new) == ("increases", "hinders")
    assert change.place == "sources/tiny-2020/claims/section-1.yaml:7"


def test_a_claim_that_vanishes_breaks_what_cites_it(versions: TinyVersions) -> None:
    new = versions.side("new", lambda c: None if c.id == "tiny-1-01" else c)

    (change,) = _claims(versions.side("old"), new)

    assert (change.kind, change.name) == ("removed", "tiny-1-01")
    assert "IRI is gone" in change.breaking
