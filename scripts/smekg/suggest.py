"""Nearest known word, for messages that ask `did you mean …?`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that is most like the one that was written.

    Args:
        word: What was written.
        known: The words that exist.

    Returns:
        The nearest of them, or None where none is similar.
    """
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
