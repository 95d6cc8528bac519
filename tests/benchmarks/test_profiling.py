"""A profile tells in which library the time goes."""

from __future__ import annotations

import json

from benchmarks.profiling import profile_of, report


def slow() -> None:
    for number in range(2000):
        json.dumps({"n": number})


def test_functions_are_listed_by_their_own_time() -> None:
    lines = profile_of(slow)
    assert [line[3] for line in lines] == sorted((line[3] for line in lines), reverse=True)
    (dumps,) = [line for line in lines if line[2] == "dumps"]
    assert dumps[4] == 2000
    page = report(lines, 3, {"cores": "2"})
    assert "--reviews 3`" in page
    assert "- cores: 2\n" in page
    assert "| Python | " in page
    assert "__init__.py:" in page
    assert "| 2,000 |" in page


def test_shares_are_those_of_libraries() -> None:
    there = "/env/lib/python3.11/site-packages"
    lines = [
        (f"{there}/rdflib/graph.py", 672, "triples", 3.0, 10),
        (f"{there}/pyshacl/shape.py", 5, "validate", 0.5, 2),
        ("/here/scripts/smekg/shapes.py", 7, "validate", 0.5, 1),
    ]
    page = report(lines, 1, {})
    assert "| rdflib | 75.0% |\n| pyshacl | 12.5% |\n| smekg | 12.5% |" in page
    assert "| `rdflib/graph.py:672 triples` | 75.0% | 10 |" in page
    assert "| `smekg/shapes.py:7 validate` | 12.5% | 1 |" in page
