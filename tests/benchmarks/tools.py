"""Other tools, each in an environment of its own: their requirements exclude each other's and ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.results import Measurement

__all__ = ["Tool", "install"]

REPOSITORY = Path(__file__).resolve().parents[2]


class Tool:
    """A tool that can be run.

    Attributes:
        python: The interpreter of its environment.
        version: Name and version of the tool.
    """

    def __init__(self, python: Path, version: str) -> None:
        self.python, self.version = python, version

    def measure(self, script: str, arguments: Sequence[str], repeats: int, limit: float) -> Measurement:
        """Run a script of `foreign/` several times.

        Args:
            script: Name of its module.
            arguments: What it is given.
            repeats: How often.
            limit: Seconds after which it is ended; it is not repeated then.

        Returns:
            The runs; where it failed none, with the last line of its complaint.
        """
        runs = []
        for _ in range(repeats):
            try:
                run = subprocess.run(
                    [self.python, "-m", f"benchmarks.foreign.{script}", *arguments],
                    capture_output=True,
                    text=True,
                    timeout=limit,
                    check=True,
                    # It must find the scripts, and nothing else that the benchmark itself imports.
                    env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tests")},
                )
            except subprocess.TimeoutExpired:
                return Measurement(limit=limit, note=self.version)
            except subprocess.CalledProcessError as error:
                said = error.stderr.strip().splitlines() or ["no message"]
                return Measurement(note=f"{self.version} failed: {said[-1][:200]}")
            runs.append(json.loads(run.stdout.splitlines()[-1]))
        return Measurement(
            seconds=tuple(run["seconds"] for run in runs),
            peak_mb=max(run["peak_mb"] for run in runs),
            facts=runs[-1]["facts"],
            note=self.version,
        )


def install(name: str, folder: Path) -> Tool | str:
    """Install a tool, or find it installed.

    Args:
        name: Of the dependency group `benchmark-<name>` of `pyproject.toml`; its first member is the tool.
        folder: Where the environments of tools lie.

    Returns:
        The tool, or why there is none.
    """
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    requirements: list[str] = project["dependency-groups"][f"benchmark-{name}"]
    python = folder / name / "bin" / "python"
    if not python.exists():
        venv.create(folder / name, with_pip=True)
    quiet = ["--quiet", "--disable-pip-version-check"]
    try:
        _run(python, "-m", "pip", "install", *quiet, *requirements)
    except subprocess.CalledProcessError as error:
        return f"could not be installed: {error.stderr.strip().splitlines()[-1][:200]}"
    package = requirements[0].partition(">=")[0]
    version = _run(python, "-c", f"from importlib.metadata import version; print(version('{package}'))")
    return Tool(python, f"{package} {version.strip()} on Python {sys.version.split()[0]}")


def _run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
