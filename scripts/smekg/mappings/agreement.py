"""Mappings must not contradict the axioms, nor each other along the hierarchy of terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rdflib import URIRef

from smekg.errors import Finding
from smekg.mappings.hierarchy import Hierarchy, read_hierarchy
from smekg.mappings.model import Mapping, MappingSet
from smekg.ontology import Ontology

__all__ = ["agreement_faults"]

#: How a term lies to its target: inside it, the same, around it. Close and related terms may overlap.
_RANKS = {"skos:broadMatch": -1, "skos:exactMatch": 0, "skos:narrowMatch": 1}


def agreement_faults(sets: Iterable[MappingSet], ontology: Ontology) -> Iterator[Finding]:
    """Find mappings that cannot hold together with the axioms or with other mappings.

    Args:
        sets: The mapping sets.
        ontology: Modules and vocabulary.

    Yields:
        One fault per mapping that contradicts an axiom, and one per pair that contradicts each other.
    """
    hierarchy = read_hierarchy(ontology)
    by_target: defaultdict[URIRef, list[Mapping]] = defaultdict(list)
    for mapping_set in sets:
        for mapping in mapping_set.mappings:
            by_target[mapping.object].append(mapping)
            yield from _axiom_faults(mapping, hierarchy)
    for mappings in by_target.values():
        for pair in combinations(mappings, 2):
            yield from _pair_faults(*pair, hierarchy)


def _axiom_faults(mapping: Mapping, hierarchy: Hierarchy) -> Iterator[Finding]:
    """An axiom of the ontology that names the target says which predicate it must be."""
    wanted = None
    if hierarchy.same(mapping.subject, mapping.object):
        wanted = "skos:exactMatch"
    elif hierarchy.under(mapping.subject, mapping.object):
        wanted = "skos:broadMatch"
    elif hierarchy.under(mapping.object, mapping.subject):
        wanted = "skos:narrowMatch"
    if wanted is not None and mapping.row.predicate_id != wanted:
        given, target = mapping.row.predicate_id, mapping.row.object_id
        yield mapping.fault(f"by the axioms of the ontology {target} is its {wanted}, not its {given}")


def _pair_faults(one: Mapping, other: Mapping, hierarchy: Hierarchy) -> Iterator[Finding]:
    """Two terms with one target, of which one lies under the other or both are called the same as it."""
    ranks = [_RANKS.get(mapping.row.predicate_id) for mapping in (one, other)]
    if ranks == [0, 0] and not hierarchy.same(one.subject, other.subject):
        target, first = one.row.object_id, one.row.subject_id
        yield other.fault(f"{target} is the exact match of {first} already; two terms are not both the same")
        return
    for inner, outer in ((one, other), (other, one)):
        if hierarchy.under(inner.subject, outer.subject) and not _fit(inner, outer):
            yield inner.fault(
                f"it lies under {outer.row.subject_id}, which has {inner.row.object_id} as its "
                f"{outer.row.predicate_id}; then this cannot be its {inner.row.predicate_id}"
            )


def _fit(inner: Mapping, outer: Mapping) -> bool:
    low, high = (_RANKS.get(mapping.row.predicate_id) for mapping in (inner, outer))
    if low is None or high is None:
        return True
    return low < high or low == high != 0
