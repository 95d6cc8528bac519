"""The whole benchmark runs, on two reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.queries import SAMPLE
from benchmarks.report import report
from benchmarks.results import Results, Size
from benchmarks.run import Run, measure_size
from benchmarks.stages import STAGES


@pytest.mark.slow
def test_two_reviews_are_measured_whole(tmp_path: Path) -> None:
    *_, size = measure_size(Run(2, tmp_path, repeats=1, limit=300.0), Size(2))
    assert [name for name in STAGES if not size.stages[name].seconds] == []
    assert [name for name, query in size.queries.items() if query.stored is None] == []
    assert [name for name in SAMPLE if size.queries[name].rdflib is None] == []
    # pySHACL and rudof find the same, and the converters make as many triples as they are asked for.
    found = {name: one.facts for name, one in size.baselines.items()}
    assert found["pySHACL, whole graph"] == found["pyrudof, whole graph"]
    assert found["Morph-KGC"]["triples"] > size.claims
    assert "| smekg, read and build | 2 |" in report(Results({}, (size,)))
