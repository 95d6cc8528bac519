"""Reading a folder that others may replace: it stays whole as long as it is read.

A reader resolves the link once and holds a shared lock on the folder behind it, which the system takes back
when the process ends. Where the system has no such locks, a folder stays as long as its writer keeps it.
"""

from __future__ import annotations

import os
import shutil
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Held", "remove_unread"]


class Held:
    """A folder that is not removed before `close`, or before nothing refers to this object any more.

    Attributes:
        folder: The folder, without links in its path.
    """

    def __init__(self, link: Path) -> None:
        """Find the folder behind a link and hold it.

        Args:
            link: A link that may move at any time, or the folder itself.

        Raises:
            OSError: There is no such folder.
        """
        while True:
            self.folder = link.resolve(strict=True)
            try:
                descriptor = _locked(self.folder)
            except FileNotFoundError:
                # Replaced and removed since it was resolved: the link shows another one.
                continue
            if descriptor is None or _is(descriptor, self.folder):
                break
            os.close(descriptor)
        self._release = weakref.finalize(self, _close, descriptor)

    def close(self) -> None:
        """Let the folder go."""
        self._release()

    def __enter__(self) -> Self:
        """Hold the folder within a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the folder go at the end of the block."""
        self.close()


def remove_unread(folder: Path) -> None:
    """Remove a folder as far as this process may, unless somebody reads it.

    Args:
        folder: The folder.
    """
    with suppress(PermissionError, FileNotFoundError), _unread(folder) as unread:
        if unread:
            shutil.rmtree(folder, ignore_errors=True)


if sys.platform == "win32":

    def _locked(folder: Path) -> int | None:
        return None

    @contextmanager
    def _unread(folder: Path) -> Iterator[bool]:
        yield True

else:
    import fcntl

    def _locked(folder: Path) -> int | None:
        """Open a folder with a shared lock; while it is being removed, wait for that."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        except OSError:
            # A file system without locks.
            os.close(descriptor)
            return None
        return descriptor

    @contextmanager
    def _unread(folder: Path) -> Iterator[bool]:
        """Keep readers out of a folder, unless there is one."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        except OSError:
            yield True
        else:
            yield True
        finally:
            os.close(descriptor)


def _is(descriptor: int, folder: Path) -> bool:
    """Whether the folder that was opened is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    except FileNotFoundError:
        return False


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)
