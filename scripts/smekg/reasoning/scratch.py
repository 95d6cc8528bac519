"""What owlready2 and the Java that it starts leave behind when they fail or are killed, and how it goes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import owlready2.reasoning

from smekg.processes import end_with_parent
from smekg.reading import Held, remove_unread

__all__ = ["own_scratch"]

_PREFIX = "smekg-hermit-"


@contextmanager
def own_scratch() -> Iterator[None]:
    """Give owlready2 a folder for its temporary files, and let its Java end with this process.

    owlready2 forgets its file when the reasoner fails. The folder of a process that was killed is removed by
    the next one.
    """
    before, arguments = tempfile.tempdir, owlready2.reasoning._subprocess_kargs
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        remove_unread(left)
    with _held_folder() as folder:
        try:
            tempfile.tempdir = str(folder)
            if sys.platform == "linux":
                # There is no other way to reach the call that starts Java.
                owlready2.reasoning._subprocess_kargs = {"preexec_fn": partial(end_with_parent, os.getpid())}
            yield
        finally:
            tempfile.tempdir, owlready2.reasoning._subprocess_kargs = before, arguments


@contextmanager
def _held_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        held = Held(folder)
    except FileNotFoundError:
        # Another process took it for one that was left, in the moment before it was held.
        with _held_folder() as other:
            yield other
        return
    try:
        yield held.folder
    finally:
        held.close()
        remove_unread(held.folder)
