"""The pages under Evidence say what the stored queries answer, and lead to what stands behind it.

The cells are those of `tests/expected/synthesis/x-gaps.csv`, which no rule or query made; the signs of some
cells were typed from the claims files.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from smekg.errors import UsageError
from smekg.paths import DataRoot
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import find_query
from smekg.queries.run import run_local
from smekg.site.content import read_content
from smekg.site.pages.evidence.answers import no_labels
from smekg.site.pages.evidence.overlap import percent
from smekg.site.pages.evidence.topics import topics_by_claim
from smekg.store import load_store

EXPECTED = Path(__file__).resolve().parents[1] / "expected" / "synthesis"
TABLES = ("type-theory", "antecedent-outcome", "country-type")
TABLE = re.compile(r'<table id="matrix">.*?</table>', re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="matrix-data">(.*?)</script>', re.DOTALL)
ARTICLE = re.compile(r'<article class="pair item" id="([^"]+)" data-kind="([^"]+)".*?</article>', re.DOTALL)

#: Row, column, signs with the number of statements, as the claims files have them.
SIGNS = [
    ("collaboration", "transaction costs", {"+": 1, "−": 3}),
    ("lock-in", "cluster development", {"−": 1}),
    ("cluster governance", "knowledge transfer", {"?": 1}),
    ("firm ownership", "firm performance", {"+": 2}),
    ("inter-organizational network", "internationalization", {"+": 1, "?": 2}),
]


def page(site: Path, name: str) -> str:
    return (site / "evidence" / f"{name}.html").read_text(encoding="utf-8")


def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def data(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.findall(text)[0])
    return found


def cells(text: str) -> Iterator[tuple[str, str, Element]]:
    """Row, column and element of each cell of the matrix in a page."""
    table = fromstring(TABLE.findall(text)[0].replace("&nbsp;", " "))  # noqa: S314 - our own page
    columns = [said(head.find(".//a")) for head in table.iterfind("thead/tr/th")]
    for line in table.iterfind("tbody/tr"):
        row = said(line.find("th/a"))
        found = line.findall("td")
        assert len(found) == len(columns), row
        yield from ((row, column, cell) for column, cell in zip(columns, found, strict=True))


def said(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def state(cell: Element) -> tuple[str, str]:
    """What a cell tells a reader, in words: number of studies, state."""
    text = said(cell)
    number = re.match(r"\d+", text)
    return (number.group(), "studied") if number else ("0", text.split(" ", 1)[1].removeprefix("c. "))


@pytest.mark.parametrize("table", TABLES)
def test_each_cell_of_a_matrix_is_the_expected_one(site: Path, table: str) -> None:
    typed = {
        (row["row"], row["column"]): (row["studies"], row["state"])
        for row in expected("x-gaps")
        if row["table"] == table
    }
    assert {(row, column): state(cell) for row, column, cell in cells(page(site, table))} == typed


@pytest.mark.parametrize(("row", "column", "signs"), SIGNS)
def test_a_cell_counts_the_signs_of_its_statements(
    site: Path, row: str, column: str, signs: Mapping[str, int]
) -> None:
    text = page(site, "antecedent-outcome")
    (cell,) = (cell for *place, cell in cells(text) if place == [row, column])
    marks = [mark for mark in cell.iter("span") if mark.get("class") == "sign"]
    assert {mark.get("data-sign"): int(said(mark)) for mark in marks} == signs
    told = data(text)
    at = {label: number for number, (_, label, *_) in enumerate(told["rows"])}[row]
    of = {label: number for number, (_, label, *_) in enumerate(told["columns"])}[column]
    (claims,) = (claims for one, other, _, claims in told["cells"] if (one, other) == (at, of))
    assert Counter(told["claims"][claim][4] for claim in claims) == signs


@pytest.mark.parametrize("table", TABLES)
def test_each_study_of_a_cell_has_statements_and_no_statement_brings_another(site: Path, table: str) -> None:
    told = data(page(site, table))
    studied = [(works, claims) for _, _, works, claims, *_ in told["cells"] if works]
    assert studied
    for works, claims in studied:
        if table == "antecedent-outcome":
            assert {work for claim in claims for work in told["claims"][claim][5]} == set(works)
        else:
            assert len(claims) == len(works)
            assert all(claims)


@pytest.mark.parametrize(
    ("table", "row", "column", "words"),
    [
        # A joint venture in section 3.2, Parma in section 6.1 of the same review.
        ("country-type", "Parma", "joint venture", "1 apart"),
        ("country-type", "Italy", "joint venture", "2 apart"),
        ("country-type", "Spain", "joint venture", "1"),
        ("type-theory", "cluster", "transaction cost economics", "4 apart"),
        ("type-theory", "network", "network theory", "9"),
        # One sentence cites six studies.
        ("antecedent-outcome", "cluster governance", "knowledge transfer", "6 in 1 1"),
        ("antecedent-outcome", "lock-in", "cluster development", "6 in 1 1"),
    ],
)
def test_a_cell_says_where_its_count_is_not_what_it_seems(
    site: Path, table: str, row: str, column: str, words: str
) -> None:
    text = page(site, table)
    (cell,) = (cell for *place, cell in cells(text) if place == [row, column])
    assert said(cell) == words
    if table != "antecedent-outcome":
        told = data(text)
        labels = [[label for _, label, *_ in told[side]] for side in ("rows", "columns")]
        at = [labels[0].index(row), labels[1].index(column)]
        (joint,) = (cell[4] for cell in told["cells"] if cell[:2] == at)
        assert bool(joint) is ("apart" not in words)


def test_statements_name_what_the_query_counts_their_studies_for(site: Path, dist: Path) -> None:
    """What tells whether one statement names both finds each topic in the ways of the query x-gaps."""
    topics = topics_by_claim(read_content(load_store(dist), {}, ""))
    for table in ("type-theory", "country-type"):
        told = data(page(site, table))
        iris = [
            [f"https://w3id.org/smekg/{address.removesuffix('.html')}" for *_, address in told[side]]
            for side in ("rows", "columns")
        ]
        terms = [[iri.replace("ontology/", "ontology#") for iri in side] for side in iris]
        for row, column, works, behind, *_ in told["cells"]:
            for claims in behind if works else ():
                assert len(claims) == len(set(claims))
                found = [topics[f"https://w3id.org/smekg/id/claim/{told['claims'][c][1]}"] for c in claims]
                both = {terms[0][row], terms[1][column]}
                assert all(both & one for one in found)
                assert both <= frozenset().union(*found)


def test_rows_without_a_study_are_accounted_for(site: Path) -> None:
    text = page(site, "antecedent-outcome")
    note = re.search(r"So (.*?) stand here with 0", text)
    assert note is not None
    assert re.sub("<[^>]+>", "", note.group(1)) == (
        "dependence on local networks, exporting supported by mechanisation"
    )


def test_the_two_kinds_of_empty_cells_differ_in_words_marks_and_explanation(site: Path) -> None:
    found = {(row, column): cell for row, column, cell in cells(page(site, "antecedent-outcome"))}
    never, open_cell = found["lock-in", "firm performance"], found["network", "competitive advantage"]
    assert (said(never), never.get("class"), never.find("a")) == ("· not studied", None, None)
    assert (said(open_cell), open_cell.get("class")) == ("n. c. not coded", "open")
    link = open_cell.find("a")
    assert link is not None
    address, _, anchor = (link.get("href") or "").partition("#")
    listed = page(site, address.removesuffix(".html"))
    row = re.search(rf'<tr id="{re.escape(anchor)}">(.*?)</tr>', listed, re.DOTALL)
    assert row is not None
    assert 'id/work/zahoor2020.html">' in row.group(1)
    assert 'id/element/z20-figure-5.html">Figure 5<' in row.group(1)


@pytest.mark.parametrize("least", [4, 3])
def test_fewer_studies_bring_the_rows_and_columns_of_the_query(
    site: Path, dist: Path, root: DataRoot, least: int
) -> None:
    told = data(page(site, "antecedent-outcome"))
    values = {"table": "antecedent-outcome", "at_least": str(least)}
    answer = run_local(load_store(dist), bind_parameters(find_query(root, "x-gaps"), values, no_labels))
    for side, column in (("rows", 1), ("columns", 2)):
        shown = {label for _, label, _, named in told[side] if named >= least}
        assert shown == {row[column] for row in answer.rows}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("side", ["row", "column"])
def test_totals_count_a_study_once_and_order_rows_and_columns(site: Path, table: str, side: str) -> None:
    works: dict[str, set[str]] = {}
    for line in expected("x-gaps"):
        if line["table"] == table:
            works.setdefault(line[side], set()).update(filter(None, line["works"].split("; ")))
    matrix = fromstring(TABLE.findall(page(site, table))[0].replace("&nbsp;", " "))  # noqa: S314 - our own page
    heads = matrix.findall("tbody/tr/th" if side == "row" else "thead/tr/th/span")
    shown = [(said(head.find("a")), int(said(head.find("span")))) for head in heads]
    assert dict(shown) == {term: len(found) for term, found in works.items()}
    assert shown == sorted(shown, key=lambda term: (-term[1], term[0].casefold()))


@pytest.mark.parametrize("table", TABLES)
def test_the_list_of_cells_holds_every_cell_that_can_be_opened(site: Path, table: str) -> None:
    listed = page(site, f"{table}-cells")
    anchors = set(re.findall(r' id="([^"]+)"', listed))
    opened = {anchor for _, anchor in re.findall(rf'href="({table}-cells\.html)#([^"]+)"', page(site, table))}
    assert opened
    assert opened <= anchors
    assert len(opened) == sum(
        row["table"] == table and row["state"] != "not studied" for row in expected("x-gaps")
    )


def test_a_page_of_a_matrix_is_light(site: Path) -> None:
    for table in TABLES:
        assert len(page(site, table).encode()) < 300_000, table


def test_all_contradictions_are_listed_each_with_both_statements_and_a_page(site: Path) -> None:
    text = page(site, "contradictions")
    articles = {match.group(1): match for match in ARTICLE.finditer(text)}
    typed = {f"{row['claim_a']}--{row['claim_b']}": row for row in expected("x-contradictions")}
    assert articles.keys() == typed.keys()
    assert len(articles) == len(re.findall("<article", text)) == 73
    for anchor, row in typed.items():
        found = articles[anchor]
        assert found.group(2) == row["kind"]
        assert (site / "id" / "contradiction" / f"{anchor}.html").exists()
        for side in ("a", "b"):
            assert f'id/claim/{row[f"claim_{side}"]}.html"' in found.group()
        assert row["dimension"] in unescape(found.group())


def test_a_rating_is_not_shown_as_a_direction(site: Path) -> None:
    text = page(site, "contradictions")
    assert re.search(r"rated <b>\+/-</b>", text)
    shown = dict(re.findall(r'class="direction" data-sign="(.)">(\w+)<', text))
    assert shown == {"+": "positive", "−": "negative", "0": "null", "±": "mixed"}


def test_the_page_of_a_contradiction_tells_what_may_explain_it(site: Path) -> None:
    folder = site / "id" / "contradiction"
    text = (folder / "g21-1-18--i10-5-2-12.html").read_text(encoding="utf-8")
    assert "../../evidence/contradictions.html#g21-1-18--i10-5-2-12" in text
    assert "some SMEs of the network" in text
    assert re.search(r'ontology/FirmScope\.html">firms</a>', text)


def test_the_citation_matrix_is_whole_with_shared_works_first(site: Path) -> None:
    text = page(site, "overlap")
    rows = re.findall(
        r'<tr class="item"><th scope="row"><a href="[^"]*/work/(\w+)\.html">.*?</tr>', text, re.DOTALL
    )
    typed = expected("x-citation-matrix")
    shared = {row["work"] for row in typed if ";" in row["cited_in"]}
    assert set(rows[: len(shared)]) == shared
    assert sorted(rows[len(shared) :]) == [row["work"] for row in typed]
    line = re.search(r"/work/boehe2013\.html.*?</tr>", text, re.DOTALL)
    assert line is not None
    told = [said(fromstring(cell)) for cell in re.findall(r"<td>.*?</td>", line.group())]  # noqa: S314
    assert told == ["–", "cited · finding · table", "too late", "cited · finding · table"]


def test_the_overlap_is_a_range_where_a_review_does_not_name_all(site: Path) -> None:
    text = page(site, "overlap")
    line = re.search(r'<th scope="row">all reviews</th>(.*?)</tr>', text, re.DOTALL)
    assert line is not None
    told = unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", line.group(1))))
    assert "1.31 % (1.62 %) 475 inclusions of 457 works" in told
    assert "1.10–61.95 % (1.16–66.67 %) 183 inclusions of 113–181 works" in told
    assert "left out: Gancarczyk and Gancarczyk (2018) , İplik (2010)" in told


def test_a_share_is_written_in_percent() -> None:
    assert percent(("0.0131",)) == "1.31 %"
    assert percent(("0.011", "0.6667")) == "1.10–66.67 %"
    assert percent(("0", "0")) == "0.00 %"
    assert percent(()) == "–"


def test_each_comparison_of_reviews_is_shown_with_its_verdict(site: Path) -> None:
    text = page(site, "secondary")
    found = Counter(
        (re.search(r'data-verdict="([^"]+)"', one).group(1), *re.findall(r'id/claim/([^"]+)\.html"', one))  # type: ignore[union-attr]
        for one in re.findall(
            r'<article class="pair item".*?data-via="direct">.*?</article>', text, re.DOTALL
        )
    )
    typed = Counter(
        (row["verdict"], *filter(None, (row["claim"], row["cited_claim"])))
        for row in expected("x-secondary-citations")
    )
    assert found == typed
    assert text.count('data-via="shared"') == 22
    assert "qualifier: – / usually" in text


def test_what_may_be_another_wording_is_set_apart_from_what_differs(site: Path) -> None:
    direct = page(site, "secondary").split('<h2 id="shared"')[0]
    parts = re.split(r"<h3>", direct)
    groups = {said(fromstring(f"<h3>{part.split('</h3>')[0]}</h3>")): part for part in parts[1:]}  # noqa: S314
    assert "number of the subject: 1990 year / 1994 year" in groups["Differs 2"]
    assert "position: 4 / 5" in groups["Differs 2"]
    wording = groups["Differs in the relation only 4"]
    assert "relation: is limited to / has scope" in wording
    # The sentences of the claims, not only their slots.
    assert "By its slots: outsourcing to network partners has scope non-essential resource" in wording
    links = re.findall(r'id/claim/[^"]+">([^<]+)</a>', wording)
    assert len(links) == 8
    assert all(link.endswith(".") for link in links)


def test_pairs_of_statements_are_said_to_disagree_and_few_to_conflict(site: Path) -> None:
    assert "73 pairs of statements do not agree; 5 are true conflicts" in page(site, "index")
    (lede,) = re.findall(r'<p class="lede">(.*?)</p>', page(site, "contradictions"))
    assert lede.startswith("73 pairs of statements that do not agree; nothing explains 5 of them")


def test_a_word_stands_with_its_things_and_reviews(site: Path) -> None:
    text = page(site, "words")
    found = re.search(r"<summary>governance mechanism .*?</details>", text, re.DOTALL)
    assert found is not None
    told = unescape(re.sub("<[^>]+>", "", found.group()))
    typed = [row for row in expected("x-jingle-jangle") if row["item"] == "governance mechanism"]
    assert {row["other"] for row in typed} == set(re.findall(r"^(.*) in .*$", told, re.MULTILINE))
    assert "ontology/GovernanceMechanism.html" in found.group() or "/concept/" in found.group()


def test_the_overview_counts_what_the_pages_show(site: Path) -> None:
    text = page(site, "index")
    told = unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", text)))
    states = Counter((row["table"], row["state"]) for row in expected("x-gaps"))
    for table in TABLES:
        whole = sum(number for (name, _), number in states.items() if name == table)
        assert f"{states[table, 'studied']} of {whole} cells studied" in told
        assert f"{states[table, 'not studied']} not studied" in told
    assert f"{states['antecedent-outcome', 'not coded']} not coded" in told
    for kind, number in Counter(row["kind"] for row in expected("x-contradictions")).items():
        assert f"{number} {kind}" in told


def test_pages_look_up_no_labels() -> None:
    with pytest.raises(UsageError):
        no_labels()
