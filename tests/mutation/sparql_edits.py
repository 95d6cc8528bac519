"""Smallest changes of a SPARQL text: a triple pattern, a filter, a word taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pyoxigraph as ox

__all__ = ["without_distinct", "without_filter", "without_order", "without_pattern"]

#: What holds no delimiter: texts, IRIs, comments, expressions between parentheses.
_OPAQUE = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*')
_KEYWORD = re.compile(
    r"^\s*(?:FILTER|BIND|OPTIONAL|VALUES|SELECT|UNION|MINUS|GROUP|ORDER|PREFIX|GRAPH|WHERE|CONSTRUCT|HAVING|LIMIT)\b"
)

#: A sub-select of one pattern that is a path of any length; a list of claims behind a cell.
_SAID_ANYWAY = re.compile(
    r"SELECT DISTINCT (?:\?\w+ )+WHERE \{ \?\w+ \S+[*+] \S+ \}"
    r"|GROUP_CONCAT\(DISTINCT (?:STR|CONCAT)\(.*? AS \?\w+\)"
)
_VALUES = re.compile(r"\bVALUES\s+[^\s{]+\s*$")


def _blanked(text: str) -> str:
    """The text with everything opaque replaced by letters, place for place."""
    text = _OPAQUE.sub(lambda match: "x" * len(match.group()), text)
    depth, out = 0, []
    for character in text:
        depth += (character == "(") - (character == ")")
        out.append("(" if depth or character == ")" else character)
    return "".join(out)


def _valid(text: str) -> bool:
    try:
        ox.Store().query(text)
    except SyntaxError:
        return False
    return True


def without_pattern(text: str) -> Iterator[tuple[str, str]]:
    """Leave out one triple pattern at a time.

    Args:
        text: A query or rule; its CONSTRUCT part stays.

    Yields:
        The pattern and the text without it; only texts that are SPARQL.
    """
    plain = _blanked(text)
    where = re.search(r"\bWHERE\b", plain)
    start = where.end() if where else 0
    places = [match.start() for match in re.finditer(r"[{};.]", plain) if match.start() >= start]
    for left, right in pairwise(places):
        segment = plain[left + 1 : right]
        is_data = plain[left] == "{" and _VALUES.search(plain[:left])
        if not segment.strip() or _KEYWORD.match(segment) or is_data:
            continue
        for changed in _cuts(text, plain, left, right):
            if _valid(changed):
                yield " ".join(text[left + 1 : right].split()), changed
                break


def _cuts(text: str, plain: str, left: int, right: int) -> Iterator[str]:
    """Ways to take out what stands between two delimiters."""
    if plain[left] == ";":
        yield text[:left] + text[right:]
        return
    if plain[right] == ";":
        subject = re.match(r"\s*\S+", text[left + 1 : right])
        if subject:
            yield f"{text[: left + 1 + subject.end()]} {text[right + 1 :].lstrip()}"
        return
    yield text[: left + 1] + text[right + (plain[right] == ".") :]


def without_filter(text: str) -> Iterator[tuple[str, str]]:
    """Leave out one FILTER at a time."""
    for match in re.finditer(r"\bFILTER\s*(?:NOT EXISTS|EXISTS)?\s*(?=\w*[({])", text):
        end = _closing(text, match.end())
        if end:
            yield " ".join(text[match.start() : end].split()), text[: match.start()] + text[end:]


def _closing(text: str, start: int) -> int | None:
    plain = _OPAQUE.sub(lambda match: "x" * len(match.group()), text)
    depth = 0
    for place in range(start, len(plain)):
        depth += (plain[place] in "({") - (plain[place] in ")}")
        if depth == 0 and plain[place] in ")}":
            return place + 1
    return None


def without_distinct(text: str) -> Iterator[tuple[str, str]]:
    """Leave out one DISTINCT at a time.

    Not where that says the same by the definition of SPARQL or of a trace: a path with `*` or `+` gives each
    node once, and of a list of claims the reader of traces drops what is repeated.
    """
    idle = [match.span() for match in _SAID_ANYWAY.finditer(text)]
    for match in re.finditer(r"\bDISTINCT\s+", text):
        if not any(start <= match.start() < end for start, end in idle):
            yield (
                f"DISTINCT of line {text[: match.start()].count(chr(10)) + 1}",
                text[: match.start()] + text[match.end() :],
            )


def without_order(text: str) -> Iterator[tuple[str, str]]:
    """Leave out one ORDER BY at a time, of the query or of a part of it."""
    plain = _blanked(text)
    for match in re.finditer(r"\bORDER BY\b[^}]*?(?=\}|\bLIMIT\b|\Z)", plain):
        changed = text[: match.start()] + text[match.end() :]
        if _valid(changed):
            yield f"ORDER BY of line {text[: match.start()].count(chr(10)) + 1}", changed
