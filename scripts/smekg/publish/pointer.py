"""The small graph that says which version of the others is current, and which versions a store holds.

A graph `…/graph/<name>` of the build V is stored as `…/graph/<name>/V`. The graph `…/graph/current` describes
each version (DCAT 3, VoID, SPARQL service description) and says with one triple which one is current. That
triple moves last, in one update that touches no other graph, so a reader who asks for it first sees a whole
version or the one before, never half of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from smekg.dataset import HOME, LICENSE, TITLE
from smekg.namespaces import GRAPH
from smekg.publish.build import Build

__all__ = [
    "CURRENT_GRAPHS",
    "POINTER",
    "Catalogue",
    "Version",
    "describe_version",
    "forget_version",
    "graphs_of_one",
    "move_pointer",
    "read_catalogue",
    "retire_version",
    "version_graph",
]

#: IRI of the graph that holds the pointer.
POINTER = f"{GRAPH}current"

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DCAT = "http://www.w3.org/ns/dcat#"
_DCTERMS = "http://purl.org/dc/terms/"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_SPDX = "http://spdx.org/rdf/terms#"
_VOID = "http://rdfs.org/ns/void#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_VERSION = re.compile(rf"{re.escape(POINTER)}#[0-9a-f]{{16}}")
_IS_CURRENT = f"<{HOME}> <{_DCAT}hasCurrentVersion>"

#: Asks for the graphs of the current version: none where there is no pointer. On an engine whose updates can
#: be seen half done, two versions may be current for a moment; each is whole.
CURRENT_GRAPHS = f"""SELECT ?version ?graph WHERE {{
  GRAPH <{POINTER}> {{
    {_IS_CURRENT} ?version .
    ?version <{_SD}namedGraph> ?named .
    ?named <{_SD}name> ?graph .
  }}
}}
ORDER BY ?version ?graph
"""


@dataclass(frozen=True)
class Version:
    """A version that a store knows of.

    Attributes:
        graphs: IRIs of its graphs.
        previous: The version that it followed when it became current, if any.
        retired: Whether it is being removed and can no longer become current.
    """

    graphs: tuple[str, ...]
    previous: str | None
    retired: bool


@dataclass(frozen=True)
class Catalogue:
    """What the pointer's graph says.

    Attributes:
        current: The current versions: none before the first is published, otherwise one.
        versions: Every version by its id.
    """

    current: frozenset[str]
    versions: Mapping[str, Version]

    def after_move(self, version: str) -> Catalogue:
        """The catalogue as it will be when a version has become current.

        Args:
            version: Its id.

        Returns:
            The catalogue.
        """
        known = self.versions.get(version, Version((), None, retired=False))
        old = min(self.current, default=None)
        moved = known if old in (None, version) else replace(known, previous=old)
        return Catalogue(frozenset({version}), {**self.versions, version: moved})

    def kept(self, newest: str, count: int) -> set[str]:
        """The versions that stay when one becomes current.

        Args:
            newest: The current version.
            count: How many of those before it stay.

        Returns:
            Its id and the ids of those that it followed.
        """
        kept = [newest]
        while len(kept) <= count:
            version = self.versions.get(kept[-1])
            if version is None or version.previous is None or version.previous in kept:
                break
            kept.append(version.previous)
        return set(kept)


def graphs_of_one(rows: Iterable[Sequence[str]]) -> list[str]:
    """Choose the graphs to ask from the answer to `CURRENT_GRAPHS`.

    Args:
        rows: The rows: version and graph.

    Returns:
        The graphs of one version; none where nothing is published.
    """
    listed = list(rows)
    return [graph for version, graph in listed if version == listed[0][0]]


def version_graph(name: str, version: str) -> str:
    """Make the IRI of a graph of a version.

    Args:
        name: Name of the graph.
        version: Id of the build.

    Returns:
        The IRI.
    """
    return f"{GRAPH}{name}/{version}"


def describe_version(build: Build) -> list[str]:
    """Describe a version.

    Args:
        build: The build.

    Returns:
        Lines of N-Triples; equal for equal builds.
    """
    node, checksum = _node(build.version), f"{_node(build.version)}-checksum"
    triples: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
        (node, _RDF_TYPE, ox.NamedNode(f"{_DCAT}Dataset")),
        (node, _RDF_TYPE, ox.NamedNode(f"{_VOID}Dataset")),
        (node, _RDF_TYPE, ox.NamedNode(f"{_SD}Dataset")),
        (node, f"{_DCTERMS}title", ox.Literal(TITLE, language="en")),
        (node, f"{_DCTERMS}license", ox.NamedNode(LICENSE)),
        (node, f"{_DCAT}isVersionOf", ox.NamedNode(HOME)),
        (node, f"{_DCAT}version", ox.Literal(build.version)),
        (node, f"{_VOID}triples", ox.Literal(build.size)),
        (node, f"{_SPDX}checksum", ox.NamedNode(checksum)),
        (checksum, _RDF_TYPE, ox.NamedNode(f"{_SPDX}Checksum")),
        (checksum, f"{_SPDX}algorithm", ox.NamedNode(f"{_SPDX}checksumAlgorithm_sha256")),
        (checksum, f"{_SPDX}checksumValue", _hexadecimal(build.sha256)),
    ]
    for name, content in build.graphs.items():
        named, graph = f"{node}-{name}", ox.NamedNode(version_graph(name, build.version))
        triples += [
            (node, f"{_SD}namedGraph", ox.NamedNode(named)),
            (named, _RDF_TYPE, ox.NamedNode(f"{_SD}NamedGraph")),
            (named, f"{_SD}name", graph),
            (named, f"{_SD}graph", graph),
            (graph.value, _RDF_TYPE, ox.NamedNode(f"{_SD}Graph")),
            (graph.value, f"{_DCAT}isVersionOf", ox.NamedNode(GRAPH + name)),
            (graph.value, f"{_VOID}triples", ox.Literal(len(content))),
        ]
    return [f"<{subject}> <{predicate}> {value} ." for subject, predicate, value in triples]


def read_catalogue(triples: Iterable[ox.Triple]) -> Catalogue:
    """Read the pointer's graph.

    Args:
        triples: Its triples.

    Returns:
        The catalogue. What others added to the graph is passed over: nothing of theirs is ever removed.
    """
    values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            values[triple.subject.value, triple.predicate.value].append(triple.object.value)
    versions = {
        _id(node): Version(
            graphs=tuple(
                sorted(
                    graph
                    for named in values[node, f"{_SD}namedGraph"]
                    for graph in values[named, f"{_SD}name"]
                    if graph.startswith(GRAPH) and graph.endswith(f"/{_id(node)}")
                )
            ),
            previous=next((_id(other) for other in values[node, f"{_DCAT}previousVersion"]), None),
            retired=not values[node, f"{_DCAT}version"],
        )
        for node, predicate in list(values)
        if predicate == f"{_DCAT}isVersionOf" and _VERSION.fullmatch(node)
    }
    return Catalogue(frozenset(map(_id, values[HOME, f"{_DCAT}hasCurrentVersion"])), versions)


def move_pointer(version: str) -> str:
    """Make a version current.

    Args:
        version: Its id.

    Returns:
        An update. It does nothing where another publisher has retired the version meanwhile.
    """
    node = f"<{_node(version)}>"
    previous = f"{node} <{_DCAT}previousVersion>"
    return (
        f"DELETE {{ GRAPH <{POINTER}> {{ {_IS_CURRENT} ?old . {previous} ?before }} }} "
        f"INSERT {{ GRAPH <{POINTER}> {{ {_IS_CURRENT} {node} . {previous} ?old }} }} "
        f'WHERE {{ GRAPH <{POINTER}> {{ {node} <{_DCAT}version> "{version}" '
        f"OPTIONAL {{ {_IS_CURRENT} ?old }} OPTIONAL {{ {previous} ?before }} }} }}"
    )


def retire_version(version: str) -> str:
    """Bar a version from becoming current, before its graphs go.

    Args:
        version: Its id.

    Returns:
        An update. It does nothing where the version is current.
    """
    node = f"<{_node(version)}>"
    return (
        f"DELETE {{ GRAPH <{POINTER}> {{ {node} <{_DCAT}version> ?version }} }} "
        f"WHERE {{ GRAPH <{POINTER}> {{ {node} <{_DCAT}version> ?version }} "
        f"FILTER NOT EXISTS {{ GRAPH <{POINTER}> {{ {_IS_CURRENT} {node} }} }} }}"
    )


def forget_version(version: str) -> str:
    """Remove the description of a version whose graphs are gone.

    Args:
        version: Its id.

    Returns:
        An update.
    """
    prefix = _node(version)
    return (
        f"DELETE {{ GRAPH <{POINTER}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{POINTER}> {{ ?s ?p ?o }} "
        f'FILTER(STRSTARTS(STR(?s), "{prefix}") || (STRSTARTS(STR(?s), "{GRAPH}") '
        f'&& STRENDS(STR(?s), "/{version}"))) }}'
    )


def _node(version: str) -> str:
    return f"{POINTER}#{version}"


def _id(node: str) -> str:
    return node.removeprefix(f"{POINTER}#")


def _hexadecimal(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(f"{_XSD}hexBinary"))
