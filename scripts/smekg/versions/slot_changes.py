"""Records of two versions, compared slot by slot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from smekg.namespaces import SMEKG
from smekg.versions.changes import Change, Section
from smekg.versions.places import Places
from smekg.versions.records import Record
from smekg.versions.values import shortened

__all__ = ["SlotPair", "changed_slots", "record_changes", "summary"]

#: Name of a slot, what is only in the old version, what is only in the new one.
SlotPair = tuple[str, str, str]

_GONE = {
    Section.CLAIMS: "its IRI is gone; withdraw the claim in errata.yaml, so that whoever cites it learns why",
    Section.WORKS: "its IRI is gone, and with it whatever others said of it",
}


def record_changes(
    section: Section, old: Mapping[str, Record], new: Mapping[str, Record], places: Places
) -> Iterator[Change]:
    """Compare the records of a section.

    Args:
        section: The section.
        old: Records of the old version, by IRI.
        new: Records of the new version, by IRI.
        places: Where the new version is written down.

    Yields:
        What was added, removed, and changed slot by slot.
    """
    for iri in sorted(old.keys() | new.keys()):
        if iri not in new:
            record = old[iri]
            gone = _GONE.get(section, "")
            yield Change(section, "removed", record.name, iri, old=summary(record), breaking=gone)
        elif iri not in old:
            record, place = new[iri], places.find(iri)
            yield Change(section, "added", record.name, iri, new=summary(record), place=place)
        elif _is_withdrawn(old[iri]) != _is_withdrawn(new[iri]):
            yield _withdrawal(section, old[iri], new[iri], places.find(iri))
        else:
            for slot, before, after in changed_slots(old[iri], new[iri]):
                place = places.find(iri, slot)
                yield Change(section, "changed", new[iri].name, iri, slot, before, after, place=place)


def _is_withdrawn(record: Record) -> bool:
    return shortened(SMEKG.WithdrawnClaim) in record.slots.get("kind", {})


def _withdrawal(section: Section, old: Record, new: Record, place: str) -> Change:
    """A claim that was withdrawn, or one that is back, which a released id must never be."""
    kind = "withdrawn" if _is_withdrawn(new) else "restored"
    instead = (new if _is_withdrawn(new) else old).text("is replaced by")
    note = f"replaced by {instead}" if instead else ""
    was, now = ("" if _is_withdrawn(record) else summary(record) for record in (old, new))
    return Change(section, kind, new.name, new.iri, old=was, new=now, note=note, place=place)


def changed_slots(old: Record, new: Record) -> Iterator[SlotPair]:
    """Compare two states of one record.

    Args:
        old: The old state.
        new: The new state.

    Yields:
        The slots that differ, with the values that only one of the states has.
    """
    for slot in sorted(old.slots.keys() | new.slots.keys()):
        before, after = old.slots.get(slot, {}), new.slots.get(slot, {})
        gone, come = before.keys() - after.keys(), after.keys() - before.keys()
        if gone or come:
            told = [_told(before, gone), _told(after, come)]
            if told[0] == told[1]:
                # Two things of one name, or one text of another type: the keys tell them apart.
                told = [" | ".join(sorted(gone)), " | ".join(sorted(come))]
            yield slot, told[0], told[1]


def summary(record: Record) -> str:
    """Say in one line what a record is about.

    Args:
        record: The record.

    Returns:
        Its statement, title or definition; otherwise its subject, relation and object.
    """
    for slot in ("says", "as_printed", "definition", "title", "statement", "printed citation"):
        if record.text(slot):
            return record.text(slot)
    parts: Callable[[str], str] = record.text
    return " ".join(filter(None, map(parts, ("subject", "relation", "object")))) or record.text("label")


def _told(values: Mapping[str, str], keys: set[str]) -> str:
    return " | ".join(sorted(values[key] for key in keys))
