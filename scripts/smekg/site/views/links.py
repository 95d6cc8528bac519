"""What is linked to what in the graph: the properties between kinds of things, and how often each is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, XSD

from smekg.namespaces import SMEKG
from smekg.site.content import Content, Object
from smekg.site.descriptions import short_name
from smekg.site.views.linked_kinds import KINDS, Kind, Link, Schema

__all__ = ["schema"]

_BY_KEY = {kind.key: kind for kind in KINDS}
_INDIVIDUAL = str(OWL.NamedIndividual)
_TEXTS = {str(XSD.string), str(RDF.langString)}


def schema(content: Content) -> Schema:
    """Find out how the graph is linked; to be called by `content.once(schema)`.

    Args:
        content: The graph.

    Returns:
        The kinds that have members, and the properties that begin at them.
    """
    return _Finder(content).schema()


def _members(content: Content, kind: Kind) -> Iterator[str]:
    classes = {kind.cls}
    left = [kind.cls] if kind.below else []
    while left:
        found = set(content.referring(left.pop(), RDFS.subClassOf)) - classes
        classes |= found
        left += found
    for cls in classes:
        yield from content.instances(cls)


class _Target(NamedTuple):
    """What a property leads to: key of a kind, words, pattern with `?o` for the object."""

    key: str
    words: str
    condition: str
    is_value: bool = False


_ELSEWHERE = _Target("", "a thing described elsewhere", "FILTER NOT EXISTS { ?o a ?any }")
#: A class expression of the ontology, which has no IRI.
_EXPRESSION = _Target("", "an expression", "FILTER(isBlank(?o))")


class _Finder:
    def __init__(self, content: Content) -> None:
        self.content = content
        self.members: dict[_Target, frozenset[str]] = {}
        for kind in KINDS:
            pattern = f"{kind.pattern} ." + (f" FILTER(isIRI(?{kind.key}))" if kind.iri_only else "")
            target = _Target(kind.key, kind.name, pattern.replace(f"?{kind.key}", "?o"))
            self._add(target, _members(content, kind))
        self.of_kind = frozenset().union(*self.members.values())
        self._add_classes()
        self.belongs: dict[str, list[_Target]] = {}
        for target, found in self.members.items():
            for iri in found:
                self.belongs.setdefault(iri, []).append(target)
        self.wider = {
            one: {other for other in self.members if self.members[one] < self.members[other]}
            for one in self.members
        }

    def _add(self, target: _Target, iris: Iterable[str]) -> None:
        found = frozenset(iris)
        if found:
            self.members[target] = found

    def _add_classes(self) -> None:
        """Lists of values, and what is of no kind, are told apart by their classes."""
        values = frozenset(self.content.instances(_INDIVIDUAL))
        self.left: dict[str, int] = {}
        classes = {
            cls
            for iri in self.content.subjects
            if iri in values or iri not in self.of_kind
            for cls in self.content.iris(iri, RDF.type)
            if cls != _INDIVIDUAL and not cls.startswith(str(OWL))
        }
        for cls in sorted(classes):
            found = self.content.instances(cls)
            key = "value" if values.issuperset(found) else ""
            self._add(_Target(key, self.content.label(cls), f"?o a {short_name(cls)} ."), found)
            if not key and cls.startswith(SMEKG):
                self.left[self.content.label(cls)] = len(found)

    def schema(self) -> Schema:
        uses: dict[tuple[str, str], Counter[_Target]] = {}
        for subject in self.content.subjects:
            kinds = [target.key for target in self.belongs.get(subject, ()) if self._is_kind(target)]
            for name, targets in self._said(subject) if kinds else ():
                for kind in kinds:
                    uses.setdefault((kind, name), Counter()).update(targets)
        kinds_of = {target.key: len(found) for target, found in self.members.items() if self._is_kind(target)}
        within = {
            target.key: other.key
            for target, others in self.wider.items()
            for other in others
            if self._is_kind(target) and self._is_kind(other)
        }
        return Schema(kinds_of, within, tuple(self._links(uses)), tuple(sorted(self.left.items())))

    def _is_kind(self, target: _Target) -> bool:
        return target.key in _BY_KEY and target.words == _BY_KEY[target.key].name

    def _said(self, subject: str) -> Iterator[tuple[str, list[_Target]]]:
        names = dict.fromkeys((*self.content.stated.get(subject, ()), *self.content.derived.get(subject, ())))
        for name in names:
            if name != str(RDF.type):
                objects = self.content.objects(subject, name)
                yield name, [target for value in objects for target in self._targets(value)]

    def _targets(self, value: Object) -> Iterable[_Target]:
        """What an object is: all that it belongs to, or its datatype."""
        if isinstance(value, ox.BlankNode):
            return (_EXPRESSION,)
        if isinstance(value, ox.Literal):
            return (_literal(value.datatype.value),)
        return self.belongs.get(value.value, (_ELSEWHERE,))

    def _links(self, uses: Mapping[tuple[str, str], Counter[_Target]]) -> Iterator[Link]:
        kinds = {target.key: target for target in self.members if self._is_kind(target)}
        for kind in KINDS:
            made: list[Link] = []
            for (key, name), found in uses.items():
                totals = {kinds[k]: _uses(uses[k, name], self.wider) for k in kinds if (k, name) in uses}
                if key == kind.key and kinds[key] in self._fitting(totals):
                    made += self._of_property(kind, name, found)
            yield from sorted(made, key=lambda link: (-link.count, link.predicate, link.leads_to))

    def _of_property(self, kind: Kind, name: str, found: Counter[_Target]) -> Iterator[Link]:
        fitting = self._fitting({target: n for target, n in found.items() if target in self.members})
        kept = {t: n for t, n in found.items() if t in fitting or t not in self.members}
        for target, number in kept.items():
            if target != _EXPRESSION:
                described = target != _ELSEWHERE
                link = Link(kind, name, target.key, target.words, number, "", target.is_value, described)
                condition = target.condition.replace("?o", f"?{link.variable}") if len(kept) > 1 else ""
                yield replace(link, condition=condition)

    def _fitting(self, totals: Mapping[_Target, int]) -> Collection[_Target]:
        """Of kinds that lie in each other, the narrowest that has all uses."""
        return {
            target
            for target, total in totals.items()
            if not any(totals.get(other, 0) > total for other in self.wider[target])
            and not any(target in self.wider[other] and totals[other] == total for other in totals)
        }


def _uses(found: Counter[_Target], wider: Mapping[_Target, Collection[_Target]]) -> int:
    """How often a property is used, each object counted once."""
    return sum(n for target, n in found.items() if not any(other in found for other in wider.get(target, ())))


def _literal(datatype: str) -> _Target:
    if datatype in _TEXTS:
        return _Target("", "text", "FILTER(DATATYPE(?o) IN (xsd:string, rdf:langString))", True)
    name = datatype.removeprefix(str(XSD))
    return _Target("", name, f"FILTER(DATATYPE(?o) = {short_name(datatype)})", True)
