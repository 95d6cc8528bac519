"""What a stored query must look like before a store sees it: short, shallow, asking for rows or triples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smekg.errors import Finding
from smekg.queries.model import StoredQuery

__all__ = ["form_faults"]

#: Longest text, in letters; the longest query that answers a question has a third of it.
MAX_LENGTH = 32_000
#: Deepest nesting of brackets; Oxigraph ends the whole process where they go much deeper.
MAX_DEPTH = 50
#: Most groups in braces, for the same reason.
MAX_GROUPS = 500
_PROLOGUE = re.compile(
    r"(?: \s | \#[^\n]* | PREFIX \s+ [^\s:<>#]* : \s* <[^<>\n]*> | BASE \s* <[^<>\n]*> )*+ ([A-Za-z]*)",
    re.VERBOSE | re.IGNORECASE,
)


def form_faults(query: StoredQuery) -> Iterator[Finding]:
    """Find what keeps a text from being tried on a store.

    Args:
        query: The query.

    Yields:
        The faults.
    """
    text = query.text
    if len(text) > MAX_LENGTH:
        yield Finding(
            query.path, 0, f"the query has {len(text):,} letters, more than {MAX_LENGTH:,}; divide it"
        )
    if text.count("{") > MAX_GROUPS:
        yield Finding(query.path, 0, f"the query has more than {MAX_GROUPS} groups in braces; divide it")
    deep = _too_deep(text)
    if deep is not None:
        yield Finding(query.path, deep, f"brackets are nested more than {MAX_DEPTH} deep; flatten them")
    for number, line in enumerate(text.split("\n"), start=1):
        # A line of such a text may look like a comment, and comments are left out of what is run.
        if not line.startswith("#+") and ('"""' in line or "'''" in line):
            yield Finding(query.path, number, "a text in three quotation marks; write it on one line, in one")
    begin = _PROLOGUE.match(text)
    if begin is None or begin[1].upper() not in ("SELECT", "CONSTRUCT"):
        place = text.count("\n", 0, begin.start(1) if begin else 0) + 1
        message = (
            "after the prefixes comes SELECT, or CONSTRUCT in a rule; a stored query gives rows or triples"
        )
        yield Finding(query.path, place, message)


def _too_deep(text: str) -> int | None:
    """The line at which brackets, of whatever kind, lie too deep; those in texts and IRIs count, too."""
    depth = 0
    for position, character in enumerate(text):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(character, 0)
        if depth > MAX_DEPTH:
            return text.count("\n", 0, position) + 1
    return None
