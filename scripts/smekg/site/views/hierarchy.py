"""Where a term stands among others: direct classes above and below, broader and narrower concepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib.namespace import RDFS, SKOS

from smekg.site.content import Content

__all__ = ["Link", "Tree", "class_tree", "path_to", "scheme_tree"]


@dataclass(frozen=True)
class Link:
    """A step from one class to another.

    Attributes:
        iri: The other class.
        inferred: Whether only the reasoner says so.
    """

    iri: str
    inferred: bool


@dataclass(frozen=True)
class Tree:
    """Things with those directly above and below them.

    Attributes:
        above: Thing to those directly above it.
        below: Thing to those directly below it.
        beyond: Class to those further up.
    """

    above: Mapping[str, tuple[Link, ...]]
    below: Mapping[str, tuple[Link, ...]]
    beyond: Mapping[str, tuple[str, ...]]

    def roots(self, among: Iterable[str]) -> list[str]:
        """Pick out the things that stand below no other of them.

        Args:
            among: The things.

        Returns:
            The topmost ones, in the order given.
        """
        members = list(among)
        inside = set(members)
        return [one for one in members if not inside & {link.iri for link in self.above.get(one, ())}]


def class_tree(content: Content) -> Tree:
    """Find the direct super- and subclasses of all classes; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        The ontology's own classes as a tree; one that has several superclasses hangs below each.
    """
    own = set(content.classes)
    stated = {cls: set(_stated(content, cls)) & own - {cls} for cls in own}
    every = {cls: set(content.iris(cls, RDFS.subClassOf)) & own - {cls} for cls in own}
    above: dict[str, tuple[Link, ...]] = {}
    beyond: dict[str, tuple[str, ...]] = {}
    for cls, supers in every.items():
        nearest = {one for one in supers if not any(one in every[other] for other in supers - {one})}
        above[cls] = _sorted(content, (Link(one, one not in stated[cls]) for one in nearest))
        beyond[cls] = tuple(sorted(supers - nearest, key=content.label))
    return Tree(above, _turned(content, above), beyond)


def scheme_tree(content: Content) -> Tree:
    """Find the broader and narrower concepts of all terms; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        The tree; what is broader may be a class.
    """
    above = {
        concept: _sorted(content, (Link(one, False) for one in content.iris(concept, SKOS.broader)))
        for concept in content.instances(SKOS.Concept)
        if content.iris(concept, SKOS.broader)
    }
    return Tree(above, _turned(content, above), {})


def path_to(content: Content, term: str) -> list[str]:
    """Find a way down to a term.

    Args:
        content: The graph.
        term: A class or concept.

    Returns:
        The things above it, the topmost first; where there are several ways, one of them.
    """
    classes, concepts = content.once(class_tree), content.once(scheme_tree)
    path: list[str] = []
    here = term
    while links := concepts.above.get(here) or classes.above.get(here):
        # What is said by hand tells more than what a reasoner adds.
        here = min(links, key=lambda link: link.inferred).iri
        if here == term or here in path:
            break
        path.append(here)
    return path[::-1]


def _stated(content: Content, cls: str) -> Iterable[str]:
    return (v.value for v in content.stated.get(cls, {}).get(str(RDFS.subClassOf), ()))


def _sorted(content: Content, links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: content.label(link.iri)))


def _turned(content: Content, above: Mapping[str, tuple[Link, ...]]) -> Mapping[str, tuple[Link, ...]]:
    below: defaultdict[str, list[Link]] = defaultdict(list)
    for one, links in above.items():
        for link in links:
            below[link.iri].append(Link(one, link.inferred))
    return {iri: _sorted(content, links) for iri, links in below.items()}
