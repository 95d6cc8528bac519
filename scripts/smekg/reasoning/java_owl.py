"""The few operations on Java's OWL objects that the rest of this package is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import jpype
from rdflib import Graph, URIRef
from rdflib.namespace import OWL

from smekg.errors import UsageError
from smekg.iris import PREFIXES
from smekg.reasoning.jvm import JavaObject, java

__all__ = [
    "factory",
    "guarded",
    "individuals",
    "iri",
    "is_fact",
    "load",
    "make_reasoner",
    "module",
    "named_class",
    "render",
]

_MODULARITY = "uk.ac.manchester.cs.owlapi.modularity"
_RENDERER = "uk.ac.manchester.cs.owl.owlapi.mansyntaxrenderer.ManchesterOWLSyntaxOWLObjectRendererImpl"


@cache
def factory() -> JavaObject:
    """Get the maker of classes, individuals and axioms."""
    return java("org.semanticweb.owlapi.apibinding.OWLManager").getOWLDataFactory()


def iri(term: URIRef) -> JavaObject:
    """Turn an IRI of rdflib into one of the OWL API."""
    return java("org.semanticweb.owlapi.model.IRI").create(str(term))


def named_class(term: URIRef) -> JavaObject:
    """Turn the IRI of a class into that class."""
    return factory().getOWLClass(iri(term))


def load(graph: Graph) -> JavaObject:
    """Read a graph as an ontology.

    Args:
        graph: The triples; imports are left out, because following them means the network.

    Returns:
        The ontology.

    Raises:
        UsageError: The OWL API cannot read the graph.
    """
    readable = Graph()
    for triple in graph:
        if triple[1] != OWL.imports:
            readable.add(triple)
    # RDF/XML is what the OWL API of HermiT's time reads best.
    data = readable.serialize(format="xml", encoding="utf-8")
    stream = java("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(data))
    return guarded(lambda: _manager().loadOntologyFromOntologyDocument(stream))


def make_reasoner(axioms: Iterable[JavaObject]) -> JavaObject:
    """Start HermiT on some axioms.

    Args:
        axioms: The axioms.

    Returns:
        A reasoner, which says of a contradiction that it is one instead of failing.

    Raises:
        UsageError: HermiT cannot read the axioms, for example because of a datatype.
    """
    settings = java("org.semanticweb.HermiT.Configuration")()
    settings.throwInconsistentOntologyException = False
    hermit = java("org.semanticweb.HermiT.Reasoner$ReasonerFactory")()
    return guarded(lambda: hermit.createReasoner(_manager().createOntology(_set(axioms)), settings))


def module(axioms: Iterable[JavaObject], terms: Iterable[URIRef]) -> JavaObject:
    """Pick the axioms that can matter to some terms.

    Args:
        axioms: The axioms to pick from.
        terms: The terms.

    Returns:
        A Java set: the module for the terms by syntactic locality.
    """
    manager = _manager()
    ontology = manager.createOntology(_set(axioms))
    signature = _set(())
    for term in terms:
        signature.addAll(ontology.getEntitiesInSignature(iri(term)))
    kind = java(f"{_MODULARITY}.ModuleType").STAR
    return java(f"{_MODULARITY}.SyntacticLocalityModuleExtractor")(manager, ontology, kind).extract(signature)


def individuals(axiom: JavaObject) -> frozenset[str]:
    """List the individuals of an axiom: IRIs, and ids of those without a name."""
    nodes = (*axiom.getIndividualsInSignature(), *axiom.getAnonymousIndividuals())
    return frozenset(str(node.toStringID()) for node in nodes)


def is_fact(axiom: JavaObject) -> bool:
    """Tell whether an axiom says something of individuals, and nothing of classes or properties at large."""
    kinds = java("org.semanticweb.owlapi.model.AxiomType").ABoxAxiomTypes
    return bool(kinds.contains(axiom.getAxiomType()))


def render(thing: JavaObject) -> str:
    """Write an axiom in Manchester syntax with prefixes, on one line."""
    return " ".join(str(_renderer().render(thing)).split())


def guarded(call: Callable[[], JavaObject]) -> JavaObject:
    """Call Java.

    Args:
        call: The call.

    Returns:
        What it returns.

    Raises:
        UsageError: Java threw an exception; its message is kept.
    """
    try:
        return call()
    except jpype.JException as error:
        reason = " ".join(str(error.message()).split())
        raise UsageError(f"the reasoner cannot read the axioms: {reason}") from error


def _manager() -> JavaObject:
    return java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()


def _set(members: Iterable[JavaObject]) -> JavaObject:
    held = java("java.util.HashSet")()
    for member in members:
        held.add(member)
    return held


@cache
def _renderer() -> JavaObject:
    short_forms = java("org.semanticweb.owlapi.util.DefaultPrefixManager")()
    for prefix, namespace in PREFIXES.items():
        short_forms.setPrefix(f"{prefix}:", namespace)
    renderer = java(_RENDERER)()
    renderer.setShortFormProvider(short_forms)
    return renderer
