"""Writes parts of a build as a build of their own, as often as it is told; run in a process of its own.

    python -m faults.writing BUILD OUT --graphs ontology --graphs ontology,inferred --times 3

`smekg build` takes seconds before it writes anything; this is its writing alone. With `--on-cue` it says
"ready" when it has read, and writes when a line comes in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from smekg.builds import Build
from smekg.errors import UsageError
from smekg.namespaces import graph_iri
from smekg.pipeline import KnowledgeGraph
from smekg.release import write_build

__all__ = ["part_of", "reach"]


def part_of(out: Path, names: Sequence[str]) -> KnowledgeGraph:
    """Some of the graphs of a finished build."""
    wanted = {str(graph_iri(name)) for name in names}
    with Build(out) as build:
        quads = ox.parse(path=str(build.quads), format=ox.RdfFormat.N_QUADS)
        store = ox.Store()
        store.extend(quad for quad in quads if str(quad.graph_name.value) in wanted)
    return KnowledgeGraph(store, ())


def reach(out: Path) -> int:
    """Number of triples that a reader of a build finds, in its files and in its store."""
    with Build(out) as build:
        in_file = sum(1 for _ in ox.parse(path=str(build.quads), format=ox.RdfFormat.N_QUADS))
        in_store = len(ox.Store.read_only(str(build.store)))
    assert in_file == in_store
    return in_file


def main() -> int:
    """Write, as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--graphs", action="append", required=True)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--on-cue", action="store_true")
    arguments = parser.parse_args()
    parts = [part_of(arguments.build, names.split(",")) for names in arguments.graphs]
    if arguments.on_cue:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
    try:
        for number in range(arguments.times):
            write_build(parts[number % len(parts)], arguments.out)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
