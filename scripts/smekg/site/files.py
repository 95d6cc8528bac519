"""The files that the site offers: those of the graph, and an export."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from smekg.dataset import Download
from smekg.errors import UsageError
from smekg.export.assemble import MANIFEST, SUMS, exported, exported_build, no_export
from smekg.reading import Held
from smekg.reproducible import gzipped
from smekg.site.rendering import SiteFile

__all__ = ["GRAPH_FILE", "Export", "data_files", "export_files", "read_export"]

#: The whole graph, which the pages under Ask load into the browser.
GRAPH_FILE = "data/smekg.nq.gz"
#: Where an export lies in the site: where its metadata and redirects say that it is served.
EXPORT = "export"


@dataclass(frozen=True)
class Export:
    """An export that the site offers.

    Attributes:
        folder: The folder that `smekg export` wrote.
        held: The files behind it, which stay while they are copied, also when it is written again.
        files: Its files, with their addresses in the site.
    """

    folder: Path
    held: Held
    files: tuple[Download, ...]


def data_files(build: Path) -> Iterator[SiteFile]:
    """Read what the site offers for download from a build.

    Args:
        build: The folder with the files of the build.

    Yields:
        The named graphs as Turtle, all of them as compressed N-Quads, the counts.
    """
    quads = (build / "smekg.nq").read_bytes()
    yield SiteFile(GRAPH_FILE, gzipped(quads, level=6))
    for path in sorted((build / "graphs").glob("*.ttl")):
        yield SiteFile(f"graph/{path.name}", path.read_bytes())
    yield SiteFile("data/stats.json", (build / "stats.json").read_bytes())


def read_export(folder: Path, build_id: str) -> Export:
    """Find out what an export offers.

    Args:
        folder: The folder that `smekg export` wrote.
        build_id: Hash of the build that the site is made from.

    Returns:
        The export.

    Raises:
        UsageError: There is no export in the folder, or it was made from another build.
    """
    try:
        held = Held(folder)
    except OSError as error:
        raise no_export(folder) from error
    files = tuple(replace(file, address=f"{EXPORT}/{file.address}") for file in exported(held.folder))
    made_from = exported_build(held.folder)
    if made_from != build_id:
        raise UsageError(
            f"the export in {folder} was made from build {made_from[:12]}, the site is made from"
            f" {build_id[:12]}; run `smekg export --out {folder}` again"
        )
    return Export(folder, held, files)


def export_files(export: Export) -> Iterator[SiteFile]:
    """Read the files of an export, each checked against the list of the export.

    They are copied, not linked: a site stands by itself, also on another disk, and does not change when the
    export is written again.

    Args:
        export: The export.

    Yields:
        The files.

    Raises:
        UsageError: A file is missing, or is not what was exported.
    """
    for file in export.files:
        data = _read(export, file.address)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise _again(export, f"{_below(export.folder, file.address)} is not the file that was exported")
        yield SiteFile(file.address, data)
    for name in (MANIFEST, SUMS):
        yield SiteFile(f"{EXPORT}/{name}", _read(export, f"{EXPORT}/{name}"))


def _read(export: Export, address: str) -> bytes:
    try:
        return _below(export.held.folder, address).read_bytes()
    except OSError as error:
        path = _below(export.folder, address)
        raise _again(export, f"{path} cannot be read: {error.strerror or error}") from error


def _below(folder: Path, address: str) -> Path:
    return folder / address.removeprefix(f"{EXPORT}/")


def _again(export: Export, reason: str) -> UsageError:
    return UsageError(f"{reason}; run `smekg export --out {export.folder}` again")
