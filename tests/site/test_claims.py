"""Pages of claims: what each says, on which works it stands, where it is, what contradicts it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from smekg.namespaces import ID
from smekg.paths import DataRoot
from smekg.queries.reader import find_query
from smekg.queries.run import run_local
from smekg.site.amounts import amount
from smekg.store import load_store
from support.site_pages import ask, claims_in, section, text

TITLE = re.compile(r"<title>(.*?) · smekg</title>")
WORK = re.compile(r'href="[./]*id/work/([^"]+)\.html"')


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    return load_store(dist)


@pytest.fixture(scope="module")
def pages(site: Path, store: ox.Store) -> dict[str, str]:
    """Id of each claim to its page."""
    rows = ask(store, "SELECT DISTINCT ?claim { ?kind rdfs:subClassOf smekg:Claim . ?claim a ?kind }")
    ids = [claim.removeprefix(f"{ID}claim/") for (claim,) in rows]
    assert len(ids) == 5017
    return {claim: (site / f"id/claim/{claim}.html").read_text(encoding="utf-8") for claim in ids}


def test_the_page_of_a_claim_tells_what_the_annotator_wrote(site: Path) -> None:
    """Against the entry in sources/guimaraes-2021/claims, which sources/README.md shows too."""
    page = site / "id/claim/g21-3-3-1-188.html"
    said = text(page)
    for words in (
        "Members of an industry association would lean strongly towards exporting",
        "Subject industry association membership Relation increases Object export propensity",
        "Direction positive, follows from the relation Mediator access to local network resources",
        "Hedge would",
        "Origin reported from a study Studies Boehe (2013)",
        "Section 3.3.1 Networks",
        "Status drafted with software help, unverified",
        "chain of two printed links read as one mediated effect",
        "smekg passages verify guimaraes-2021 --text my-copy.pdf",
    ):
        assert words in said, words
    markup = page.read_text(encoding="utf-8")
    assert '<span class="direction" data-sign="+">positive</span>' in markup
    assert 'href="../../id/work/boehe2013.html"' in markup
    assert 'href="../../id/section/guimaraes-2021/3.3.1.html"' in markup
    assert 'href="../../reviews/guimaraes-2021/index.html"' in markup


def test_titles_fit_a_tab_and_tell_claims_apart(pages: dict[str, str]) -> None:
    titles = {claim: found[1] for claim, page in pages.items() if (found := TITLE.search(page))}
    assert len(titles) == len(pages) == len(set(titles.values()))
    assert all(f"({claim})" in title and len(title) < 120 for claim, title in titles.items())


def test_every_claim_links_each_work_that_it_is_based_on(store: ox.Store, pages: dict[str, str]) -> None:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for claim, key in ask(store, "SELECT ?claim ?key { ?claim smekg:basedOn/smekg:citationKey ?key }"):
        named[claim.removeprefix(f"{ID}claim/")].add(key)
    assert len(named) == 2996
    for claim, page in pages.items():
        studies = page.split("<dt>Studies</dt>", 1)[1].split("<dt>", 1)[0]
        assert set(WORK.findall(studies)) == named[claim], claim
        assert named[claim] or "the text names none" in studies, claim


def test_the_direction_shown_is_that_of_the_graph(store: ox.Store, pages: dict[str, str]) -> None:
    rows = ask(store, "SELECT ?claim ?word { ?claim smekg:direction ?sign . ?sign skos:notation ?word }")
    words = {claim.removeprefix(f"{ID}claim/"): word for claim, word in rows}
    marks = {"positive": "+", "negative": "−", "null": "0", "mixed": "±"}
    assert set(words.values()) == set(marks)
    for claim, page in pages.items():
        triple = page.partition('<p class="triple">')[2].partition("</p>")[0]
        shown = re.findall(r'data-sign="(.)">(\w+)<', triple)
        assert shown == ([(marks[words[claim]], words[claim])] if claim in words else []), claim


def test_both_claims_of_a_contradiction_lead_to_each_other(store: ox.Store, site: Path) -> None:
    pairs = list(ask(store, "SELECT ?a ?b { ?c smekg:firstClaim ?a ; smekg:secondClaim ?b }"))
    assert len(pairs) == 73
    against: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        first, second = (iri.removeprefix(f"{ID}claim/") for iri in (one, other))
        against[first].add(second)
        against[second].add(first)
    for claim, others in against.items():
        assert set(claims_in(section(site / f"id/claim/{claim}.html", "contradictions"))) == others, claim


def test_the_verdict_on_a_number_is_that_of_the_audit(
    store: ox.Store, root: DataRoot, pages: dict[str, str]
) -> None:
    rows = run_local(store, find_query(root, "x-count-audit").text)
    verdict, where = rows.columns.index("verdict"), rows.columns.index("where")
    expected: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows.rows:
        found = re.search(r"\(([^()]+)\)$", row[where])
        assert found is not None
        expected[found[1]].add(re.split(r"[ ,]", row[verdict], maxsplit=1)[0])
    assert {word for words in expected.values() for word in words} == {
        *("agrees", "differs", "impossible", "uncheckable")
    }
    for claim, words in expected.items():
        shown = pages[claim].split("<dt>Verdict of the audit</dt><dd>", 1)[1].split("</dd>", 1)[0]
        assert set(shown.split(":", 1)[0].split(" and ")) == words, claim
    assert sum("Verdict of the audit" in page for page in pages.values()) == len(expected)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        # Table 2 of Gancarczyk and Gancarczyk (2018): the rating is part of what a cell says.
        ("gg18-t2-6-feasibility", "Captive offshoring in replicative relocation is rated on feasibility for "
         "SMEs: less feasible."),
        # Table 2 of Guimarães et al. (2021): so is the number.
        ("g21-t2-resource-based-view", "Resource-based view: 20 articles."),
        # Table 2 of Gancarczyk and Gancarczyk (2018) prints “(2)”: a place in an order, not two options.
        ("gg18-t2-3-number", "Offshore outsourcing of processing is cost option 2."),
        ("z20-t1-sme-14", "Small and medium-sized enterprise is defined as “Not explicitly stated”."),
    ],
)  # fmt: skip
def test_a_cell_reads_as_its_slots_do(pages: dict[str, str], claim: str, words: str) -> None:
    assert f'<h1 class="statement">{words}</h1>' in pages[claim]


def triple(site: Path, claim: str) -> str:
    """The headline of a claim's page, without markup."""
    page = (site / f"id/claim/{claim}.html").read_text(encoding="utf-8")
    return re.sub(r"<[^>]+>", "", page.split('<p class="triple">', 1)[1].split("</p>", 1)[0])


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        # Hilmersson (2014), section 6.1: widening the niche works on performance by way of sales.
        ("gg18-6-1-17", "geographic broadening of the niche → sales effect → firm performance"),
        ("z20-moderators-10",
         "firm size — strengthens — the effect of collaborative relationship on international speed"),
        ("z20-scope-005", "start of the publication period — amounts to — the year 1994"),
        ("gg18-4-87", "publication period after 1990 — amounts to — after the year 1990"),
        ("z20-trends-028", "quantitative study — amounts to — 52 articles (methodological approach)"),
        ("gg18-1-34", "small and medium-sized enterprise (EU definition) — amounts to — "
         "at most 50,000,000 euros (annual turnover)"),
    ],
)  # fmt: skip
def test_the_headline_says_what_the_slots_say(site: Path, claim: str, words: str) -> None:
    assert triple(site, claim) == words


