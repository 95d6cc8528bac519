"""The licences of everything that smekg brings when it is installed, as a table.

    PYTHONPATH=tests python -m supply.licences

asks pip-licenses and writes `.ci/licences.md`; a test says when it is stale.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping

from packaging.utils import canonicalize_name

from conftest import REPOSITORY
from supply.locks import locked

__all__ = ["TABLE", "installed_licences", "runtime_packages", "table"]

TABLE = REPOSITORY / ".ci" / "licences.md"


def runtime_packages() -> list[str]:
    """List what `.ci/requirements/run.txt` installs in this environment, sorted."""
    return sorted(
        name
        for name, versions in locked("run").items()
        if any(version.marker is None or version.marker.evaluate() for version in versions)
    )


def installed_licences(packages: list[str]) -> dict[str, str]:
    """Ask pip-licenses.

    Args:
        packages: Names of packages.

    Returns:
        Name to licence, of those that are installed.
    """
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"]
    answer = subprocess.run([*command, "--packages", *packages], check=True, capture_output=True, text=True)
    return {canonicalize_name(entry["Name"]): entry["License"] for entry in json.loads(answer.stdout)}


def table(licences: Mapping[str, str]) -> str:
    """Write the table.

    Args:
        licences: Name to licence.

    Returns:
        Markdown.
    """
    lines = [
        "# Licences",
        "",
        "What `.ci/requirements/run.txt` installs, and the licence that each package gives of itself.",
        "Made by `PYTHONPATH=tests python -m supply.licences`; do not edit.",
        "",
        "| package | licence |",
        "|---|---|",
        *(f"| {name} | {licence} |" for name, licence in sorted(licences.items())),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(installed_licences(runtime_packages())), encoding="utf-8")
