"""The form in which triples are compared, whatever an engine made of their literals.

Engines keep values, not spellings. The table in README.md, beside this file, lists what Oxigraph and Virtuoso
were seen to do and the form to which both sides of a comparison are brought. Everything else is compared
letter by letter; two literals that differ only in what the table takes away count as one.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

import pyoxigraph as ox

__all__ = ["digest", "line", "normal_line", "normal_literal"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLACES = Decimal(1).scaleb(-15)
#: Enough digits for any number that is written out.
_EXACT = Context(prec=1_000_000)
#: The first whole number that Virtuoso's bulk reader no longer takes for an integer.
_LARGE = 2**31
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_TIME = re.compile(
    r"(?P<day>-?[0-9]{4,}-[0-9]{2}-[0-9]{2})?(?P<time>T?[0-9]{2}:[0-9]{2}:[0-9]{2})?"
    r"(?P<fraction>\.[0-9]+)?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_DERIVED_INTEGERS = (
    *("byte", "int", "long", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger"),
    *("positiveInteger", "short", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
)


def line(triple: ox.Triple) -> str:
    """Write a triple as a line of N-Triples, without its line break."""
    return f"{triple.subject} {triple.predicate} {triple.object} ."


def normal_line(triple: ox.Triple) -> str:
    """Write a triple in the form in which it is compared.

    Args:
        triple: The triple.

    Returns:
        A line of N-Triples, without its line break.
    """
    value = triple.object
    if isinstance(value, ox.Literal):
        value = normal_literal(value)
    return f"{triple.subject} {triple.predicate} {value} ."


def normal_literal(literal: ox.Literal) -> ox.Literal:
    """Bring a literal to the form in which it is compared.

    Args:
        literal: The literal.

    Returns:
        A literal of the same value, as far as engines keep it; the same one where it is no value of its type.
    """
    if literal.language is not None:
        return ox.Literal(literal.value, language=literal.language.lower())
    rule = _RULES.get(literal.datatype.value)
    return literal if rule is None else rule(literal)


def digest(lines: Iterable[str]) -> str:
    """Hash a graph.

    Args:
        lines: Its triples as `normal_line` gives them, in any order.

    Returns:
        The SHA-256 of the sorted lines, each once.
    """
    text = "".join(f"{each}\n" for each in sorted(set(lines)))
    return hashlib.sha256(text.encode()).hexdigest()


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


def _integer(literal: ox.Literal) -> ox.Literal:
    return _number(literal, "integer") if _INTEGER.fullmatch(literal.value) else literal


def _decimal(literal: ox.Literal) -> ox.Literal:
    return _number(literal, "decimal") if _DECIMAL.fullmatch(literal.value) else literal


def _number(literal: ox.Literal, datatype: str) -> ox.Literal:
    value = Decimal(literal.value)
    text = format(value.quantize(_PLACES, ROUND_HALF_UP, _EXACT), "f").rstrip("0").rstrip(".")
    return _typed("0" if text == "-0" else text, datatype if abs(value) < _LARGE else "decimal")


def _double(literal: ox.Literal) -> ox.Literal:
    if not _DOUBLE.fullmatch(literal.value):
        return literal
    return _typed(_six_digits(float(literal.value)), "double")


def _float(literal: ox.Literal) -> ox.Literal:
    if not _DOUBLE.fullmatch(literal.value):
        return literal
    value = float(literal.value)
    try:
        value = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        value = float("inf") if value > 0 else float("-inf")
    return _typed(_six_digits(value), "float")


def _six_digits(value: float) -> str:
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text := f"{value:.6g}", text)


def _boolean(literal: ox.Literal) -> ox.Literal:
    return _typed({"1": "true", "0": "false"}.get(literal.value, literal.value), "boolean")


def _moment(literal: ox.Literal) -> ox.Literal:
    match = _TIME.fullmatch(literal.value)
    if match is None:
        return literal
    day, time = match["day"] or "", match["time"] or ""
    fraction = (match["fraction"] or "").rstrip("0").rstrip(".")
    zone = re.sub(r"[+-]00:00", "Z", match["zone"] or "")
    if time == "T24:00:00" and not fraction:
        try:
            day, time = (datetime.fromisoformat(day) + timedelta(days=1)).date().isoformat(), "T00:00:00"
        except (ValueError, OverflowError):
            return literal
    return ox.Literal(day + time + fraction + zone, datatype=literal.datatype)


_RULES: dict[str, Callable[[ox.Literal], ox.Literal]] = {
    _XSD + datatype: rule
    for datatype, rule in (
        ("integer", _integer),
        *((derived, _integer) for derived in _DERIVED_INTEGERS),
        ("decimal", _decimal),
        ("double", _double),
        ("float", _float),
        ("boolean", _boolean),
        ("dateTime", _moment),
        ("time", _moment),
        ("date", _moment),
    )
}
