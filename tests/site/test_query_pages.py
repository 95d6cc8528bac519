"""The page of a stored query shows its entry in the catalogue, where it runs and what it rebuilds."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from smekg.namespaces import CATALOGUE
from smekg.paths import default_root
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries, read_rules

QUERIES, RULES = read_queries(default_root()), read_rules(default_root())
SPARQL = re.compile(r'<code id="sparql">(.*?)</code>', re.DOTALL)


def entry(site: Path, query_id: str) -> str:
    return (site / "id" / "query" / f"{query_id}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("stored", [QUERIES, RULES], ids=["queries", "rules"])
def test_a_page_shows_question_and_text_of_each(site: Path, stored: dict[str, StoredQuery]) -> None:
    for query_id, query in stored.items():
        page = entry(site, query_id)
        (text,) = SPARQL.findall(page)
        assert unescape(text) == query.sparql
        assert f'<p class="lede">{query.header.question}</p>' in unescape(page)


def test_a_page_leads_to_what_its_query_rebuilds_and_to_where_it_runs(site: Path) -> None:
    for query_id, query in QUERIES.items():
        page = entry(site, query_id)
        linked = {f'href="../../id/element/{element}.html"' for element in query.header.elements}
        assert {link for link in linked if link not in page} == set()
        assert f'href="../../ask/{query_id}.html">Run it</a>' in page
        asked = (site / "ask" / f"{query_id}.html").read_text(encoding="utf-8")
        assert f'href="../id/query/{query_id}.html"' in asked


def test_a_rule_is_not_offered_to_run_and_leads_to_those_it_reads(site: Path) -> None:
    for rule_id, rule in RULES.items():
        page = entry(site, rule_id)
        assert "Run it" not in page
        assert all(f'href="../../id/query/{other}.html"' in page for other in rule.header.after)


def test_parameters_are_shown_with_what_they_take(site: Path) -> None:
    page = entry(site, "g21-table-2")
    assert (
        "Takes one of as printed, by family, guimaraes-2021, zahoor-2020; without a value: as printed."
        in page
    )
    assert "Takes the label of a term." in page


def test_the_list_of_queries_is_the_page_of_the_catalogue(site: Path) -> None:
    page = (site / "ask" / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{CATALOGUE}">' in page
    assert 'href="../graph/queries.ttl"' in page


def test_the_search_finds_a_query_once(site: Path) -> None:
    terms = (site / "search" / "terms.json").read_text(encoding="utf-8")
    assert terms.count('"ask/x-gaps.html"') == 1
    assert "id/query/" not in terms
