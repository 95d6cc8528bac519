"""Choosing a media type from the client's `Accept` header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["choose"]


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float

    @property
    def specificity(self) -> int:
        return (self.type != "*") + (self.subtype != "*")

    def covers(self, media_type: str) -> bool:
        kind, _, subtype = media_type.partition("/")
        return self.type in ("*", kind) and self.subtype in ("*", subtype)


def choose(accept: str, offers: Sequence[str]) -> str | None:
    """Choose what the client likes best.

    Args:
        accept: The header; empty for a client that takes anything.
        offers: Media types without parameters; the server's favourite comes first.

    Returns:
        The offer with the highest quality, the first of them among equals, or nothing if the client takes
        none of them.
    """
    ranges = list(_ranges(accept)) if accept.strip() else [_Range("*", "*", 1.0)]
    best = max(offers, key=lambda offer: _quality(offer, ranges))
    return best if _quality(best, ranges) > 0 else None


def _quality(offer: str, ranges: Sequence[_Range]) -> float:
    """The quality that the most specific range gives to an offer."""
    covering = [media_range for media_range in ranges if media_range.covers(offer)]
    return max(covering, key=lambda found: (found.specificity, found.quality)).quality if covering else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    """The readable ranges of a header; what cannot be read asks for nothing."""
    for element in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in element.split(";"))
        kind, slash, subtype = media_range.partition("/")
        quality = _read_quality(parameters)
        if slash and kind and subtype and quality is not None:
            yield _Range(kind, subtype, quality)


def _read_quality(parameters: Sequence[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
            return quality if 0 <= quality <= 1 else None
    return 1.0
