"""All cited works for reference managers: each there once, alike in the three formats, nothing made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bibtexparser
import pyoxigraph as ox
import pytest
import rispy

from smekg.namespaces import SMEKG

#: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV
CSL_TYPES = {
    *("article-journal", "book", "chapter", "document", "paper-conference", "report", "thesis"),
}
CSL_VARIABLES = {
    *("id", "type", "author", "title", "container-title", "issued", "volume", "issue", "page", "publisher"),
    *("DOI", "URL"),
}


@pytest.fixture(scope="module")
def bib(export: Path) -> dict[str, dict[str, str]]:
    library = bibtexparser.parse_string((export / "bibliography/works.bib").read_text(encoding="utf-8"))
    assert not library.failed_blocks
    return {
        entry.key: {"type": entry.entry_type, **{f.key: str(f.value) for f in entry.fields}}
        for entry in library.entries
    }


@pytest.fixture(scope="module")
def ris(export: Path) -> dict[str, dict[str, Any]]:
    entries = rispy.loads((export / "bibliography/works.ris").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(scope="module")
def csl(export: Path) -> dict[str, dict[str, Any]]:
    entries = json.loads((export / "bibliography/works.json").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in entries}


def test_every_work_is_in_each_file(
    quads: tuple[ox.Quad, ...], bib: dict[str, Any], ris: dict[str, Any], csl: dict[str, Any]
) -> None:
    keys = {
        quad.object.value
        for quad in quads
        if quad.predicate.value == str(SMEKG.citationKey) and isinstance(quad.object, ox.Literal)
    }
    assert len(keys) > 400
    assert set(bib) == set(ris) == set(csl) == keys


def test_the_three_files_say_the_same(bib: dict[str, Any], ris: dict[str, Any], csl: dict[str, Any]) -> None:
    for key, entry in csl.items():
        year = str(entry["issued"]["date-parts"][0][0])
        assert year == ris[key]["year"] == bib[key]["year"]
        assert entry.get("title") == ris[key].get("title")
        assert (entry.get("title") or "").lower() == _plain(bib[key].get("title", "")).lower(), key
        assert entry.get("container-title") == ris[key].get("secondary_title")
        assert entry.get("DOI") == ris[key].get("doi") == bib[key].get("doi")
        assert entry.get("volume") == ris[key].get("volume") == bib[key].get("volume")
        named = [name for name in entry["author"] if name != {"literal": "et al."}]
        assert len(named) == len(ris[key]["authors"])


def test_csl_has_only_types_and_variables_of_csl(csl: dict[str, Any]) -> None:
    assert {entry["type"] for entry in csl.values()} <= CSL_TYPES
    assert {name for entry in csl.values() for name in entry} <= CSL_VARIABLES
    for entry in csl.values():
        for name in entry["author"]:
            assert set(name) in ({"family"}, {"family", "given"}, {"literal"}), entry["id"]


def test_a_work_is_described_as_its_review_prints_it(
    bib: dict[str, Any], ris: dict[str, Any], csl: dict[str, Any]
) -> None:
    """Typed from the reference list of Zahoor et al. (2020)."""
    assert csl["boehe2013"] == {
        "id": "boehe2013",
        "type": "article-journal",
        "author": [{"family": "Boehe", "given": "D."}],
        "title": "Collaborate at home to win abroad: How does access to local network resources influence "
        "export behavior?",
        "container-title": "Journal of Small Business Management",
        "issued": {"date-parts": [[2013]]},
        "volume": "51",
        "page": "167–182",
        "URL": "https://w3id.org/smekg/id/work/boehe2013",
    }
    assert (ris["boehe2013"]["start_page"], ris["boehe2013"]["end_page"]) == ("167", "182")
    assert ris["boehe2013"]["type_of_reference"] == "JOUR"
    assert bib["boehe2013"]["pages"] == "167--182"


def test_authors_whom_no_review_names_are_not_made_up(ris: dict[str, Any], csl: dict[str, Any]) -> None:
    """Guimarães et al. (2021) print only "Antoldi et al. (2013)"."""
    assert csl["antoldi2013"]["author"] == [{"family": "Antoldi"}, {"literal": "et al."}]
    assert ris["antoldi2013"]["authors"] == ["Antoldi"]
    assert "title" not in csl["antoldi2013"]
    assert any("does not name" in note for note in ris["antoldi2013"]["notes"])


def test_ris_has_tagged_lines_only(export: Path) -> None:
    lines = (export / "bibliography/works.ris").read_text(encoding="utf-8").splitlines()
    assert all(not line or line[2:6] == "  - " for line in lines)


def _plain(title: str) -> str:
    return title.replace("{", "").replace("}", "").replace("\\", "")
