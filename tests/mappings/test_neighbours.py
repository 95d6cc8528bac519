"""The query for a term's neighbours shows the mapping files, all of them and nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Run
from smekg.paths import default_root

FILES = sorted(default_root().ontology.glob("mappings/*.sssom.tsv"))


def typed(path: Path) -> list[dict[str, str]]:
    """The rows as a spreadsheet would read them, without smekg's reader."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_the_query_shows_every_mapping_and_nothing_else(dist: Path, smekg: Run) -> None:
    result = smekg("query", "x-neighbours", "--format", "csv", "--build", dist)
    columns = ("subject_label", "predicate_id", "object_label", "comment")
    wanted = [tuple(row[c] for c in columns) for path in FILES for row in typed(path)]
    found = [
        (row["term"], row["predicate"], row["target_label"], row["gist"])
        for row in csv.DictReader(result.stdout.splitlines())
    ]
    assert sorted(found) == sorted(wanted)
    assert len(found) > 200


@pytest.mark.parametrize(
    ("assignment", "term", "least"),
    [("about=joint venture", "joint venture", 2), ("about=resource-based view", "resource-based view", 1)],
)
def test_the_query_narrows_to_a_term(dist: Path, smekg: Run, assignment: str, term: str, least: int) -> None:
    result = smekg("query", "x-neighbours", "-p", assignment, "--format", "csv", "--build", dist)
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert {row["term"] for row in rows} == {term}
    assert len(rows) >= least
    exact = smekg(
        "query", "x-neighbours", "-p", assignment, "-p", "match=exact", "-f", "csv", "--build", dist
    )
    kept = list(csv.DictReader(exact.stdout.splitlines()))
    assert kept == [row for row in rows if row["predicate"] == "skos:exactMatch"]
