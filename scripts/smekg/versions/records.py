"""A graph as records with slots: terms, claims, works and whatever else has an IRI of smekg's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from smekg.namespaces import GRAPH, ID, MAPPINGS, SMEKG
from smekg.versions.changes import Section
from smekg.versions.slots import CLAIM_KEYS, LIST_KEYS, TERM_KEYS, slot_name
from smekg.versions.values import Node, Wording

__all__ = ["Record", "Records", "checked_numbers", "read_records"]

ONTOLOGY = str(SMEKG).removesuffix("#")
#: Kinds of individuals, by the first part of their path, and the section that tells of them.
SECTIONS = {
    **dict.fromkeys(("case", "concept", "place", "relation", "scheme", "sector"), Section.TERMS),
    "mapping": Section.MAPPINGS,
    **dict.fromkeys(("claim", "list"), Section.CLAIMS),
    "work": Section.WORKS,
    "citation": Section.CITATIONS,
    **dict.fromkeys(
        ("annotation", "annotator", "completeness", "element", "erratum", "passage", "row", "section"),
        Section.REVIEWS,
    ),
}
_MATCHES = {str(SKOS[f"{how}Match"]) for how in ("exact", "close", "broad", "narrow", "related")}
_MAPPED = str(GRAPH["mappings"])
_EXPRESSION = {str(RDFS.subClassOf)}
#: What links a claim to the list that its number counts, whose slots are told as the claim's own.
_TO_LIST = str(SMEKG.counts)


@dataclass
class Record:
    """One thing with its slots.

    Attributes:
        iri: Its IRI.
        name: Its label or id.
        slots: Name of a slot to its values: a key that is equal for equal values, and words for the reader.
    """

    iri: str
    name: str
    slots: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def text(self, slot: str) -> str:
        """Write the values of a slot."""
        return " | ".join(sorted(self.slots.get(slot, {}).values()))


Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Records = Mapping[Section, Mapping[str, Record]]


def read_records(quads: Iterable[ox.Quad], words: Wording) -> Records:
    """Gather the records of a graph.

    Args:
        quads: What people wrote.
        words: Words for the nodes.

    Returns:
        The records by section and IRI.
    """
    found: dict[Section, dict[str, Record]] = {section: {} for section in Section}
    for quad in quads:
        subject = quad.subject
        if isinstance(subject, ox.NamedNode):
            _add(found, quad, subject.value, words)
        elif _is_disjointness(quad):
            record = _record(found[Section.TERMS], ONTOLOGY, words)
            key = words.key(quad.object)
            record.slots["disjoint classes"][key] = key
    return found


def _add(found: dict[Section, dict[str, Record]], quad: ox.Quad, iri: str, words: Wording) -> None:
    section = _section(iri)
    predicate = quad.predicate.value
    if section is None or (section is Section.TERMS and _is_match(quad, predicate)):
        return
    if section is Section.CLAIMS:
        if predicate == _TO_LIST or (predicate == str(RDF.type) and _kind(iri) == "list"):
            return
        iri = iri.replace(f"{ID}list/", f"{ID}claim/", 1)
    slot = _slot(section, predicate, quad.object)
    _record(found[section], iri, words).slots[slot][words.key(quad.object)] = words.shown(quad.object)


def _record(records: dict[str, Record], iri: str, words: Wording) -> Record:
    if iri not in records:
        records[iri] = Record(iri, words.name(iri))
    return records[iri]


def _slot(section: Section, predicate: str, value: Node) -> str:
    if section is Section.CLAIMS:
        return CLAIM_KEYS.get(predicate) or LIST_KEYS.get(predicate) or slot_name(predicate)
    if section is Section.TERMS:
        if predicate in _EXPRESSION and isinstance(value, ox.BlankNode):
            return "axiom"
        return TERM_KEYS.get(predicate) or slot_name(predicate)
    return slot_name(predicate)


def _section(iri: str) -> Section | None:
    if iri.startswith(str(ID)):
        return SECTIONS.get(_kind(iri))
    if iri == ONTOLOGY or iri.startswith(str(SMEKG)):
        return Section.TERMS
    return Section.MAPPINGS if iri.startswith(str(MAPPINGS)) else None


def _kind(iri: str) -> str:
    return iri.removeprefix(str(ID)).split("/", 1)[0]


def _is_match(quad: ox.Quad, predicate: str) -> bool:
    """Whether it only repeats a mapping, which is a record of its own."""
    return predicate in _MATCHES or getattr(quad.graph_name, "value", None) == _MAPPED


def _is_disjointness(quad: ox.Quad) -> bool:
    return quad.predicate.value == str(OWL.members)


def checked_numbers(store: ox.Store, words: Wording) -> Iterator[Record]:
    """Gather the verdicts on printed numbers.

    Args:
        store: The graph.
        words: Words for the nodes.

    Yields:
        A record for each number that was checked; its slots are the kinds of check.
    """
    found: dict[str, Record] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(SMEKG.checksNumber), None, None):
        if not isinstance(quad.object, ox.NamedNode):
            continue
        number = _record(found, quad.object.value, words)
        how = _value(store, quad.subject, SMEKG.checksBy, words)
        verdict = _value(store, quad.subject, SMEKG.hasVerdict, words)
        text = f"{verdict} (recomputed: {_value(store, quad.subject, SMEKG.recomputedAs, words)})"
        number.slots[how][text] = text
    yield from found.values()


def _value(store: ox.Store, subject: Subject, predicate: str, words: Wording) -> str:
    values = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
    return ", ".join(sorted(words.shown(quad.object) for quad in values))
