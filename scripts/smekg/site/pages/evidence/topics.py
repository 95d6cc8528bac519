"""Which types, theories and places each claim names, in the ways in which the query x-gaps counts them."""

from __future__ import annotations

from collections.abc import Mapping

from smekg.queries.run import run_local
from smekg.site.content import Content

__all__ = ["topics_by_claim"]

#: The ways of the query x-gaps, for claims in place of works; a test holds the two together.
_TOPICS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX smekg: <https://w3id.org/smekg/ontology#>
SELECT DISTINCT ?claim ?topic WHERE {
  { ?claim a smekg:CoverageClaim ; smekg:subject ?topic }
  UNION {
    {
      SELECT DISTINCT ?mention ?topic WHERE {
        ?topic smekg:standsOnAxis "type" .
        ?mention a?/rdfs:subClassOf* ?topic .
        MINUS {
          ?mention a?/rdfs:subClassOf* ?nearer .
          ?nearer smekg:standsOnAxis "type" ; rdfs:subClassOf+ ?topic .
          FILTER(?nearer != ?topic)
        }
      }
    }
    VALUES ?slot { smekg:subject smekg:object smekg:mediator smekg:comparedWith smekg:illustratedBy }
    ?claim ?slot ?mention .
  }
  UNION { ?claim smekg:inViewOf ?topic . ?topic smekg:standsOnAxis "theory" }
  UNION { ?claim a smekg:TenetClaim ; smekg:subject ?topic . ?topic smekg:standsOnAxis "theory" }
  UNION { ?claim smekg:inSection/smekg:treats ?topic }
  UNION { ?claim smekg:concernsPlace/skos:broader* ?topic . ?topic smekg:standsOnAxis "place" }
}
"""


def topics_by_claim(content: Content) -> Mapping[str, frozenset[str]]:
    """Find what each claim names that may stand on an axis of a matrix.

    Args:
        content: The graph.

    Returns:
        Claim to the IRIs of types, theories and places that its slots, its places or its section name.
    """
    found: dict[str, set[str]] = {}
    for claim, topic in run_local(content.store, _TOPICS).rows:
        found.setdefault(claim, set()).add(topic)
    return {claim: frozenset(topics) for claim, topics in found.items()}
