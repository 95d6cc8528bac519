"""Pages of the reviews: as the papers print it, each entry with its claims, nothing typed into code."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run
from smekg.paths import DataRoot, default_root
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries
from smekg.queries.run import run_local
from smekg.store import load_store
from smekg.tables import Format, render
from support.html_tables import Links, Tables

REVIEWS = {"g21": "guimaraes-2021", "gg18": "gancarczyk-2018", "i10": "iplik-2010", "z20": "zahoor-2020"}
EXPECTED = Path(__file__).parents[1] / "expected"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "g21-figure-2",
    "g21-taxonomy",
    "gg18-figure-1",
    "z20-figure-3",
    "z20-figure-4",
    "z20-figure-5",
    "z20-figure-6",
}
#: Entries of printed tables and their claims, looked up by hand in sources/guimaraes-2021/claims.
CLAIMS_OF_TABLE_3 = {
    ("Network", "Advantages", "Achieve economies or scale in operations"): "g21-t3-network-adv-2",
    ("Network", "Disadvantages", "Opportunism"): "g21-t3-network-dis-4",
    ("Cluster", "Advantages", "Access to new markets"): "g21-t3-cluster-adv-2",
}


@pytest.fixture(scope="module")
def queries(root: DataRoot) -> dict[str, StoredQuery]:
    """The stored queries that rebuild what the reviews print."""
    return {id_: query for id_, query in read_queries(root).items() if "queries/frameworks/" in query.path}


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    """The graph, opened once."""
    return load_store(dist)


def folder(site: Path, query_id: str) -> Path:
    return site / "reviews" / REVIEWS[query_id.partition("-")[0]]


def page(site: Path, query_id: str) -> str:
    return (folder(site, query_id) / f"{query_id}.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    """What a reader reads, with single spaces."""
    return re.sub(r"\s+([;,.])", r"\1", re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", html))))


def claim_ids(links: Links) -> list[str]:
    found = (re.search(r"/id/claim/([^/]+)\.html$", href) for _, href in links)
    return [match[1] for match in found if match]


# Tables


def test_every_framework_query_has_a_page_and_the_table_of_the_command(
    site: Path, store: ox.Store, queries: dict[str, StoredQuery]
) -> None:
    assert len(queries) >= 37
    for query_id, query in queries.items():
        text = page(site, query_id)
        assert unescape(text).count(query.header.question) >= 2, query_id
        table = (folder(site, query_id) / f"{query_id}.csv").read_bytes()
        assert table == render(run_local(store, query.text), Format.CSV).encode(), query_id


def test_the_file_is_what_the_command_writes(site: Path, dist: Path, smekg: Run) -> None:
    result = smekg("query", "z20-figure-6", "--format", "csv", "--build", dist)
    assert result.returncode == 0, result.stderr
    assert (folder(site, "z20-figure-6") / "z20-figure-6.csv").read_text(encoding="utf-8") == result.stdout


def test_table_3_reads_as_printed_and_each_entry_leads_to_its_claim(site: Path) -> None:
    (head, *body), _ = Tables(page(site, "g21-table-3")).tables
    parts = {"advantage": "Advantages", "disadvantage": "Disadvantages", "structure": "Structure"}
    headings = [text for text, _ in head]
    cells = {
        (row[0][0].strip(), heading): cell
        for row in body
        for heading, cell in zip(headings, row, strict=True)
    }
    expected: dict[tuple[str, str], list[str]] = {}
    with (EXPECTED / "g21" / "g21-table-3.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (row["collaboration_type"], parts.get(row["part"], "Articles"))
            expected.setdefault(key, []).append(row["as_printed"])
    for (kind, part), entries in expected.items():
        text, links = cells[kind, part]
        if part != "Articles":
            assert text.strip().split("\n") == entries, (kind, part)
            assert [name for name, _ in links] == entries
        else:
            assert [name for name, href in links if "/id/work/" in href] == entries
        assert len(claim_ids(links)) == len(entries), (kind, part)
    for (kind, part, entry), claim in CLAIMS_OF_TABLE_3.items():
        links = cells[kind, part][1]
        assert claim_ids([link for link in links if link[0] == entry]) == [claim]


def test_every_cell_with_words_leads_to_a_claim(site: Path, queries: dict[str, StoredQuery]) -> None:
    for query_id in queries:
        *_, (head, *body) = Tables(page(site, query_id)).tables
        bare = [
            (head[place][0], text)
            for row in body
            for place, (text, links) in enumerate(row)
            if text and not claim_ids(links)
        ]
        assert not bare, (query_id, bare[:5])


# Figures


def figures(site: Path) -> Iterator[Path]:
    yield from sorted((site / "reviews").glob("*/*.svg"))


def test_pictures_are_drawn_and_stand_by_themselves(site: Path) -> None:
    found = {path.stem: path for path in figures(site)}
    assert {name for name in found if name != "flow"} == DRAWN
    for path in figures(site):
        text = path.read_text(encoding="utf-8")
        root = ET.fromstring(text)  # noqa: S314
        assert root.tag == f"{SVG}svg"
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")
        for foreign in ("<a ", "href", "var(", "url(", "<script", "<style", "class="):
            assert foreign not in text, (path, foreign)


@pytest.mark.parametrize("query_id", sorted(DRAWN))
def test_a_picture_shows_what_its_rows_say(site: Path, query_id: str) -> None:
    columns = {
        "g21-figure-2": ["label"],
        "g21-taxonomy": ["member", "whole"],
        "gg18-figure-1": ["item"],
        "z20-figure-3": ["group", "factor"],
        "z20-figure-4": ["antecedent", "level", "outcome", "outcome_category"],
        "z20-figure-5": ["antecedent", "mediator", "mediator_group", "outcome"],
        "z20-figure-6": ["moderator", "antecedent", "outcome"],
    }
    document = (folder(site, query_id) / f"{query_id}.svg").read_text(encoding="utf-8")
    drawn = " ".join(e.text or "" for e in ET.fromstring(document).iter(f"{SVG}text"))  # noqa: S314
    rows = csv.DictReader(
        io.StringIO((folder(site, query_id) / f"{query_id}.csv").read_text(encoding="utf-8"))
    )
    missing = {row[name] for row in rows for name in columns[query_id] if row[name] not in drawn}
    assert not missing


def test_a_picture_on_a_page_leads_to_terms_and_has_its_table(site: Path) -> None:
    text = page(site, "z20-figure-3")
    drawn = text[text.index('<svg class="drawing"') : text.index("</svg>")]
    assert 'href="../../id/concept/firm-age.html"' in drawn
    assert len(re.findall(r"<a href", drawn)) > 50
    assert len(Tables(text).tables) == 1


# Flow, coverage, audit


def test_the_flow_of_z20_has_its_four_numbers_from_their_claims(site: Path) -> None:
    text = (site / "reviews/zahoor-2020/index.html").read_text(encoding="utf-8")
    flow = next(table for table in Tables(text).tables if table[0][0][0] == "Stage")
    numbers = [row[1] for row in flow[1:]]
    assert [number for number, _ in numbers] == [
        "1,941 articles",
        "1,273 articles",
        "376 articles",
        "105 articles",
    ]
    assert [claim_ids(links) for _, links in numbers] == [
        ["z20-selection-06"],
        ["z20-selection-10"],
        ["z20-selection-23"],
        ["z20-selection-33"],
    ]
    drawn = (site / "reviews/zahoor-2020/flow.svg").read_text(encoding="utf-8")
    places = [drawn.index(f">{number}<") for number, _ in numbers]
    assert places == sorted(places)


def test_a_flow_tells_what_is_not_printed_and_none_is_made_up(site: Path) -> None:
    drawn = (site / "reviews/guimaraes-2021/flow.svg").read_text(encoding="utf-8")
    words = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert words[words.index("Records identified") + 1] == "more than 600 references"
    assert words[words.index("After removal of duplicates") + 1] == "not printed"
    assert words[words.index("After screening") + 1] == "not printed"
    assert words[words.index("Included in the review") + 1] == "76 articles"
    for other in ("iplik-2010", "gancarczyk-2018"):
        assert not (site / "reviews" / other / "flow.svg").exists()
        text = (site / "reviews" / other / "index.html").read_text(encoding="utf-8")
        assert "prints no numbers of records found" in text


def test_the_page_of_a_review_leads_to_all_its_elements(site: Path, queries: dict[str, StoredQuery]) -> None:
    for code, review in REVIEWS.items():
        text = (site / "reviews" / review / "index.html").read_text(encoding="utf-8")
        linked = set(re.findall(rf'href="\.\./\.\./reviews/{review}/([\w-]+)\.html"', text))
        assert {id_ for id_ in queries if id_.startswith(f"{code}-")} | {"audit"} <= linked, review
        assert f'href="../{review}' not in text


def test_coverage_tells_what_was_not_coded_to_the_last_item(site: Path) -> None:
    text = (site / "reviews/guimaraes-2021/index.html").read_text(encoding="utf-8")
    assert "every cell of the four printed tables" in text
    (said,) = re.findall(r"<p>Nothing says so of:(.*?)</p>", text, re.DOTALL)
    assert [re.sub("<[^>]+>", "", part).strip() for part in said.split(", ")][:2] == [
        "section 3 (no claims)",
        "Figure 1 (no claims)",
    ]


def test_a_protocol_is_told_in_groups_and_what_is_inferred_is_marked(site: Path) -> None:
    g21, gg18 = (
        words(
            (site / f"reviews/{review}/index.html")
            .read_text(encoding="utf-8")
            .split('id="protocol"', 1)[1]
            .split('id="flow"', 1)[0]
        )
        for review in ("guimaraes-2021", "gancarczyk-2018")
    )
    assert "excludes inferred Scopus; Lectures, grey literature" in g21
    # Two words for one thing are searched with; two spellings of one excluded type are one.
    assert "SME; small medium enterprises;" in g21
    assert "excludes source type gray literature 1 2; lecture; presentation; policy document" in g21
    assert "grey literature;" not in g21
    search, elsewhere = gg18.split("outside the account of the search")
    assert "optimal option for a single criterion" not in search
    assert "optimal option for a single criterion" in elsewhere
    assert "firm size (for the works picked on purpose" in search


def test_an_overview_tells_why_its_numbers_of_included_works_differ(site: Path) -> None:
    text = (site / "reviews/guimaraes-2021/index.html").read_text(encoding="utf-8")
    (place,) = re.findall(r'audit\.html#([\w-]+)">differs by 2</a>', text)
    assert f'<tr id="{place}" data-verdict="differs">' in (
        site / "reviews/guimaraes-2021/audit.html"
    ).read_text(encoding="utf-8")
    assert "the picture itself is not coded; what smekg has of the flow" in text
    assert "apart from labels and table entries, which stand as printed" in text


def test_the_signs_of_a_table_are_explained(site: Path) -> None:
    for query_id in ("gg18-table-2", "gg18-table-3"):
        said = re.sub("<[^>]+>", "", page(site, query_id)).split("What the signs mean")[1].split("As the")[0]
        assert "obj. 1lock-in avoidance" in said.casefold()
        assert "HFhighly feasible: option suits" in said
        assert "+/-partially implemented: " in said
    assert "What the signs mean" not in page(site, "g21-table-3")


def test_sections_without_printed_numbers_are_named_by_their_titles(site: Path) -> None:
    folder = site / "reviews/zahoor-2020"
    for name in ("index", "audit", "z20-method"):
        said = re.sub("<[^>]+>", "", (folder / f"{name}.html").read_text(encoding="utf-8"))
        assert not re.search(r"\b(?:review-question|stream-\d|content-development)\b(?!-\d)", said), name
    part = (site / "id/section/zahoor-2020/moderators.html").read_text(encoding="utf-8")
    assert "<h1>Section “Moderators”</h1>" in part


def test_the_audit_of_g21_begins_with_76_that_are_78(site: Path) -> None:
    text = (site / "reviews/guimaraes-2021/audit.html").read_text(encoding="utf-8")
    (head, first, *_) = Tables(text).tables[0]
    row = dict(zip((heading for heading, _ in head), first, strict=True))
    assert row["Verdict"][0] == "differs by 2"
    assert (row["Printed"][0], row["Recomputed"][0]) == ("76 articles", "78")
    assert claim_ids(row["Printed in"][1]) == ["g21-5-05"]
    assert len(claim_ids(row["Recomputed from"][1])) == 84


def test_the_audit_has_every_row_of_the_query_and_no_verdict_by_colour_only(
    site: Path, store: ox.Store
) -> None:
    stored = verdicts_of(store)
    for review in REVIEWS.values():
        text = (site / "reviews" / review / "audit.html").read_text(encoding="utf-8")
        rows = re.findall(
            r'<tr[^>]* data-verdict="(\w+)"><th scope="row">.*?data-mark="(.)">([\w -]+)</span>', text
        )
        assert sorted(word for word, _, _ in rows) == sorted(stored[review]), review
        assert all(said.startswith(word) for word, _, said in rows)
        assert {(word, mark) for word, mark, _ in rows} <= {
            ("differs", "≠"),
            ("impossible", "✕"),
            ("uncheckable", "?"),
            ("agrees", "="),
        }


def verdicts_of(store: ox.Store) -> dict[str, list[str]]:
    """Review to the verdict of each row of the audit."""
    rows = run_local(store, read_queries(default_root())["x-count-audit"].text)
    at = {name: place for place, name in enumerate(rows.columns)}
    found: dict[str, list[str]] = {}
    for row in rows.rows:
        found.setdefault(row[at["review"]], []).append(row[at["verdict"]].partition(" ")[0].strip(","))
    return found


def test_an_element_of_a_paper_leads_to_what_rebuilds_it(site: Path) -> None:
    text = (site / "id/element/g21-table-3.html").read_text(encoding="utf-8")
    assert 'href="../../reviews/guimaraes-2021/g21-table-3.html"' in text
    assert '<link rel="canonical" href="https://w3id.org/smekg/id/element/g21-table-3">' in text
    section = (site / "id/section/zahoor-2020/selection.html").read_text(encoding="utf-8")
    assert section.count('<li class="claim">') == 40
