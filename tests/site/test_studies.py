"""Pages of studies: which reviews use a work for what, and its BibTeX."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from html import unescape
from pathlib import Path
from typing import Any

import bibtexparser
import pyoxigraph as ox
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware

from smekg.namespaces import ID
from smekg.paths import DataRoot
from smekg.sources.bibliography import Work, read_bibliography
from smekg.sources.outline import CITATION_FIELDS
from smekg.store import load_store
from support.site_pages import ask, claims_in, section, text

ROW = re.compile(
    r'<tr data-item data-review="([^"]*)"><th scope="row"><a href="\.\./id/work/([^"]+)\.html">.*?'
    r'class="number">(\d+)</td></tr>'
)

#: Fields that the graph keeps as they are.
KEPT = ("author", "title", "journal", "booktitle", "year", "doi", "volume", "number", "pages")


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    return load_store(dist)


def fields(entry: Any) -> dict[str, str]:  # noqa: ANN401 - bibtexparser is untyped
    """Fields as a reader of the file has them: braces and the escapes of LaTeX undone, blanks single."""
    plain = {field.key: re.sub(r"[{}]", "", str(field.value)) for field in entry.fields}
    return {name: " ".join(value.split()) for name, value in plain.items()}


def test_the_list_holds_every_work_with_its_reviews_and_number_of_claims(site: Path, store: ox.Store) -> None:
    page = (site / "studies/index.html").read_text(encoding="utf-8")
    shown = {
        found[2]: (set(filter(None, found[1].split("|"))), int(found[3])) for found in ROW.finditer(page)
    }
    counts = Counter(
        key for (key,) in ask(store, "SELECT ?key { ?claim smekg:basedOn/smekg:citationKey ?key }")
    )
    citing: defaultdict[str, set[str]] = defaultdict(set)
    for key, review in ask(
        store,
        "SELECT ?key ?review { ?citation cito:hasCitedEntity/smekg:citationKey ?key ; "
        "cito:hasCitingEntity/dcterms:identifier ?review }",
    ):
        citing[key].add(review)
    keys = [key for (key,) in ask(store, "SELECT ?key { ?work smekg:citationKey ?key }")]
    assert len(keys) == 459
    assert shown == {key: (citing[key], counts[key]) for key in keys}


def test_each_study_lists_every_claim_that_rests_on_it(site: Path, store: ox.Store) -> None:
    resting: defaultdict[str, set[str]] = defaultdict(set)
    for key, claim in ask(store, "SELECT ?key ?claim { ?claim smekg:basedOn/smekg:citationKey ?key }"):
        resting[key].add(claim.removeprefix(f"{ID}claim/"))
    for key, claims in resting.items():
        listed = claims_in(section(site / f"id/work/{key}.html", "claims"))
        assert len(listed) == len(claims), key
        assert set(listed) == claims, key


def test_a_study_tells_who_uses_it_for_what(site: Path) -> None:
    """Boehe (2013) stands in Table 3 of one review and Table 2 of the other (sources/*/claims)."""
    said = text(site / "id/work/boehe2013.html")
    for words in (
        "Collaborate at home to win abroad",
        "Guimarães et al. (2021) yes yes yes",
        "Guimarães et al. (2021), Table 3, “article”: under network",
        "Zahoor et al. (2020), Table 2, “example study”: under resource-based view",
        "Theories network theory, resource-based view",
        "Size definitions medium-sized enterprise (100–499 employees), "
        "small enterprise (20–99 employees) Places, industries and times",
        "Section 3.3.1: Networks",
        "What reviews use it for 39",
    ):
        assert words in said, words


def parts(site: Path, key: str) -> dict[str, str]:
    """Second-level heading to what stands below it on the page of a study."""
    markup = (site / f"id/work/{key}.html").read_text(encoding="utf-8")
    found = (part.split("</h2>", 1) for part in markup.split("<h2")[1:])
    return {re.sub(r"^[^>]*>|<[^>]+>", "", heading).strip(): below for heading, below in found}


def test_the_time_of_a_statement_is_not_taken_for_that_of_the_study(site: Path) -> None:
    """Italy's law on network contracts is of 2009; the study cited for it says nothing of its data."""
    found = parts(site, "cisi2020")
    assert "How it was done, as far as reviews print it" not in found
    spoken_of = found["Places, industries and times in the statements that rest on it"]
    assert ">Italy</a>" in spoken_of
    assert "<dd>2009 " in spoken_of


def test_samples_are_those_of_statements_reported_from_the_study(site: Path, store: ox.Store) -> None:
    rows = ask(
        store,
        "SELECT ?key ?sample ?origin { ?claim smekg:sample ?sample ; smekg:origin ?origin ; "
        "smekg:basedOn/smekg:citationKey ?key }",
    )
    samples: defaultdict[str, set[str]] = defaultdict(set)
    for key, sample, origin in rows:
        samples[key] |= {sample} if origin.endswith("#ReportedStudy") else set()
    assert "70 domestic export joint ventures" in samples["lopeznavarro2013"]
    for key, expected in samples.items():
        below = parts(site, key).get("How it was done, as far as reviews print it", "")
        row = below.partition("<dt>Samples</dt>")[2].partition("<dt>")[0]
        assert {unescape(found) for found in re.findall(r"<dd>([^<]+?) <small", row)} == expected, key


def test_only_the_definitions_that_a_table_names_are_shown(site: Path, store: ox.Store) -> None:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for key, label in ask(
        store,
        "SELECT ?key ?label { ?claim a smekg:DefinitionClaim ; smekg:inElement ?table ; "
        "smekg:subject ?sense ; smekg:basedOn/smekg:citationKey ?key . "
        "?table a smekg:Table . ?sense rdfs:label ?label . "
        "?work smekg:citationKey ?key ; smekg:usesDefinition ?sense }",
    ):
        named[key].add(label)
    assert len(named) > 25
    for key, labels in named.items():
        below = parts(site, key)["How it was done, as far as reviews print it"]
        row = below.split("<dt>Size definitions</dt>", 1)[1].split("</dd>", 1)[0]
        # "Not explicitly stated" gives the wider sense to a study: no bounds, and no row of its own.
        assert {label for label in labels if "(" in label} <= set(re.findall(r">([^<]+)</a>", row)), key


def test_missing_titles_are_told_with_their_cause(site: Path, store: ox.Store) -> None:
    (row,) = ask(
        store,
        "SELECT (COUNT(?work) AS ?n) { ?work smekg:citationKey ?key "
        "FILTER NOT EXISTS { ?work dcterms:title ?title } }",
    )
    said = text(site / "studies/index.html")
    assert f"{row[0]} works have no title here: no annotated review prints their full reference." in said
    assert (
        "457 works that the reviews cite, and 2 of the reviews themselves, which no other one cites." in said
    )
    assert "no annotated review prints the full reference" in text(site / "id/work/cisi2020.html")
    assert "no annotated review prints" not in text(site / "id/work/boehe2013.html")


def test_the_work_of_a_review_leads_to_the_review(site: Path) -> None:
    page = (site / "id/work/guimaraes2021.html").read_text(encoding="utf-8")
    assert '<a href="../../reviews/guimaraes-2021/index.html">what it says</a>' in page


def describing(root: DataRoot) -> dict[str, Work]:
    """Citation key to the entry that describes the work: the one that tells more than the citation needs."""
    found: dict[str, Work] = {}
    for path in sorted(root.sources.glob("*/works.bib")):
        for key, work in read_bibliography(path, path.name).items():
            if key not in found or not CITATION_FIELDS.issuperset(work.fields):
                found[key] = work
    return found


def test_bibtex_is_that_of_the_bibliographies(site: Path, root: DataRoot) -> None:
    """Read back by another program; what the graph does not keep (editor, series, note, …) is left out."""
    shipped = (site / "data/works.bib").read_text(encoding="utf-8")
    library = bibtexparser.parse_string(shipped, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    works = describing(root)
    assert list(library.entries_dict) == sorted(works)
    assert len(shipped.split("\n\n")) == len(works)
    for key, entry in library.entries_dict.items():
        known, found = works[key].fields, fields(entry)
        assert entry.entry_type == works[key].entry_type, key
        assert set(found) <= {*KEPT, "publisher"}, key
        for name in KEPT:
            assert found.get(name, "").replace("--", "–") == known.get(name, ""), (key, name)
        # Two printed names of publishers end in a comma.
        assert found.get("publisher", "") == known.get("publisher", "").rstrip(" ,"), key


def test_the_page_of_a_study_shows_its_entry_to_copy(site: Path) -> None:
    shipped = (site / "data/works.bib").read_text(encoding="utf-8")
    page = (site / "id/work/boehe2013.html").read_text(encoding="utf-8")
    shown = page.split('<code id="bibtex">', 1)[1].split("</code>", 1)[0]
    assert shown.startswith("@article{boehe2013,\n  author = {Boehe, D.},")
    assert shown in shipped
    assert '<button type="button" data-copy="bibtex" hidden>' in page


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("alberti2006", "journal = {Entrepreneurship \\& Regional Development},"),
        ("europeancommission2003", "author = {{European Commission}},"),
        ("agndal2007", "of {SMEs}},"),
        ("malecki1990", "title = {{R\\&D} technology transfer"),
        ("aleebrahim2010", "author = {{Ale Ebrahim} and others},"),
    ],
)
def test_bibtex_survives_latex_and_bibliography_styles(site: Path, key: str, line: str) -> None:
    entry = (site / "data/works.bib").read_text(encoding="utf-8").split(f"{{{key},", 1)[1].split("\n}", 1)[0]
    assert line in entry
