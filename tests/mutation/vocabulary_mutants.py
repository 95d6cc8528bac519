"""Terms merged, unlinked or renamed; mappings, works and completeness statements changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from mutation.annotations_bench import AnnotationsBench, quads
from mutation.mutant import Kind, Mutant, sample
from second_coding.codings import coded_labels
from second_coding.mapping_choices import misplaced
from smekg.mappings.agreement import agreement_faults
from smekg.mappings.graph import mapping_graph
from smekg.mappings.model import MappingSet
from smekg.namespaces import SMEKG, mint, slug
from smekg.validation.run import validate_slice
from smekg.validation.slices import Slice

__all__ = ["vocabulary_kinds"]

_PREDICATES = (
    "skos:broadMatch",
    "skos:closeMatch",
    "skos:exactMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)


def vocabulary_kinds(bench: AnnotationsBench) -> list[Kind]:
    """List the kinds of changed terms, mappings, works and completeness statements.

    Args:
        bench: The annotations.

    Returns:
        The kinds.
    """
    return [
        Kind("concept: two merged", partial(_merged, bench)),
        Kind("concept: broader dropped", partial(_unlinked, bench)),
        Kind("concept: labels of two swapped", partial(_renamed, bench)),
        Kind("mapping: predicate changed", partial(_mapped_otherwise, bench)),
        Kind("mapping: confidence changed", partial(_other_confidence, bench)),
        Kind("work: year one more or less", partial(_redated, bench)),
        Kind("completeness statement dropped", partial(_incomplete, bench)),
    ]


def _concepts(bench: AnnotationsBench) -> list[URIRef]:
    vocabulary = bench.inputs.ontology.vocabulary
    return sorted(c for c in vocabulary.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef))


def _merged(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    """One concept is given up for one beside it, with its label as another name of that one."""
    used = {o for graph in bench.graphs.values() for o in graph.objects(None, SMEKG.object)}
    families = bench.known.families
    coded = coded_labels(bench.codings, bench.settlements)
    for gone in sample(chance, [c for c in _concepts(bench) if c in used and families.get(c)], number):
        kept = chance.choice(sorted(families[gone]))
        removed, added = set[ox.Quad](), set[ox.Quad]()
        for name, graph in bench.graphs.items():
            touched = {*graph.triples((gone, None, None)), *graph.triples((None, None, gone))}
            removed |= quads(name, touched)
            added |= quads(name, (_moved(t, gone, kept) for t in touched if not isinstance(t[2], Literal)))
        label = bench.inputs.ontology.vocabulary.value(gone, SKOS.prefLabel)
        assert label is not None
        added |= quads("vocabulary", [(kept, SKOS.altLabel, label)])
        yield Mutant(
            f"{_name(gone)} → {_name(kept)}",
            partial(_first, "second coding of a merged term" if str(label) in coded else None),
            ask_answers=partial(bench.answers.killer, removed, added),
        )


def _moved(triple: tuple[Node, Node, Node], gone: URIRef, kept: URIRef) -> tuple[Node, Node, Node]:
    return (kept if triple[0] == gone else triple[0], triple[1], kept if triple[2] == gone else triple[2])


def _unlinked(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    vocabulary = bench.inputs.ontology.vocabulary
    edges = sorted(vocabulary.subject_objects(SKOS.broader))
    for narrower, wider in sample(chance, edges, number):
        removed = quads("vocabulary", [(narrower, SKOS.broader, wider)])
        yield Mutant(
            f"{_name(narrower)} under {_name(wider)}",
            partial(_orphaned, bench, narrower, wider),
            ask_answers=partial(bench.answers.killer, removed, set()),
        )


def _orphaned(bench: AnnotationsBench, narrower: Node, wider: Node) -> str | None:
    """Validate what the vocabulary still says of the concept."""
    left = Graph()
    for triple in bench.inputs.ontology.vocabulary.triples((narrower, None, None)):
        if triple[1:] != (SKOS.broader, wider):
            left.add(triple)
    found = validate_slice(Slice("concept", left, frozenset()), bench.inputs.ontology.shapes)
    broken = [v.rule for v in found if v.focus == str(narrower) and v.severity == "Violation"]
    return f"shape {broken[0]}" if broken else None


def _renamed(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    vocabulary = bench.inputs.ontology.vocabulary
    for one in sample(chance, _concepts(bench), number):
        other = chance.choice([c for c in _concepts(bench) if c != one])
        label = str(vocabulary.value(other, SKOS.prefLabel))
        yield Mutant(f"{_name(one)} is called {label}", partial(_misnamed, one, label))


def _misnamed(concept: URIRef, label: str) -> str | None:
    return "IRIs of concepts are made of their labels" if _name(concept) != slug(label) else None


def _mapped_otherwise(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    for place in sample(chance, _rows(bench), number):
        row = bench.inputs.mappings[place[0]].mappings[place[1]].row
        other = chance.choice([p for p in _PREDICATES if p != row.predicate_id])
        yield _mapping_mutant(bench, place, {"predicate_id": other})


def _other_confidence(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    for place in sample(chance, _rows(bench), number):
        row = bench.inputs.mappings[place[0]].mappings[place[1]].row
        other = type(row.confidence)(str(round(float(row.confidence) - 0.1, 2)))
        yield _mapping_mutant(bench, place, {"confidence": other})


def _rows(bench: AnnotationsBench) -> list[tuple[int, int]]:
    return [(i, j) for i, s in enumerate(bench.inputs.mappings) for j in range(len(s.mappings))]


def _mapping_mutant(bench: AnnotationsBench, place: tuple[int, int], change: dict[str, object]) -> Mutant:
    sets = list(bench.inputs.mappings)
    mapping = sets[place[0]].mappings[place[1]]
    changed = _replaced(sets[place[0]], place[1], change)
    sets[place[0]] = changed
    told = ", ".join(f"{key} {getattr(mapping.row, key)} → {value}" for key, value in change.items())
    return Mutant(
        f"{mapping.row.subject_id} to {mapping.row.object_id}: {told}", partial(_mismapped, bench, sets)
    )


def _replaced(mapping_set: MappingSet, position: int, change: dict[str, object]) -> MappingSet:
    mappings = list(mapping_set.mappings)
    old = mappings[position]
    mappings[position] = old.__class__(**{**vars(old), "row": old.row.model_copy(update=change)})
    return mapping_set.__class__(**{**vars(mapping_set), "mappings": tuple(mappings)})


def _mismapped(bench: AnnotationsBench, sets: list[MappingSet]) -> str | None:
    rows = [mapping.row for mapping_set in sets for mapping in mapping_set.mappings]
    if any(misplaced(row, bench.choices) for row in rows):
        return "second choice of predicates"
    if list(agreement_faults(sets, bench.inputs.ontology)):
        return "mappings agree with the axioms and with each other"
    before, after = bench.graphs["mappings"], mapping_graph(sets, bench.inputs.ontology.terms)
    return bench.answers.killer(quads("mappings", before - after), quads("mappings", after - before))


def _redated(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    works = [work for review in bench.inputs.reviews for work in review.works.values()]
    for work in sample(chance, works, number):
        year = str(int(work.fields["year"]) + chance.choice((-1, 1)))
        noticed = "year of a work in its key and printed form"
        yield Mutant(
            f"{work.key}: {work.fields['year']} → {year}",
            partial(_first, noticed if year not in work.key or year not in work.printed else None),
        )


def _first(name: str | None) -> str | None:
    return name


def _incomplete(bench: AnnotationsBench, chance: random.Random, number: int) -> Iterator[Mutant]:
    statements = [
        (review.source.id, mint("completeness", f"{review.source.code}-{statement.id}"))
        for review in bench.inputs.reviews
        for statement in review.source.completeness
    ]
    for review, node in sample(chance, statements, number):
        removed = quads(review, bench.graphs[review].triples((node, None, None)))
        yield Mutant(_name(node), partial(bench.answers.killer, removed, set()))


def _name(node: Node) -> str:
    return str(node).rsplit("/", 1)[-1]
