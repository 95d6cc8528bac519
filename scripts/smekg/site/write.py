"""Writing the site: everything is made in a staging folder and shown by one step."""

from __future__ import annotations

import gc
import glob
import hashlib
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from smekg.errors import UsageError
from smekg.folders import show, staging_folder
from smekg.site.rendering import SiteFile

__all__ = ["Maker", "Stage", "check_target", "write_site"]

#: Hexadecimal digits that name a site by what it holds.
_DIGITS = 16
#: Makes some of the files.
Maker = Callable[[], Iterable[SiteFile]]
#: Given the addresses of the stages before, the makers that may run beside each other.
Stage = Callable[[frozenset[str]], Sequence[Maker]]


class _Written(NamedTuple):
    address: str
    sha256: bytes
    size: int


#: The makers of the running stage and the folder that they write to; a forked process finds them here,
#: because a maker holds the whole graph and is too large to be sent.
_running: tuple[Sequence[Maker], Path] = ((), Path())


def check_target(out: Path) -> None:
    """Find out before the work starts whether a site can be written.

    Args:
        out: The folder that is to become the site.

    Raises:
        UsageError: It holds files that smekg did not write, or cannot be made.
    """
    if out.is_symlink() and not _own(out):
        raise UsageError(f"{out} is a link to something else; give another folder to --out")
    if not out.is_symlink() and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} holds files that smekg did not write; give a new folder to --out")
    try:
        with staging_folder(out.parent):
            pass
    except OSError as error:
        raise UsageError(f"cannot write to {out.parent}: {error.strerror or error}") from error


def write_site(stages: Iterable[Stage], out: Path) -> tuple[int, int]:
    """Write the files of a site, on all processors where the system can fork.

    The folder lies beside `out` under a name with the hash of what it holds; `out` is a link to it that
    moves last, so a reader, or an interruption at any moment, finds the last good site.

    Args:
        stages: What makes the files, one stage after the other.
        out: The folder that is to become the site.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
        ValueError: Two files have one address.
    """
    try:
        with staging_folder(out.parent) as staging:
            written: dict[str, _Written] = {}
            for stage in stages:
                for file in _run(stage(frozenset(written)), staging):
                    if file.address in written:
                        raise ValueError(f"two files have the address {file.address}")
                    written[file.address] = file
            if out.is_dir() and not out.is_symlink():
                out.rmdir()
            target = out.with_name(f".{out.name}-{_name(written.values())}")
            show(staging, target, out)
        _remove_others(out, keep=target)
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error
    return len(written), sum(file.size for file in written.values())


def _run(makers: Sequence[Maker], folder: Path) -> Iterator[_Written]:
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


def _write(position: int) -> list[_Written]:
    makers, folder = _running
    written = []
    made: set[Path] = set()
    for file in makers[position]():
        path = folder / file.address
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(file.data)
        written.append(_Written(file.address, hashlib.sha256(file.data).digest(), len(file.data)))
    return written


def _name(files: Iterable[_Written]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.address.encode() + b"\0" + file.sha256)
    return digest.hexdigest()[:_DIGITS]


def _own(link: Path) -> bool:
    return link.readlink().name.startswith(f".{link.name}-")


def _remove_others(out: Path, keep: Path) -> None:
    # Beside `site` may lie `site-2`, whose folder begins alike.
    for folder in out.parent.glob(f".{glob.escape(out.name)}-{'[0-9a-f]' * _DIGITS}"):
        if folder != keep and folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
