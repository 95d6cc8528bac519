"""The finished graph, read once for all pages: what is said of each thing, and what refers to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from zlib import crc32

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from smekg.namespaces import SMEKG, graph_iri
from smekg.queries.model import StoredQuery
from smekg.site.amounts import amount, is_numeral
from smekg.site.names import author_names, short_names

__all__ = ["Content", "Facts", "Object", "read_content"]

Object = ox.NamedNode | ox.BlankNode | ox.Literal
#: What is said of one thing: predicate IRI to objects.
Facts = Mapping[str, tuple[Object, ...]]

_DERIVED = frozenset(str(graph_iri(name)) for name in ("derived", "inferred"))
_LABELS = (str(SKOS.prefLabel), str(RDFS.label), str(SMEKG.statement), str(DCTERMS.title))
_NOTHING: Facts = {}
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Content:
    """The graph as pages read it.

    Attributes:
        store: The graph, for stored queries.
        stated: Subject to what ontology, vocabulary and reviews say of it.
        derived: Subject to what reasoner and rules add.
        incoming: Object IRI to predicate IRI to the subjects that refer to it, sorted.
        nested: Blank node to what is said of it.
        queries: The stored queries by id.
        build_id: Hash that names the build.
        share: Which part of how many this is, where pages are made in parts.
    """

    store: ox.Store
    stated: Mapping[str, Facts]
    derived: Mapping[str, Facts]
    incoming: Mapping[str, Mapping[str, tuple[str, ...]]]
    nested: Mapping[str, Facts]
    queries: Mapping[str, StoredQuery]
    build_id: str
    share: tuple[int, int] = (0, 1)
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def part(self, position: int, parts: int) -> Content:
        """Take a part of the things, for those who make their pages.

        Args:
            position: Which part.
            parts: How many there are.

        Returns:
            The same graph with all that was made of it so far; only what `mine` chooses differs.
        """
        taken = copy(self)
        object.__setattr__(taken, "share", (position, parts))
        return taken

    def mine(self, iris: Iterable[str]) -> Iterator[str]:
        """Choose the things whose pages belong to this part.

        Args:
            iris: IRIs.

        Yields:
            Those of this part, in the order given; all of them where there is one part.
        """
        part, parts = self.share
        return (iri for iri in iris if parts == 1 or crc32(iri.encode()) % parts == part)

    def once(self, make: Callable[[Content], _Made]) -> _Made:
        """Keep what several page types make of the graph, so that it is made only once.

        Args:
            make: A function of the content, known by its identity.

        Returns:
            What it made at the first call.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Every IRI of which something is said, sorted."""
        return tuple(sorted(self.stated.keys() | self.derived.keys()))

    def objects(self, subject: str, predicate: object) -> tuple[Object, ...]:
        """List what a predicate says of a thing, stated or derived.

        Args:
            subject: The thing's IRI.
            predicate: The predicate's IRI.

        Returns:
            The objects, stated ones first.
        """
        key = str(predicate)
        stated = self.stated.get(subject, _NOTHING).get(key, ())
        derived = self.derived.get(subject, _NOTHING).get(key)
        return stated + tuple(value for value in derived if value not in stated) if derived else stated

    def iris(self, subject: str, predicate: object) -> tuple[str, ...]:
        """List the IRIs that a predicate relates a thing to.

        Args:
            subject: The thing's IRI.
            predicate: The predicate's IRI.

        Returns:
            The IRIs, without the blank nodes and literals.
        """
        found = self.objects(subject, predicate)
        return tuple([value.value for value in found if isinstance(value, ox.NamedNode)]) if found else ()

    def text(self, subject: str, predicate: object) -> str:
        """Read one value.

        Args:
            subject: The thing's IRI.
            predicate: The predicate's IRI.

        Returns:
            The first object's text or IRI; an empty text where there is none.
        """
        found = self.objects(subject, predicate)
        return found[0].value if found else ""

    def referring(self, iri: str, predicate: object) -> tuple[str, ...]:
        """List what refers to a thing.

        Args:
            iri: The thing's IRI.
            predicate: The predicate's IRI.

        Returns:
            The IRIs of the subjects, sorted.
        """
        return self.incoming.get(iri, {}).get(str(predicate), ())

    def instances(self, cls: object) -> tuple[str, ...]:
        """List the instances of a class, of exactly this class.

        Args:
            cls: The class's IRI.

        Returns:
            Their IRIs, sorted.
        """
        return self.referring(str(cls), RDF.type)

    def label(self, iri: str) -> str:
        """Name a thing.

        Args:
            iri: Its IRI.

        Returns:
            Its short name; where the graph names it nowhere, its kind and the last part of the IRI.
        """
        name = self.labels.get(iri)
        if name:
            return name
        kinds = [self.labels[kind] for kind in self.iris(iri, RDF.type) if kind in self.labels]
        local = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return f"{kinds[0]} {local}" if kinds else local

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Short name of every thing that has one; works as authors and year."""
        found = {iri: name for iri in self.subjects if (name := self._name(iri))}
        found |= short_names(self._authors_and_years())
        return found | {claim: self._cell(claim, found) for claim in self.claims if claim not in found}

    def _cell(self, claim: str, labels: Mapping[str, str]) -> str:
        """A cell of a table has no statement: its slots make one."""
        slots = (SMEKG.subject, SMEKG.relation, SMEKG.object)
        subject, relation, target = (labels.get(self.text(claim, slot), "") for slot in slots)
        value, unit = self.text(claim, SMEKG.value), self.text(claim, SMEKG.unit)
        rating = labels.get(self.text(claim, SMEKG.rating))
        if value and claim in self.ordinals:
            said = f"{subject} is {target} {value}" if target else f"{subject} bears the number {value}"
        elif value:
            comparator = labels.get(self.text(claim, SMEKG.comparator), "")
            said = " ".join(filter(None, (f"{subject}:", target, comparator, amount(value, unit))))
        elif rating:
            said = f"{subject} {relation} {target}: {rating}"
        else:
            said = f"{subject} {relation} {target or f'“{self.text(claim, SMEKG.printedAs)}”'}"
        return f"{said[:1].upper()}{said[1:]}."

    @cached_property
    def ordinals(self) -> frozenset[str]:
        """The numbers that tell the place of something in an order, and those that restate them."""
        numbers = [claim for claim in self.claims if self.text(claim, SMEKG.value)]
        alike: defaultdict[str, set[str]] = defaultdict(set)
        for claim in numbers:
            for other in self.iris(claim, SMEKG.restates):
                alike[claim].add(other)
                alike[other].add(claim)
        left = [
            claim
            for claim in numbers
            if self.iris(claim, SMEKG.rankedIn) or is_numeral(self.text(claim, SMEKG.printedAs))
        ]
        found = set(left)
        while left:
            new = alike[left.pop()] - found
            found |= new
            left += new
        return frozenset(found)

    def _name(self, iri: str) -> str:
        return next((text for predicate in _LABELS if (text := self.text(iri, predicate))), "")

    def _authors_and_years(self) -> Iterator[tuple[str, list[str], str]]:
        for work in self.instances(SMEKG.Publication):
            yield work, author_names(self.text(work, SMEKG.authors)), self.text(work, SMEKG.year)

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Every claim, sorted."""
        kinds = self.referring(str(SMEKG.Claim), RDFS.subClassOf)
        return tuple(sorted({claim for kind in kinds for claim in self.instances(kind)}))

    @cached_property
    def reviews(self) -> tuple[str, ...]:
        """The works whose statements the graph holds, sorted."""
        return self.instances(SMEKG.Review)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The ontology's own classes, sorted."""
        return tuple(cls for cls in self.instances(OWL.Class) if cls.startswith(SMEKG))


