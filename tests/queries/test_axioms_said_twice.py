"""What two axioms say is listed once."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from smekg.paths import default_root
from smekg.queries.reader import find_query
from smekg.queries.run import run_local
from support.axioms_said_twice import PREFIX_LINES, SAID_TWICE


@pytest.mark.parametrize("query_id", SAID_TWICE)
def test_what_two_axioms_say_is_listed_once(query_id: str) -> None:
    turtle, rows = SAID_TWICE[query_id]
    store = ox.Store()
    store.load((PREFIX_LINES + turtle).encode(), ox.RdfFormat.TURTLE)
    assert run_local(store, find_query(default_root(), query_id).text).rows == rows
