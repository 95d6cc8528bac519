"""A module of the ontology as a diagram: its classes, what they lie in, the properties between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from smekg.diagrams.expressions import Genus, Link, read_expression
from smekg.errors import relative
from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG
from smekg.ontology import read_turtle
from smekg.paths import DataRoot

__all__ = ["DrawnClass", "Edge", "Member", "ModuleDiagram", "read_modules"]

_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
#: What a reader calls the values of a datatype.
_TEXTS: Mapping[Node, str] = {RDFS.Literal: "text", RDF.langString: "text", XSD.string: "text"}


@dataclass(frozen=True, order=True)
class Member:
    """A line of a class: a property with what its values are, or an individual.

    Attributes:
        name: Name of the property or individual.
        iri: The property or individual.
        values: What the values are, in words, or an arrow and the range; empty for an individual.
    """

    name: str
    iri: str
    values: str = ""


@dataclass(frozen=True, order=True)
class DrawnClass:
    """A class of a diagram.

    Attributes:
        name: Its label.
        iri: The class.
        own: Whether the module declares it; others stand there because the module refers to them.
        members: Its properties without an arrow, and the individuals that the module declares for it.
    """

    name: str
    iri: str
    own: bool
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, order=True)
class Edge:
    """An arrow of a diagram.

    Attributes:
        source: The class where it begins: for a subclass the narrower one.
        target: The class that it leads to.
        name: Label of the property; empty for a subclass.
        iri: The property; empty for a subclass.
        defined: Whether a definition (`owl:equivalentClass`) says it.
    """

    source: str
    target: str
    name: str = ""
    iri: str = ""
    defined: bool = False


@dataclass(frozen=True)
class ModuleDiagram:
    """What a module says of classes.

    Attributes:
        name: The module: the name of its file.
        about: What its file says that it is about.
        classes: Its classes, and those of others that it refers to, by label.
        subclasses: From the narrower class to the wider one; none that two others make up.
        relations: From class to class by a property.
        loose: Its properties for which it names no class to begin at, with their range.
        foreign: Names of the terms of other vocabularies that it only declares.
    """

    name: str
    about: str
    classes: tuple[DrawnClass, ...]
    subclasses: tuple[Edge, ...]
    relations: tuple[Edge, ...]
    loose: tuple[Member, ...]
    foreign: tuple[str, ...]


def read_modules(root: DataRoot) -> tuple[ModuleDiagram, ...]:
    """Read the modules of the ontology as diagrams.

    Args:
        root: Where the data lies.

    Returns:
        One diagram per module, by name.

    Raises:
        FindingsError: A module is not Turtle.
    """
    paths = sorted((root.ontology / "modules").glob("*.ttl"))
    graphs = {path: read_turtle(path, relative(path, root.path)) for path in paths}
    names = {
        subject: str(name)
        for graph in graphs.values()
        for subject, name in graph.subject_objects(RDFS.label)
        if _is_own(subject)
    }
    diagrams = [_Reader(graph, names).diagram(path) for path, graph in graphs.items()]
    wider: defaultdict[str, set[str]] = defaultdict(set)
    for edge in (edge for diagram in diagrams for edge in diagram.subclasses):
        wider[edge.source].add(edge.target)
    return tuple(_without_detours(diagram, wider) for diagram in diagrams)


def _without_detours(diagram: ModuleDiagram, wider: Mapping[str, set[str]]) -> ModuleDiagram:
    """Leave out an arrow to a class that another arrow from the same class leads to by way of a third."""
    kept = [
        edge
        for edge in diagram.subclasses
        if not any(
            edge.target in _above(other, wider) for other in wider[edge.source] if other != edge.target
        )
    ]
    ends = {end for edge in (*kept, *diagram.relations) for end in (edge.source, edge.target)}
    classes = tuple(cls for cls in diagram.classes if cls.own or cls.members or cls.iri in ends)
    return replace(diagram, classes=classes, subclasses=tuple(kept))


def _above(cls: str, wider: Mapping[str, set[str]]) -> set[str]:
    """The classes that a class lies in, by however many steps."""
    found: set[str] = set()
    left = [cls]
    while left:
        for other in wider.get(left.pop(), set()) - found:
            found.add(other)
            left.append(other)
    return found


class _Reader:
    def __init__(self, graph: Graph, names: dict[Node, str]) -> None:
        self.graph = graph
        self.names = names

    def diagram(self, path: Path) -> ModuleDiagram:
        own = {cls for cls in self.graph.subjects(RDF.type, OWL.Class) if _is_own(cls)}
        subclasses, relations, members = self._axioms()
        loose = self._properties(relations, members)
        for individual, name in self._individuals():
            for kind in self.graph.objects(individual, RDF.type):
                if _is_own(kind):
                    members[str(kind)].add(Member(name, str(individual)))
        drawn = {str(cls) for cls in own} | set(members)
        drawn |= {end for edge in (*subclasses, *relations) for end in (edge.source, edge.target)}
        classes = [
            DrawnClass(self.label(URIRef(iri)), iri, URIRef(iri) in own, tuple(sorted(members.get(iri, ()))))
            for iri in drawn
        ]
        return ModuleDiagram(
            name=path.stem,
            about=_about(path),
            classes=tuple(sorted(classes)),
            subclasses=_once(subclasses),
            relations=_once(relations),
            loose=tuple(sorted(loose)),
            foreign=() if drawn or loose else tuple(sorted(self._foreign())),
        )

    def label(self, term: Node) -> str:
        found = self.names.get(term)
        if found:
            return found
        iri = str(term)
        space = max((s for s in PREFIXES.values() if iri.startswith(s)), key=len, default="")
        prefix = next((prefix for prefix, namespace in PREFIXES.items() if namespace == space), "")
        return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri

    def _axioms(self) -> tuple[list[Edge], list[Edge], defaultdict[str, set[Member]]]:
        """Subclasses, relations and lines of classes from what is said of each class."""
        subclasses: list[Edge] = []
        relations: list[Edge] = []
        members: defaultdict[str, set[Member]] = defaultdict(set)
        for predicate, defined in ((RDFS.subClassOf, False), (OWL.equivalentClass, True)):
            for cls, expression in self.graph.subject_objects(predicate):
                if isinstance(cls, BNode):
                    continue
                for said in read_expression(self.graph, expression, self.label):
                    if isinstance(said, Genus):
                        subclasses.append(Edge(str(cls), str(said.cls), defined=defined))
                    elif isinstance(said, Link):
                        ends = (str(said.cls), str(cls)) if said.backwards else (str(cls), str(said.cls))
                        relations.append(Edge(*ends, self.label(said.property), str(said.property), defined))
                    else:
                        name = self.label(said.property)
                        members[str(cls)].add(Member(name, str(said.property), said.words))
        return subclasses, relations, members

    def _properties(self, relations: list[Edge], members: defaultdict[str, set[Member]]) -> list[Member]:
        """Add the properties that the module declares; gives those that begin at no named class."""
        loose: list[Member] = []
        own = {iri for kind in _PROPERTIES for iri in self.graph.subjects(RDF.type, kind) if _is_own(iri)}
        for iri in own:
            name, domain = self.label(iri), self.graph.value(iri, RDFS.domain)
            range_ = self.graph.value(iri, RDFS.range)
            member = Member(name, str(iri), "" if range_ is None else f"→ {self._range(range_)}")
            if not isinstance(domain, URIRef):
                loose.append(member)
            elif isinstance(range_, URIRef) and not _is_datatype(range_):
                relations.append(Edge(str(domain), str(range_), name, str(iri)))
            else:
                members[str(domain)].add(member)
        return loose

    def _range(self, range_: Node) -> str:
        if _is_datatype(range_):
            return _TEXTS.get(range_) or str(range_).removeprefix(str(XSD))
        return self.label(range_) if isinstance(range_, URIRef) else "one of several classes"

    def _individuals(self) -> Iterator[tuple[Node, str]]:
        for iri in self.graph.subjects(RDF.type, OWL.NamedIndividual):
            if _is_own(iri):
                yield iri, self.label(iri)

    def _foreign(self) -> Iterator[str]:
        for kind in (OWL.Class, *_PROPERTIES, OWL.AnnotationProperty):
            yield from (self.label(iri) for iri in self.graph.subjects(RDF.type, kind) if not _is_own(iri))


def _once(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Each arrow once; one that is stated as well as part of a definition, as stated."""
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in sorted(edges, key=lambda edge: (edge.defined, edge)):
        found.setdefault((edge.source, edge.target, edge.iri), edge)
    return tuple(sorted(found.values()))


def _is_own(iri: Node) -> bool:
    return str(iri).startswith(str(SMEKG))


def _is_datatype(iri: Node) -> bool:
    return iri in _TEXTS or str(iri).startswith(str(XSD))


def _about(path: Path) -> str:
    """The first paragraph of comments, which says what the module is about."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines.append(line.removeprefix("# "))
        elif lines:
            break
    return " ".join(lines)
