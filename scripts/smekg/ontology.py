"""Reading the hand-written Turtle: ontology modules, vocabulary and shapes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from smekg.errors import Finding, FindingsError, relative
from smekg.garbage import collecting_later
from smekg.namespaces import bind_prefixes
from smekg.paths import DataRoot

__all__ = ["Ontology", "read_ontology", "read_turtle"]


@dataclass(frozen=True)
class Ontology:
    """The schema side of the graph.

    Attributes:
        terms: Header and modules: classes, properties, individuals, axioms.
        vocabulary: SKOS concepts, places, sectors, cases, relations.
        shapes: SHACL shapes, kept apart because shapes would break OWL 2 DL.
    """

    terms: Graph
    vocabulary: Graph
    shapes: Graph


@collecting_later()
def read_ontology(root: DataRoot) -> Ontology:
    """Read everything below `ontology/`.

    Args:
        root: Where the data lies.

    Returns:
        The three graphs.

    Raises:
        FindingsError: A file is not Turtle; every broken file is listed.
    """
    folder = root.ontology
    groups = (
        [folder / "smekg.ttl", *sorted((folder / "modules").glob("*.ttl"))],
        sorted((folder / "vocabulary").rglob("*.ttl")),
        sorted((folder / "shapes").glob("*.ttl")),
    )
    faults: list[Finding] = []
    terms, vocabulary, shapes = (_read_all(paths, root, faults) for paths in groups)
    if faults:
        raise FindingsError(faults)
    return Ontology(terms, vocabulary, shapes)


def read_turtle(path: Path, name: str) -> Graph:
    """Read one Turtle file.

    Args:
        path: The file.
        name: Name of the file in messages.

    Returns:
        Its triples.

    Raises:
        FindingsError: The file cannot be read or is not Turtle.
    """
    graph = Graph()
    _parse(path, name, graph)
    return graph


def _parse(path: Path, name: str, graph: Graph) -> None:
    try:
        graph.parse(data=path.read_text(encoding="utf-8"), format="turtle", publicID=path.name)
    except BadSyntax as error:
        line = int(getattr(error, "lines", 0)) + 1
        raise FindingsError([Finding(name, line, f"not valid Turtle: {_reason(error)}")]) from error
    except UnicodeDecodeError as error:
        raise FindingsError([Finding(name, 0, "not valid UTF-8; save the file as UTF-8")]) from error
    except (OSError, ValueError) as error:
        raise FindingsError([Finding(name, 0, f"cannot be read: {error}")]) from error


def _read_all(paths: Iterable[Path], root: DataRoot, faults: list[Finding]) -> Graph:
    merged = bind_prefixes(Graph())
    for path in paths:
        try:
            _parse(path, relative(path, root.path), merged)
        except FindingsError as error:
            faults += error.findings
    return merged


def _reason(error: BadSyntax) -> str:
    return str(getattr(error, "_why", "")) or "the syntax is broken"
