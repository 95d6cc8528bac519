"""Small ontologies in which two axioms say one thing that a query lists.

Another module, or what a reasoner adds, may state again what an axiom states.
"""

from __future__ import annotations

from smekg.iris import PREFIXES

__all__ = ["PREFIX_LINES", "SAID_TWICE"]

PREFIX_LINES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

_FIGURE = """
smekg:Small rdfs:subClassOf smekg:Enterprise ; rdfs:label "small" ;
    owl:equivalentClass [ owl:intersectionOf (
        [ owl:onProperty smekg:headcount ; owl:someValuesFrom smekg:From10 ]
        [ owl:onProperty smekg:headcount ; owl:someValuesFrom smekg:To49 ] ) ] .
smekg:headcount a owl:DatatypeProperty ; rdfs:label "has headcount" .
"""
_OWN_RANGE = """
smekg:supplies a owl:ObjectProperty ; rdfs:label "supplies" ;
    rdfs:domain smekg:Enterprise ; rdfs:range smekg:Enterprise .
smekg:Enterprise rdfs:label "enterprise" .
"""
_TWO_WIDER = """
smekg:promotes rdfs:label "promotes" ; rdfs:subPropertyOf smekg:serves , smekg:supports .
smekg:serves rdfs:domain smekg:Collaboration ; rdfs:range smekg:Place ; rdfs:label "serves" .
smekg:supports rdfs:domain smekg:Collaboration ; rdfs:range smekg:Place ; rdfs:label "supports" .
smekg:Collaboration rdfs:label "collaboration" . smekg:Place rdfs:label "place" .
"""


def _restricted(kind: str, wider: str, prop: str) -> str:
    restriction = f"[ owl:onProperty {prop} ; owl:someValuesFrom smekg:Trust ]"
    return f"""
{kind} rdfs:subClassOf {wider} , {restriction} ; owl:equivalentClass {restriction} ; rdfs:label "kind" .
{prop} rdfs:label "has" . smekg:Trust rdfs:label "trust" .
"""


#: Query to the ontology and to the rows that it must give, each once.
SAID_TWICE: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "cq-79-figures-of-definitions": (_FIGURE, (("small", "has headcount"),)),
    "cq-82-relations-of-firms": (_OWN_RANGE, (("supplies", "enterprise", "enterprise"),)),
    "cq-83-relations-of-collaborations": (
        _TWO_WIDER,
        tuple((name, "collaboration", "place") for name in ("promotes", "serves", "supports")),
    ),
    "cq-84-what-sets-collaborations-apart": (
        _restricted("smekg:Club", "smekg:Collaboration", "smekg:hasPurpose"),
        (("kind", "has", "trust"),),
    ),
    "cq-85-what-sets-governance-apart": (
        _restricted("smekg:Code", "smekg:GovernanceMechanism", "smekg:hasPurpose"),
        (("kind", "has", "trust"),),
    ),
}
