"""Reading a finished build as what is to be published: ground triples by graph."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from smekg.dataset import HOME
from smekg.errors import UsageError
from smekg.namespaces import GRAPH
from smekg.reading import Held

__all__ = ["Build", "read_build"]

_DATA = "smekg.nq"
#: Length of the id of a build: the first hexadecimal digits of the SHA-256 of its data.
_ID_LENGTH = 16
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Term = TypeVar("Term", bound=ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple)


@dataclass(frozen=True)
class Build:
    """A finished build.

    Attributes:
        version: The id of the build.
        sha256: Hash of its canonical N-Quads.
        graphs: Graph name to its triples, sorted by name; IRIs stand for blank nodes.
    """

    version: str
    sha256: str
    graphs: Mapping[str, tuple[ox.Triple, ...]]

    @property
    def size(self) -> int:
        """Number of triples in all graphs."""
        return sum(len(triples) for triples in self.graphs.values())


def read_build(folder: Path) -> Build:
    """Read what `smekg build` wrote.

    A blank node has no name by which a second request could mean the same one, so that a batch sent again
    after a lost answer would double it. Each is therefore replaced by an IRI made from the build's id and
    the node's canonical label (https://www.w3.org/TR/rdf11-concepts/#section-skolemization).

    Args:
        folder: The folder that `smekg build` wrote.

    Returns:
        The build.

    Raises:
        UsageError: There is no build in the folder, or it is damaged.
    """
    try:
        with Held(folder / "current") as held:
            data = (held.folder / _DATA).read_bytes()
            manifest = json.loads((held.folder / "manifest.json").read_bytes())
    except OSError as error:
        remedy = f"run `smekg build --out {folder}` first"
        raise UsageError(f"there is no build in {folder} ({error.strerror}); {remedy}") from error
    except ValueError as error:
        raise _damaged(folder, "its manifest.json is no JSON") from error
    sha256 = hashlib.sha256(data).hexdigest()
    if not isinstance(manifest, dict) or manifest.get(_DATA) != sha256:
        raise _damaged(folder, f"{_DATA} has not the checksum that manifest.json gives")
    version = sha256[:_ID_LENGTH]
    return Build(version, sha256, _graphs(folder, data, f"{HOME}/.well-known/genid/{version}/"))


def _graphs(folder: Path, data: bytes, skolem: str) -> dict[str, tuple[ox.Triple, ...]]:
    graphs: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
            graphs[_name(quad)].append(
                ox.Triple(_ground(quad.subject, skolem), quad.predicate, _ground(quad.object, skolem))
            )
    except (SyntaxError, ValueError) as error:
        raise _damaged(folder, str(error)) from error
    if not graphs:
        raise _damaged(folder, "it holds nothing")
    return {name: tuple(graphs[name]) for name in sorted(graphs)}


def _name(quad: ox.Quad) -> str:
    graph = quad.graph_name
    name = graph.value.removeprefix(GRAPH) if isinstance(graph, ox.NamedNode) else ""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{graph} is not the name of a graph of smekg")
    return name


def _ground(term: Term, skolem: str) -> Term | ox.NamedNode:
    return ox.NamedNode(skolem + term.value) if isinstance(term, ox.BlankNode) else term


def _damaged(folder: Path, reason: str) -> UsageError:
    return UsageError(f"the build in {folder} is damaged ({reason}); run `smekg build` again")
