"""What a stored query is made of: triple patterns, terms it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import URIRef
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

__all__ = ["named_terms", "triple_patterns"]


def triple_patterns(sparql: str) -> list[str]:
    """List the triple patterns of a query, each as SPARQL that stands by itself.

    Args:
        sparql: A SELECT query.

    Returns:
        The patterns in the order in which they stand; property paths stay paths.

    Raises:
        ValueError: The query asks with EXISTS, whose patterns are not found.
    """
    nodes = list(_nodes(_algebra(sparql)))
    if any(node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS") for node in nodes):
        raise ValueError("the query asks with EXISTS; write MINUS, or the pattern itself")
    nodes = [node for node in nodes if node.name == "BGP"]
    return [" ".join(term.n3() for term in triple) for node in nodes for triple in node["triples"]]


def named_terms(sparql: str) -> set[str]:
    """Find the IRIs that a query names, in patterns, paths, values and filters.

    Args:
        sparql: A SELECT query.

    Returns:
        The IRIs.
    """
    return {str(term) for term in _leaves(_algebra(sparql)) if isinstance(term, URIRef)}


def _algebra(sparql: str) -> CompValue:
    return translateQuery(parseQuery(sparql)).algebra


def _nodes(part: Any) -> Iterator[CompValue]:  # noqa: ANN401 - rdflib's algebra is untyped
    if isinstance(part, CompValue):
        yield part
    for inner in _parts(part):
        yield from _nodes(inner)


def _leaves(part: Any) -> Iterator[Any]:  # noqa: ANN401
    inner = list(_parts(part))
    if not inner:
        yield part
    for one in inner:
        yield from _leaves(one)


def _parts(part: Any) -> Iterable[Any]:  # noqa: ANN401
    if isinstance(part, Identifier):
        return ()
    if isinstance(part, dict):
        return part.values()
    if isinstance(part, Path):
        return vars(part).values()
    return part if isinstance(part, (list, tuple, set, frozenset)) else ()
