"""YAML that remembers its lines and guesses no types.

Every scalar stays the text that was typed (`NO` is not false, `12:30` is not 750); the model of
the file decides what it must be. Anchors, aliases and tags are refused, so that no file can grow
while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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
    """The content of a YAML file and the line of each part.

    Attributes:
        path: Name of the file as the user knows it.
        value: Text, lists and dictionaries, nothing else.
        lines: Line, counted from 1, of the part at each place.
        ends: Last line of the part at each place.
    """

    path: str
    value: Any
    lines: dict[Place, int] = field(repr=False)
    ends: dict[Place, int] = field(repr=False)

    def line(self, *place: str | int) -> int:
        """Tell the line of a place, or of the nearest enclosing part that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


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
    try:
        _refuse_unsafe(text, name)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Where something is missing at the end, the mark stands on a line that the file need not have.
        line = min(mark.line, text.count("\n")) + 1 if mark else 0
        raise _fault(name, line, f"not valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise _fault(name, 0, f"not valid YAML: {' '.join(str(error).split())}") from error
    if root is None:
        raise _fault(name, 0, "the file holds only comments; write its content or remove it")
    composer = _Composer(name)
    value = composer.plain(root, ())
    if composer.faults:
        raise FindingsError(composer.faults)
    return Marked(name, value, composer.lines, composer.ends)


class _Composer:
    """Turns YAML nodes into plain values and notes the lines of every part."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self.ends: dict[Place, int] = {}
        self.faults: list[Finding] = []

    def plain(self, node: yaml.Node, place: Place) -> Any:  # noqa: ANN401 - text, a list or a mapping
        self.lines.setdefault(place, node.start_mark.line + 1)
        self.ends[place] = _last_line(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*place, i)) for i, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        return self._text(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(Finding(self.name, line, "a key is a list or a mapping; write a word"))
                continue
            key = self._text(key_node)
            if key in content:
                self.faults.append(Finding(self.name, line, f'the key "{key}" is given twice; keep one'))
            self.lines[(*place, key)] = line
            content[key] = self.plain(value_node, (*place, key))
        return content

    def _text(self, node: yaml.Node) -> str:
        """The text of a scalar; in quotation marks, it may hold by an escape what the file may not hold."""
        text = str(node.value)
        fault = foreign_character(text)
        if fault is not None:
            self.faults.append(Finding(self.name, node.start_mark.line + 1, f"{fault}; take its escape out"))
        return text


def _refuse_unsafe(text: str, name: str) -> None:
    depth = 0
    for event in _events(text):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _fault(
                name, line, "anchors (&) and aliases (*) are not allowed; write the value out, or quote it"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise _fault(name, line, f"the tag {event.tag} is not allowed; write plain text")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _fault(name, line, f"nested more than {MAX_DEPTH} levels deep; flatten it")


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_Loader)


def _last_line(node: yaml.Node) -> int:
    """The last line with content: block collections are marked as ending where the next token starts."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last_line(node.value[-1])
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last_line(node.value[-1][1])
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.line)
    return int(node.end_mark.line) + 1


def _fault(name: str, line: int, message: str) -> FindingsError:
    return FindingsError([Finding(name, line, message)])
