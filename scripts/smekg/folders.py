"""Whole folders or none: what is written is shown in one step, by one writer at a time."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from smekg.errors import UsageError, cannot_write
from smekg.progress import Progress, quiet
from smekg.shelf import Shelf

__all__ = [
    "Writable",
    "Written",
    "check_target",
    "check_writable",
    "fill_folder",
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


def check_target(out: Path) -> None:
    """Find out before the work starts whether a folder can be written.

    Args:
        out: The folder that is to be written as a whole.

    Raises:
        UsageError: It holds files that smekg did not write, or cannot be made.
    """
    if out.is_symlink() and not _shelf(out).holds(out.readlink().name):
        raise UsageError(f"{out} is a link to something else; give another folder to --out")
    if not out.is_symlink() and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} holds files that smekg did not write; give a new folder to --out")
    check_writable(out.parent)


def check_writable(parent: Path) -> None:
    """Find out whether files can be made in a folder.

    Args:
        parent: The folder; made if it does not exist.

    Raises:
        UsageError: It cannot be made or written.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=parent):
            pass
    except OSError as error:
        raise cannot_write(parent, error) from error


def write_folder(files: Iterable[Writable], out: Path, progress: Progress = quiet) -> tuple[int, int]:
    """Write a folder as a whole, one file after the other.

    Args:
        files: The files.
        out: The folder.
        progress: Told for whom this process waits, if it has to.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
        ValueError: Two files have one address.
    """
    return fill_folder(lambda staging: write_files(files, staging), out, progress)


def fill_folder(
    fill: Callable[[Path], Iterable[Written]], out: Path, progress: Progress = quiet
) -> tuple[int, int]:
    """Write a folder as a whole, by any means.

    It lies beside `out` under a name with the hash of what it holds; `out` is a link to it that moves last,
    so a reader, or an interruption at any moment, finds the last good folder.

    Args:
        fill: Writes the files into the folder that it is given, and tells which.
        out: The folder.
        progress: Told for whom this process waits, if it has to.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written, or another process writes it.
        ValueError: Two files have one address.
    """
    shelf = _shelf(out)
    try:
        with shelf.staging(progress) as staging:
            written: dict[str, Written] = {}
            for file in fill(staging):
                if file.address in written:
                    raise ValueError(f"two files have the address {file.address}")
                written[file.address] = file
            if out.is_dir() and not out.is_symlink():
                out.rmdir()
            shelf.remove_others(keep=[shelf.show(staging, _hash(written.values()))])
    except OSError as error:
        raise cannot_write(out, error) from error
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


def _shelf(out: Path) -> Shelf:
    return Shelf(out, out.parent, f".{out.name}")


def _hash(files: Iterable[Written]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.address.encode() + b"\0" + file.sha256)
    return digest.hexdigest()[:_HASH_LENGTH]
