"""Garbage collection, left off while much is made and nothing is thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collecting_later"]


@contextmanager
def collecting_later() -> Iterator[None]:
    """Collect no cycles meanwhile; also a decorator.

    Reading and building make millions of objects that stay. Python looks through them again and again for
    cycles that it could free, which takes as long as making them.

    Yields:
        Nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
