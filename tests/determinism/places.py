"""Machines that differ: hash seed, language, time zone, rights of new files, order of folders, Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from conftest import REPOSITORY
from smekg.paths import DataRoot

_SHUFFLED = Path(__file__).resolve().parent / "shuffled"


@dataclass(frozen=True)
class Place:
    """Where a command runs.

    Attributes:
        seed: `PYTHONHASHSEED`.
        zone: `TZ`.
        umask: The rights that new files do not get.
        shuffled: Whether folders list what they hold in another order each time.
        locale: `LC_ALL`.
        locales: Folder with locales that the system lacks.
        python: The interpreter.
    """

    seed: str
    zone: str = "UTC"
    umask: int = 0o022
    shuffled: bool = False
    locale: str = "C"
    locales: Path | None = None
    python: Path = field(default_factory=lambda: Path(sys.executable))

    def run(self, arguments: Sequence[str | Path], folder: Path) -> str:
        """Run Python, and give what it prints."""
        folders = [REPOSITORY / "scripts", REPOSITORY / "tests", *([_SHUFFLED] if self.shuffled else [])]
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
            "PYTHONHASHSEED": self.seed,
            "TZ": self.zone,
            "LC_ALL": self.locale,
            "PYTHONPATH": os.pathsep.join(map(str, folders)),
        }
        if self.locales is not None:
            environment["LOCPATH"] = str(self.locales)
        done = subprocess.run(
            [self.python, *arguments],
            cwd=folder,
            env=environment,
            umask=self.umask,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


def turkish(folder: Path) -> Path | None:
    """Make the Turkish locale, in which the capital of i is İ; nothing where the system cannot."""
    if shutil.which("localedef") is None:
        return None
    folder.mkdir(parents=True)
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    done = subprocess.run(command, capture_output=True, check=False)
    return folder if done.returncode == 0 else None


def copied_backwards(root: DataRoot, folder: Path) -> DataRoot:
    """A copy of a data root whose files were made in the reverse order."""
    names = [path for part in ("ontology", "queries", "sources") for path in (root.path / part).rglob("*")]
    for path in sorted(names, reverse=True):
        if path.is_file():
            target = folder / path.relative_to(root.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return DataRoot(folder)


def checksums(folder: Path) -> dict[str, str]:
    """Path and SHA-256 of each file, but for those of Oxigraph's store, which is no release file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(folder).parts
    }
