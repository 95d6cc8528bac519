"""Entailment, explanation and the OWL 2 DL profile, through the OWL API and HermiT in this process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from smekg.errors import UsageError
from smekg.iris import PREFIXES
from smekg.reasoning.java_owl import (
    factory,
    guarded,
    individuals,
    iri,
    is_fact,
    load,
    make_reasoner,
    module,
    named_class,
    render,
)
from smekg.reasoning.jvm import JavaObject, java

__all__ = ["Axiom", "Entailments", "Triple", "justification", "profile_violations"]

#: A statement to be asked about.
Triple = tuple[Node, Node, Node]
#: What an RDF/XML parser must know of a term before it can read axioms that use it.
_DECLARED = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True)
class Axiom:
    """One logical axiom.

    Attributes:
        text: The axiom in Manchester syntax with prefixes.
    """

    text: str
    _java: JavaObject = field(repr=False)


class Entailments:
    """A set of axioms that answers whether something follows from it.

    Reading a graph takes long, asking does not: load the ontology once, then add and remove.

    Attributes:
        axioms: The logical axioms, sorted by text.
    """

    def __init__(self, graph: Graph) -> None:
        self._vocabulary = Graph()
        for kind in _DECLARED:
            for term in graph.subjects(RDF.type, kind):
                self._vocabulary.add((term, RDF.type, kind))
        found = (Axiom(render(axiom), axiom) for axiom in load(graph).getLogicalAxioms())
        self.axioms: tuple[Axiom, ...] = tuple(sorted(found, key=lambda axiom: axiom.text))

    def adding(self, graph: Graph) -> Entailments:
        """Add statements.

        Args:
            graph: The statements; terms declared before need no declaration.

        Returns:
            A larger set of axioms; this one stays as it is.
        """
        added = Entailments(graph + self._declarations_of(graph))
        more = {axiom.text: axiom for axiom in (*self.axioms, *added.axioms)}
        larger = self._of(more[text] for text in sorted(more))
        if any(triple not in self._vocabulary for triple in added._vocabulary):
            larger._vocabulary = self._vocabulary + added._vocabulary
        return larger

    def without(self, axiom: Axiom) -> Entailments:
        """Remove one axiom.

        Args:
            axiom: One of `axioms`.

        Returns:
            A smaller set of axioms; this one stays as it is.
        """
        return self._of(other for other in self.axioms if other != axiom)

    def relevant_to(self, given: Graph, asked: Iterable[Triple]) -> Entailments:
        """Keep only the axioms that can matter to some questions.

        Args:
            given: Statements that were added for the questions.
            asked: The questions.

        Returns:
            A subset with the same answers to these questions: a locality-based module, less the facts about
            individuals that nothing else in it leads to. OWL has no axiom by which these could matter.
        """
        # The given terms count as asked about, or a contradiction among them could be lost.
        terms = {term for triple in (*given, *asked) for term in triple if isinstance(term, URIRef)}
        return self._of(_connected(_module(self.axioms, terms), terms))

    @cached_property
    def consistent(self) -> bool:
        """Whether the axioms can all be true together."""
        return bool(guarded(self._reasoner.isConsistent))

    def entails(self, triple: Triple) -> bool:
        """Tell whether a statement follows.

        Args:
            triple: A type of an individual, a subclass axiom between named classes, or a value
                of an object property; all terms are IRIs.

        Returns:
            True if it follows. From a contradiction everything does.

        Raises:
            UsageError: One of the terms is no IRI.
        """
        if not self.consistent:
            return True
        return bool(guarded(lambda: self._reasoner.isEntailed(_statement(triple))))

    def unsatisfiable(self, cls: URIRef) -> bool:
        """Tell whether a class can have no instance.

        Args:
            cls: A named class.

        Returns:
            True if it cannot.
        """
        return not self.consistent or not guarded(lambda: self._reasoner.isSatisfiable(named_class(cls)))

    @cached_property
    def _reasoner(self) -> JavaObject:
        return make_reasoner(axiom._java for axiom in self.axioms)

    def _declarations_of(self, graph: Graph) -> Graph:
        """What the vocabulary declares of the terms of a graph; all of it takes far longer to read."""
        used = {term for triple in graph for term in triple}
        found = Graph()
        for term in used:
            for triple in self._vocabulary.triples((term, RDF.type, None)):
                found.add(triple)
        return found

    def _of(self, axioms: Iterable[Axiom]) -> Entailments:
        part = Entailments.__new__(Entailments)
        part._vocabulary = self._vocabulary
        part.axioms = tuple(axioms)
        return part


def profile_violations(graph: Graph) -> tuple[str, ...]:
    """Say where a graph leaves OWL 2 DL.

    Args:
        graph: The ontology, header and modules together.

    Returns:
        One sentence per violation, sorted; empty if the graph is OWL 2 DL.

    Raises:
        UsageError: The OWL API cannot read the graph.
    """
    profile = java("org.semanticweb.owlapi.profiles.OWL2DLProfile")()
    return tuple(sorted({_violation(found) for found in profile.checkOntology(load(graph)).getViolations()}))


def justification(graph: Graph, unsatisfiable: URIRef | None = None) -> tuple[str, ...]:
    """Find axioms that clash.

    Args:
        graph: The ontology, with data or without.
        unsatisfiable: A class that can have no instance; without it, why the whole is inconsistent.

    Returns:
        A set of axioms in Manchester syntax, sorted, that clash and of which none can be left out;
        empty if there is no clash.

    Raises:
        UsageError: The OWL API or HermiT cannot read the graph.
    """
    whole = Entailments(graph)

    def clash(axioms: Sequence[Axiom]) -> bool:
        part = whole._of(axioms)
        return part.unsatisfiable(unsatisfiable) if unsatisfiable else not part.consistent

    axioms: Sequence[Axiom] = whole.axioms
    if not clash(axioms):
        return ()
    if unsatisfiable and whole.consistent:
        axioms = _module(axioms, {unsatisfiable})
    return tuple(axiom.text for axiom in _contract(axioms, clash))


def _contract(axioms: Sequence[Axiom], clash: Callable[[Sequence[Axiom]], bool]) -> list[Axiom]:
    """Drop ever smaller stretches of axioms for as long as the rest still clashes."""
    kept = list(axioms)
    size = max(1, len(kept) // 2)
    while True:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + size :]
            if clash(rest):
                kept = rest
            else:
                start += size
        if size == 1:
            return kept
        size //= 2


def _module(axioms: Iterable[Axiom], terms: Iterable[URIRef]) -> tuple[Axiom, ...]:
    held = tuple(axioms)
    found = module((axiom._java for axiom in held), terms)
    return tuple(axiom for axiom in held if found.contains(axiom._java))


def _connected(axioms: Iterable[Axiom], terms: Iterable[URIRef]) -> tuple[Axiom, ...]:
    """Drop facts about individuals that neither the terms nor other axioms, step by step, lead to."""
    held = tuple(axioms)
    named = {axiom: individuals(axiom._java) for axiom in held}
    reached = {str(term) for term in terms}.union(*(named[a] for a in held if not is_fact(a._java)))
    waiting = [axiom for axiom in held if is_fact(axiom._java)]
    while found := [axiom for axiom in waiting if named[axiom] & reached]:
        reached = reached.union(*(named[axiom] for axiom in found))
        waiting = [axiom for axiom in waiting if not named[axiom] & reached]
    return tuple(axiom for axiom in held if axiom not in waiting)


def _statement(triple: Triple) -> JavaObject:
    subject, predicate, value = triple
    if not (isinstance(subject, URIRef) and isinstance(predicate, URIRef) and isinstance(value, URIRef)):
        shown = " ".join(term.n3() if isinstance(term, URIRef | Literal) else str(term) for term in triple)
        raise UsageError(f"only statements between named terms can be asked about: {shown}")
    if predicate == RDFS.subClassOf:
        return factory().getOWLSubClassOfAxiom(named_class(subject), named_class(value))
    individual = factory().getOWLNamedIndividual(iri(subject))
    if predicate == RDF.type:
        return factory().getOWLClassAssertionAxiom(named_class(value), individual)
    prop = factory().getOWLObjectProperty(iri(predicate))
    return factory().getOWLObjectPropertyAssertionAxiom(
        prop, individual, factory().getOWLNamedIndividual(iri(value))
    )


def _violation(found: JavaObject) -> str:
    axiom = found.getAxiom()
    # The message ends in the axiom, in a syntax without prefixes, and in the name of the ontology.
    message = str(found.toString()).split(" [")[0]
    where = ""
    if axiom is not None:
        message = message.replace(str(axiom.toString()), "")
        where = f", in: {render(axiom)}"
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        message = re.sub(rf"<{re.escape(namespace)}([^<>\s]*)>", rf"{prefix}:\1", message)
    return f"{' '.join(message.split())}{where}"
