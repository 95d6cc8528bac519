"""The mirror on which stored queries run: smekg's named graphs in Oxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from smekg.builds import Build
from smekg.errors import UsageError
from smekg.iris import GRAPHS, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = [
    "canonical_nquads",
    "graph_names",
    "graph_sizes",
    "load_store",
    "mirror",
    "open_store",
    "read_build",
    "serialize",
]

#: Builds whose on-disk stores are open.
_asked: list[Build] = []


def mirror(graphs: Mapping[str, Graph]) -> ox.Store:
    """Copy named graphs into an in-memory Oxigraph store, empty ones too.

    Args:
        graphs: Graph name to graph.

    Returns:
        The store.
    """
    store = ox.Store()
    for name, graph in graphs.items():
        # ASCII-safe N-Triples is the one exchange form that neither side rewrites.
        data = graph.serialize(format="nt", encoding="utf-8")
        store.add_graph(_named(name))
        store.load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=_named(name))
    return store


def canonical_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Serialize quads so that equal data gives equal bytes.

    Args:
        quads: The quads; blank nodes are renamed by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/).

    Returns:
        Sorted N-Quads in UTF-8.
    """
    # The names of blank nodes depend on no other quads than those they are in, which are few.
    blank: list[ox.Quad] = []
    lines = serialize(_without_blank(quads, blank), ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    dataset = ox.Dataset(blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines += serialize(dataset, ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    lines.sort()
    # Equal quads that came twice are one.
    return b"".join(line for line, _ in groupby(lines))


def _without_blank(quads: Iterable[ox.Quad], blank: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Pass on the quads without blank nodes, and put the others aside."""
    node = ox.BlankNode
    for quad in quads:
        if (
            isinstance(quad.subject, node)
            or isinstance(quad.object, node)
            or isinstance(quad.graph_name, node)
        ):
            blank.append(quad)
        else:
            yield quad


def serialize(data: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Serialize with smekg's prefixes.

    Args:
        data: Quads or triples, written in the order given.
        form: The format.

    Returns:
        The text in UTF-8.
    """
    written = ox.serialize(data, format=form, prefixes=PREFIXES)
    # None only where an output was given to write to.
    return written or b""


def open_store(out: Path) -> ox.Store:
    """Open the newest build for a question or two; it stays whole until this process ends.

    Args:
        out: The folder that `smekg build` wrote.

    Returns:
        The on-disk store where the build made one, which is open at once; otherwise the graphs in memory.

    Raises:
        UsageError: There is no build in the folder, or it is damaged.
    """
    build = Build(out)
    if not build.store.is_dir():
        return read_build(build)
    try:
        store = ox.Store.read_only(str(build.store))
    except (OSError, ValueError) as error:
        raise _damaged(build, error) from error
    # The store opens its files when it needs them.
    _asked.append(build)
    return store


def load_store(out: Path) -> ox.Store:
    """Load the newest build into memory, for many questions or to read it all: those are faster there.

    Args:
        out: The folder that `smekg build` wrote.

    Returns:
        The store; changing it changes no file.

    Raises:
        UsageError: There is no build in the folder, or it is damaged.
    """
    with Build(out) as build:
        return read_build(build)


def read_build(build: Build) -> ox.Store:
    """Load a build into memory.

    Args:
        build: The build.

    Returns:
        The store; changing it changes no file.

    Raises:
        UsageError: The build is damaged.
    """
    store = ox.Store()
    try:
        store.bulk_load(path=str(build.quads), format=ox.RdfFormat.N_QUADS)
    except (OSError, SyntaxError, ValueError) as error:
        raise _damaged(build, error) from error
    return store


def _damaged(build: Build, error: Exception) -> UsageError:
    return UsageError(f"the build in {build.out} is damaged ({error}); run `smekg build` again")


def graph_sizes(store: ox.Store) -> dict[str, int]:
    """Count the triples of each named graph.

    Args:
        store: The store.

    Returns:
        Graph name to number of triples, sorted by name.
    """
    return {
        name: sum(1 for _ in store.quads_for_pattern(None, None, None, _named(name)))
        for name in graph_names(store)
    }


def graph_names(store: ox.Store) -> list[str]:
    """List the names of the graphs.

    Args:
        store: The store.

    Returns:
        The names, sorted.
    """
    return sorted(str(node.value).removeprefix(GRAPHS) for node in store.named_graphs())


def _named(graph: str) -> ox.NamedNode:
    return ox.NamedNode(f"{GRAPHS}{graph}")
