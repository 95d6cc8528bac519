"""Other columns for a query: all the variables of its WHERE part, or some more than it selects."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["is_distinct", "select_all", "select_also"]

#: What may hold a brace that opens or closes nothing: texts, IRIs, comments.
_OPAQUE = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*|[{}]')
_OUTER_SELECT = re.compile(r"\bSELECT\b(\s+DISTINCT\b)?(.*?)\bWHERE\b\s*(?=\{)", re.DOTALL)


def select_all(sparql: str) -> str:
    """Let a query answer with all variables of its WHERE part, ungrouped and in no order.

    Args:
        sparql: A SELECT query with the word WHERE.

    Returns:
        The query with the outermost projection replaced by `*` and nothing behind its WHERE part.

    Raises:
        ValueError: The query is no such query.
    """
    outer = _outer_select(sparql)
    depth = 0
    for token in _OPAQUE.finditer(sparql, outer.end()):
        depth += {"{": 1, "}": -1}.get(token.group(), 0)
        if token.group() == "}" and depth == 0:
            return f"{sparql[: outer.start()]}SELECT * WHERE {sparql[outer.end() : token.end()]}"
    raise ValueError("a brace of the query is not closed")


def select_also(sparql: str, variables: Iterable[str]) -> str:
    """Let a query answer with further variables behind those that it selects.

    Args:
        sparql: A SELECT query with the word WHERE.
        variables: Names of variables of its WHERE part; those that it selects anyway are left out.

    Returns:
        The query with the longer projection.

    Raises:
        ValueError: The query is no such query.
    """
    outer = _outer_select(sparql)
    selected = outer.group(2).split()
    more = [f"?{name}" for name in variables if f"?{name}" not in selected]
    # On a line of their own, for the projection may end with a comment.
    return "\n".join([sparql[: outer.end(2)].rstrip(), " ".join(more), sparql[outer.end(2) :]])


def is_distinct(sparql: str) -> bool:
    """Tell whether a query gives each of its rows once.

    Args:
        sparql: A SELECT query with the word WHERE.

    Returns:
        Whether its outermost SELECT is a SELECT DISTINCT.

    Raises:
        ValueError: The query is no such query.
    """
    return _outer_select(sparql).group(1) is not None


def _outer_select(sparql: str) -> re.Match[str]:
    outer = _OUTER_SELECT.search(sparql)
    if outer is None:
        raise ValueError("the query has no SELECT … WHERE")
    return outer
