"""Triples are compared whatever an engine made of their literals, and nothing else is taken away."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smekg.publish.normal import digest, normal_line, normal_literal

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("datatype", "sent", "given_back"),
    [
        ("integer", "007", "7"),
        ("integer", "-0", "0"),
        ("decimal", "1.50", "1.5"),
        ("decimal", "1.0", "1"),
        ("decimal", ".5", "0.5"),
        ("decimal", "-0.0", "0"),
        ("decimal", "22.576923076923076923", "22.576923076923077"),
        ("decimal", "7.166666666666666666", "7.166666666666667"),
        ("double", "1", "1.0"),
        ("double", "1.0E6", "1e+06"),
        ("double", "0.3333333333333333", "0.333333"),
        ("double", "5e-324", "4.94066e-324"),
        ("double", "+INF", "INF"),
        ("float", "16777217", "1.67772e+07"),
        ("float", "1e300", "INF"),
        ("boolean", "true", "1"),
        ("boolean", "false", "0"),
        ("dateTime", "2026-11-22T10:20:30.5+02:00", "2026-11-22T10:20:30.500+02:00"),
        ("dateTime", "2026-11-22T00:00:00.000+00:00", "2026-11-22T00:00:00Z"),
        ("dateTime", "2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z"),
        ("time", "10:20:30.10", "10:20:30.1"),
    ],
)
def test_what_engines_were_seen_to_do_is_no_difference(datatype: str, sent: str, given_back: str) -> None:
    assert normal_literal(literal(sent, datatype)) == normal_literal(literal(given_back, datatype))


def test_types_that_engines_exchange() -> None:
    assert normal_literal(literal("05", "nonNegativeInteger")) == normal_literal(literal("5", "integer"))
    assert normal_literal(literal("2147483648", "integer")) == normal_literal(
        literal("2147483648", "decimal")
    )
    assert normal_literal(literal("s", "string")) == normal_literal(ox.Literal("s"))
    assert normal_literal(ox.Literal("s", language="EN-gb")) == normal_literal(
        ox.Literal("s", language="en-GB")
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("1", "integer"), literal("2", "integer")),
        (literal("1", "integer"), literal("1", "decimal")),
        (literal("0.85", "double"), literal("0.86", "double")),
        (literal("0.1", "decimal"), literal("0.10000000000001", "decimal")),
        (literal("1", "integer"), ox.Literal("1")),
        (ox.Literal("s", language="en"), ox.Literal("s")),
        (ox.Literal("s", language="en"), ox.Literal("s", language="en-gb")),
        (ox.Literal("s "), ox.Literal("s")),
        (literal("2026-11-22T00:00:00Z", "dateTime"), literal("2026-11-22T00:00:00", "dateTime")),
        (literal("2026-11-22", "date"), literal("2026-11-23", "date")),
        (literal("true", "boolean"), literal("false", "boolean")),
    ],
)
def test_what_differs_stays_different(one: ox.Literal, other: ox.Literal) -> None:
    assert normal_literal(one) != normal_literal(other)


@pytest.mark.parametrize(
    ("datatype", "text"),
    [("integer", "abc"), ("decimal", "1e5"), ("double", "1_0"), ("dateTime", "now"), ("boolean", "yes")],
)
def test_what_is_no_value_of_its_type_is_left_alone(datatype: str, text: str) -> None:
    assert normal_literal(literal(text, datatype)) == literal(text, datatype)


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=18).map(lambda number: f"{number:f}")
literals = st.one_of(
    st.builds(literal, st.integers().map(str), st.sampled_from(("integer", "int", "decimal"))),
    st.builds(literal, numbers, st.just("decimal")),
    st.builds(
        literal,
        st.floats(allow_nan=False, allow_infinity=False).map(repr),
        st.sampled_from(("double", "float")),
    ),
    st.builds(literal, st.datetimes().map(lambda moment: moment.isoformat() + "Z"), st.just("dateTime")),
    st.builds(literal, st.sampled_from(("1", "0", "true", "false")), st.just("boolean")),
    st.builds(literal, st.text(), st.sampled_from(("integer", "decimal", "double", "dateTime", "string"))),
    st.builds(ox.Literal, st.text()),
)


@given(literals)
def test_the_form_of_comparison_is_its_own(value: ox.Literal) -> None:
    once = normal_literal(value)
    assert normal_literal(once) == once


@given(st.lists(literals, max_size=5))
def test_the_hash_knows_no_order(values: list[ox.Literal]) -> None:
    node = ox.NamedNode("https://example.org/s")
    lines = [normal_line(ox.Triple(node, node, value)) for value in values]
    assert digest(lines) == digest([*reversed(lines), *lines])
