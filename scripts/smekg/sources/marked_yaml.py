"""YAML that remembers its lines and guesses no types.

Every scalar stays the text that was typed (`NO` is not false, `12:30` is not 750); the model of
the file decides what it must be. Anchors, aliases and tags are refused, so that no file can grow
while it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from smekg.errors import Finding, FindingsError
from smekg.sources.text_files import foreign_character, read_utf8

__all__ = ["Marked", "parse_marked", "read_marked"]

#: Deepest nesting of lists and mappings; the format itself needs five.
MAX_DEPTH = 20

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: A place inside a document: mapping keys and list positions from the top.
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Marked:
    """The content of a YAML file; it can tell the line of each part.

    Lines are looked up in the text when somebody asks: to keep those of all parts takes more memory than the
    content itself, and most are never asked for.

    Attributes:
        path: Name of the file as the user knows it.
        value: Text, lists and dictionaries, nothing else.
        text: The text that was read.
        starts: Line, counted from 1, of each item where the whole is a list.
    """

    path: str
    value: Any
    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    @property
    def lines(self) -> dict[Place, int]:
        """Line, counted from 1, of the part at each place."""
        return self._noted.lines

    @property
    def ends(self) -> dict[Place, int]:
        """Last line of the part at each place."""
        return self._noted.ends

    def line(self, *place: str | int) -> int:
        """Tell the line of a place, or of the nearest enclosing part that exists."""
        if len(place) == 1 and isinstance(place[0], int) and place[0] < len(self.starts):
            return self.starts[place[0]]
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    @cached_property
    def _noted(self) -> _Composer:
        composer = _Composer(self.text, self.path, noting=True)
        composer.document()
        return composer


def read_marked(path: Path, name: str) -> Marked:
    """Read a YAML file with line marks.

    Args:
        path: The file.
        name: Name of the file in messages.

    Returns:
        Its content and lines.

    Raises:
        FindingsError: The file cannot be read as plain YAML; every duplicate key is listed.
    """
    return parse_marked(read_utf8(path, name), name)


def parse_marked(text: str, name: str) -> Marked:
    """Parse YAML text with line marks.

    Args:
        text: The text.
        name: Name of its file in messages.

    Returns:
        Its content and lines.

    Raises:
        FindingsError: It is not plain YAML; every duplicate key is listed.
    """
    composer = _Composer(text, name, noting=False)
    try:
        value = composer.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Where something is missing at the end, the mark stands on a line that the file need not have.
        line = min(mark.line, text.count("\n")) + 1 if mark else 0
        raise _fault(name, line, f"not valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise _fault(name, 0, f"not valid YAML: {' '.join(str(error).split())}") from error
    if composer.faults:
        raise FindingsError(composer.faults)
    return Marked(name, value, text, tuple(composer.starts))


class _Composer:
    """Turns YAML events into plain values, refuses what is not plain, and notes lines if asked to."""

    def __init__(self, text: str, name: str, *, noting: bool) -> None:
        self.name, self.noting = name, noting
        self.lines: dict[Place, int] = {}
        self.ends: dict[Place, int] = {}
        self.starts: list[int] = []
        self.faults: list[Finding] = []
        self._last = 0
        self._next: Callable[[], Any] = _Loader(text).get_event

    def document(self) -> Any:  # noqa: ANN401 - text, a list or a mapping
        """Read the only document of the text."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise _fault(self.name, 0, "the file holds only comments; write its content or remove it")
        value = self._part(self._next(), (), 0)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refusal(after, "not valid YAML: a second document begins; keep one")
        return value

    def _part(self, event: Any, place: Place, depth: int) -> Any:  # noqa: ANN401
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor:
            message = "anchors (&) and aliases (*) are not allowed; write the value out, or quote it"
            raise self._refusal(event, message)
        if event.tag is not None and event.tag != "!":
            raise self._refusal(event, f"the tag {event.tag} is not allowed; write plain text")
        if self.noting:
            self.lines.setdefault(place, event.start_mark.line + 1)
        value: Any
        if kind is yaml.ScalarEvent:
            value = event.value
            # In quotation marks, an escape may stand for what the file itself may not hold.
            if event.style == '"' and (fault := foreign_character(value)) is not None:
                message = f"{fault}; take its escape out"
                self.faults.append(Finding(self.name, event.start_mark.line + 1, message))
            # A block of text is marked as ending where the next token starts.
            self._last = event.end_mark.line + (event.style not in ("|", ">")) if self.noting else 0
        else:
            if depth == MAX_DEPTH:
                raise self._refusal(event, f"nested more than {MAX_DEPTH} levels deep; flatten it")
            compose = self._mapping if kind is yaml.MappingStartEvent else self._list
            value, end = compose(place, depth + 1)
            # So is a block of parts: it ends where its last part does.
            if event.flow_style or not value:
                self._last = end.end_mark.line + 1
        if self.noting:
            self.ends[place] = self._last
        return value

    def _list(self, place: Place, depth: int) -> tuple[list[Any], Any]:
        items: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            if depth == 1:
                self.starts.append(event.start_mark.line + 1)
            items.append(self._part(event, (*place, len(items)) if self.noting else place, depth))
        return items, event

    def _mapping(self, place: Place, depth: int) -> tuple[dict[str, Any], Any]:
        content: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            inner, start = place, event.start_mark
            if isinstance(event, yaml.CollectionStartEvent):
                raise self._refusal(event, "a key is a word, not a list or a mapping; quote it")
            key = self._part(event, (), depth)
            if key in content:
                message = f'the key "{key}" is given twice; keep one'
                self.faults.append(Finding(self.name, start.line + 1, message))
            if self.noting:
                inner = (*place, key)
                self.lines[inner] = start.line + 1
            content[key] = self._part(self._next(), inner, depth)
        return content, event

    def _refusal(self, event: Any, message: str) -> FindingsError:  # noqa: ANN401
        return _fault(self.name, event.start_mark.line + 1, message)


def _fault(name: str, line: int, message: str) -> FindingsError:
    return FindingsError([Finding(name, line, message)])
