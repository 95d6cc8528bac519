"""How a long step tells its caller what it is doing; free of heavy imports."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress"]

#: Told the name of each step as it starts.
Progress = Callable[[str], None]
