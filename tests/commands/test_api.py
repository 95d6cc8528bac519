"""The graph from Python."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF

import smekg
from conftest import REPOSITORY, Run
from smekg import api
from smekg.errors import UsageError
from smekg.namespaces import SMEKG


@pytest.fixture(scope="module")
def kg(dist: Path) -> smekg.Smekg:
    return smekg.load(dist)


@pytest.mark.parametrize("module", [smekg, api])
def test_the_examples_in_the_documentation_hold(
    module: object, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dist.parent)
    found = doctest.testmod(module, extraglobs={"smekg": smekg})  # type: ignore[arg-type]
    assert found.attempted > 0
    assert found.failed == 0


def test_an_answer_is_that_of_the_command(kg: smekg.Smekg, dist: Path, smekg: Run) -> None:
    told = smekg(
        "query", "g21-findings", "-p", "about=export performance", "--format", "csv", "--build", dist
    )
    assert kg.query("g21-findings", about="export performance").to_csv() == told.stdout


def test_an_answer_becomes_a_data_frame(kg: smekg.Smekg) -> None:
    frame = kg.query("g21-table-3").to_pandas()
    # Table 3 of Guimarães et al. (2021): 33 advantages, 18 disadvantages, 6 structures, 84 placements.
    assert frame.groupby("part").size().to_dict() == {
        "advantage": 33,
        "article": 84,
        "disadvantage": 18,
        "structure": 6,
    }


@pytest.mark.slow
def test_the_snippet_of_the_readme_runs(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    monkeypatch.chdir(dist.parent)
    exec(re.findall(r"```python\n(.*?)```", readme, re.DOTALL)[0], {})  # noqa: S102 - our own README


def test_rdflib_sees_the_same_graphs(kg: smekg.Smekg) -> None:
    assert set(kg.graph.subjects(RDF.type, SMEKG.Review)) == {
        URIRef(f"https://w3id.org/smekg/id/work/{key}")
        for key in ("guimaraes2021", "zahoor2020", "iplik2010", "gancarczyk2018")
    }
    assert sum(1 for _ in kg.graph.quads()) == len(kg.store)


@pytest.mark.parametrize(
    ("query", "parameters", "message"),
    [
        ("g21-table-33", {}, 'did you mean "g21-table-3"'),
        ("g21-findings", {"abaut": "cluster"}, 'has no parameter "abaut"'),
        ("g21-findings", {"about": "clusterr"}, 'did you mean "cluster"'),
    ],
)
def test_a_mistake_is_told(kg: smekg.Smekg, query: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        kg.query(query, **parameters)


def test_sparql_that_is_none_is_told(kg: smekg.Smekg) -> None:
    with pytest.raises(UsageError, match="not valid SPARQL"):
        kg.sparql("SELEKT * {}")
    with pytest.raises(UsageError, match="only SELECT"):
        kg.sparql("ASK {}")


def test_without_a_build_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="smekg build"):
        smekg.load(tmp_path)


def test_the_package_loads_nothing_until_it_is_used() -> None:
    code = "import sys, smekg; print({'pyoxigraph', 'rdflib', 'owlready2', 'pandas'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
