"""Showing a finished folder in one step, so that a reader never sees half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["show", "staging_folder"]


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
