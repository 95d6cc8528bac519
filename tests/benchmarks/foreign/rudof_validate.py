"""Validate a file of N-Triples with rudof. Runs where pyrudof is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pyrudof

from benchmarks.foreign.clock import clocked

data, shapes = map(Path, sys.argv[1:])


def validate() -> dict[str, float]:
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(data, pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes, pyrudof.ShaclFormat.Turtle)
    return {"results": len(rudof.validate_shacl())}


clocked(validate)
