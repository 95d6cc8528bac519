"""Reading a reader's copy of a paper: plain text, or the text of a PDF."""

from __future__ import annotations

import io
import logging
from pathlib import Path

from smekg.errors import UsageError

__all__ = ["read_paper"]

#: A PDF may have some bytes before its mark.
_HEAD = 1024


def read_paper(path: Path) -> str:
    """Read a paper.

    Args:
        path: Plain text in UTF-8, or a PDF that has text.

    Returns:
        The text; pages of a PDF are parted by form feeds.

    Raises:
        UsageError: The file cannot be read, or has no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if b"%PDF-" in content[:_HEAD]:
        return _pdf_text(path, content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is neither a PDF nor UTF-8 text; save the paper as plain text") from error


def _pdf_text(path: Path, content: bytes) -> str:
    # Loading the library takes long, and most copies are plain text.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import DependencyError, FileNotDecryptedError  # noqa: PLC0415

    # What it warns of does not help a reader; what it raises is told below.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        text = "\f".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise UsageError(
            f"{path} is encrypted; open it, save or print it without a password, or save it as plain text"
        ) from error
    # A broken PDF makes the library raise almost anything.
    except Exception as error:
        raise UsageError(
            f"{path} is a broken PDF ({error}); save it again, or save it as plain text"
        ) from error
    if not any(character.isalnum() for character in text):
        raise UsageError(
            f"{path} has no text, only pictures of pages; run text recognition (OCR) on it first"
        )
    return text
