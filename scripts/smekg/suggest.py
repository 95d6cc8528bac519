"""Nearest known word, for messages that ask `did you mean …?`."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

__all__ = ["nearest"]

#: Below this likeness (0–100, Indel ratio) a word is no suggestion.
CUTOFF = 60


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that is most like the one that was written.

    Args:
        word: What was written.
        known: The words that exist.

    Returns:
        The nearest of them, or None where none is similar.
    """
    # In order, so that of two that are equally near always the same one is named.
    match = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=CUTOFF)
    return None if match is None else str(match[0])
