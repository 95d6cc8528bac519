"""Printed numbers in words: thousands set off, units in the plural, dates, places in an order."""

from __future__ import annotations

import re

__all__ = ["amount", "grouped", "is_numeral", "plural"]

#: Units that stand before the number, because it tells which one is meant and not how many.
_NAMING = frozenset({"rank", "version"})
_IRREGULAR = {"percent": "percent", "criterion": "criteria", "analysis": "analyses"}
#: Units whose numbers above this are dates.
_DATE_FROM = 1000
_LONG = re.compile(r"(?<![\d.])\d{4,}(?![\d.])")
#: What a review prints where a number is a place in an order: `(2)`, `Phases 2 and 3`, `second`.
_NUMERAL = re.compile(
    r"\(\d{1,2}\)|\w+ ?\d{1,2}( and \d{1,2})?|(first|second|third|fourth|fifth)\b.*", re.IGNORECASE
)


def plural(noun: str) -> str:
    """Put a unit into the plural.

    Args:
        noun: For example `form of collaboration`, `country` or `criterion`.

    Returns:
        For example `forms of collaboration`, `countries` or `criteria`.
    """
    head, of, rest = noun.partition(" of ")
    before, blank, last = head.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    else:
        last += "es" if last.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{before}{blank}{last}{of}{rest}"


def grouped(text: str) -> str:
    """Set off the thousands of the numbers in a text.

    Args:
        text: For example `8 of 1941`.

    Returns:
        For example `8 of 1,941`.
    """
    return _LONG.sub(lambda found: f"{int(found[0]):,}", text)


def amount(value: str, unit: str, *, ordinal: bool = False) -> str:
    """Write a number with its unit as a reader expects it.

    Args:
        value: The number.
        unit: What it counts, in the singular; may be empty.
        ordinal: Whether it tells the place in an order and not how many.

    Returns:
        For example `1,941 articles`, `the year 1994`, `the 1990s`, `phase 2`.
    """
    whole = value.isdecimal()
    if unit == "year" and whole and int(value) >= _DATE_FROM:
        return f"the year {value}"
    if unit == "decade" and whole and int(value) >= _DATE_FROM:
        return f"the {value}s"
    if unit and (ordinal or unit in _NAMING):
        return f"{unit} {value}"
    return f"{grouped(value)} {unit if value == '1' else plural(unit)}" if unit else grouped(value)


def is_numeral(printed: str) -> bool:
    """Tell whether what is printed names the place of something in an order.

    Args:
        printed: The words of the review, for example `Phase 2` or `third-tier activity`.

    Returns:
        True where it does.
    """
    return _NUMERAL.fullmatch(printed) is not None
