"""Ontologies in owlready2."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import owlready2
import pyoxigraph as ox

__all__ = ["load_world", "open_world"]

#: What is opened of a build: the ontology as stated, and what HermiT added to it.
GRAPHS = ("ontology", "inferred")


def load_world(lines: bytes, document: str) -> owlready2.World:
    """Load triples into a world of their own: owlready2's default world is shared by the whole process.

    Args:
        lines: N-Triples; owlready2 reads other formats with silent losses.
        document: IRI of the ontology, without `#`.

    Returns:
        The world.
    """
    world = owlready2.World()
    world.get_ontology(f"{document}#").load(fileobj=BytesIO(lines), format="ntriples")
    return world


def open_world(graphs: Path, document: str) -> owlready2.World:
    """Open the ontology of a build with its inferences.

    Args:
        graphs: The folder of Turtle files that a build holds.
        document: IRI of the ontology, without `#`.

    Returns:
        A world of its own.
    """
    quads = (
        quad
        for name in GRAPHS
        for quad in ox.parse(path=str(graphs / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    )
    lines = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return load_world(lines or b"", document)
