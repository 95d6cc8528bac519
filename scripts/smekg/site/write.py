"""Writing the site: everything is made in a staging folder and shown by one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from smekg.folders import Written, fill_folder, write_files
from smekg.processes import run_beside
from smekg.progress import Progress, quiet
from smekg.site.rendering import SiteFile

__all__ = ["Maker", "Stage", "write_site"]

#: Makes some of the files.
Maker = Callable[[], Iterable[SiteFile]]
#: Given the addresses of the stages before, the makers that may run beside each other.
Stage = Callable[[frozenset[str]], Sequence[Maker]]


def write_site(stages: Iterable[Stage], out: Path, progress: Progress = quiet) -> tuple[int, int]:
    """Write the files of a site, on all processors where the system can fork.

    Args:
        stages: What makes the files, one stage after the other.
        out: The folder that is to become the site.
        progress: Told for whom this process waits, if it has to.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
        ValueError: Two files have one address.
    """
    return fill_folder(lambda staging: _run_stages(stages, staging), out, progress)


def _run_stages(stages: Iterable[Stage], folder: Path) -> Iterator[Written]:
    addresses: set[str] = set()
    for stage in stages:
        for file in _run(stage(frozenset(addresses)), folder):
            addresses.add(file.address)
            yield file


def _run(makers: Sequence[Maker], folder: Path) -> Iterator[Written]:
    for written in run_beside([partial(_write, maker, folder) for maker in makers]):
        yield from written


def _write(maker: Maker, folder: Path) -> list[Written]:
    return list(write_files(maker(), folder))