def test_every_mediation_goes_from_cause_through_mediator_to_outcome(store: ox.Store, site: Path) -> None:
    rows = list(
        ask(
            store,
            "SELECT ?claim ?cause ?mediator ?outcome { ?claim a smekg:MediationClaim ; smekg:mediator ?m ; "
            "smekg:subject ?c ; smekg:object ?o . ?c skos:prefLabel|rdfs:label ?cause . "
            "?m skos:prefLabel|rdfs:label ?mediator . ?o skos:prefLabel|rdfs:label ?outcome }",
        )
    )
    assert len(rows) == 46
    for claim, *way in rows:
        assert triple(site, claim.removeprefix(f"{ID}claim/")) == " → ".join(way), claim
    said = text(site / "id/claim/gg18-6-1-17.html")
    assert "Cause geographic broadening of the niche" in said
    assert "Direction of that effect positive" in said


def test_a_definition_without_object_has_no_headline(pages: dict[str, str]) -> None:
    """Its statement says it all: “X — is defined as” would lead nowhere."""
    assert 'class="triple"' not in pages["g21-1-37"]


def test_a_rating_shows_the_sign_of_the_table(site: Path) -> None:
    said = text(site / "id/claim/gg18-t2-5-objective-1.html")
    assert "Rating partially implemented, in the sign of the table “+/-”" in said


@pytest.mark.parametrize(
    ("value", "unit", "ordinal", "written"),
    [
        ("1", "article", False, "1 article"),
        ("0", "study", False, "0 studies"),
        ("1941", "article", False, "1,941 articles"),
        ("2", "criterion", False, "2 criteria"),
        ("2", "form of collaboration", False, "2 forms of collaboration"),
        ("60", "percent", False, "60 percent"),
        ("1994", "year", False, "the year 1994"),
        ("20", "year", False, "20 years"),
        ("1990", "decade", False, "the 1990s"),
        ("3", "decade", False, "3 decades"),
        ("2", "rank", False, "rank 2"),
        ("2", "phase", True, "phase 2"),
        ("1.5", "", False, "1.5"),
    ],
)
def test_numbers_are_written_as_a_reader_expects(value: str, unit: str, ordinal: bool, written: str) -> None:
    assert amount(value, unit, ordinal=ordinal) == written


def test_a_claim_leads_to_the_numbers_that_it_counts_for(site: Path) -> None:
    """The review prints how many articles stand in its Table 3; this cell is one of them."""
    page = (site / "id/claim/g21-t3-alliance-art-1.html").read_text(encoding="utf-8")
    numbers = page.split("Numbers that are recomputed from it", 1)[1].split("<h2", 1)[0]
    assert claims_in(numbers) == ["g21-5-05"]


def test_sections_without_numbers_are_named_by_their_titles(site: Path) -> None:
    said = text(site / "id/claim/z20-selection-33.html")
    assert "Section Study identification and the screening and selecting process" in said
    assert "Zahoor et al. (2020), section “Key trends in SMEs' collaborative internationalization" in said


def test_claims_on_the_same_subject_and_object_are_listed(store: ox.Store, site: Path) -> None:
    """Two more definitions of a cluster as a network, one by what it is a kind of."""
    found = text(site / "id/claim/g21-3-3-2-06.html")
    assert "Claims on the same subject and object 2" in found
    same = ask(
        store,
        "SELECT ?claim { ?kind rdfs:subClassOf smekg:Claim . ?claim a ?kind ; smekg:subject smekg:Cluster ; "
        "smekg:object smekg:Network }",
    )
    others = {claim.removeprefix(f"{ID}claim/") for (claim,) in same} - {"g21-3-3-2-06"}
    page = (site / "id/claim/g21-3-3-2-06.html").read_text(encoding="utf-8")
    listed = claims_in(page.split("Claims on the same subject and object", 1)[1])
    assert set(listed) == others
