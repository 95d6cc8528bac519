"""Which shapes a slice needs: those that can find a target among its own nodes."""

from __future__ import annotations

from rdflib import Graph
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from smekg.namespaces import SH
from smekg.validation.slices import Slice

__all__ = ["needed_shapes"]


def needed_shapes(shapes: Graph, part: Slice) -> Graph:
    """Leave out the targets that are nobody's business in a slice.

    A class is one if the slice's own nodes have instances of it; a single node if the slice's own triples
    mention it. Other kinds of targets stay. Without this each slice would validate all the terms that it
    mentions again.

    Args:
        shapes: The shapes graph.
        part: The slice.

    Returns:
        The shapes with the targets that are left.
    """
    classes = _own_classes(part)
    mentioned = {term for triple in part.own for term in triple}
    needed = Graph()
    for triple in shapes:
        _, predicate, target = triple
        if predicate == SH.targetClass and target not in classes:
            continue
        if predicate == SH.targetNode and target not in mentioned:
            continue
        needed.add(triple)
    return needed


def _own_classes(part: Slice) -> set[Node]:
    """The classes of the slice's own nodes, with those above them."""
    above: dict[Node, set[Node]] = {}
    for source in (part.own, part.context):
        for subject, predicate, value in source:
            if predicate == RDFS.subClassOf:
                above.setdefault(subject, set()).add(value)
    nodes = set(part.own.subjects())
    found: set[Node] = set()
    waiting = {
        value for source in (part.own, part.context) for s, p, value in source if p == RDF.type and s in nodes
    }
    while waiting:
        found |= waiting
        waiting = {wider for cls in waiting for wider in above.get(cls, ())} - found
    return found
