"""What is said twice is listed once."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from smekg.paths import default_root
from smekg.queries.reader import read_queries, read_rules
from smekg.store import load_store
from support.said_twice import LISTED_ONCE, repetitions, say_twice

QUERIES = {query_id: q for query_id, q in read_queries(default_root()).items() if query_id in LISTED_ONCE}


@pytest.fixture(scope="module")
def once(dist: Path) -> ox.Store:
    return load_store(dist)


@pytest.fixture(scope="module")
def twice(dist: Path) -> ox.Store:
    """The real graph, with every claim a second time."""
    store = load_store(dist)
    before = len(store)
    say_twice(store, read_rules(default_root()))
    assert len(store) > 1.3 * before
    return store


def test_the_queries_are_stored_ones() -> None:
    assert set(QUERIES) == LISTED_ONCE


@pytest.mark.parametrize("query_id", sorted(LISTED_ONCE))
def test_what_is_said_twice_is_listed_once(query_id: str, once: ox.Store, twice: ox.Store) -> None:
    assert repetitions(query_id, QUERIES[query_id].text, once, twice) == []
