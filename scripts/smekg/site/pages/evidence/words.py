"""The same word for other things, and other words for the same thing, review by review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib.namespace import SKOS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.pages.evidence.answers import ask, by_label, reviews_by_id
from smekg.site.rendering import Page

__all__ = ["Naming", "Words", "page", "read_words"]


@dataclass(frozen=True)
class Naming:
    """A word and its things, or a thing and its words.

    Attributes:
        item: The word, or the label of the thing.
        others: The things, or the wordings; each with the reviews in which it is so named.
    """

    item: str
    others: Mapping[str, tuple[str, ...]]

    @property
    def reviews(self) -> frozenset[str]:
        """The reviews in which it is met."""
        return frozenset(review for met in self.others.values() for review in met)


@dataclass(frozen=True)
class Words:
    """All namings.

    Attributes:
        jingle: Words that name several things.
        jangle: Things with several wordings.
        terms: Label to the IRI of the thing.
    """

    jingle: tuple[Naming, ...]
    jangle: tuple[Naming, ...]
    terms: Mapping[str, str]


def read_words(content: Content) -> Words:
    """Ask which words name several things, and which things have several words.

    Args:
        content: The graph.

    Returns:
        Both, in the order of the alphabet.
    """
    rows = ask(content, "x-jingle-jangle")
    reviews = reviews_by_id(content)
    things = (*content.instances(SKOS.Concept), *content.classes, *content.instances(SMEKG.RealCase))
    jingle, jangle = (_namings(reviews, rows, kind) for kind in ("jingle", "jangle"))
    return Words(jingle, jangle, by_label(content, things))


def page(words: Words) -> Page:
    """Make the page of words.

    Args:
        words: The namings.

    Returns:
        The page.
    """
    return Page(
        address="evidence/words.html",
        template="evidence/words.html",
        title="Words",
        section="evidence",
        summary="Which words name several things, and which things have several words?",
        scripts=("evidence/list.js",),
        styles=("evidence/evidence.css",),
        values={"words": words},
    )


def _namings(reviews: Mapping[str, str], rows: Sequence[Mapping[str, str]], kind: str) -> tuple[Naming, ...]:
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["kind"] == kind:
            found.setdefault(row["item"], {}).setdefault(row["other"], []).append(reviews[row["review"]])
    return tuple(
        Naming(item, _settled(others.items())) for item, others in sorted(found.items(), key=_in_words)
    )


def _in_words(entry: tuple[str, object]) -> str:
    return entry[0].casefold()


def _settled(others: Iterable[tuple[str, list[str]]]) -> Mapping[str, tuple[str, ...]]:
    return {other: tuple(dict.fromkeys(met)) for other, met in others}
