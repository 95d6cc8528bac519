"""A publication that is killed at any moment leaves a whole version for readers, and the next one succeeds.

    pytest --slow -n 0 -s tests/faults/test_kill_publish.py

kills at 50 moments and tells the seed.
"""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.publishing import client, current_graphs, holds
from publish.small_build import small_quads, write_small
from smekg.publish.build import Build, read_build
from smekg.publish.pointer import version_graph
from smekg.queries.run import run_remote
from support.sparql_engines import Engine, needs_oxigraph, oxigraph

SEED = 20261130


@dataclass(frozen=True)
class Publications:
    """Two versions that replace each other in an engine."""

    server: Engine
    folders: Sequence[Path]

    def start(self, number: int) -> subprocess.Popen[bytes]:
        """Begin to publish one of them."""
        addresses = ("--endpoint", self.server.query, "--update", self.server.update)
        options = ("--batch", "100", "--keep", "0", "--build", str(self.folders[number]))
        return subprocess.Popen(
            [sys.executable, "-m", "smekg", "publish", *addresses, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def finish(self, number: int) -> float:
        """Publish one of them undisturbed; give the seconds that it took."""
        start = time.monotonic()
        process = self.start(number)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()[-2000:]
        assert self.shown() == number
        return time.monotonic() - start

    def shown(self) -> int:
        """Find which version readers see; it is whole, and no other one shows."""
        graphs = set(current_graphs(self.server.query))
        for number, build in enumerate(self.builds()):
            if graphs == {version_graph(name, build.version) for name in build.graphs}:
                assert holds(client(self.server), build)
                return number
        pytest.fail(f"readers see no whole version, but {sorted(graphs)}")

    def builds(self) -> list[Build]:
        """The two versions."""
        return [read_build(folder) for folder in self.folders]


def kill_often(folder: Path, seed: int, count: int) -> None:
    """Kill publications of two versions in turn; readers see one of them, and the next run succeeds."""
    chance, killed = random.Random(seed), 0
    folders = [write_small(folder / str(claims), small_quads(claims)) for claims in (400, 500)]
    (folder / "store").mkdir()
    with oxigraph(folder / "store") as server:
        versions = Publications(server, folders)
        took = max(versions.finish(number) for number in (0, 1, 0))
        for number in itertools.islice(itertools.cycle((1, 0)), count):
            process = versions.start(number)
            try:
                process.wait(timeout=chance.random() * took)
            except subprocess.TimeoutExpired:
                killed += 1
                process.kill()
                process.wait()
            assert process.stderr is not None
            process.stderr.close()
            assert versions.shown() in (0, 1)
            versions.finish(number)
        assert stored(server) == {build.version for build in versions.builds()[:1]}
    sys.stderr.write(f"\npublish: seed {seed}, {count} moments, {killed} killed; all versions whole\n")
    assert killed > count / 3


def stored(server: Engine) -> set[str]:
    """The versions of which anything lies in the engine."""
    rows = run_remote(server.query, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", []).rows
    names = (row[0] for row in rows)
    return {name.rpartition("/")[2] for name in names if not name.endswith("/current")}


@needs_oxigraph
def test_a_killed_publication_leaves_a_whole_version(tmp_path: Path) -> None:
    kill_often(tmp_path, SEED, 2)


@needs_oxigraph
@pytest.mark.slow
def test_fifty_moments(tmp_path: Path) -> None:
    kill_often(tmp_path, int(os.environ.get("SMEKG_SEED", SEED)), 50)
