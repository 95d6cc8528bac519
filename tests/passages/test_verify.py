"""Verification queries answer when something is wrong, and `smekg check` says where."""

from __future__ import annotations

import pytest

from conftest import Run
from smekg.paths import DataRoot
from smekg.queries.reader import read_queries

CLAIMS = "sources/tiny-2020/claims/section-1.yaml"
FIELD = "ontology/vocabulary/exporting.ttl"

#: query, file, what is replaced, by what, start of the finding, words of it
WRONG = {
    "verify-self-relations": (
        CLAIMS,
        "object: export propensity",
        "object: participation in a cluster",
        f"{CLAIMS}:3: tiny-1-01: ",
        "subject and object are one term",
    ),
    "verify-shared-labels": (
        FIELD,
        'skos:prefLabel "absence of search for export business"@en ;',
        'skos:prefLabel "absence of search for export business"@en ;\n    skos:altLabel "Cluster"@en ;',
        f"{FIELD}:14: absence-of-search-for-export-business: ",
        "shares the label 'cluster' with the class https://w3id.org/smekg/ontology#Cluster",
    ),
}


def test_every_verification_query_has_a_case_that_triggers_it(root: DataRoot) -> None:
    assert set(WRONG) == {i for i, query in read_queries(root).items() if "verify" in query.header.tags}


@pytest.mark.parametrize("query_id", WRONG)
def test_a_wrong_graph_is_found(tiny: DataRoot, smekg: Run, query_id: str) -> None:
    name, old, new, start, words = WRONG[query_id]
    path = tiny.path / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    # The tiny review must not stumble over the ambiguous label before the query sees it.
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    if query_id == "verify-shared-labels":
        claims = tiny.path / CLAIMS
        claims.write_text(
            claims.read_text(encoding="utf-8").replace("subject: cluster\n", "subject: network\n"),
            encoding="utf-8",
        )
        source = tiny.path / "sources/tiny-2020/source.yaml"
        source.write_text(
            source.read_text(encoding="utf-8").replace("about: cluster", "about: network"), encoding="utf-8"
        )
    result = smekg("check", "--data", tiny.path)
    assert result.returncode == 1
    found = [line for line in result.stderr.splitlines() if line.startswith(start) and words in line]
    assert found, result.stderr[-2000:]
