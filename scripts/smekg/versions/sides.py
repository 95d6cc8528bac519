"""A version to be compared: a build, an export, a file of RDF, a data root, or a revision of a repository."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from smekg.errors import FindingsError, UsageError
from smekg.namespaces import graph_iri
from smekg.paths import DataRoot
from smekg.progress import Progress
from smekg.queries.model import StoredQuery
from smekg.store import canonical_nquads
from smekg.versions.places import NOWHERE, Places, find_places
from smekg.versions.revisions import commit_of, unpack
from smekg.versions.values import Wording

__all__ = ["Side", "open_side"]

#: Endings of the files that can be read, and their formats.
FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
#: Graphs that follow from the others.
DERIVED = frozenset({str(graph_iri("derived")), str(graph_iri("inferred"))})
#: Largest file, once unpacked, that is read: forty times what a build has today.
MAX_BYTES = 2**30
#: How many faults of a revision are told.
FEW = 5


@dataclass(frozen=True)
class Side:
    """One of the two versions.

    Attributes:
        name: What the user called it.
        store: Its graphs.
        queries: Its stored queries; None where it has none of its own.
        places: Where its nodes are written down, where it has sources at hand.
    """

    name: str
    store: ox.Store
    queries: Mapping[str, StoredQuery] | None = None
    places: Places = field(default=NOWHERE)

    @cached_property
    def words(self) -> Wording:
        """Words for its nodes."""
        return Wording(self.store)

    @cached_property
    def is_merged(self) -> bool:
        """Whether it has no named graphs, so that what was derived cannot be told from what was written."""
        return not any(True for _ in self.store.named_graphs())

    def digest(self, *, merged: bool) -> str:
        """Hash the graph.

        Args:
            merged: Leave the names of the graphs out.

        Returns:
            SHA-256 of the canonical N-Quads; of a build, what its name begins with.
        """
        quads = (ox.Quad(q.subject, q.predicate, q.object) for q in self.store) if merged else self.store
        return hashlib.sha256(canonical_nquads(quads)).hexdigest()

    def asserted(self, *, merged: bool) -> list[ox.Quad]:
        """List what people wrote, without what follows from it.

        Args:
            merged: Take everything, since the other side cannot tell.

        Returns:
            The quads.
        """
        if merged:
            return list(self.store)
        return [quad for quad in self.store if getattr(quad.graph_name, "value", None) not in DERIVED]


def open_side(name: str, repository: DataRoot, progress: Progress) -> Side:
    """Open a version.

    A file or folder goes before a revision of the same name. Sources are built without the check of shapes,
    which changes nothing in the graph and takes longer than all other steps together.

    Args:
        name: A folder, a file, or a git revision.
        repository: The data root whose repository has the revision.
        progress: Told what is being done.

    Returns:
        The version.

    Raises:
        UsageError: There is nothing of that name, or it cannot be read or built.
    """
    path = Path(name)
    if path.is_dir():
        return _folder(name, path, progress)
    if path.is_file():
        progress(f"reading {name}")
        return Side(name, _read_file(path))
    commit = commit_of(repository, name)
    with tempfile.TemporaryDirectory(prefix="smekg-") as folder:
        root = unpack(repository, commit, Path(folder))
        side = _built(name, root, progress, revision=True)
    return Side(name, side.store, side.queries)


def _folder(name: str, path: Path, progress: Progress) -> Side:
    if (path / "ontology" / "smekg.ttl").is_file() and (path / "sources").is_dir():
        return _built(name, DataRoot(path), progress, revision=False)
    for file in (path / "current" / "smekg.nq", path / "smekg.nq"):
        if file.is_file():
            progress(f"reading {name}")
            return Side(name, _read_file(file))
    raise UsageError(
        f"{name} is no build, no export and no data root: it has neither smekg.nq nor ontology/smekg.ttl"
    )


def _built(name: str, root: DataRoot, progress: Progress, *, revision: bool) -> Side:
    from smekg.inputs import read_inputs  # noqa: PLC0415 - builds need no sources
    from smekg.pipeline import assemble, reasoned  # noqa: PLC0415
    from smekg.reasoning.hermit import classify  # noqa: PLC0415
    from smekg.rules import derive  # noqa: PLC0415

    def step(what: str) -> None:
        progress(f"{name}: {what}")

    try:
        inputs = read_inputs(root, step)
        graphs = assemble(inputs, step)
        step("reasoning with HermiT")
        store = reasoned(graphs, classify(inputs.ontology.terms))
        step("deriving by rule")
        derive(store, inputs.rules)
    except FindingsError as error:
        raise UsageError(_unfit(name, error, revision=revision)) from error
    places = NOWHERE if revision else find_places(root, inputs.reviews)
    return Side(name, store, inputs.queries, places)


def _unfit(name: str, error: FindingsError, *, revision: bool) -> str:
    if not revision:
        return f"{error}\nthe data in {name} cannot be built; mend it first, or give a finished build"
    listed = "\n".join(str(finding) for finding in error.findings[:FEW])
    more = len(error.findings) - FEW
    rest = f"\nand {more} more" if more > 0 else ""
    return (
        f"{listed}{rest}\nthe data of {name} does not fit this version of smekg; build it with the smekg of "
        "that time, and give the folder of that build instead of the revision"
    )


def _read_file(path: Path) -> ox.Store:
    packed = path.suffix == ".gz"
    ending = Path(path.stem).suffix if packed else path.suffix
    if ending not in FORMATS:
        raise UsageError(
            f"{path} is no file of RDF that can be read; its name must end with "
            f"{', '.join(FORMATS)}, or one of these and .gz"
        )
    store = ox.Store()
    try:
        if packed:
            store.bulk_load(_unpacked(path), format=FORMATS[ending])
        else:
            store.bulk_load(path=str(path), format=FORMATS[ending])
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if not len(store):
        raise UsageError(f"{path} holds no triples")
    return store


def _unpacked(path: Path) -> bytes:
    with gzip.open(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"{path} holds more than {MAX_BYTES:,} bytes; unpack it first")
    return data
