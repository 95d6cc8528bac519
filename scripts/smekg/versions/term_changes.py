"""What became of the terms: renamed, relabelled, redefined, moved, deprecated, removed; and what breaks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyoxigraph as ox

from smekg.namespaces import ID
from smekg.versions.changes import Change, Section
from smekg.versions.records import Record
from smekg.versions.sides import Side
from smekg.versions.slot_changes import SlotPair, changed_slots, summary
from smekg.versions.slots import MEANING, NAMES, PLACE
from smekg.versions.values import shortened

__all__ = ["renamed_terms", "term_changes"]

Terms = Mapping[str, Record]

#: A term has a new IRI where one of these is the same as before, and is so of no other.
_KEEPS = ("label", "definition")


def term_changes(old: Terms, new: Terms, before: Side, after: Side) -> Iterator[Change]:
    """Compare the terms of two versions.

    Args:
        old: Terms of the old version, by IRI.
        new: Terms of the new version, by IRI.
        before: The old version.
        after: The new version.

    Yields:
        The changes.
    """
    renamed = renamed_terms(old, new)
    for iri in sorted(old.keys() | new.keys()):
        place = after.places.find(iri)
        if iri in renamed:
            yield from _renamed(old[iri], new[renamed[iri]], before, after)
        elif iri not in new:
            yield _removed(old[iri], before)
        elif iri not in old:
            if iri not in renamed.values():
                yield Change(Section.TERMS, "added", new[iri].name, iri, new=summary(new[iri]), place=place)
        else:
            yield from (replace(change, place=place) for change in _changed(old[iri], new[iri]))


def renamed_terms(old: Terms, new: Terms) -> dict[str, str]:
    """Find terms that have another IRI than before.

    Args:
        old: Terms of the old version, by IRI.
        new: Terms of the new version, by IRI.

    Returns:
        Old IRI to new IRI, for terms that are gone and came back with the same label or definition.
    """
    gone = {iri: old[iri] for iri in old.keys() - new.keys()}
    come = {iri: new[iri] for iri in new.keys() - old.keys()}
    found: dict[str, str] = {}
    for slot in _KEEPS:
        before, after = _by_text(gone, slot), _by_text(come, slot)
        for text in before.keys() & after.keys():
            if len(before[text]) == len(after[text]) == 1:
                one, other = before[text][0], after[text][0]
                if one not in found and other not in found.values():
                    found[one] = other
    return found


def _by_text(terms: Terms, slot: str) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for iri in sorted(terms):
        text = terms[iri].text(slot).casefold()
        if text:
            found[text].append(iri)
    return found


def _renamed(old: Record, new: Record, before: Side, after: Side) -> Iterator[Change]:
    place = after.places.find(new.iri)
    yield Change(
        Section.TERMS,
        "renamed",
        new.name,
        old.iri,
        slot="IRI",
        old=shortened(old.iri),
        new=shortened(new.iri),
        note=_use(old.iri, before),
        breaking="its IRI is gone; keep it as a deprecated term with dcterms:isReplacedBy",
        place=place,
    )
    yield from (replace(change, place=place) for change in _changed(old, new))


def _removed(term: Record, before: Side) -> Change:
    announced = bool(term.slots.get("deprecated"))
    instead = f"use {term.text('replacement')} instead" if term.text("replacement") else ""
    note = "; ".join(filter(None, ("was deprecated" if announced else "", instead, _use(term.iri, before))))
    why = "" if announced else "removed without having been deprecated"
    return Change(Section.TERMS, "removed", term.name, term.iri, old=summary(term), note=note, breaking=why)


def _changed(old: Record, new: Record) -> Iterator[Change]:
    pairs = list(changed_slots(old, new))
    for slot, before, after in pairs:
        kind, note, breaking = _judged(slot, old, new, pairs)
        if kind:
            yield Change(Section.TERMS, kind, new.name, new.iri, slot, before, after, note, breaking)


def _judged(slot: str, old: Record, new: Record, pairs: list[SlotPair]) -> tuple[str, str, str]:
    """What a changed slot amounts to: kind of change, note, why it breaks something."""
    if slot == "deprecated":
        instead = new.text("replacement")
        kind = "deprecated" if new.slots.get(slot) else "restored"
        note = f"use {instead} instead" if instead else new.text("change note")
        return kind, note, ""
    deprecated = any(name == "deprecated" for name, _, _ in pairs)
    if slot in ("replacement", "change note") and deprecated:
        # Told with the deprecation.
        return "", "", ""
    if slot == "label":
        kept = {name.casefold() for known in NAMES for name in new.slots.get(known, {}).values()}
        lost = [label for label in old.slots.get(slot, {}).values() if label.casefold() not in kept]
        return "relabelled", "", "annotations by the old label fail; keep it as skos:altLabel" if lost else ""
    if slot in MEANING:
        return "redefined", "", "its meaning may have changed; read again what was said with it"
    return ("moved", "", "") if slot in PLACE else ("changed", "", "")


def _use(iri: str, side: Side) -> str:
    """Say how much of a version uses a term."""
    subjects = {
        quad.subject.value
        for quad in side.store.quads_for_pattern(None, None, ox.NamedNode(iri), None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    claims = sum(1 for subject in subjects if subject.startswith(f"{ID}claim/"))
    end = re.split(r"[#/]", iri)[-1]
    naming = re.compile(rf"[:/#]{re.escape(end)}(?![\w-])")
    queries = [name for name, query in (side.queries or {}).items() if naming.search(query.body)]
    told = []
    if claims:
        told.append(f"{claims} claim{'s' if claims > 1 else ''}")
    if queries:
        shown = ", ".join(queries[:3]) + (", …" if len(queries) > 3 else "")
        told.append(f"{len(queries)} stored quer{'ies' if len(queries) > 1 else 'y'} ({shown})")
    return f"was used by {' and '.join(told)}" if told else ""
