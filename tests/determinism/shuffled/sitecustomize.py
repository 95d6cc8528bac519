"""Lets a Python process see folders in an order that changes with every look, as a file system may."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_scandir, _listdir = os.scandir, os.listdir
_random = random.SystemRandom()


class _Shuffled:
    """The entries of a folder, to be used as those of `os.scandir`."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - those of `os.scandir`
        with _scandir(*arguments) as entries:
            found = list(entries)
        _random.shuffle(found)
        self._entries: Iterator[os.DirEntry[str]] = iter(found)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Shuffled:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is left open."""


def _shuffled_names(*arguments: Any) -> list[Any]:  # noqa: ANN401 - those of `os.listdir`
    names = _listdir(*arguments)
    _random.shuffle(names)
    return names


os.scandir = _Shuffled  # type: ignore[assignment]
os.listdir = _shuffled_names  # type: ignore[assignment]
