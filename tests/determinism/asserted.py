"""Writes what a data root asserts and what its rules derive, without reasoner and shapes.

python -m determinism.asserted DATA OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from smekg.inputs import read_inputs
from smekg.paths import DataRoot
from smekg.pipeline import KnowledgeGraph, assemble
from smekg.release import write_build
from smekg.rules import derive
from smekg.store import mirror


def main(data: Path, out: Path) -> None:
    """Write the graphs as a build does."""
    inputs = read_inputs(DataRoot(data), _quiet)
    store = mirror(assemble(inputs, _quiet))
    derive(store, inputs.rules)
    write_build(KnowledgeGraph(store, ()), out)


def _quiet(_step: str) -> None:
    """Say nothing of the steps."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
