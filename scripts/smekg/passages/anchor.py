"""From the phrases an annotator noted to anchors that hold none of the words."""

from __future__ import annotations

from smekg.passages.letters import BLOCK, NORMALISATION, block_hashes, digest, letter_stream
from smekg.sources.model import PassageAnchor

__all__ = ["PhraseError", "make_anchor"]


class PhraseError(ValueError):
    """A phrase cannot be anchored in the text."""


def make_anchor(phrase: str, text_letters: str, occurrence: int | None) -> PassageAnchor:
    """Anchor a phrase.

    Args:
        phrase: The words that a claim rests on, copied from the paper.
        text_letters: The letter stream of the whole paper.
        occurrence: Which one is meant where the text repeats the phrase, counted from 1.

    Returns:
        The anchor.

    Raises:
        PhraseError: The phrase is too short, not in the text, or there more than once.
    """
    letters = letter_stream(phrase)
    if len(letters) < BLOCK:
        raise PhraseError(f"the phrase has {len(letters)} letters; give at least {BLOCK}")
    count = _count(letters, text_letters)
    if count == 0:
        raise PhraseError("the text does not have this phrase; copy it from the text letter by letter")
    if count > 1 and occurrence is None:
        raise PhraseError(f"the text has this phrase {count} times; lengthen it or add `occurrence:`")
    if occurrence is not None and occurrence > count:
        raise PhraseError(f"occurrence {occurrence} is asked for, but the text has the phrase {count} times")
    return PassageAnchor(
        norm=NORMALISATION,
        letters=len(letters),
        sha256=digest(letters),
        blocks=block_hashes(letters),
        occurrence=occurrence or 1,
    )


def _count(letters: str, text_letters: str) -> int:
    """Count overlapping occurrences."""
    count, start = 0, text_letters.find(letters)
    while start >= 0:
        count, start = count + 1, text_letters.find(letters, start + 1)
    return count
