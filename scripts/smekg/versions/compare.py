"""The comparison of two versions, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from smekg.progress import Progress
from smekg.queries.model import StoredQuery
from smekg.stats import statistics
from smekg.versions.changes import Change, Comparison, Section, Version
from smekg.versions.query_changes import answer_changes, query_changes
from smekg.versions.records import checked_numbers, read_records
from smekg.versions.sides import Side
from smekg.versions.slot_changes import record_changes
from smekg.versions.term_changes import term_changes

__all__ = ["compare"]

#: Sections whose records are compared slot by slot and nothing more.
_PLAIN = (Section.MAPPINGS, Section.CLAIMS, Section.WORKS, Section.CITATIONS, Section.REVIEWS)
_ORDER = {section: place for place, section in enumerate(Section)}


def compare(
    before: Side, after: Side, progress: Progress, queries: Mapping[str, StoredQuery] | None = None
) -> Comparison:
    """Compare two versions.

    Args:
        before: The old version.
        after: The new version.
        progress: Told what is being done.
        queries: What both are asked, where neither has stored queries of its own.

    Returns:
        What differs.
    """
    merged = before.is_merged or after.is_merged
    progress("comparing the graphs")
    old = Version(before.name, before.digest(merged=merged), len(before.store))
    new = Version(after.name, after.digest(merged=merged), len(after.store))
    same = old.digest == new.digest
    changes = [] if same else list(_graph_changes(before, after, merged=merged))
    if before.queries is not None and after.queries is not None:
        changes += query_changes(before.queries, after.queries)
    asked = _asked(before, after, queries or {})
    changes += answer_changes((before, after), asked, progress, same_graph=same)
    ordered = sorted(changes, key=lambda c: (_ORDER[c.section], c.kind, c.name, c.iri, c.slot))
    return Comparison(old, new, tuple(ordered), tuple(_notes(before, after, merged=merged)))


def _asked(
    before: Side, after: Side, queries: Mapping[str, StoredQuery]
) -> tuple[Mapping[str, StoredQuery], Mapping[str, StoredQuery]]:
    """A version without queries of its own is asked those of the other one."""
    old, new = before.queries, after.queries
    if old is None and new is None:
        return queries, queries
    return (old if old is not None else new or {}), (new if new is not None else old or {})


def _graph_changes(before: Side, after: Side, *, merged: bool) -> Iterator[Change]:
    old = read_records(before.asserted(merged=merged), before.words)
    new = read_records(after.asserted(merged=merged), after.words)
    yield from term_changes(old[Section.TERMS], new[Section.TERMS], before, after)
    for section in _PLAIN:
        yield from record_changes(section, old[section], new[section], after.places)
    yield from _number_changes(before, after)
    yield from _count_changes(statistics(before.store), statistics(after.store))


def _number_changes(before: Side, after: Side) -> Iterator[Change]:
    old, new = ({r.iri: r for r in checked_numbers(side.store, side.words)} for side in (before, after))
    for change in record_changes(Section.NUMBERS, old, new, after.places):
        told = old.get(change.iri), new.get(change.iri)
        if change.slot:
            yield change
        else:
            # A number that came or went is told with its verdicts, one for each kind of check.
            yield from _verdicts(change, *(record.slots if record else {} for record in told))


def _verdicts(
    change: Change, old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> Iterator[Change]:
    for slot in sorted(old.keys() | new.keys()):
        before, after = (" | ".join(sorted(s.get(slot, {}).values())) for s in (old, new))
        yield Change(
            change.section, change.kind, change.name, change.iri, slot, before, after, place=change.place
        )


def _count_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = dict(_flat(old)), dict(_flat(new))
    for name in sorted(before.keys() | after.keys()):
        # Triples are nobody's measure; what they hold is told by the other counts.
        if before.get(name) != after.get(name) and not name.startswith("triples"):
            was, now = str(before.get(name, 0)), str(after.get(name, 0))
            yield Change(Section.COUNTS, "counted", name, name, old=was, new=now)


def _flat(counts: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, int]]:
    for name, value in counts.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name} · ")
        else:
            yield prefix + name, value


def _notes(before: Side, after: Side, *, merged: bool) -> Iterator[str]:
    if merged:
        yield (
            "a file without named graphs does not tell what was written from what follows from it: "
            "what rules and reasoner add is compared too"
        )
    if before.queries is None or after.queries is None:
        both = before.queries is None and after.queries is None
        names = before.name if before.queries is None else after.name
        yield (
            f"{'neither side' if both else names} has stored queries of its own: "
            f"both are asked those of {'this smekg' if both else 'the other side'}"
            + ("" if both else ", and whether a query changed cannot be told")
        )
