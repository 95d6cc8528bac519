"""The pages under Ask and the files they read: complete, the same labels as the command's, valid BibTeX."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import pyoxigraph as ox
import pytest

from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.queries.reader import read_queries
from smekg.sources.reader import read_review, review_ids
from smekg.store import load_store
from smekg.terms import index_terms

DATA = re.compile(r'<script type="application/json" id="query-data">(.*?)</script>', re.DOTALL)


def read(site: Path, address: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((site / address).read_text(encoding="utf-8"))


def test_the_labels_are_those_of_the_command(site: Path, root: DataRoot) -> None:
    shipped = read(site, "data/labels.json")
    ontology = read_ontology(root)
    index = index_terms(ontology.terms, ontology.vocabulary)
    for kind, known in index.labels.items():
        found = {
            " ".join(label.casefold().split()): {shipped["base"] + rest for rest in rests}
            for label, *rests in shipped["kinds"][kind]
        }
        assert found == {label: {str(iri) for iri in iris} for label, iris in known.items()}, kind
    assert ["based on", "ontology#basedOn"] in shipped["kinds"]["property"]


def test_every_query_has_its_page_and_is_listed(site: Path, root: DataRoot, dist: Path) -> None:
    queries = read_queries(root)
    listed = (site / "ask" / "index.html").read_text(encoding="utf-8")
    store = load_store(dist)
    for name, query in queries.items():
        assert f'/ask/{name}.html"' in listed
        text = (site / "ask" / f"{name}.html").read_text(encoding="utf-8")
        (embedded,) = DATA.findall(text)
        data = json.loads(embedded)
        assert "<" not in embedded
        assert data["text"] == "".join(
            line for line in query.text.splitlines(keepends=True) if not line.startswith("#+")
        )
        assert [p["name"] for p in data["parameters"]] == [p.name for p in query.header.parameters]
        assert all(f'id="param-{p.name}"' in text for p in query.header.parameters)
        assert (site / "ask" / f"{name}.rq").read_text(encoding="utf-8") == query.text
        # What stands behind the answer can be asked for, with the same parameters.
        assert isinstance(store.query(data["everything"], use_default_graph_as_union=True), ox.QuerySolutions)
        assert all(f"?_{p.name}" in data["everything"] for p in query.header.parameters)


def test_columns_and_signs_of_a_decision_are_explained(site: Path) -> None:
    text = (site / "ask" / "x-decision.html").read_text(encoding="utf-8")
    legend = text.split("How to read the answer", 1)[1].split("</details>", 1)[0]
    assert "<dt>unbeaten</dt>" in legend
    assert "<dt>otherwise</dt>" in legend
    assert re.search(
        r'<dt>HF</dt><dd><a href="[^"]*ontology/HighlyFeasible\.html">highly feasible</a>: ', legend
    )
    assert "How to read the answer" not in (site / "ask" / "x-overlap.html").read_text(encoding="utf-8")


def test_the_groups_carry_the_names_of_the_reviews(site: Path) -> None:
    listed = (site / "ask" / "index.html").read_text(encoding="utf-8")
    headings = re.findall(r'<h3 id="group-frameworks-(\w+)">(.*?) <span', listed)
    assert dict(headings) == {
        "g21": "Guimarães et al. (2021)",
        "gg18": "Gancarczyk and Gancarczyk (2018)",
        "i10": "İplik (2010)",
        "z20": "Zahoor et al. (2020)",
    }


@pytest.fixture(scope="module")
def works(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(site, "data/works.json")
    return found


def test_works_are_valid_bibtex_and_say_what_the_bibliographies_say(
    works: dict[str, Any], root: DataRoot
) -> None:
    library = bibtexparser.parse_string("\n".join(work["bibtex"] for work in works.values()))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == list(works)
    entries = {entry.key: entry for entry in library.entries}
    for review_id in review_ids(root):
        for key, work in read_review(root, review_id).works.items():
            assert work.printed in works[key]["printed"] or key == f"{review_id.replace('-', '')}"
            assert entries[key].fields_dict["year"].value == work.fields["year"]
            assert {"author", "year"} <= set(entries[key].fields_dict)


def test_names_and_signs_are_written_for_latex(works: dict[str, Any]) -> None:
    review = works["zahoor2020"]["bibtex"]
    assert review.startswith("@article{zahoor2020,\n  author = {Zahoor, N. and Al-Tabbaa, O. and")
    assert "title = {Collaboration and Internationalization of {SMEs}: Insights" in review
    assert "  pages = {427--456},\n" in review
    assert "  doi = {10.1111/ijmr.12238},\n" in review
    assert "author = {{Ale Ebrahim} and others}" in works["aleebrahim2010"]["bibtex"]
    plain = re.compile(r"(?<!\\)[&%$#_]")
    for key, work in works.items():
        assert not plain.search(re.sub(r"doi = .*", "", work["bibtex"])), key