def read_content(store: ox.Store, queries: Mapping[str, StoredQuery], build_id: str) -> Content:
    """Read the graph of a build.

    Args:
        store: The graph.
        queries: The stored queries by id.
        build_id: Hash that names the build.

    Returns:
        The content of all pages.
    """
    stated: defaultdict[str, defaultdict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
    derived: defaultdict[str, defaultdict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
    nested: defaultdict[str, defaultdict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
    incoming: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, graph in store:
        name = predicate.value
        if isinstance(subject, ox.BlankNode):
            nested[subject.value][name].append(value)
            continue
        (derived if graph.value in _DERIVED else stated)[subject.value][name].append(value)
        if isinstance(value, ox.NamedNode):
            incoming[value.value][name].append(subject.value)
    return Content(
        store=store,
        stated=_settled(stated),
        derived=_settled(derived),
        incoming={
            iri: {name: tuple(sorted(set(subjects))) for name, subjects in by.items()}
            for iri, by in incoming.items()
        },
        nested=_settled(nested),
        queries=queries,
        build_id=build_id,
    )


def _settled(found: Mapping[str, Mapping[str, Iterable[Object]]]) -> Mapping[str, Facts]:
    return {
        subject: {name: tuple(sorted(dict.fromkeys(values), key=str)) for name, values in by.items()}
        for subject, by in found.items()
    }
