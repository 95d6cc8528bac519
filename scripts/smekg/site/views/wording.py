"""How reviews word a term, and what else they call by the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from smekg.namespaces import SMEKG
from smekg.site.content import Content

__all__ = ["Wordings", "wordings_of"]


@dataclass(frozen=True)
class Wordings:
    """The names of a term.

    Attributes:
        written: Review to the wordings that it uses, as it prints them.
        shared: Wording, review, and the other things that this review calls so.
    """

    written: tuple[tuple[str, tuple[str, ...]], ...]
    shared: tuple[tuple[str, str, tuple[str, ...]], ...]


def wordings_of(content: Content, term: str) -> Wordings:
    """Read the namings of a term.

    Args:
        content: The graph.
        term: The term.

    Returns:
        Its wordings, reviews in order.
    """
    written: defaultdict[str, list[str]] = defaultdict(list)
    shared: list[tuple[str, str, tuple[str, ...]]] = []
    for naming in content.referring(term, SMEKG.namesTerm):
        review = content.text(naming, SMEKG.namedIn)
        written[review] += [value.value for value in content.objects(naming, SMEKG.writtenAs)]
        wording = content.text(naming, SMEKG.namedAs)
        for other, things in content.once(_named).get(wording, {}).items():
            left = tuple(sorted(things - {term}, key=content.label))
            if left:
                shared.append((wording, other, left))
    return Wordings(
        written=tuple((review, tuple(sorted(set(words)))) for review, words in sorted(written.items())),
        shared=tuple(sorted(set(shared))),
    )


def _named(content: Content) -> Mapping[str, Mapping[str, set[str]]]:
    """Wording to review to the things that this review calls so."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for naming in content.instances(SMEKG.Naming):
        review = content.text(naming, SMEKG.namedIn)
        found[content.text(naming, SMEKG.namedAs)][review].add(content.text(naming, SMEKG.namesTerm))
    return found
