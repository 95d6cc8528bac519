"""Labels that annotators write, resolved to the terms they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from smekg.errors import LabelError, quoted
from smekg.namespaces import SMEKG
from smekg.suggest import nearest

__all__ = [
    "AmbiguousLabelError",
    "DeprecatedLabelError",
    "TermIndex",
    "UnknownLabelError",
    "index_terms",
]

#: What a slot of a claim may name, and the class whose instances it names.
CLOSED_LISTS: dict[str, URIRef] = {
    "comparator": SMEKG.Comparator,
    "confidence": SMEKG.Confidence,
    "counted slot": SMEKG.CountedSlot,
    "direction": SMEKG.EffectDirection,
    "origin": SMEKG.Origin,
    "place": SMEKG.Place,
    "qualifier": SMEKG.Qualifier,
    "rating": SMEKG.Rating,
    "relation": SMEKG.Relation,
    "sector": SMEKG.Sector,
    "status": SMEKG.ClaimStatus,
}
_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RDFS.label)


class UnknownLabelError(LabelError):
    """No term of the wanted kind has this label.

    Attributes:
        label: What was written.
        what: The kind of term that was wanted.
        nearest: The most similar label that exists, if any is similar.
    """

    def __init__(self, label: str, what: str, nearest: str | None) -> None:
        self.label, self.what, self.nearest = label, what, nearest
        super().__init__(str(self))

    def __str__(self) -> str:
        hint = f'; did you mean "{self.nearest}"?' if self.nearest else ""
        return f"unknown {self.what} {quoted(self.label)}{hint}"


class AmbiguousLabelError(LabelError):
    """Several terms have this label."""

    def __init__(self, label: str, candidates: list[URIRef]) -> None:
        names = ", ".join(str(iri) for iri in candidates)
        super().__init__(f"{quoted(label)} names several terms ({names}); give one of them another label")


class DeprecatedLabelError(LabelError):
    """The term that has this label is not to be used any more."""

    def __init__(self, label: str, instead: str) -> None:
        super().__init__(f"{quoted(label)} names a deprecated term; {instead}")


@dataclass(frozen=True)
class TermIndex:
    """Labels of all terms, by the kind of slot that may name them.

    Attributes:
        labels: Kind of slot to normalised label to the terms that bear it; without deprecated terms.
        display: Normalised label to its spelling.
        deprecated: Normalised label of a deprecated term to what to do instead.
    """

    labels: dict[str, dict[str, frozenset[URIRef]]]
    display: dict[str, str]
    deprecated: dict[str, str] = field(default_factory=dict)

    def resolve(self, what: str, label: str) -> URIRef:
        """Find the term that a label names.

        Args:
            what: Kind of slot: `term`, `kind`, or a key of `CLOSED_LISTS`.
            label: The label; case and spacing do not matter.

        Returns:
            The term's IRI.

        Raises:
            DeprecatedLabelError: Only a deprecated term has the label.
            UnknownLabelError: No term of that kind has the label.
            AmbiguousLabelError: More than one has it.
        """
        known = self.labels.get(what, {})
        found = sorted(known.get(_fold(label), ()))
        if not found and _fold(label) in self.deprecated:
            raise DeprecatedLabelError(label, self.deprecated[_fold(label)])
        if not found:
            near = nearest(_fold(label), known)
            raise UnknownLabelError(label, what, self.display[near] if near else None)
        if len(found) > 1:
            raise AmbiguousLabelError(label, found)
        return found[0]


def index_terms(terms: Graph, vocabulary: Graph) -> TermIndex:
    """Collect the labels of ontology and vocabulary.

    Args:
        terms: The ontology modules.
        vocabulary: The SKOS concepts and other named individuals.

    Returns:
        The index.
    """
    members: dict[str, set[URIRef]] = {
        what: _instances(cls, terms) | _instances(cls, vocabulary) for what, cls in CLOSED_LISTS.items()
    }
    kinds = _iris(terms.subjects(RDFS.subClassOf, SMEKG.Claim))
    members["kind"] = kinds
    classes = {c for c in _instances(OWL.Class, terms) if str(c).startswith(str(SMEKG))}
    described = set().union(*(_instances(c, vocabulary) for c in (SKOS.Concept, SMEKG.RealCase)))
    members["term"] = (classes - kinds | described) - members["relation"]
    display: dict[str, str] = {}
    graphs = (terms, vocabulary)
    given_up = {iri for graph in graphs for iri in _iris(graph.subjects(OWL.deprecated, Literal(True)))}
    labels = {what: _by_label(iris - given_up, graphs, display) for what, iris in members.items()}
    return TermIndex(labels, display, dict(_instead(given_up, graphs)))


def _instead(given_up: set[URIRef], graphs: tuple[Graph, ...]) -> Iterator[tuple[str, str]]:
    """Label of each deprecated term and what to write in its place."""
    for iri in sorted(given_up):
        replacements = sorted({o for g in graphs for o in _iris(g.objects(iri, DCTERMS.isReplacedBy))})
        names = " or ".join(f'"{next(_written(one, graphs), one)}"' for one in replacements)
        reasons = "; ".join(str(o) for g in graphs for o in g.objects(iri, SMEKG.isNotReplacedBecause))
        told = f"use {names} instead" if names else f"nothing replaces it: {reasons}"
        for label in _written(iri, graphs):
            yield _fold(label), told


def _by_label(
    iris: set[URIRef], graphs: tuple[Graph, ...], display: dict[str, str]
) -> dict[str, frozenset[URIRef]]:
    found: defaultdict[str, set[URIRef]] = defaultdict(set)
    for iri in sorted(iris):
        for label in _written(iri, graphs):
            found[_fold(label)].add(iri)
            display.setdefault(_fold(label), label)
    return {label: frozenset(iris) for label, iris in found.items()}


def _written(iri: URIRef, graphs: tuple[Graph, ...]) -> Iterator[str]:
    """What annotators write for a term: its notation where it has one, otherwise its labels."""
    for predicates in ((SKOS.notation,), _LABELS):
        labels = [str(o) for g in graphs for p in predicates for o in g.objects(iri, p)]
        if labels:
            yield from labels
            return


def _instances(cls: URIRef, graph: Graph) -> set[URIRef]:
    return _iris(graph.subjects(RDF.type, cls))


def _iris(nodes: Iterable[Node]) -> set[URIRef]:
    return {node for node in nodes if isinstance(node, URIRef)}


def _fold(label: str) -> str:
    return " ".join(label.casefold().split())
