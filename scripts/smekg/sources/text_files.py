"""Text files that a person wrote: UTF-8, of a size that a person writes, with letters that can be seen."""

from __future__ import annotations

import re
from pathlib import Path

from smekg.errors import Finding, FindingsError

__all__ = ["MAX_BYTES", "foreign_character", "read_utf8"]

#: Largest source file that is read, in bytes; a section of a review needs a tenth of it.
MAX_BYTES = 2 * 1024 * 1024
#: Control characters, line ends that other programs take for letters, and code points that are no characters:
#: what is written could not be read back from RDF/XML, CSV or a terminal.
_FOREIGN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_BYTE_ORDER_MARK = "\ufeff"


def read_utf8(path: Path, name: str) -> str:
    """Read a text file that a person wrote.

    Args:
        path: The file.
        name: Name of the file in messages.

    Returns:
        Its text, whose lines end with a line feed however they end in the file, without byte order mark.

    Raises:
        FindingsError: The file is too large, not UTF-8, empty, or holds characters that are none of a text.
    """
    raw = _bytes(path, name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", raw[: error.start])) + 1
        raise _fault(
            name, line, f"byte 0x{raw[error.start]:02x} is not valid UTF-8; save the file as UTF-8"
        ) from error
    text = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _fault(name, 0, "the file is empty; write its content or remove it")
    faults = [
        Finding(name, number, f"{fault}; take it out")
        for number, line in enumerate(text.split("\n"), start=1)
        if (fault := foreign_character(line)) is not None
    ]
    if faults:
        raise FindingsError(faults)
    return text


def foreign_character(text: str) -> str | None:
    """Find a character that does not belong into a text.

    Args:
        text: The text.

    Returns:
        A clause that names the first one, or nothing.
    """
    found = _FOREIGN.search(text)
    return f"the character U+{ord(found.group()):04X} is none of a text" if found else None


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"the file has {size:,} bytes, more than the {MAX_BYTES:,} that are read"
            raise _fault(name, 0, f"{message}; split it by section")
        return path.read_bytes()
    except OSError as error:
        raise _fault(name, 0, f"cannot be read: {error.strerror or error}") from error


def _fault(name: str, line: int, message: str) -> FindingsError:
    return FindingsError([Finding(name, line, message)])
