"""Showing a finished folder in one step, so that a reader never sees half of it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from smekg.errors import UsageError

__all__ = [
    "Writable",
    "Written",
    "check_target",
    "fill_folder",
    "show",
    "staging_folder",
    "write_files",
    "write_folder",
]

#: Letters of the hash in the name of a folder.
_HASH_LENGTH = 16


class Writable(Protocol):
    """A finished file that waits to be written."""

    @property
    def address(self) -> str:
        """Its path below the folder, with `/` between the parts."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


class Written(NamedTuple):
    """A file that was written.

    Attributes:
        address: Its path below the folder.
        sha256: Its checksum.
        size: Its size in bytes.
    """

    address: str
    sha256: bytes
    size: int


@contextmanager
def staging_folder(parent: Path) -> Iterator[Path]:
    """Make a folder to write into; what is left of it afterwards is removed.

    Args:
        parent: Where it is made; on the file system of the folder that it will become.

    Yields:
        The folder.
    """
    parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=parent))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def show(staging: Path, target: Path, link: Path) -> None:
    """Move a finished folder to its place and let a link point at it.

    The link moves last and in one step: a reader, or an interruption at any moment, finds the last good
    folder.

    Args:
        staging: The finished folder; gone afterwards.
        target: Its place, named by what it holds.
        link: The link; replaced.
    """
    staging.chmod(0o755)
    if target.exists():
        # The same data was written before. Its files are replaced as a whole, never written over.
        retired = Path(tempfile.mkdtemp(prefix=".retired-", dir=target.parent))
        target.rename(retired / "old")
        staging.rename(target)
        shutil.rmtree(retired, ignore_errors=True)
    else:
        staging.rename(target)
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
    fresh.replace(link)


def check_target(out: Path) -> None:
    """Find out before the work starts whether a folder can be written.

    Args:
        out: The folder that is to be written as a whole.

    Raises:
        UsageError: It holds files that smekg did not write, or cannot be made.
    """
    if out.is_symlink() and not _own(out):
        raise UsageError(f"{out} is a link to something else; give another folder to --out")
    if not out.is_symlink() and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} holds files that smekg did not write; give a new folder to --out")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with staging_folder(out.parent):
            pass
    except OSError as error:
        raise UsageError(f"cannot write to {out.parent}: {error.strerror or error}") from error


def write_folder(files: Iterable[Writable], out: Path) -> tuple[int, int]:
    """Write a folder as a whole, one file after the other.

    Args:
        files: The files.
        out: The folder.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
        ValueError: Two files have one address.
    """
    return fill_folder(lambda staging: write_files(files, staging), out)


def fill_folder(fill: Callable[[Path], Iterable[Written]], out: Path) -> tuple[int, int]:
    """Write a folder as a whole, by any means.

    It lies beside `out` under a name with the hash of what it holds; `out` is a link to it that moves last,
    so a reader, or an interruption at any moment, finds the last good folder.

    Args:
        fill: Writes the files into the folder that it is given, and tells which.
        out: The folder.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
        ValueError: Two files have one address.
    """
    try:
        with staging_folder(out.parent) as staging:
            written: dict[str, Written] = {}
            for file in fill(staging):
                if file.address in written:
                    raise ValueError(f"two files have the address {file.address}")
                written[file.address] = file
            if out.is_dir() and not out.is_symlink():
                out.rmdir()
            target = out.with_name(f".{out.name}-{_hash(written.values())}")
            show(staging, target, out)
        _remove_others(out, keep=target)
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error
    return len(written), sum(file.size for file in written.values())


def write_files(files: Iterable[Writable], folder: Path) -> Iterator[Written]:
    """Write files into a folder.

    Args:
        files: The files.
        folder: The folder.

    Yields:
        What was written.
    """
    made: set[Path] = set()
    for file in files:
        path = folder / file.address
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(file.data)
        yield Written(file.address, hashlib.sha256(file.data).digest(), len(file.data))


def _hash(files: Iterable[Written]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.address.encode() + b"\0" + file.sha256)
    return digest.hexdigest()[:_HASH_LENGTH]


def _own(link: Path) -> bool:
    return _holds(link.readlink().name, link)


def _holds(name: str, out: Path) -> bool:
    """Whether a folder of this name was written for `out`, and not for another one whose name goes on."""
    return re.fullmatch(rf"\.{re.escape(out.name)}-[0-9a-f]{{{_HASH_LENGTH}}}", name) is not None


def _remove_others(out: Path, keep: Path) -> None:
    for folder in out.parent.iterdir():
        if folder != keep and _holds(folder.name, out) and folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
