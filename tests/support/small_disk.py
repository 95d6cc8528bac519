"""Disks that tests mount, small enough to be filled."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

__all__ = ["resize", "small_disk"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, in memory, with 100 MB of room; see `resize`."""
    if shutil.which("mount") is None:
        pytest.skip("there is no `mount` here, so no small disk can be made")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", str(disk)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {made.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def resize(disk: Path, free: int) -> None:
    """Leave a number of bytes free on a disk, whatever lies on it."""
    # A file system in memory gives out whole pages.
    size = shutil.disk_usage(disk).used + free // 4096 * 4096
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
