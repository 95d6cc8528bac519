"""Stored queries that no store should see, and values that must not change a query."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from smekg.errors import FindingsError, UsageError
from smekg.queries.model import Header, Parameter, StoredQuery, bare
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import read_query

HEAD = "#+ id: x-form\n#+ summary: A.\n#+ question: B\n#+ source: none\n#+ tags: [a]\n#+ columns: [a]\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("ASK { ?a ?b ?c }\n", 7, "after the prefixes comes SELECT"),
        ("DESCRIBE ?a { ?a ?b ?c }\n", 7, "after the prefixes comes SELECT"),
        (f"\nSELECT ?a {{ {'{' * 3000} ?a ?b ?c {'}' * 3001}\n", 8, "nested more than 50 deep"),
        ("SELECT ?a {" + "MINUS{?a ?b ?c}" * 3000 + "}", 0, "more than 500 groups"),
        ("SELECT ?a {" + " ".join(f"BIND(1 AS ?v{n})" for n in range(3000)) + "}", 0, "more than 32,000"),
        ('SELECT ?a { BIND("""x\n# y""" AS ?a) }\n', 7, "in three quotation marks"),
    ],
)
def test_what_would_bring_a_store_down_is_refused(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "x-form.rq").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        read_query(tmp_path / "x-form.rq", "x-form.rq")
    assert any(f.line == line and words in f.message for f in caught.value.findings), str(caught.value)


def echo(kind: str) -> StoredQuery:
    """A query that answers with the value of its parameter."""
    parameter = Parameter.model_validate({"name": "v", "type": kind, "description": "A value."})
    made = {"id": "x-echo", "summary": "", "question": "", "source": "", "tags": ("a",), "columns": ("v",)}
    header = Header.model_validate({**made, "parameters": (parameter,)})
    return StoredQuery(header, "SELECT ?v {\n  VALUES ?_v { UNDEF } BIND(?_v AS ?v)\n}", "x-echo.rq")


@pytest.mark.parametrize(
    "value",
    [
        'a\n\\"',
        "a\n# b",
        "a\u2028# b",
        "\r",
        '"""',
        "'",
        "\\",
        "\\u0022 } #",
        "\\\\U00000022",
        "\x1f0000",
        "} UNION { ?s ?p ?o }",
    ],
)
def test_a_value_comes_back_as_it_was_given(value: str) -> None:
    bound = bind_parameters(echo("text"), {"v": value}, lambda: pytest.fail("no label is looked up"))
    for sparql in (bound, bare(bound)):
        assert [row["v"] for row in ox.Store().query(sparql)] == [ox.Literal(value)]  # type: ignore[union-attr]
        assert [str(row[0]) for row in Graph().query(sparql)] == [value]  # type: ignore[index]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", "\udcff", r"is not valid UTF-8"),
        ("integer", "9" * 5000, "takes a whole number of at most 18 digits"),
        ("integer", "１", "takes a whole number"),
        ("work", "ﬁ", "takes a citation key"),
        ("work", "a>b", "takes a citation key"),
    ],
)
def test_a_value_that_is_none_is_refused_in_a_sentence(kind: str, value: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        bind_parameters(echo(kind), {"v": value}, lambda: pytest.fail("no label is looked up"))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500
