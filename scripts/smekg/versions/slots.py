"""What the parts of a term, claim or other record are called in a report."""

from __future__ import annotations

import re

from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

from smekg.graph.claims import CONTEXT_TEXTS, LIST_SLOTS, TERM_SLOTS, TEXT_SLOTS
from smekg.graph.numbers import CONDITIONS
from smekg.namespaces import SMEKG

__all__ = ["CLAIM_KEYS", "LIST_KEYS", "MEANING", "NAMES", "PLACE", "TERM_KEYS", "slot_name"]

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _keys(*maps: dict[str, URIRef]) -> dict[str, str]:
    return {str(predicate): key for found in maps for key, predicate in found.items()}


#: Properties of a claim, and the keys under which annotators write them.
CLAIM_KEYS: dict[str, str] = {
    **_keys(TERM_SLOTS, LIST_SLOTS, TEXT_SLOTS),
    **{str(predicate): f"context.{key}" for key, predicate in CONTEXT_TEXTS.items()},
    str(RDF.type): "kind",
    str(SMEKG.basedOn): "studies",
    str(SMEKG.brokenDownBy): "part_of.by",
    str(SMEKG.concernsPlace): "context.places",
    str(SMEKG.concernsSector): "context.sectors",
    str(SMEKG.datesWork): "dates",
    str(SMEKG.denominator): "denominator",
    str(SMEKG.disputedBy): "disputed_by",
    str(SMEKG.equalsNumber): "equals",
    str(SMEKG.illustratedBy): "cases",
    str(SMEKG.inElement): "element",
    str(SMEKG.inSection): "section",
    str(SMEKG.partOfNumber): "part_of.number",
    str(SMEKG.partsExclude): "part_of.exclusive",
    str(SMEKG.partsExhaust): "part_of.exhaustive",
    str(SMEKG.rankedIn): "ranked_in",
    str(SMEKG.sameMatterAs): "compare",
    str(PROV.wasRevisionOf): "errata",
    str(SMEKG.spansFrom): "spans.start",
    str(SMEKG.spansTo): "spans.end",
    **{
        str(SMEKG[key]): key
        for key in ("mediates", "moderates", "part", "passage", "position", "unit", "value")
    },
}
#: Properties of the list that a number counts, which is written within its claim.
LIST_KEYS: dict[str, str] = {
    **{str(predicate): f"counts.{key}" for key, predicate, _ in CONDITIONS},
    str(SMEKG.countsEach): "counts.each",
    str(SMEKG.isListedInFull): "counts.listed",
    str(SMEKG.whereAmong): "counts.among",
    str(SMEKG.whereElement): "counts.elements",
    str(SMEKG.wherePart): "counts.parts",
    str(SMEKG.whereSection): "counts.sections",
}
#: Properties of a term that need another name than their own.
TERM_KEYS: dict[str, str] = {
    str(RDFS.label): "label",
    str(SKOS.prefLabel): "label",
    str(SKOS.altLabel): "other label",
    str(SKOS.hiddenLabel): "hidden label",
    str(RDF.type): "kind",
    str(RDFS.subClassOf): "wider class",
    str(RDFS.subPropertyOf): "wider property",
    str(SKOS.broader): "wider term",
    str(SKOS.inScheme): "scheme",
    str(DCTERMS.isReplacedBy): "replacement",
}
#: Slots of a term by which annotators find it.
NAMES = frozenset({"label", "other label", "hidden label", "notation"})
#: Slots of a term that say where it stands among others.
PLACE = frozenset({"wider class", "wider property", "wider term", "scheme"})


def slot_name(predicate: str) -> str:
    """Make a name of a property that has no better one.

    Args:
        predicate: Its IRI.

    Returns:
        The end of the IRI in words: `isPartOf` becomes `is part of`.
    """
    return _WORD.sub(" ", re.split(r"[/#]", predicate)[-1]).lower().replace("_", " ")


#: Slots of a term that say what it means; class expressions stand under `axiom`.
MEANING = frozenset(
    {
        "axiom",
        "definition",
        "disjoint classes",
        "kind",
        *(
            slot_name(str(predicate))
            for predicate in (
                OWL.disjointUnionOf,
                OWL.disjointWith,
                OWL.equivalentClass,
                OWL.equivalentProperty,
                OWL.hasKey,
                OWL.inverseOf,
                OWL.propertyChainAxiom,
                OWL.propertyDisjointWith,
                RDFS.domain,
                RDFS.range,
            )
        ),
    }
)
