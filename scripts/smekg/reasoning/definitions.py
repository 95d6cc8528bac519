"""Which published definitions of firm size and age does a firm meet? HermiT says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import BNode

from smekg.errors import UsageError
from smekg.namespaces import SMEKG
from smekg.reasoning.figures import definitions, figures_of
from smekg.reasoning.owlapi import Entailments

__all__ = ["Answer", "Verdict", "judge"]

_SUFFIX = "-not-met"


class Answer(StrEnum):
    """What follows from the figures of a firm."""

    MEETS = "meets"
    FAILS = "does not meet"
    OPEN = "cannot tell"


@dataclass(frozen=True)
class Verdict:
    """How one firm stands to one definition.

    Attributes:
        firm: The firm.
        definition: The defined class.
        label: The class's label.
        answer: What HermiT concludes.
        missing: Labels of the figures that the definition asks for and the firm does not give, sorted;
            empty unless the answer is open.
    """

    firm: URIRef
    definition: URIRef
    label: str
    answer: Answer
    missing: tuple[str, ...] = ()


def judge(ontology: Graph, firms: Graph) -> list[Verdict]:
    """Let HermiT tell which definitions each firm meets and which it cannot meet.

    For each definition a class of what does not meet it is added, so that both answers are looked for; where
    neither follows, the figures do not settle it.

    Args:
        ontology: Header and modules.
        firms: Individuals typed `smekg:Enterprise`, with their figures.

    Returns:
        One verdict per firm and definition, sorted by firm and label.

    Raises:
        UsageError: The figures contradict each other or the ontology.
    """
    classes = definitions(ontology)
    individuals = sorted(f for f in firms.subjects(RDF.type, SMEKG.Enterprise) if isinstance(f, URIRef))
    known = Entailments(ontology + _complements(classes)).adding(firms)
    if not known.relevant_to(firms, ()).consistent:
        raise UsageError(
            "the figures contradict each other; give each figure once, and only what can be true"
        )
    verdicts = [_verdict(ontology, firms, known, firm, cls) for firm in individuals for cls in classes]
    return sorted(verdicts, key=lambda v: (v.firm, v.label))


def _verdict(ontology: Graph, firms: Graph, known: Entailments, firm: URIRef, cls: URIRef) -> Verdict:
    label = str(ontology.value(cls, RDFS.label))
    meets = (firm, RDF.type, cls)
    fails = (firm, RDF.type, URIRef(cls + _SUFFIX))
    part = known.relevant_to(firms, (meets, fails))
    if part.entails(meets):
        return Verdict(firm, cls, label, Answer.MEETS)
    if part.entails(fails):
        return Verdict(firm, cls, label, Answer.FAILS)
    wanted = figures_of(ontology, cls) - set(firms.predicates(firm))
    missing = tuple(sorted(str(ontology.value(figure, RDFS.label)) for figure in wanted))
    return Verdict(firm, cls, label, Answer.OPEN, missing)


def _complements(classes: list[URIRef]) -> Graph:
    graph = Graph()
    for cls in classes:
        rest, complement = URIRef(cls + _SUFFIX), BNode()
        graph.add((rest, RDF.type, OWL.Class))
        graph.add((rest, OWL.equivalentClass, complement))
        graph.add((complement, RDF.type, OWL.Class))
        graph.add((complement, OWL.complementOf, cls))
    return graph
