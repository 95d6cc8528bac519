"""A stored query in words that every SPARQL 1.1 engine takes alike, and its answer in the words of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smekg.queries.model import bare

__all__ = ["answered", "asked"]

#: A key of an order; nothing else may stand in an order for it to be rewritten.
_KEY = re.compile(r"(ASC|DESC)\s*\(\s*(\?\w+)\s*\)|(\?\w+)")
_PLAIN_ORDER = re.compile(rf"(?:\s+(?:{_KEY.pattern}))+\s*")
#: Variables that the projection computes, and such as are a text where they are nothing else.
_COMPUTED = re.compile(r"\bAS\s+(\?\w+)\s*\)")
_TEXT = re.compile(r'\bBIND\(COALESCE\([^()]*"\) AS (\?\w+)\)')
_XSD = "http://www.w3.org/2001/XMLSchema#"


def asked(sparql: str) -> str:
    """Write a stored query for an engine that is not ours.

    Its header and comments stay here: SPARQLWrapper guesses the kind of query from its first keyword and
    takes words of comments ("articles that address …") for updates.

    Texts are ordered by what they say. SPARQL leaves the order of texts with a language tag open: Oxigraph
    looks at the whole text, Virtuoso at its first twenty characters. Numbers keep their order, for their
    texts are compared only where the numbers are equal. A variable that is always a text needs no second
    key, which is as well, since Virtuoso takes no more than twenty. What the projection computes stays as it
    is, since Virtuoso takes no expression over it; so does an order that has expressions already.

    Args:
        sparql: A stored query, with or without values for its parameters.

    Returns:
        The query to send.
    """
    query = bare(sparql)
    head, keyword, order = query.rpartition("ORDER BY")
    if not _PLAIN_ORDER.fullmatch(order):
        return query
    computed = set(_COMPUTED.findall(head.partition("WHERE")[0]))
    texts = set(_TEXT.findall(head))

    def key(match: re.Match[str]) -> str:
        direction, variable = match.group(1) or "", match.group(2) or match.group(3)
        if variable in computed:
            return match.group()
        by_text = f"{direction}(STR({variable}))"
        if variable in texts:
            return by_text
        return f"{direction}(IF(isNumeric({variable}), {variable}, 0)) {by_text}"

    return head + keyword + _KEY.sub(key, order)


def answered(term: Mapping[str, str]) -> str:
    """Read a term of an answer.

    Virtuoso writes truth as 1 and a whole number in floating point as 1.0; Oxigraph writes `true` and 1.

    Args:
        term: The term as JSON; empty where nothing is bound.

    Returns:
        Its text, as Oxigraph writes it.
    """
    value = term.get("value", "")
    match term.get("datatype", "").removeprefix(_XSD):
        case "boolean":
            return {"1": "true", "0": "false"}.get(value, value)
        case "double" | "float":
            return value.removesuffix(".0")
    return value
