"""The stream of letters of a text, and one rolling hash over it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator

__all__ = [
    "BLOCK",
    "NORMALISATION",
    "block_hashes",
    "digest",
    "hash_between",
    "joined_hash",
    "letter_stream",
    "prefix_hashes",
    "rolling_hashes",
]

#: Version of the normalisation; a change to `letter_stream` or to the hashes needs a new number.
NORMALISATION = 1
#: Length of a block in letters.
BLOCK = 24

# A polynomial hash over code points (Karp & Rabin 1987), modulo a Mersenne prime.
_MODULUS = (1 << 61) - 1
_BASE = 1_000_003
_LEAVING = pow(_BASE, BLOCK - 1, _MODULUS)
#: Powers of the base, for hashes of up to a whole block.
_POWERS = tuple(pow(_BASE, exponent, _MODULUS) for exponent in range(BLOCK + 1))


def letter_stream(text: str) -> str:
    """Reduce a text to what survives another layout of it.

    NFKC, case-folded, letters and digits only: line breaks, hyphens, quotation marks, spaces and
    ligatures cannot matter.

    Args:
        text: Any text.

    Returns:
        The stream.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if character.isalnum())


def digest(letters: str) -> str:
    """Hash a whole stream.

    Args:
        letters: The stream.

    Returns:
        Hexadecimal SHA-256 of its UTF-8 bytes.
    """
    return hashlib.sha256(letters.encode()).hexdigest()


def rolling_hashes(letters: str) -> Iterator[int]:
    """Hash every window of `BLOCK` letters in one pass.

    Args:
        letters: The stream.

    Yields:
        The hash of the window that starts at each position; nothing for a shorter stream.
    """
    if len(letters) < BLOCK:
        return
    value = 0
    for character in letters[:BLOCK]:
        value = (value * _BASE + ord(character)) % _MODULUS
    yield value
    for entering, leaving in zip(letters[BLOCK:], letters, strict=False):
        value = ((value - ord(leaving) * _LEAVING) * _BASE + ord(entering)) % _MODULUS
        yield value


def prefix_hashes(letters: str) -> list[int]:
    """Hash every beginning of a stream.

    Args:
        letters: The stream.

    Returns:
        At each position the hash of the letters before it.
    """
    value, values = 0, [0]
    for character in letters:
        value = (value * _BASE + ord(character)) % _MODULUS
        values.append(value)
    return values


def hash_between(prefixes: list[int], start: int, end: int) -> int:
    """Hash a part of a stream, at most `BLOCK` letters, without reading them again.

    Args:
        prefixes: The hashes of the stream's beginnings.
        start: Where the part begins.
        end: Where it ends.

    Returns:
        The hash of the part.
    """
    return (prefixes[end] - prefixes[start] * _POWERS[end - start]) % _MODULUS


def joined_hash(first: int, second: int, length: int) -> int:
    """Hash two parts as if they followed each other.

    Args:
        first: Hash of the first part.
        second: Hash of the second part.
        length: Length of the second part, at most `BLOCK`.

    Returns:
        The hash of both together.
    """
    return (first * _POWERS[length] + second) % _MODULUS


def block_hashes(letters: str) -> tuple[str, ...]:
    """Hash the consecutive blocks of a passage.

    Args:
        letters: The passage's stream; letters after the last whole block are covered by the SHA-256.

    Returns:
        One hash of 16 hexadecimal digits per whole block.
    """
    starts = range(0, len(letters) - BLOCK + 1, BLOCK)
    return tuple(f"{next(rolling_hashes(letters[start : start + BLOCK])):016x}" for start in starts)
