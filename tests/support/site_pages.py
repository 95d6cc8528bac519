"""Asking the built graph in tests of the site, and reading its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pyoxigraph as ox

from smekg.iris import PREFIXES

__all__ = ["ask", "claims_in", "section", "text"]

_CLAIM = re.compile(r'<li class="claim"[^>]*>\s*<p><a href="[./]*id/claim/([^"]+)\.html">')
_HEADER = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def ask(store: ox.Store, where: str) -> Iterator[tuple[str, ...]]:
    """Ask the graph.

    Args:
        store: The graph.
        where: SPARQL after the prefixes.

    Yields:
        The rows as texts; an unbound value as an empty text.
    """
    answer = store.query(_HEADER + where, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    for row in answer:
        yield tuple("" if value is None else value.value for value in row)


def text(page: Path) -> str:
    """Read what a page says: its main part without markup, with single blanks and none before a mark."""
    main = page.read_text(encoding="utf-8").split("<main", 1)[1].split("</main>", 1)[0]
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<main{main}")).split())
    return re.sub(r" (?=[,.;:)])", "", words)


def section(page: Path, anchor: str) -> str:
    """Read the markup between the element with an anchor and the next second-level heading after it."""
    rest = page.read_text(encoding="utf-8").split(f'id="{anchor}"', 1)[1]
    return rest.split("<h2", 1)[0]


def claims_in(markup: str) -> list[str]:
    """List the ids of the claims that stand as items of lists in a piece of markup."""
    return _CLAIM.findall(markup)
