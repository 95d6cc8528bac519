"""Writing a build: everything is made in a staging folder and shown by one atomic step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from smekg.errors import cannot_write
from smekg.namespaces import graph_iri
from smekg.pipeline import KnowledgeGraph
from smekg.progress import Progress, quiet
from smekg.shelf import Shelf, hash_in
from smekg.stats import statistics
from smekg.store import canonical_nquads, graph_names, serialize

__all__ = ["build_shelf", "write_build"]


def write_build(
    graph: KnowledgeGraph, out: Path, *, with_store: bool = True, progress: Progress = quiet
) -> Path:
    """Write a finished graph below a folder.

    The files of a build lie in `builds/<hash of the data>/`; the link `current` points at the newest.
    It moves only when the new files are complete, so a reader, or an interruption at any moment, finds
    the last good build. The last build with other data stays, and each that somebody reads. Equal data gives
    equal bytes.

    Args:
        graph: The graph.
        out: The folder; made if it does not exist.
        with_store: Also write an on-disk Oxigraph store, which queries open at once; it is no release file.
        progress: Told for whom this process waits, if it has to.

    Returns:
        The folder `current`.

    Raises:
        UsageError: The folder cannot be written, or another process writes it.
    """
    quads = canonical_nquads(graph.store)
    build_id = hashlib.sha256(quads).hexdigest()[:16]
    shelf = build_shelf(out)
    try:
        with shelf.staging(progress) as staging:
            _write_files(staging, graph.store, quads)
            if with_store:
                _write_store(staging / "store", staging / "smekg.nq")
            last = shelf.shown()
            new = shelf.show(staging, build_id)
            shelf.remove_others(keep=_kept(new, last, shelf.versions()))
    except OSError as error:
        raise cannot_write(out, error) from error
    return shelf.link


def build_shelf(out: Path) -> Shelf:
    """Tell where builds lie.

    Args:
        out: The folder that is given to `smekg build`.

    Returns:
        The shelf, whose link is `current`.
    """
    return Shelf(out / "current", out / "builds")


def _kept(new: str, last: str | None, versions: Iterable[str]) -> list[str]:
    """The newest build and the one before it that has other data."""
    if last is not None and hash_in(last) == hash_in(new):
        return [new, *(name for name in versions if hash_in(name) != hash_in(new))]
    return [new] if last is None else [new, last]


def _write_files(folder: Path, store: ox.Store, quads: bytes) -> None:
    (folder / "smekg.nq").write_bytes(quads)
    (folder / "graphs").mkdir()
    for name in graph_names(store):
        triples = store.quads_for_pattern(None, None, None, ox.NamedNode(graph_iri(name)))
        (folder / "graphs" / f"{name}.ttl").write_bytes(_turtle(triples))
    stats = json.dumps(statistics(store), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "stats.json").write_text(stats + "\n", encoding="utf-8")
    manifest = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _turtle(quads: Iterable[ox.Quad]) -> bytes:
    """Turtle with the same bytes for the same triples: canonical order, fixed prefixes."""
    lines = canonical_nquads(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    ordered = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    return serialize((quad.triple for quad in ordered), ox.RdfFormat.TURTLE)


def _write_store(folder: Path, quads: Path) -> None:
    store = ox.Store(str(folder))
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    store.flush()
