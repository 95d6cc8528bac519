"""What is sent to other engines asks the same, and what they answer is read as Oxigraph would write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from smekg.paths import default_root
from smekg.queries.portable import answered, asked
from smekg.queries.reader import read_queries
from smekg.queries.run import run_local
from smekg.store import load_store

QUERIES = read_queries(default_root())
XSD = "http://www.w3.org/2001/XMLSchema#"


def order(sparql: str) -> str:
    return asked(sparql).partition("ORDER BY")[2].strip()


def test_what_is_sent_gives_the_same_rows_at_home(dist: Path) -> None:
    store = load_store(dist)
    changed = {
        query_id
        for query_id, stored in QUERIES.items()
        if run_local(store, asked(stored.text)) != run_local(store, stored.text)
    }
    assert changed == set()


def test_header_and_comments_are_not_sent() -> None:
    assert asked("#+ id: x\n# a comment\nSELECT ?a\n  # another\nWHERE {}") == "SELECT ?a\nWHERE {}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?a WHERE {} ORDER BY ?a", "(IF(isNumeric(?a), ?a, 0)) (STR(?a))"),
        ("SELECT ?a WHERE {} ORDER BY DESC( ?a )", "DESC(IF(isNumeric(?a), ?a, 0)) DESC(STR(?a))"),
        ('SELECT ?a WHERE { BIND(COALESCE(?b, "") AS ?a) } ORDER BY ?a', "(STR(?a))"),
        ("SELECT (COUNT(?b) AS ?a) ?c WHERE {} GROUP BY ?c ORDER BY ?a", "?a"),
        ("SELECT ?a WHERE {} ORDER BY LCASE(?a) ?b", "LCASE(?a) ?b"),
        ("SELECT ?a WHERE { SELECT ?a WHERE {} ORDER BY ?a }", "?a }"),
    ],
)
def test_plain_keys_are_ordered_by_what_they_say(query: str, expected: str) -> None:
    assert order(query) == expected


@pytest.mark.parametrize(
    ("datatype", "value", "expected"),
    [
        ("boolean", "1", "true"),
        ("boolean", "0", "false"),
        ("boolean", "true", "true"),
        ("double", "1.0", "1"),
        ("double", "0.85", "0.85"),
        ("integer", "1", "1"),
        ("string", "1.0", "1.0"),
    ],
)
def test_values_are_read_as_oxigraph_writes_them(datatype: str, value: str, expected: str) -> None:
    assert answered({"type": "typed-literal", "datatype": XSD + datatype, "value": value}) == expected


def test_what_is_unbound_or_plain_stays() -> None:
    assert answered({}) == ""
    assert answered({"type": "literal", "value": "1.0"}) == "1.0"
