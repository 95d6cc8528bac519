"""How a long step tells its caller what it is doing; free of heavy imports."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress", "quiet"]

#: Told the name of each step as it starts.
Progress = Callable[[str], None]


def quiet(_step: str) -> None:
    """Tell nobody."""
