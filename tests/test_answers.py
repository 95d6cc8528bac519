"""The stored queries answer what the papers print.

The expected files were typed from the paper: the tables by eye, the prose queries by second readers who
listed the statements before they saw the claims; differences were settled by the paper. `*` stands for a
cell in the annotators' own words, which no paper prints.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from conftest import Run
from smekg.paths import DataRoot
from smekg.queries.reader import read_queries, read_rules
from smekg.sources.reader import read_review

EXPECTED = Path(__file__).resolve().parent / "expected"
FILES = {path.stem: path for path in EXPECTED.rglob("*.csv")}
#: The many competency questions are asked in one process, by test_competency.py.
IDS = sorted(query_id for query_id in FILES if not query_id.startswith("cq-"))
#: Queries whose rows come in print order; the order of the others is that of their columns.
IN_PRINT_ORDER = {
    *("g21-agenda", "g21-figure-2", "g21-table-2", "g21-table-3", "g21-table-4"),
    *("z20-table-1", "z20-table-2", "i10-theories", "gg18-table-1", "gg18-table-2", "gg18-table-3"),
}
#: Core statements that an independent reading found in each review; an annotation splits them further.
CORE_STATEMENTS = {"guimaraes-2021": 450, "zahoor-2020": 360, "iplik-2010": 210, "gancarczyk-2018": 260}
#: Queries over whole texts of all reviews, or over all mappings: the typed rows must be among the answers.
CONTAINED = {"x-collaboration-types", "x-governance", "x-jingle-jangle", "x-neighbours", "x-theories"}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


def fits(answer: list[str], typed: list[str]) -> bool:
    """Tell whether a row is the typed one; `*` fits any cell that says something."""
    return len(answer) == len(typed) and all(
        cell == wanted or (wanted == "*" and cell != "") for cell, wanted in zip(answer, typed, strict=True)
    )


def unmatched(answers: list[list[str]], typed: list[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Pair answers with typed rows; return what is left of both."""
    left = list(typed)
    over = []
    for answer in answers:
        partner = next((row for row in left if fits(answer, row)), None)
        if partner is None:
            over.append(answer)
        else:
            left.remove(partner)
    return over, left


@pytest.mark.parametrize("query_id", IDS)
def test_a_query_answers_what_was_typed_from_the_paper(dist: Path, smekg: Run, query_id: str) -> None:
    result = smekg("query", query_id, "--format", "csv", "--build", dist)
    assert (result.returncode, result.stderr) == (0, "")
    found = rows(result.stdout)
    expected = rows(FILES[query_id].read_text(encoding="utf-8"))
    assert found[0] == expected[0]
    over, left = unmatched(found[1:], expected[1:])
    assert left == []
    assert over == [] or query_id in CONTAINED
    if query_id in IN_PRINT_ORDER:
        pairs = zip(found[1:], expected[1:], strict=True)
        assert [answer for answer, typed in pairs if not fits(answer, typed)] == []


def test_every_query_has_an_expected_answer(root: DataRoot) -> None:
    assert set(read_queries(root)) == set(FILES)


def test_table_3_has_the_counts_of_the_paper(dist: Path, smekg: Run) -> None:
    result = smekg("query", "g21-table-3", "--format", "csv", "--build", dist)
    entries = [row[:2] for row in rows(result.stdout)[1:]]
    types = list(dict.fromkeys(row[0] for row in entries))
    assert types == [
        "Network",
        "Cluster",
        "Strategic alliance",
        "Joint venture",
        "Export consortia",
        "Strategic marketing alliance",
    ]
    per_type = {
        part: [entries.count([t, part]) for t in types] for part in ("advantage", "disadvantage", "article")
    }
    assert per_type == {
        "advantage": [4, 10, 7, 2, 4, 6],
        "disadvantage": [5, 4, 3, 1, 3, 2],
        "article": [27, 37, 6, 4, 3, 7],
    }
    articles = [row[3] for row in rows(result.stdout) if row[1] == "article"]
    assert (len(articles), len(set(articles))) == (84, 78)


def test_a_table_comes_out_as_the_paper_lays_it_out(dist: Path, smekg: Run) -> None:
    result = smekg("query", "g21-table-2", "--layout", "printed", "--format", "csv", "--build", dist)
    assert rows(result.stdout) == [
        ["", "Resource-Based View (RBV)", "Transaction Costs Economics", "Uppsala Model", "Network Theory"],
        ["Number of articles", "20", "11", "13", "20"],
    ]
    result = smekg("query", "g21-table-3", "--layout", "printed", "--format", "csv", "--build", dist)
    table = list(csv.reader(result.stdout.splitlines(keepends=True)))
    assert table[0] == ["Collaboration Type", "Advantages", "Disadvantages", "Structure", "Articles"]
    assert table[5][:4] == [
        "Export consortia",
        "Preservation of autonomy\nRisk sharing\nBenefit from synergies\nEconomy of scale",
        "Information asymmetry\nConflicts of interest\nAgency costs",
        "Horizontal network",
    ]


def test_parameters_narrow_an_answer(dist: Path, smekg: Run) -> None:
    expected = rows(FILES["g21-findings"].read_text(encoding="utf-8"))
    at = {name: position for position, name in enumerate(expected[0])}
    for assignment, keep in {
        "about=export performance": lambda r: "export performance" in (r[at["subject"]], r[at["object"]]),
        "study=Jeong et al. (2019)": lambda r: "Jeong et al. (2019)" in r[at["studies"]],
    }.items():
        result = smekg("query", "g21-findings", "-p", assignment, "--format", "csv", "--build", dist)
        wanted = sorted(filter(keep, expected[1:]))
        assert wanted
        assert sorted(rows(result.stdout)[1:]) == wanted


def test_stats_say_how_dense_the_annotation_is(dist: Path, smekg: Run, root: DataRoot) -> None:
    stats = json.loads(smekg("stats", "--format", "json", "--build", dist).stdout)
    claims = stats["claims"]["guimaraes-2021"]
    assert claims["total"] == sum(claims["by_kind"].values()) == sum(claims["by_origin"].values())
    assert claims["by_kind"]["coverage"] == 84
    # What an independent reading found at least.
    least = {
        "definition": 40,
        "classification": 100,
        "attribution": 75,
        "effect": 95,
        "tenet": 25,
        "quantity": 20,
    }
    assert {kind: n for kind, n in least.items() if claims["by_kind"][kind] < n} == {}
    assert stats["works"] == len(set().union(*(read_review(root, r).works for r in CORE_STATEMENTS)))
    graphs = {"ontology", "vocabulary", "mappings", "queries", "inferred", "derived"}
    assert set(stats["triples"]) == graphs | set(CORE_STATEMENTS)
    assert set(stats["claims"]) == set(CORE_STATEMENTS)
    for review, core in CORE_STATEMENTS.items():
        assert stats["claims"][review]["total"] >= core, f"{review} was skimmed"
    assert all(stats["triples"].values())
    assert stats["queries"] == len(read_queries(root))
    assert stats["rules"] == len(read_rules(root))
    assert stats["concepts"] > 1000
    assert stats["classes"] > 100
