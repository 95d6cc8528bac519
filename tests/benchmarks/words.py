"""Words that mean nothing, as long as real ones, in letters of several languages."""

from __future__ import annotations

import hashlib
import random

__all__ = ["sentence", "token", "word"]

_SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "me", "nu", "pra", "que", "ros", "ste", "tri", "vel"),
    *("ção", "ğı", "ös", "ür", "ñe", "łą", "šč", "ße", "œu", "þi"),
)


def word(chance: random.Random, letters: int) -> str:
    """A word of about so many letters."""
    found = ""
    while len(found) < letters:
        found += chance.choice(_SYLLABLES[: 16 if chance.random() < 0.9 else len(_SYLLABLES)])
    return found[: max(letters, 2)]


def sentence(chance: random.Random, like: str) -> str:
    """A sentence with as many words as another, and as long ones."""
    words = [word(chance, len(part)) for part in like.split()] or ["ba"]
    return " ".join(words).capitalize() + "."


def token(chance: random.Random, length: int) -> str:
    """Hexadecimal digits, as a hash has them."""
    return hashlib.sha256(chance.randbytes(16)).hexdigest()[:length]
