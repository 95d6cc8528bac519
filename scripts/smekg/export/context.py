"""The JSON-LD context in which smekg's terms have their own names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import RDF, XSD

from smekg.dataset import HOME
from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG

__all__ = ["CONTEXT_IRI", "NATIVE", "Context", "make_context"]

CONTEXT_IRI = f"{HOME}/context.jsonld"
#: Prefixes of the context. Kinds of individuals have none: `passage` is the name of a property here.
_PREFIXES = {
    name: PREFIXES[name]
    for name in (
        *("bibo", "cito", "dcat", "dcterms", "doco", "fabio", "foaf", "kg", "org", "owl", "prov", "rdf"),
        *("rdfs", "rs", "schema", "sh", "skos", "smekg", "vann", "xsd"),
    )
}
#: Datatypes that JSON has.
NATIVE = frozenset((str(XSD.integer), str(XSD.boolean)))

Coercion = tuple[str, str]


@dataclass(frozen=True)
class Context:
    """Names of terms and how their values are written.

    Attributes:
        classes: IRIs of smekg's classes.
        coercions: Predicate to what holds of all its values: `("@type", "@id")` where they are IRIs,
            `("@language", tag)`, `("@type", datatype)`; predicates whose values differ have none.
    """

    classes: frozenset[str]
    coercions: dict[str, Coercion | None]

    @cached_property
    def document(self) -> dict[str, Any]:
        """The context as a JSON-LD document."""
        terms: dict[str, Any] = {
            self.key(iri): f"smekg:{iri.removeprefix(SMEKG)}" for iri in sorted(self.classes)
        }
        for predicate in sorted(self.coercions):
            coercion = self.coercions[predicate]
            iri = self.compact(predicate)
            if coercion is not None:
                kind, value = coercion
                shown = self.compact(value) if kind == "@type" and value != "@id" else value
                terms[self.key(predicate)] = {"@id": iri, kind: shown}
            elif self.key(predicate) != iri:
                terms[self.key(predicate)] = iri
        prefixes = {name: _PREFIXES[name] for name in sorted(_PREFIXES)}
        return {"@context": {"@version": 1.1, "id": "@id", "type": "@type", **prefixes, **terms}}

    def key(self, iri: str) -> str:
        """Name a term: its local name where it is smekg's own, else a compact IRI."""
        return iri.removeprefix(SMEKG) if iri.startswith(SMEKG) else self.compact(iri)

    def compact(self, iri: str) -> str:
        """Shorten an IRI by the prefixes of the context, where one fits."""
        for prefix, namespace in _PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri


def make_context(quads: Iterable[ox.Quad]) -> Context:
    """Make the context that fits a graph.

    Args:
        quads: The graph.

    Returns:
        The context. A value that does not fit what holds of the others is written out in full, so that the
        context never changes what a document says.
    """
    kinds: defaultdict[str, set[Coercion | None]] = defaultdict(set)
    types: set[str] = set()
    for _, predicate, value, _ in quads:
        if predicate.value == str(RDF.type):
            types.add(value.value)
        else:
            kinds[predicate.value].add(_kind(value))
    coercions = {predicate: found.pop() if len(found) == 1 else None for predicate, found in kinds.items()}
    return Context(frozenset(iri for iri in types if iri.startswith(SMEKG)), coercions)


def _kind(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Coercion | None:
    if not isinstance(value, ox.Literal):
        return "@type", "@id"
    if value.language:
        return "@language", value.language
    kind = value.datatype.value
    return None if kind in NATIVE or kind == str(XSD.string) else ("@type", kind)
