"""Writing the site: everything is made in a staging folder and shown by one step."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from smekg.folders import Written, fill_folder, write_files
from smekg.site.rendering import SiteFile

__all__ = ["Maker", "Stage", "write_site"]

#: Makes some of the files.
Maker = Callable[[], Iterable[SiteFile]]
#: Given the addresses of the stages before, the makers that may run beside each other.
Stage = Callable[[frozenset[str]], Sequence[Maker]]

#: The makers of the running stage and the folder that they write to; a forked process finds them here,
#: because a maker holds the whole graph and is too large to be sent.
_running: tuple[Sequence[Maker], Path] = ((), Path())


def write_site(stages: Iterable[Stage], out: Path) -> tuple[int, int]:
    """Write the files of a site, on all processors where the system can fork.

    Args:
        stages: What makes the files, one stage after the other.
        out: The folder that is to become the site.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
        ValueError: Two files have one address.
    """
    return fill_folder(lambda staging: _run_stages(stages, staging), out)


def _run_stages(stages: Iterable[Stage], folder: Path) -> Iterator[Written]:
    addresses: set[str] = set()
    for stage in stages:
        for file in _run(stage(frozenset(addresses)), folder):
            addresses.add(file.address)
            yield file


def _run(makers: Sequence[Maker], folder: Path) -> Iterator[Written]:
    global _running  # noqa: PLW0603 - how forked processes find what they cannot be sent
    _running = (makers, folder)
    workers = min(len(makers), os.cpu_count() or 1)
    # On other systems a fork after libraries have started threads is not safe.
    if workers < 2 or sys.platform != "linux":
        for position in range(len(makers)):
            yield from _write(position)
        return
    with _interruptible(workers) as pool:
        for written in pool.imap_unordered(_write, range(len(makers)), chunksize=1):
            yield from written


@contextmanager
def _interruptible(workers: int) -> Iterator[multiprocessing.pool.Pool]:
    """A pool whose processes leave Ctrl-C to this one, and end with it."""
    # What is frozen is not looked through by the garbage collector, so the processes can share its memory.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        yield pool
    gc.unfreeze()


def _write(position: int) -> list[Written]:
    makers, folder = _running
    return list(write_files(makers[position](), folder))
