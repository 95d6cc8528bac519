"""Each claim as a nanopublication: what is claimed, where it comes from, and who published it.

The structure is that of https://nanopub.net/guidelines/working_draft/. The IRIs are not trusty URIs: they
hold no hash of the content and nothing is signed, so a later version of smekg may say more of the same claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import Namespace
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, XSD

from smekg.dataset import HOME, LICENSE
from smekg.export.material import ExportFile, Material
from smekg.iris import PREFIXES
from smekg.namespaces import ID, SMEKG
from smekg.site.content import Content

__all__ = ["NANOPUBLICATIONS", "nanopublication_files"]

#: Where the IRIs of nanopublications begin; the id of the claim follows.
NANOPUBLICATIONS = f"{HOME}/np/"
NP = Namespace("http://www.nanopub.org/nschema#")
#: What tells where a claim stands, on whom it rests and how it was coded, rather than what it claims.
_PROVENANCE = frozenset(
    str(iri)
    for iri in (
        *(PROV.wasGeneratedBy, SMEKG.basedOn, SMEKG.confidence, SMEKG.editorialNote, SMEKG.inElement),
        *(SMEKG.inSection, SMEKG.inferredBecause, SMEKG.origin, SMEKG.part, SMEKG.passage, SMEKG.position),
        *(SMEKG.printedAs, SMEKG.statedIn, SMEKG.status),
    )
)
#: What of a claim is a node of its own and belongs to it alone.
_PARTS = (str(SMEKG.counts),)
_HEAD = """# Claims of review papers as nanopublications, one per claim of smekg.
# The IRIs are no trusty URIs: they hold no hash of the content, and nothing is signed.
"""


@dataclass
class _Nanopublication:
    """One nanopublication while it is put together."""

    iri: str
    quads: list[ox.Quad] = field(default_factory=list)

    def graph(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.iri}#{name}")

    def add(self, graph: str, subject: str, predicate: object, value: ox.NamedNode | ox.Literal) -> None:
        nodes = ox.NamedNode(subject), ox.NamedNode(str(predicate))
        self.quads.append(ox.Quad(*nodes, value, self.graph(graph)))

    def describe(self, graph: str, content: Content, subject: str) -> None:
        """Repeat what the graph states of a thing."""
        for predicate, values in sorted(content.stated.get(subject, {}).items()):
            for value in values:
                if not isinstance(value, ox.BlankNode):
                    self.add(graph, subject, predicate, value)


def nanopublication_files(material: Material) -> Iterator[ExportFile]:
    """Write all claims as nanopublications.

    Args:
        material: The build.

    Yields:
        One TriG file.
    """
    quads = (quad for claim in material.content.claims for quad in _nanopublication(material, claim))
    prefixes: Mapping[str, str] = PREFIXES | {"np": str(NP), "nanopublication": NANOPUBLICATIONS}
    data = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=dict(prefixes)) or b""
    yield ExportFile(
        "nanopublications/claims.trig",
        "every claim as a nanopublication: assertion, provenance, publication info",
        "application/trig",
        _HEAD.encode() + data,
    )


def _nanopublication(material: Material, claim: str) -> list[ox.Quad]:
    content = material.content
    found = _Nanopublication(NANOPUBLICATIONS + claim.removeprefix(f"{ID}claim/"))
    _add_head(found)
    _add_assertion(found, content, claim)
    _add_provenance(found, content, claim)
    _add_publication_info(found, material, claim)
    return found.quads


def _add_head(found: _Nanopublication) -> None:
    found.add("Head", found.iri, RDF.type, ox.NamedNode(str(NP.Nanopublication)))
    for predicate, name in (
        (NP.hasAssertion, "assertion"),
        (NP.hasProvenance, "provenance"),
        (NP.hasPublicationInfo, "pubinfo"),
    ):
        found.add("Head", found.iri, predicate, found.graph(name))


def _add_assertion(found: _Nanopublication, content: Content, claim: str) -> None:
    for predicate, values in sorted(content.stated[claim].items()):
        if predicate not in _PROVENANCE:
            for value in values:
                if not isinstance(value, ox.BlankNode):
                    found.add("assertion", claim, predicate, value)
    for predicate in _PARTS:
        for part in content.iris(claim, predicate):
            found.describe("assertion", content, part)


def _add_provenance(found: _Nanopublication, content: Content, claim: str) -> None:
    assertion = f"{found.iri}#assertion"
    for work in content.iris(claim, SMEKG.statedIn):
        found.add("provenance", assertion, PROV.hadPrimarySource, ox.NamedNode(work))
    for activity in content.iris(claim, PROV.wasGeneratedBy):
        found.add("provenance", assertion, PROV.wasGeneratedBy, ox.NamedNode(activity))
        found.describe("provenance", content, activity)
    for predicate in sorted(_PROVENANCE & content.stated[claim].keys()):
        for value in content.stated[claim][predicate]:
            if not isinstance(value, ox.BlankNode):
                found.add("provenance", claim, predicate, value)
    for passage in content.iris(claim, SMEKG.passage):
        found.describe("provenance", content, passage)


def _add_publication_info(found: _Nanopublication, material: Material, claim: str) -> None:
    content = material.content
    created = material.moment.isoformat().replace("+00:00", "Z")
    moment = ox.Literal(created, datatype=ox.NamedNode(str(XSD.dateTime)))
    found.add("pubinfo", found.iri, DCTERMS.created, moment)
    for activity in content.iris(claim, PROV.wasGeneratedBy):
        for agent in content.iris(activity, PROV.wasAssociatedWith):
            found.add("pubinfo", found.iri, DCTERMS.creator, ox.NamedNode(agent))
            found.describe("pubinfo", content, agent)
    found.add("pubinfo", found.iri, DCTERMS.license, ox.NamedNode(LICENSE))
    found.add("pubinfo", found.iri, DCTERMS.isPartOf, ox.NamedNode(HOME))
    found.add("pubinfo", found.iri, OWL.versionInfo, ox.Literal(material.version))
    found.add("pubinfo", found.iri, RDFS.label, ox.Literal(content.label(claim), language="en"))
