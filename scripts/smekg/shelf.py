"""Where the versions of a folder stand, which a link shows one after the other.

A version that was shown is never changed, only removed when nobody reads it. One process at a time adds to
a shelf: it holds a lock that the system takes back when the process ends, however it ends. Whatever the
holder of the lock finds unfinished was therefore left by a process that is dead.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from smekg.errors import UsageError
from smekg.progress import Progress, quiet
from smekg.reading import remove_unread

__all__ = ["Shelf", "hash_in"]

#: Seconds that a writer waits for another one; writing a thousand reviews takes less.
PATIENCE = 600.0
#: A hash, and a number where versions of the same data follow each other.
_VERSION = re.compile(r"(?P<hash>[0-9a-f]{16})(?:\.[0-9]+)?")


def hash_in(name: str) -> str:
    """Read the hash in the name of a version.

    Args:
        name: Name of a folder on a shelf that gives them no name of its own.

    Returns:
        The hash without the number that follows it; a name of another kind as it is.
    """
    found = _VERSION.fullmatch(name)
    return found["hash"] if found else name


@dataclass(frozen=True)
class Shelf:
    """A folder in versions.

    Attributes:
        link: What readers open.
        parent: Where the versions lie.
        name: Begins the names of the versions where something else lies beside them; it starts with a dot.
    """

    link: Path
    parent: Path
    name: str = ""

    @contextmanager
    def staging(self, progress: Progress = quiet) -> Iterator[Path]:
        """Make a folder to write into, as the only writer; what is left of it afterwards is removed.

        Args:
            progress: Told for whom this process waits, if it has to.

        Yields:
            The folder.

        Raises:
            UsageError: Another process writes, and does not end within `PATIENCE`.
            OSError: The folder cannot be made.
        """
        self.parent.mkdir(parents=True, exist_ok=True)
        with self._only_writer(progress):
            for folder in self._unfinished().values():
                shutil.rmtree(folder, ignore_errors=True)
            # The name tells others who is writing.
            staging = self.parent / f"{self._unfinished_prefix}{os.getpid()}"
            staging.mkdir()
            try:
                yield staging
            finally:
                shutil.rmtree(staging, ignore_errors=True)

    def show(self, staging: Path, digest: str) -> str:
        """Give a finished folder its place and let the link point at it.

        The link moves last and in one step: a reader, or an interruption at any moment, finds the last good
        version.

        Args:
            staging: The finished folder; gone afterwards.
            digest: Hash of what it holds.

        Returns:
            The name of the version.
        """
        target = next(path for path in self._places(digest) if not path.exists())
        staging.rename(target)
        # The same name each time, so that what a killed process left is replaced.
        fresh = self.link.with_name(f".{self.link.name}.next")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(target, self.link.parent), target_is_directory=True)
        fresh.replace(self.link)
        return target.name

    def remove_others(self, keep: Collection[str]) -> None:
        """Remove versions, but none that somebody reads.

        Args:
            keep: Names of the versions that stay.
        """
        for name in self.versions():
            if name not in keep:
                remove_unread(self.parent / name)

    def versions(self) -> list[str]:
        """List the names of the finished folders, the one that is shown and others."""
        return [
            path.name for path in self.parent.iterdir() if self.holds(path.name) and not path.is_symlink()
        ]

    def shown(self) -> str | None:
        """Name the version that readers see, if there is one."""
        return self.link.readlink().name if self.link.is_symlink() and self.link.exists() else None

    def holds(self, name: str) -> bool:
        """Tell whether a folder is a version of this one, and not of another whose name goes on.

        Args:
            name: Name of the folder.

        Returns:
            Whether it is.
        """
        prefix = self._version_prefix
        return name.startswith(prefix) and _VERSION.fullmatch(name.removeprefix(prefix)) is not None

    @property
    def _version_prefix(self) -> str:
        return f"{self.name}-" if self.name else ""

    @property
    def _unfinished_prefix(self) -> str:
        return f"{self.name}.staging-"

    def _places(self, digest: str) -> Iterator[Path]:
        """Names for the same data: it may have been written before, and be read at this moment."""
        first = self.parent / f"{self._version_prefix}{digest}"
        yield first
        number = 2
        while True:
            yield first.with_name(f"{first.name}.{number}")
            number += 1

    def _unfinished(self) -> dict[str, Path]:
        """Process number to the folder that the process has not finished."""
        prefix = self._unfinished_prefix
        found = {
            path.name.removeprefix(prefix): path
            for path in self.parent.iterdir()
            if path.name.startswith(prefix)
        }
        return {process: path for process, path in found.items() if process.isdigit()}

    @contextmanager
    def _only_writer(self, progress: Progress) -> Iterator[None]:
        # Those who read need no lock, and what makes one takes long to load.
        from filelock import FileLock, Timeout  # noqa: PLC0415

        path = self.parent / f"{self.name}.lock"
        lock = FileLock(path)
        try:
            try:
                lock.acquire(blocking=False)
            except Timeout:
                progress(f"waiting for {self._writer()}, which is writing to {self.link}")
                lock.acquire(timeout=PATIENCE)
        except Timeout:
            raise UsageError(
                f"{self._writer()} has been writing to {self.link} for {PATIENCE:g} s; wait until it has "
                "ended, or give another folder to --out"
            ) from None
        try:
            yield
        finally:
            # Those who wait for this very file see that it has gone, and make a new one.
            with suppress(OSError):
                path.unlink(missing_ok=True)
            lock.release()

    def _writer(self) -> str:
        found = sorted(self._unfinished())
        return f"process {found[0]}" if found else "another process"
