"""The media type of an answer is the one that the client likes best."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smekg.serve.negotiation import choose

OFFERS = ["text/turtle", "application/n-triples", "application/rdf+xml"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("APPLICATION/RDF+XML", "application/rdf+xml"),
        ("application/*", "application/n-triples"),
        ("text/turtle;q=0.3, application/rdf+xml;q=0.7", "application/rdf+xml"),
        ("text/turtle ; q=0.7 , application/rdf+xml ; q=0.3", "text/turtle"),
        ("application/rdf+xml, text/turtle", "text/turtle"),
        ("*/*;q=0.1, application/rdf+xml;q=0.2", "application/rdf+xml"),
        # The most specific range decides, not the kindest.
        ("text/turtle;q=0, */*", "application/n-triples"),
        ("application/n-triples;q=0.1, application/*;q=0.9, text/turtle;q=0.5", "application/rdf+xml"),
        ("application/rdf+xml;charset=utf-8;q=0.9", "application/rdf+xml"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "text/turtle"),
        ("text/html", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        # What cannot be read asks for nothing.
        ("turtle", None),
        ("text/turtle;q=high", None),
        ("text/turtle;q=nan", None),
        (";;,,/,", None),
    ],
)
def test_the_best_offer_is_chosen(accept: str, chosen: str | None) -> None:
    assert choose(accept, OFFERS) == chosen


@given(st.text())
def test_any_header_is_judged(accept: str) -> None:
    assert choose(accept, OFFERS) in [*OFFERS, None]


@given(st.permutations(OFFERS))
def test_the_highest_quality_wins_in_any_order(order: list[str]) -> None:
    accept = ", ".join(f"{offer};q=0.{9 - rank}" for rank, offer in enumerate(order))
    assert choose(accept, OFFERS) == order[0]
