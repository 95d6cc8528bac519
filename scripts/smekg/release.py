"""Writing a build: everything is made in a staging folder and shown by one atomic step."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from smekg.errors import UsageError
from smekg.folders import show, staging_folder
from smekg.namespaces import graph_iri
from smekg.pipeline import KnowledgeGraph
from smekg.stats import statistics
from smekg.store import canonical_nquads, mirror, serialize

__all__ = ["check_writable", "write_build"]


def check_writable(out: Path) -> None:
    """Find out before the work starts whether a build can be written.

    Args:
        out: The folder that will be written to.

    Raises:
        UsageError: It cannot be made or written.
    """
    try:
        (out / "builds").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out / "builds"):
            pass
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error


def write_build(graph: KnowledgeGraph, out: Path, *, with_store: bool = True) -> Path:
    """Write a finished graph below a folder.

    The files of a build lie in `builds/<hash of the data>/`; the link `current` points at the newest.
    It moves only when the new files are complete, so a reader, or an interruption at any moment, finds
    the last good build. The build before the newest stays, for those who are reading it. Equal data gives
    equal bytes.

    Args:
        graph: The graph.
        out: The folder; made if it does not exist.
        with_store: Also write an on-disk Oxigraph store, which queries open at once; it is no release file.

    Returns:
        The folder `current`.

    Raises:
        UsageError: The folder cannot be written.
    """
    store = mirror(graph.graphs)
    quads = canonical_nquads(store)
    build_id = hashlib.sha256(quads).hexdigest()[:16]
    try:
        builds, current = out / "builds", out / "current"
        last = current.resolve().name if current.exists() else build_id
        with staging_folder(builds) as staging:
            _write_files(staging, store, quads, graph)
            if with_store:
                _write_store(staging / "store", staging / "smekg.nq")
            show(staging, builds / build_id, current)
        _remove_others(builds, build_id, last)
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error
    return current


def _write_files(folder: Path, store: ox.Store, quads: bytes, graph: KnowledgeGraph) -> None:
    (folder / "smekg.nq").write_bytes(quads)
    (folder / "graphs").mkdir()
    for name in sorted(graph.graphs):
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


def _remove_others(builds: Path, new: str, last: str) -> None:
    """Remove what broken builds left, and builds older than the last; the same build again replaces none."""
    for folder in builds.iterdir():
        if folder.name.startswith(".") or (last != new and folder.name not in (new, last)):
            shutil.rmtree(folder, ignore_errors=True)
