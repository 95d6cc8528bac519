"""The locked requirements: which version of each package, for which environment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import REPOSITORY

__all__ = ["LOCKS", "asked", "locked"]

FOLDER = REPOSITORY / ".ci" / "requirements"
#: Lock to the extras of pyproject.toml that it covers.
LOCKS: dict[str, tuple[str, ...]] = {"run": (), "dev": ("dev",), "ci": ("dev", "sssom")}


def locked(name: str) -> dict[str, tuple[Requirement, ...]]:
    """Read a lock.

    Args:
        name: A key of `LOCKS`.

    Returns:
        Name of the package to its versions, several where environments need different ones.
    """
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^([A-Za-z0-9][^\\#\n]*?)\s*\\?$", text, re.MULTILINE)
    found: dict[str, tuple[Requirement, ...]] = {}
    for requirement in map(Requirement, lines):
        key = canonicalize_name(requirement.name)
        found[key] = (*found.get(key, ()), requirement)
    return found


def asked(name: str) -> Iterator[Requirement]:
    """List what pyproject.toml and the build ask for.

    Args:
        name: A key of `LOCKS`.

    Yields:
        The requirements that the lock must meet.
    """
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    lines += [line for extra in LOCKS[name] for line in extras[extra]]
    lines += [line for line in _lines(FOLDER / "build.in") if not line.startswith("#")]
    yield from map(Requirement, lines)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
