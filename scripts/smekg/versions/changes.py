"""What a comparison of two versions finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Change", "Comparison", "Section", "Version"]


class Section(StrEnum):
    """What a change is about, in the order in which a report tells it."""

    TERMS = "terms"
    MAPPINGS = "mappings"
    CLAIMS = "claims"
    NUMBERS = "numbers"
    WORKS = "works"
    CITATIONS = "citations"
    REVIEWS = "reviews"
    COUNTS = "counts"
    QUERIES = "queries"
    ANSWERS = "answers"


@dataclass(frozen=True, order=True)
class Change:
    """One difference between two versions.

    Attributes:
        section: What it is about.
        kind: What happened: added, removed, changed, renamed, relabelled, redefined, deprecated, ….
        name: Label or id of what changed.
        iri: Its IRI, or for a stored query its id.
        slot: Which part of it changed; empty for the whole.
        old: What it was; empty where there was nothing.
        new: What it is now; empty where nothing is left.
        note: What else is to be known, for example what replaces it.
        breaking: Why users of the old version must do something; empty where they need not.
        place: File and line in the sources of the new version, where they are at hand.
    """

    section: Section
    kind: str
    name: str
    iri: str
    slot: str = ""
    old: str = ""
    new: str = ""
    note: str = ""
    breaking: str = ""
    place: str = ""


@dataclass(frozen=True)
class Version:
    """One side of a comparison, as a report names it.

    Attributes:
        name: What the user called it.
        digest: Hash of its graph.
        triples: Number of its triples.
    """

    name: str
    digest: str
    triples: int


@dataclass(frozen=True)
class Comparison:
    """The differences between two versions.

    Attributes:
        old: The older version.
        new: The newer version.
        changes: The differences, by section and name.
        notes: What the comparison could not tell.
    """

    old: Version
    new: Version
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    @property
    def same_graph(self) -> bool:
        """Whether both graphs are equal, up to the names of blank nodes."""
        return self.old.digest == self.new.digest

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes after which users of the old version must do something."""
        return tuple(change for change in self.changes if change.breaking)
