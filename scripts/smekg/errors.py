"""Errors a user can mend: they carry the place and say what to do, and never show a traceback."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "EXIT_CLEAN",
    "EXIT_FAILURE",
    "EXIT_FINDINGS",
    "Finding",
    "FindingsError",
    "LabelError",
    "SmekgError",
    "UsageError",
    "cannot_write",
    "disk_is_full",
    "quoted",
    "relative",
]

#: Exit status of a command that found nothing wrong.
EXIT_CLEAN = 0
#: Exit status of a command that worked and found something wrong in the data.
EXIT_FINDINGS = 1
#: Exit status of a command that was called wrongly or could not do its work.
EXIT_FAILURE = 2
#: Ends of lines, and what a terminal would take for a command.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
#: Letters of a user's text that a message repeats.
MAX_QUOTED = 200
#: Letters of a finding's message that are shown.
MAX_MESSAGE = 2000


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in a file.

    Attributes:
        path: The file, relative to the data root where it lies below it.
        line: Line number counted from 1; 0 when the file as a whole is meant.
        message: What is wrong and what to do about it.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {_on_one_line(self.message)}"


class LabelError(LookupError):
    """A label does not lead to one term that is in use."""


class SmekgError(Exception):
    """Base of all errors that are shown to the user without a traceback."""

    exit_code = EXIT_FAILURE


class UsageError(SmekgError):
    """The command was called wrongly, or something outside the data stands in its way."""


class FindingsError(SmekgError):
    """The data has faults; all of them are listed.

    Attributes:
        findings: The faults, sorted by file and line.
    """

    exit_code = EXIT_FINDINGS

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.findings)
        listed = "\n".join(str(finding) for finding in self.findings)
        return f"{listed}\n{count} fault{'' if count == 1 else 's'} found"


def disk_is_full(error: OSError) -> bool:
    """Tell whether there was no room to write.

    Args:
        error: What the system said; the on-disk store passes on the words alone.

    Returns:
        Whether the disk is full, or what the user may take of it.
    """
    full = (errno.ENOSPC, errno.EDQUOT)
    return error.errno in full or any(os.strerror(number) in str(error) for number in full)


def cannot_write(out: Path, error: OSError) -> UsageError:
    """Say that something cannot be written.

    Args:
        out: What the user wanted to be written.
        error: What the system said.

    Returns:
        The error with what to do.
    """
    if disk_is_full(error):
        return UsageError(
            f"cannot write to {out}: the disk is full; make room, or give --out a folder on another disk. "
            "What was there before is untouched"
        )
    where = f": {error.filename}" if error.filename else ""
    return UsageError(f"cannot write to {out}: {error.strerror or error}{where}")


def quoted(text: str) -> str:
    """Repeat what a user wrote, in a message.

    Args:
        text: Any text, also one that is long or no text at all, as bytes on a command line can be.

    Returns:
        The text in quotation marks, cut where it is long, and with escapes where it cannot be shown.
    """
    shown = text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"
    return f'"{shown if shown.isprintable() else shown.encode("unicode_escape").decode()}"'


def _on_one_line(message: str) -> str:
    """What was written in a file may be of many lines, or very long; a finding is neither."""
    line = _CONTROLS.sub(" ", message)
    return line if len(line) <= MAX_MESSAGE else f"{line[:MAX_MESSAGE]}…"


def relative(path: Path, root: Path) -> str:
    """Name a file the way the user knows it.

    Args:
        path: The file.
        root: The folder that paths are shown relative to.

    Returns:
        The path below `root`, or the whole path where it lies elsewhere.
    """
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
