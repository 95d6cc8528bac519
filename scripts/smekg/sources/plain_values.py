"""Values that are written in one way only: what else a number or a day could be read from is refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

__all__ = ["decimal_number", "iso_day", "whole_number"]

_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def whole_number(value: object) -> object:
    """Take a text for a whole number only where it is digits.

    Args:
        value: What stands in the file; anything but a text is left to the model.

    Returns:
        The number.

    Raises:
        ValueError: It is another text.
    """
    if not isinstance(value, str):
        return value
    if not _WHOLE.fullmatch(value):
        raise ValueError("a count is written in digits, at most nine: 12")
    return int(value)


def decimal_number(value: object) -> object:
    """Take a text for a decimal number only where it is digits with a point at most.

    Args:
        value: What stands in the file; anything but a text is left to the model.

    Returns:
        The number.

    Raises:
        ValueError: It is another text.
    """
    if not isinstance(value, str):
        return value
    if not _DECIMAL.fullmatch(value):
        raise ValueError(
            "a number is written in digits, with a decimal point where it has a fraction: 1250.5"
        )
    return Decimal(value)


def iso_day(value: object) -> object:
    """Take a text for a day only where it is written as ISO 8601 writes one.

    Args:
        value: What stands in the file; anything but a text is left to the model.

    Returns:
        The day.

    Raises:
        ValueError: It is another text, or no day of the calendar.
    """
    if not isinstance(value, str):
        return value
    if not _DAY.fullmatch(value):
        raise ValueError("a day is written as 2026-03-01")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value} is no day of the calendar") from error
