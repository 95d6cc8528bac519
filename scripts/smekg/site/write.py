"""Writing the site: everything is made in a staging folder and shown by one step."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from smekg.errors import UsageError
from smekg.folders import show, staging_folder
from smekg.site.rendering import SiteFile

__all__ = ["check_target", "write_site"]


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
        out.parent.mkdir(parents=True, exist_ok=True)
        with staging_folder(out.parent):
            pass
    except OSError as error:
        raise UsageError(f"cannot write to {out.parent}: {error.strerror or error}") from error


def write_site(files: Iterable[SiteFile], out: Path) -> tuple[int, int]:
    """Write the files of a site.

    The folder lies beside `out` under a name with the hash of what it holds; `out` is a link to it that
    moves last, so a reader, or an interruption at any moment, finds the last good site.

    Args:
        files: The files.
        out: The folder that is to become the site.

    Returns:
        Number of files and of bytes.

    Raises:
        UsageError: The folder cannot be written.
    """
    digest = hashlib.sha256()
    count = size = 0
    try:
        with staging_folder(out.parent) as staging:
            made: set[Path] = set()
            for file in files:
                path = staging / file.address
                if path.parent not in made:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    made.add(path.parent)
                path.write_bytes(file.data)
                digest.update(file.address.encode() + b"\0" + hashlib.sha256(file.data).digest())
                count, size = count + 1, size + len(file.data)
            if out.is_dir() and not out.is_symlink():
                out.rmdir()
            target = out.with_name(f".{out.name}-{digest.hexdigest()[:16]}")
            show(staging, target, out)
        _remove_others(out, keep=target)
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error
    return count, size


def _own(link: Path) -> bool:
    return link.readlink().name.startswith(f".{link.name}-")


def _remove_others(out: Path, keep: Path) -> None:
    for folder in out.parent.glob(f".{out.name}-*"):
        if folder != keep and folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
