"""What can be wrong with a mapping file beyond its form: prefixes, order, subjects, labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SKOS

from smekg.errors import Finding
from smekg.iris import PREFIXES
from smekg.mappings.model import Header, Mapping, MappingSet, Row
from smekg.ontology import Ontology
from smekg.sources.marked_yaml import Marked
from smekg.suggest import nearest
from smekg.versions.deprecations import deprecations

__all__ = ["header_faults", "label_faults", "order_faults", "subject_faults"]

_BASE = "https://w3id.org/smekg/"
#: Prefixes that predicates and justifications take.
_NEEDED = ("semapv", "skos")


def header_faults(
    header: Header, marked: Marked, name: str, rows: Iterable[tuple[Row, int]], *, complete: bool
) -> Iterator[Finding]:
    """Check the identifiers of a mapping set.

    Args:
        header: The header.
        marked: The same with its lines.
        name: Name of the file without `.sssom.tsv`.
        rows: The rows and their lines.
        complete: Whether these are all rows; where some could not be read, a prefix may stand in them.

    Yields:
        A fault for a set that is not called as its file, for a prefix that is unknown, used for something
        else, or not used.
    """
    wanted = f"{_BASE}mappings/{name}"
    if header.mapping_set_id != wanted:
        line = marked.line("mapping_set_id")
        yield Finding(marked.path, line, f'header: "mapping_set_id" must be {wanted}, as the file is called')
    used = {*_NEEDED, *(_prefix(source) for source in (header.subject_source, header.object_source))}
    for prefix in sorted(used - set(header.curie_map)):
        yield Finding(marked.path, marked.line("curie_map"), f'header: the curie_map lacks "{prefix}"')
    for row, line in rows:
        for curie in (row.subject_id, row.object_id):
            used.add(_prefix(curie))
            if _prefix(curie) not in header.curie_map:
                yield Finding(marked.path, line, f'the prefix of "{curie}" is not in the curie_map')
    for prefix, iri in header.curie_map.items():
        line = marked.line("curie_map", prefix)
        if complete and prefix not in used:
            yield Finding(marked.path, line, f'header: the prefix "{prefix}" is used nowhere; remove it')
        if PREFIXES.get(prefix, iri) != iri:
            yield Finding(marked.path, line, f'header: "{prefix}" stands for {PREFIXES[prefix]} in smekg')


def order_faults(mappings: Iterable[Mapping]) -> Iterator[Finding]:
    """Check that the rows are sorted and that no two relate the same terms.

    Args:
        mappings: The rows of a set.

    Yields:
        One fault per row that is out of place.
    """
    for above, here in pairwise(mappings):
        first, second = ((m.row.subject_id, m.row.object_id) for m in (above, here))
        if first == second:
            yield here.fault(f"{second[1]} stands in two rows for this term; keep one")
        elif first > second:
            yield here.fault("rows are sorted by subject_id and object_id; move this one up")


def subject_faults(sets: Iterable[MappingSet], ontology: Ontology) -> Iterator[Finding]:
    """Check that subjects are terms of smekg, named as the ontology names them, and objects are not.

    Args:
        sets: The mapping sets.
        ontology: Modules and vocabulary.

    Yields:
        One fault per row with a wrong subject, label or object.
    """
    labels = {**_labels(ontology.vocabulary, SKOS.prefLabel), **_labels(ontology.terms, RDFS.label)}
    given_up = set(deprecations(ontology.terms, ontology.vocabulary))
    known = {_compact(iri): iri for iri in labels if str(iri) not in given_up}
    for mapping in (m for mapping_set in sets for m in mapping_set.mappings):
        row = mapping.row
        if mapping.object.startswith(_BASE):
            yield mapping.fault(f"{row.object_id} is smekg's own; a mapping leads to another vocabulary")
        if mapping.subject not in labels:
            near = nearest(row.subject_id, known)
            hint = f"; did you mean {near}?" if near else ""
            yield mapping.fault(f"no term of the ontology or the vocabulary{hint}")
        elif str(mapping.subject) in given_up:
            yield mapping.fault("the term is deprecated; map what replaces it, or remove the row")
        elif labels[mapping.subject] != row.subject_label:
            label = labels[mapping.subject]
            yield mapping.fault(f'its label is "{label}", not "{row.subject_label}"; correct subject_label')


def label_faults(sets: Iterable[MappingSet]) -> Iterator[Finding]:
    """Check that a target has one label everywhere.

    Args:
        sets: The mapping sets.

    Yields:
        One fault per row whose target is called otherwise in a row before.
    """
    labels: dict[URIRef, str] = {}
    for mapping in (m for mapping_set in sets for m in mapping_set.mappings):
        label = labels.setdefault(mapping.object, mapping.row.object_label)
        if label != mapping.row.object_label:
            yield mapping.fault(
                f'{mapping.row.object_id} is called "{label}" elsewhere; use one object_label'
            )


def _prefix(curie: str) -> str:
    return curie.partition(":")[0]


def _labels(graph: Graph, predicate: URIRef) -> dict[URIRef, str]:
    pairs = graph.subject_objects(predicate)
    return {s: str(o) for s, o in pairs if isinstance(s, URIRef) and s.startswith(_BASE)}


def _compact(iri: URIRef) -> str:
    prefixes = (p for p, namespace in PREFIXES.items() if iri.startswith(namespace))
    prefix = max(prefixes, key=lambda p: len(PREFIXES[p]))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
