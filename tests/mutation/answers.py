"""A graph that takes a change, derives anew what follows, and is asked all stored queries that it touches.

A rule or query is run again only where a changed triple has a predicate that it names, or where it leaves
the predicate open. That leaves nothing out, and makes a thousand changes affordable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter
from pathlib import Path

import pyoxigraph as ox

from smekg.iris import PREFIXES
from smekg.namespaces import graph_iri
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import read_queries, read_rules
from smekg.queries.run import Rows, run_local
from smekg.store import load_store
from smekg.terms import TermIndex, index_terms
from support.said_twice import LISTED_ONCE, repetitions, say_twice
from support.typed_answers import departures, narrowing_departures

__all__ = ["Answers", "query_killer"]

_DERIVED = ox.NamedNode(graph_iri("derived"))
_NAME = re.compile(r"(?<![\w<:/#?])([a-z][\w-]*):([\w-]+)|<([^<>\s]+)>")
_OPEN = re.compile(r"(?:\?\w+|;|[\w-]+:[\w-]+)\s+\?(\w+)\s+(?:\?\w+|[\w-]+:[\w-]+)\s*[.;}]")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class _Reader:
    """What a query or rule may look at."""

    names: frozenset[str]
    is_open: bool

    def concerned(self, predicates: set[str]) -> bool:
        return self.is_open or not self.names.isdisjoint(predicates)


def _reader(stored: StoredQuery) -> _Reader:
    names = {
        iri or f"{PREFIXES.get(prefix, prefix)}{local}" for prefix, local, iri in _NAME.findall(stored.body)
    }
    if re.search(r"\ba\b", stored.body):
        names.add(_TYPE)
    # A predicate that VALUES lists is one of the names.
    listed = set(re.findall(r"\?(\w+)", " ".join(re.findall(r"VALUES\s+([^{]*)\{", stored.body))))
    return _Reader(frozenset(names), not set(_OPEN.findall(stored.body)) <= listed)


def query_killer(store: ox.Store, stored: StoredQuery, index: Callable[[], TermIndex]) -> str | None:
    """Ask one stored query.

    Args:
        store: The graph.
        stored: The query.
        index: Gives the labels that parameters may use.

    Returns:
        The test that fails, if one does.
    """
    query_id = stored.header.id
    answer = run_local(store, stored.text)
    if departures(query_id, answer.columns, answer.rows):
        return f"typed answer of {query_id}"
    if stored.sibling is not None and run_local(store, stored.sibling).rows:
        return f"sibling of {query_id}"

    def ask(values: Mapping[str, str]) -> Rows:
        return run_local(store, bind_parameters(stored, values, index))

    if narrowing_departures(query_id, ask):
        return f"typed answer of {query_id} with a parameter"
    return None


class Answers:
    """The finished graph and the stored queries.

    Rules are applied in rounds as the build applies them, so that each sees what it sees there.

    Args:
        build: A finished build.
        root: The data from which it was built.
    """

    def __init__(self, build: Path, root: DataRoot) -> None:
        self.build = build
        self.store = load_store(build)
        self._root = root
        self.queries = read_queries(root)
        self.rules = read_rules(root)
        self._readers = {name: _reader(stored) for name, stored in (self.queries | self.rules).items()}
        built = {quad.triple for quad in self.store.quads_for_pattern(None, None, None, _DERIVED)}
        # Changes are made on a copy that is derived anew for each.
        self._changing = load_store(build)
        self._changing.remove_graph(_DERIVED)
        self._made: dict[str, frozenset[ox.Triple]] = {}
        self._made = self._derive({}, None)
        self._changing.remove_graph(_DERIVED)
        derived = {triple for made in self._made.values() for triple in made}
        assert derived == built, "the build is of other rules or other data"

    @cache  # noqa: B019 - there is one for the whole run
    def _index(self) -> TermIndex:
        ontology = read_ontology(self._root)
        return index_terms(ontology.terms, ontology.vocabulary)

    def killer_of_rule(self, name: str, text: str) -> str | None:
        """Put another text in the place of a rule and ask.

        Args:
            name: The rule.
            text: What it says now.

        Returns:
            The test that notices, if one does.
        """
        return self._killer(set(), set(), {name: text})

    def killer(self, removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> str | None:
        """Change the graph and ask.

        Args:
            removed: What is taken out.
            added: What is put in.

        Returns:
            The test that notices, if one does.
        """
        return self._killer(set(removed), set(added), {})

    def killer_of_query(self, stored: StoredQuery) -> str | None:
        """Ask another form of a query, of the graph as it is.

        Args:
            stored: The query.

        Returns:
            The test that notices, if one does.
        """
        query_id = stored.header.id
        found = query_killer(self.store, stored, self._index)
        if found is None and query_id in LISTED_ONCE:
            said = repetitions(query_id, stored.text, self.store, self._twice)
            found = f"said twice: {query_id}" if said else None
        return found

    @cached_property
    def _twice(self) -> ox.Store:
        store = load_store(self.build)
        say_twice(store, self.rules)
        return store

    def _killer(self, removed: set[ox.Quad], added: set[ox.Quad], texts: Mapping[str, str]) -> str | None:
        with self._changed(removed, added, texts) as predicates:
            for name, stored in self.queries.items():
                if self._readers[name].concerned(predicates):
                    found = query_killer(self._changing, stored, self._index)
                    if found:
                        return found
        return None

    @contextmanager
    def _changed(
        self, removed: set[ox.Quad], added: set[ox.Quad], texts: Mapping[str, str]
    ) -> Iterator[set[str]]:
        """Apply a change with all that follows, give the predicates of what changed, take it back."""
        removed = {quad for quad in removed - added if quad in self._changing}
        added = {quad for quad in added - removed if quad not in self._changing}
        for quad in removed:
            self._changing.remove(quad)
        self._changing.extend(added)
        predicates = {quad.predicate.value for quad in removed | added}
        try:
            self._derive(texts, predicates)
            yield predicates
        finally:
            self._changing.remove_graph(_DERIVED)
            for quad in added:
                self._changing.remove(quad)
            self._changing.extend(removed)

    def _derive(
        self, texts: Mapping[str, str], predicates: set[str] | None
    ) -> dict[str, frozenset[ox.Triple]]:
        """Apply the rules: those that a change of these predicates may concern, or all.

        What the others derive is known. The predicates of what changes by it are added.
        """
        made: dict[str, frozenset[ox.Triple]] = {}
        for ready in _rounds(self.rules):
            for name in ready:
                if predicates is None or name in texts or self._readers[name].concerned(predicates):
                    made[name] = self._construct(texts.get(name, self.rules[name].text))
                else:
                    made[name] = self._made[name]
            self._changing.extend(
                ox.Quad(t.subject, t.predicate, t.object, _DERIVED) for name in ready for t in made[name]
            )
            if predicates is not None:
                predicates |= {t.predicate.value for name in ready for t in made[name] ^ self._made[name]}
        return made

    def _construct(self, text: str) -> frozenset[ox.Triple]:
        result = self._changing.query(text, use_default_graph_as_union=True)
        assert isinstance(result, ox.QueryTriples)
        return frozenset(result)


def _rounds(rules: Mapping[str, StoredQuery]) -> Iterator[tuple[str, ...]]:
    sorter = TopologicalSorter({name: rule.header.after for name, rule in rules.items()})
    sorter.prepare()
    while sorter.is_active():
        ready = sorter.get_ready()
        yield ready
        sorter.done(*ready)
