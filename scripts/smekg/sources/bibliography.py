"""BibTeX of the works that a review cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bibtexparser
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry

from smekg.errors import Finding, FindingsError
from smekg.sources.marked_yaml import read_utf8

__all__ = ["Work", "read_bibliography"]

#: Fields that are read; another one is reported as a likely typing error.
FIELDS = frozenset(
    {
        *("author", "booktitle", "doi", "editor", "institution", "issn", "journal", "journaltitle"),
        *("langid", "note", "number", "pages", "printed", "publisher", "school", "series", "title"),
        *("type", "url", "variants", "volume", "year"),
    }
)
_KEY = re.compile(r"[a-z][a-z0-9]*")
_YEAR = re.compile(r"(1[89]|20)\d\d")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True)
class Work:
    """A cited work.

    Attributes:
        key: Citation key, also the last part of the work's IRI.
        entry_type: BibTeX type: `article`, `book`, `misc`, ….
        fields: Field name to text, braces removed.
        line: Line of the entry in its file, counted from 1.
    """

    key: str
    entry_type: str
    fields: dict[str, str]
    line: int

    @property
    def printed(self) -> str:
        """The citation as the review prints it, for example `Boehe (2013)`."""
        return self.fields["printed"]

    @property
    def variants(self) -> tuple[str, ...]:
        """Other spellings under which the same review also prints the citation."""
        return tuple(v.strip() for v in self.fields.get("variants", "").split(";") if v.strip())


def read_bibliography(path: Path, name: str) -> dict[str, Work]:
    """Read a review's `works.bib`.

    Args:
        path: The file.
        name: Name of the file in messages.

    Returns:
        The works by key, in file order.

    Raises:
        FindingsError: Entries cannot be parsed, repeat a key, lack author, year or printed form,
            or carry a malformed key, year or DOI.
    """
    library = bibtexparser.parse_string(read_utf8(path, name))
    faults = [_failure(block, name) for block in library.failed_blocks]
    works = {entry.key: _work(entry) for entry in library.entries}
    for work in works.values():
        faults += [Finding(name, work.line, f"{work.key}: {fault}") for fault in _faults(work)]
    if faults:
        raise FindingsError(faults)
    return works


def _work(entry: Entry) -> Work:
    fields = {
        f.key.lower(): " ".join(str(f.value).replace("{", "").replace("}", "").split()) for f in entry.fields
    }
    return Work(entry.key, entry.entry_type.lower(), fields, entry.start_line + 1)


def _failure(block: Any, name: str) -> Finding:  # noqa: ANN401 - bibtexparser is untyped
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateBlockKeyBlock):
        return Finding(name, line, f'the key "{block.key}" is used twice; keep one entry per work')
    if isinstance(block, DuplicateFieldKeyBlock):
        doubled = ", ".join(sorted(block.duplicate_keys))
        return Finding(name, line, f"the entry gives a field twice ({doubled}); keep one")
    return Finding(name, line, f"not a BibTeX entry: {' '.join(str(block.error).split())}")


def _faults(work: Work) -> list[str]:
    faults = []
    if not _KEY.fullmatch(work.key):
        faults.append("a key is lower-case letters and digits, such as boehe2013")
    if not (work.fields.get("author") or work.fields.get("editor")):
        faults.append("the author is missing; add author = {…}")
    if not _YEAR.fullmatch(work.fields.get("year", "")):
        faults.append("the year is missing or not four digits; correct year = {…}")
    if not work.fields.get("printed"):
        faults.append("the printed form is missing; add printed = {Author (year)} as the review prints it")
    if "doi" in work.fields and not _DOI.fullmatch(work.fields["doi"]):
        faults.append("the DOI must start with 10. and have no resolver address before it")
    faults += [
        f'unknown field "{field}"; known: {", ".join(sorted(FIELDS))}'
        for field in work.fields
        if field not in FIELDS
    ]
    return faults
