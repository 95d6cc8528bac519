"""Fixtures: the real data, a tiny data root that tests may break, the finished build."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from filelock import FileLock

from smekg.paths import DataRoot, default_root

#: Fixtures in modules of their own: a second conftest.py would hide this one from `from conftest import …`.
pytest_plugins = ("support.chromium", "support.small_disk")

REPOSITORY = Path(__file__).resolve().parent.parent
TINY = Path(__file__).resolve().parent / "reading" / "sources" / "valid" / "tiny-2020"

#: Fields of the vocabulary that the tiny review needs; all of it would make each of many checks slow.
TINY_FIELDS = {
    *("cluster-characteristics", "exporting.ttl", "innovation-and-technology", "places.ttl", "sectors.ttl"),
    *("relations-description.ttl", "relations-effect.ttl", "relations-review.ttl"),
}

#: Mappings whose subjects are all in the ontology, none in the fields that are left out.
TINY_MAPPINGS = {"README.md", "org.sssom.tsv"}

#: A long module that needs no build: it comes second, so that not all workers begin by waiting for the build.
WITHOUT_BUILD = Path(__file__).resolve().parent / "ontology" / "test_reasoning.py"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_configure() -> None:
    """Let the programs below tests/ be run as `python -m`, in whatever folder."""
    found = [str(REPOSITORY / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(found)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the long tests")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: tests wait for servers and processes a quarter of their time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) + 1
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if items:
        first = items[0].path
        items.sort(key=lambda item: 0 if item.path == first else 1 if item.path == WITHOUT_BUILD else 2)
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="long; run with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="module", autouse=True)
def _what_is_held_stays() -> None:
    """Keep what modules before this one hold out of the search for garbage.

    JPype has Python search every time that Java does, and a whole graph lies in this process.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> DataRoot:
    """The data that comes with smekg."""
    return default_root()


def copy_tiny(root: DataRoot, folder: Path) -> DataRoot:
    """A data root of its own: the real ontology with part of the vocabulary, one tiny review, the queries."""
    needed = {
        str(root.ontology / "vocabulary"): TINY_FIELDS,
        str(root.ontology / "mappings"): TINY_MAPPINGS,
    }

    def not_needed(folder: str, names: list[str]) -> set[str]:
        return set(names) - needed.get(folder, set(names))

    shutil.copytree(root.ontology, folder / "ontology", ignore=not_needed)
    shutil.copytree(TINY, folder / "sources" / "tiny-2020")
    shutil.copytree(root.queries, folder / "queries")
    return DataRoot(folder)


@pytest.fixture
def tiny(tmp_path: Path, root: DataRoot) -> DataRoot:
    """A tiny data root that a test may break."""
    return copy_tiny(root, tmp_path / "data")


@pytest.fixture(scope="session")
def smekg() -> Run:
    """The console command, run as a user runs it."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "smekg", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )

    return run


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory, smekg: Run, worker_id: str) -> Path:
    """The real graph, built once by the command; the workers of a run share it, and only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    out = shared / "build" / "dist"
    with FileLock(shared / "build.lock"):
        if not (out / "current").exists():
            result = smekg("build", "--out", out)
            assert result.returncode == 0, result.stderr
    return out


def written_once(smekg: Run, command: str, dist: Path) -> Path:
    """What a command writes from the build, beside it; the workers of a run share it, and only read it."""
    out = dist.parent / command
    with FileLock(dist.parent / f"{command}.lock"):
        if not out.exists():
            result = smekg(command, "--build", dist, "--out", out)
            assert result.returncode == 0, result.stderr
    return out


@pytest.fixture(scope="session")
def site(smekg: Run, dist: Path) -> Path:
    """The explorer."""
    return written_once(smekg, "site", dist)


@pytest.fixture(scope="session")
def quads(dist: Path) -> tuple[ox.Quad, ...]:
    """The real graph, for tests that count in it."""
    return tuple(ox.parse(path=str(dist / "current" / "smekg.nq"), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="session")
def export(smekg: Run, dist: Path) -> Path:
    """The whole export."""
    return written_once(smekg, "export", dist)
