"""BibTeX of the works that a review cites."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bibtexparser
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    Field,
    ImplicitComment,
    Preamble,
    String,
)

from smekg.errors import Finding, FindingsError
from smekg.sources.text_files import read_utf8
from smekg.suggest import nearest

__all__ = ["Work", "read_bibliography"]

#: Fields that are read; another one is reported as a likely typing error.
FIELDS = frozenset(
    {
        *("author", "booktitle", "doi", "editor", "institution", "issn", "journal", "journaltitle"),
        *("langid", "note", "number", "pages", "printed", "publisher", "school", "series", "title"),
        *("type", "url", "variants", "volume", "year"),
    }
)
#: The types of BibTeX.
TYPES = frozenset(
    {
        *("article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual"),
        *("mastersthesis", "misc", "phdthesis", "proceedings", "techreport", "unpublished"),
    }
)
_KEY = re.compile(r"[a-z][a-z0-9]*")
_YEAR = re.compile(r"(1[89]|20)[0-9][0-9]")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
#: A value of a field: in braces, in quotation marks, or a whole number.
_ENCLOSED = re.compile(r'\{.*\}|"[^"]*"|[0-9]+', re.DOTALL)


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
        FindingsError: Something is no entry, or entries repeat a key, lack author, year or printed form,
            carry a malformed key, year or DOI, or have values that are not plain text in braces.
    """
    # What it warns of is told below, with the file.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(read_utf8(path, name), parse_stack=[])
    faults = [_failure(block, name) for block in library.failed_blocks]
    faults += [fault for block in library.blocks for fault in _strays(block, name)]
    faults += [
        Finding(name, field.start_line + 1, f"{entry.key}: {fault}")
        for entry in library.entries
        for field in entry.fields
        for fault in _value_faults(field)
    ]
    faults += [fault for entry in library.entries for fault in _doubled(entry, name)]
    works = {entry.key: _work(entry) for entry in library.entries}
    for work in works.values():
        faults += [Finding(name, work.line, f"{work.key}: {fault}") for fault in _faults(work)]
    if faults:
        raise FindingsError(faults)
    return works


def _work(entry: Entry) -> Work:
    fields = {f.key.lower(): _plain(f.value) for f in entry.fields}
    return Work(entry.key, entry.entry_type.lower(), fields, entry.start_line + 1)


def _plain(value: str) -> str:
    """The text of a value without what encloses it and without the braces that keep capitals."""
    inner = value[1:-1] if value[:1] in ('"', "{") else value
    return " ".join(inner.replace("{", "").replace("}", "").split())


def _doubled(entry: Entry, name: str) -> Iterator[Finding]:
    """Fields that differ in nothing but capitals."""
    seen: dict[str, str] = {}
    for field in entry.fields:
        other = seen.setdefault(field.key.lower(), field.key)
        if other != field.key:
            message = f"{entry.key}: {field.key} and {other} are one field; keep one"
            yield Finding(name, field.start_line + 1, message)


def _value_faults(field: Field) -> Iterator[str]:
    if not _ENCLOSED.fullmatch(field.value) or _closes_early(field.value):
        yield f"the value of {field.key} is not one text in braces; write {field.key} = {{…}}"
    if "\\" in field.value:
        yield f"{field.key} holds a backslash; write the letter itself, é in place of \\'e"


def _closes_early(value: str) -> bool:
    """Whether the braces of a value do not pair, or its first one is closed before its end."""
    depth = 0
    for position, character in enumerate(value):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0 or (depth == 0 and value[0] == "{" and position < len(value) - 1):
            return True
    return depth != 0


def _strays(block: Block, name: str) -> Iterator[Finding]:
    """What BibTeX leaves out or replaces: it would be lost, and the loss not seen."""
    line = (block.start_line or 0) + 1
    if isinstance(block, ImplicitComment):
        for number, text in enumerate(block.raw.split("\n"), start=line):
            if text.strip() and not text.lstrip().startswith("%"):
                message = "no entry begins here; begin it with @type{key, or a remark with %"
                yield Finding(name, number, message)
    elif isinstance(block, (ExplicitComment, Preamble, String)):
        yield Finding(name, line, "only entries of works are read; write a remark with % and texts in full")


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
    if work.entry_type not in TYPES:
        near = nearest(work.entry_type, TYPES)
        hint = f'; did you mean "@{near}"?' if near else f"; known: {', '.join(sorted(TYPES))}"
        faults.append(f'unknown type "@{work.entry_type}"{hint}')
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
