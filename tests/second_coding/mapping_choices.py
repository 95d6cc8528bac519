"""Predicates of mappings as a second reader chose them, who had both definitions and not the predicate."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from smekg.mappings.model import Row

__all__ = ["MappingChoice", "misplaced", "read_choices"]

_TABLE = Path(__file__).with_name("mappings.csv")


@dataclass(frozen=True)
class MappingChoice:
    """The two choices for a pair: exact, close, broad, narrow or related.

    Attributes:
        subject: The term.
        object: The target.
        first: The predicate that the mapping had.
        second: What the second reader chose.
        settled: What it has since.
        because: Why, where the two differ.
    """

    subject: str
    object: str
    first: str
    second: str
    settled: str
    because: str


def read_choices(path: Path = _TABLE) -> dict[tuple[str, str], MappingChoice]:
    """Read the choices.

    Args:
        path: The table.

    Returns:
        Subject and target to the choice.
    """
    with path.open(encoding="utf-8", newline="") as file:
        choices = [MappingChoice(**row) for row in csv.DictReader(file)]
    return {(choice.subject, choice.object): choice for choice in choices}


def misplaced(row: Row, choices: Mapping[tuple[str, str], MappingChoice]) -> bool:
    """Tell whether a mapping has another predicate than was settled.

    Args:
        row: The mapping.
        choices: The choices.

    Returns:
        True where it has; False where nobody chose a second time.
    """
    choice = choices.get((row.subject_id, row.object_id))
    return choice is not None and row.predicate_id != f"skos:{choice.settled}Match"
