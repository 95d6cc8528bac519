"""Values of parameters: refused in a sentence, or bound as they are, with the query's structure unchanged."""

from __future__ import annotations

from functools import cache, partial

import pyoxigraph as ox
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from fuzz.harness import Target
from fuzz.mutations import NASTY, anything
from fuzz.review_files import known
from smekg.errors import UsageError
from smekg.namespaces import mint
from smekg.queries.model import Header, Parameter, StoredQuery, bare
from smekg.queries.parameters import bind_parameters, parse_assignments
from smekg.terms import TermIndex

#: A good value of each type, in whose place the others are put.
GOOD = {
    "text": "Boehe (2013)",
    "integer": "7",
    "choice": "some",
    "work": "boehe2013",
    "term": "cluster",
    "place": "Norway",
    "sector": "food",
}
#: The value comes back as a row; a trap stands before and behind it, and in a comment.
_ECHO = """\
# VALUES ?_value { UNDEF } is a comment here.
SELECT ?value ?trap WHERE {
  VALUES ?_value { UNDEF } # and "here"
  BIND("it's 'shut'" AS ?trap) FILTER(?trap != "open" || ?trap = 'open')
  BIND(?_value AS ?value)
}
ORDER BY ?value
"""


@cache
def _stored(kind: str) -> StoredQuery:
    parameter = {"name": "value", "type": kind, "description": "A value."}
    if kind == "choice":
        parameter |= {"values": ("all", GOOD["choice"], 'a "b" \\ c')}  # type: ignore[dict-item]
    header = Header(
        id="fuzz-echo",
        summary="A value.",
        question="Which?",
        source="none",
        tags=("test",),
        columns=("value", "trap"),
        parameters=(Parameter.model_validate(parameter),),
    )
    return StoredQuery(header, _ECHO, "fuzz-echo.rq")


def _index() -> TermIndex:
    return known()[0]


def _check(kind: str, case: bytes) -> None:
    # As Python makes arguments of what a shell hands over.
    value = case.decode("utf-8", "surrogateescape")
    query = _stored(kind)
    try:
        values = parse_assignments(query, [f"value={value}"])
        bound = bind_parameters(query, values, _index)
    except UsageError as error:
        # It can be shown on a terminal.
        str(error).encode()
        assert len(str(error)) < 5000
        return
    for sparql in (bound, bare(bound)):
        (row,) = ox.Store().query(sparql)  # type: ignore[misc]
        assert row["trap"].value == "it's 'shut'"
        _assert_is(row["value"], kind, value)
    assert _structure(bound) == _usual(kind)


@cache
def _usual(kind: str) -> str:
    return _structure(bind_parameters(_stored(kind), {"value": GOOD[kind]}, _index))


def _assert_is(term: ox.NamedNode | ox.Literal, kind: str, value: str) -> None:
    if kind in ("text", "choice"):
        assert term == ox.Literal(value)
    elif kind == "integer":
        assert term == ox.Literal(int(value))
    elif kind == "work":
        assert term == ox.NamedNode(mint("work", value))
    else:
        assert known()[1].named(term.value, value)


def _structure(sparql: str) -> str:
    """The algebra of a query, with whatever stands in its first VALUES block left out."""
    return _outline(translateQuery(parseQuery(sparql)).algebra)


def _outline(part: object) -> str:
    if isinstance(part, CompValue):
        if part.name == "values":
            return f"values {sorted(map(str, part.res[0]))} x {len(part.res)}"
        return f"{part.name}({', '.join(f'{key}: {_outline(part[key])}' for key in sorted(part))})"
    if isinstance(part, (list, tuple)):
        return f"[{', '.join(map(_outline, part))}]"
    if isinstance(part, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_outline, part)))}}}"
    return part.n3() if isinstance(part, Node) else repr(part)


_closers = (
    '" }',
    "' }",
    "> }",
    '"""}',
    "\\",
    '\\"',
    "\n",
    "\r",
    "\u2028",
    "#",
    "} UNION {",
    "UNDEF",
    "\\u0022",
)
_values = st.lists(st.one_of(anything, st.sampled_from(_closers + NASTY)), min_size=1, max_size=5)


def _cases(good: str) -> st.SearchStrategy[bytes]:
    pieces = _values.map("".join)
    mixed = st.one_of(pieces, pieces.map(lambda more: good + more), pieces.map(lambda more: more + good))
    # A command line cannot hold a NUL.
    texts = mixed.map(lambda text: text.encode("utf-8", "surrogatepass").replace(b"\0", b""))
    return st.one_of(
        texts, texts, st.binary(max_size=20), st.sampled_from([good.encode(), good.upper().encode()])
    )


TARGETS = tuple(
    Target(f"parameter-{kind}", (good.encode(),), _cases(good), partial(_check, kind), few=20)
    for kind, good in GOOD.items()
)
