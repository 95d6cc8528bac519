"""Which terms of the ontology no competency question touches.

A question touches a term that it names, in a pattern, path, value or filter, and a term that one of its
variables is bound to in some solution, whether or not that variable is among its columns. Nothing else
counts: a class is not touched because something of it, or below it, is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import pyoxigraph as ox

from smekg.iris import PREFIXES
from smekg.queries.model import StoredQuery
from smekg.queries.patterns import named_terms
from smekg.queries.projection import select_all

__all__ = ["Term", "competency_questions", "own_terms", "touched", "uncovered"]

#: The terms that the ontology itself declares; those it reuses are for their own vocabularies to test.
_OWN_TERMS = """
SELECT DISTINCT ?term ?what ?definition
WHERE {
  GRAPH <https://w3id.org/smekg/graph/ontology> {
    VALUES (?type ?name) {
      (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property")
    }
    ?term a ?type ; skos:definition ?definition .
    OPTIONAL { ?term rdfs:subClassOf+ smekg:Claim . BIND("claim kind" AS ?kind) }
    BIND(COALESCE(?kind, ?name) AS ?what)
  }
  FILTER(STRSTARTS(STR(?term), STR(smekg:)))
}
ORDER BY ?what ?term
"""


@dataclass(frozen=True)
class Term:
    """A class, property or claim kind.

    Attributes:
        iri: Its IRI.
        what: Which of the three it is.
        definition: Its definition.
    """

    iri: str
    what: str
    definition: str


def competency_questions(queries: Iterable[StoredQuery]) -> list[StoredQuery]:
    """Choose the competency questions.

    Args:
        queries: Stored queries.

    Returns:
        Those that lie below `queries/competency/`.
    """
    return [query for query in queries if PurePath(query.path).parts[:2] == ("queries", "competency")]


def own_terms(store: ox.Store) -> list[Term]:
    """List the classes, properties and claim kinds of the ontology.

    Args:
        store: The graphs.

    Returns:
        The terms, by kind and IRI.
    """
    found: Any = store.query(_OWN_TERMS, prefixes=PREFIXES)
    return [Term(*(solution[name].value for name in ("term", "what", "definition"))) for solution in found]


def touched(store: ox.Store, query: StoredQuery) -> set[str]:
    """Find the IRIs that a question touches.

    Args:
        store: The graphs.
        query: The question.

    Returns:
        What it names, and what its variables are bound to in its solutions.
    """
    solutions: Any = store.query(select_all(query.body), use_default_graph_as_union=True)
    bound = {value.value for solution in solutions for value in solution if isinstance(value, ox.NamedNode)}
    return named_terms(query.body) | bound


def uncovered(store: ox.Store, questions: Iterable[StoredQuery]) -> list[Term]:
    """Find the terms that no question touches.

    Args:
        store: The graphs.
        questions: The competency questions.

    Returns:
        The terms, by kind and IRI.
    """
    reached = set().union(*(touched(store, question) for question in questions))
    return [term for term in own_terms(store) if term.iri not in reached]
