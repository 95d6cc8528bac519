"""The mirror on which stored queries run: smekg's named graphs in Oxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from smekg.errors import UsageError
from smekg.namespaces import GRAPH, PREFIXES, graph_iri

__all__ = ["build_id", "canonical_nquads", "graph_sizes", "load_store", "mirror", "open_store", "serialize"]


def mirror(graphs: Mapping[str, Graph]) -> ox.Store:
    """Copy named graphs into an in-memory Oxigraph store.

    Args:
        graphs: Graph name to graph.

    Returns:
        The store.
    """
    store = ox.Store()
    for name, graph in graphs.items():
        # ASCII-safe N-Triples is the one exchange form that neither side rewrites.
        data = graph.serialize(format="nt", encoding="utf-8")
        store.load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph_iri(name)))
    return store


def canonical_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Serialize quads so that equal data gives equal bytes.

    Args:
        quads: The quads; blank nodes are renamed by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/).

    Returns:
        Sorted N-Quads in UTF-8.
    """
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(lines))


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


def open_store(build: Path) -> ox.Store:
    """Open the result of a build for a question or two.

    Args:
        build: The folder that `smekg build` wrote.

    Returns:
        The on-disk store where the build made one, which is open at once; otherwise the graphs in memory.

    Raises:
        UsageError: There is no build in the folder, or it is damaged.
    """
    on_disk = build / "current" / "store"
    if not on_disk.is_dir():
        return load_store(build)
    try:
        return ox.Store.read_only(str(on_disk))
    except (OSError, ValueError) as error:
        raise _damaged(build, error) from error


def load_store(build: Path) -> ox.Store:
    """Load the result of a build into memory, for many questions or to read it all: those are faster there.

    Args:
        build: The folder that `smekg build` wrote.

    Returns:
        The store; changing it changes no file.

    Raises:
        UsageError: There is no build in the folder, or it is damaged.
    """
    quads = build / "current" / "smekg.nq"
    if not quads.is_file():
        raise UsageError(f"there is no build in {build}; run `smekg build --out {build}` first")
    store = ox.Store()
    try:
        store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    except (OSError, SyntaxError, ValueError) as error:
        raise _damaged(build, error) from error
    return store


def _damaged(build: Path, error: Exception) -> UsageError:
    return UsageError(f"the build in {build} is damaged ({error}); run `smekg build` again")


def build_id(build: Path) -> str:
    """Name the build in a folder.

    Args:
        build: The folder that `smekg build` wrote.

    Returns:
        The hash of its data, by which its folder is called.
    """
    return (build / "current").resolve().name


def graph_sizes(store: ox.Store) -> dict[str, int]:
    """Count the triples of each named graph.

    Args:
        store: The store.

    Returns:
        Graph name to number of triples, sorted by name.
    """
    names = (str(node.value).removeprefix(str(GRAPH)) for node in store.named_graphs())
    return {
        name: sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(graph_iri(name))))
        for name in sorted(names)
    }
