"""A check from the first file to the report: what has changed since the last one, and what sees it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from rdflib import Graph

from smekg.checks.fingerprints import (
    common_fingerprint,
    ontology_fingerprint,
    review_fingerprint,
    text_fingerprint,
)
from smekg.checks.reasoned import reasoned_findings
from smekg.checks.report import Report
from smekg.checks.seen import changed, look, mentions, parsed
from smekg.checks.slice import check_slice
from smekg.checks.state import BaseState, Memory, ReviewState, Seen, State
from smekg.checks.terms import deprecated_terms, used_terms
from smekg.errors import Finding, FindingsError
from smekg.inputs import Inputs, read_common, read_reviews
from smekg.paths import DataRoot
from smekg.pipeline import common_graphs, review_graphs
from smekg.processes import run_first_beside
from smekg.progress import Progress
from smekg.sources.canonical import canonical_entries, canonical_faults
from smekg.sources.comparisons import comparison_faults
from smekg.sources.outline import Outline, outline
from smekg.sources.reader import review_ids
from smekg.validation.findings import Broken, Places, find_places
from smekg.validation.slices import BASE, Slice, slice_makers

__all__ = ["run_checks"]


def run_checks(root: DataRoot, progress: Progress, state_file: Path | None = None) -> Report:
    """Check files, labels, shapes, ontology, profile, and the terms that shapes and queries use.

    Args:
        root: Where the data lies.
        progress: Told the name of each step as it starts.
        state_file: Where to find what the last check found out, and to keep what this one does; without it
            everything is looked at.

    Returns:
        The report, the same as if everything had been looked at; a step whose input is faulty is left out.
    """
    try:
        with closing(Memory(state_file)) as memory:
            return _Check(root, progress, memory).run()
    except (sqlite3.Error, ValidationError, zlib.error):
        # The file is damaged beyond its first page; everything is looked at, and the file written anew.
        if state_file is None:
            raise
        state_file.unlink()
        return run_checks(root, progress, state_file)


@dataclass
class _Found:
    """What a check has found before it judges.

    Attributes:
        inputs: What was read; the reviews are those that are looked at.
        outlines: All reviews seen from outside, sorted by id.
        owned: Review id to the works that its bibliography describes.
        common: The graphs that belong to no review.
        graphs: The graphs of the reviews that are looked at.
        seen: What these show to others.
    """

    inputs: Inputs
    outlines: Sequence[Outline]
    owned: Mapping[str, tuple[str, ...]]
    common: Mapping[str, Graph]
    graphs: Mapping[str, Graph] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)


class _Check:
    """One check.

    Args:
        root: Where the data lies.
        progress: Told the name of each step as it starts.
        memory: What the last check found out.
    """

    def __init__(self, root: DataRoot, progress: Progress, memory: Memory) -> None:
        progress("looking for what has changed")
        self.root, self.progress, self.memory = root, progress, memory
        self.files = {name: review_fingerprint(root, name) for name in review_ids(root)}
        self.common = common_fingerprint(root)
        self.state, known = memory.state(self.common)
        self.gone = known.keys() - self.files.keys()
        #: What is known of the reviews whose files are as they were.
        self.known = {name: review for name, review in known.items() if self.files.get(name) == review.files}

    def run(self) -> Report:
        """Look at what has changed, and at what sees it."""
        if self._nothing_changed():
            return self._report(self.state, self.known, ())
        try:
            inputs, outlines = self._read()
        except FindingsError as error:
            return Report(findings=list(error.findings))
        owners = canonical_entries(outlines)
        owned = {
            review.id: tuple(work.key for work in review.works if owners[work.key] == review.id)
            for review in outlines
        }
        found = _Found(inputs, outlines, owned, common_graphs(inputs, [review.code for review in outlines]))
        moved = [name for name, review in self.known.items() if review.owned != owned[name]]
        try:
            self._add(found, moved, owners)
        except FindingsError as error:
            return Report(findings=[*self._terms(inputs), *self._ontology(inputs)[1], *error.findings])
        neighbours = self._neighbours(found.seen)
        self._add(found, sorted(neighbours - {BASE}), owners)
        return self._judge(found, base_sees=BASE in neighbours)

    def _nothing_changed(self) -> bool:
        judged = self.state.base is not None and self.state.ontology is not None
        return judged and self.known.keys() == self.files.keys() and not self.gone

    def _read(self) -> tuple[Inputs, list[Outline]]:
        """Read what belongs to no review and the reviews that have changed; sum up all reviews."""
        faults: list[Finding] = []
        common: Inputs | None = None
        try:
            common = read_common(self.root, self.progress)
        except FindingsError as error:
            faults += error.findings
        fresh = [name for name in self.files if name not in self.known]
        reviews, unread = read_reviews(self.root, fresh, self.progress)
        found = {name: review.outline for name, review in self.known.items()}
        found |= {review.source.id: outline(review) for review in reviews}
        outlines = [found[name] for name in sorted(found)]
        faults += [*unread, *canonical_faults(outlines)]
        if not unread:
            # A claim of a review that could not be read is not known to be missing.
            faults += comparison_faults(outlines)
        if faults or common is None:
            raise FindingsError(faults)
        return replace(common, reviews=tuple(reviews)), outlines

    def _add(self, found: _Found, names: Iterable[str], owners: Mapping[str, str]) -> None:
        """Read more reviews, and build the graphs that are not built yet."""
        more, faults = read_reviews(self.root, names, self.progress)
        if faults:
            # The files were free of faults when they were looked at the last time.
            raise FindingsError(faults)
        found.inputs = replace(found.inputs, reviews=(*found.inputs.reviews, *more))
        waiting = tuple(review for review in found.inputs.reviews if review.source.id not in found.graphs)
        built = review_graphs(replace(found.inputs, reviews=waiting), owners, self.progress)
        terms = {str(subject) for graph in found.common.values() for subject in graph.subjects()}
        found.graphs = {**found.graphs, **built}
        found.seen |= {name: look(graph, terms) for name, graph in built.items()}

    def _neighbours(self, seen: Mapping[str, Seen]) -> set[str]:
        """Name the parts that see something else than before, but for those that are looked at anyway."""
        iris = {iri for name in self.gone for iri in self.memory.described_by(name)}
        for name, part in seen.items():
            iris |= changed(self.memory.described_by(name), part.descriptions)
        return self.memory.mentioning(iris) & {BASE, *self.known} - seen.keys()

    def _judge(self, found: _Found, *, base_sees: bool) -> Report:
        """Check the slices that have to be looked at, keep what is known now, and report."""
        inputs, graphs = found.inputs, found.graphs
        outside = graphs.keys() | self.gone
        uses = self.memory.uses(outside)
        key = self._base_key(found, uses)
        base = self.state.base
        if base is not None and (base_sees or base.key != key):
            base = None
        mentioned = sorted(mentions([*graphs.values(), *found.common.values()]))
        elsewhere = parsed([*uses.values(), *self.memory.descriptions(mentioned, outside)])
        makers = slice_makers({**found.common, **graphs}, graphs, elsewhere)
        if base is not None:
            del makers[BASE]
        self.progress("validating with SHACL, reasoning with HermiT, checking the OWL 2 DL profile")
        places = find_places(self.root, inputs)
        tasks = [partial(self._task, name, make, inputs, places) for name, make in makers.items()]
        ontology, parts = run_first_beside(partial(self._ontology, inputs), tasks)
        broken = dict(zip(makers, parts, strict=True))
        state = State(self.common, base or BaseState(key, broken[BASE]), ontology, _counts(inputs))
        outlines = {review.id: review for review in found.outlines}
        reviews = self.known | {
            name: ReviewState(self.files[name], found.owned[name], outlines[name], broken[name])
            for name in graphs
        }
        if base is None:
            found.seen[BASE] = Seen({}, mentions(found.common.values()), {})
        self.memory.remember(state, reviews, found.seen)
        return self._report(state, reviews, makers)

    def _base_key(self, found: _Found, uses: Iterable[str]) -> str:
        used = {*uses, *(use for part in found.seen.values() for use in part.uses)}
        return text_fingerprint([self.common, *(review.code for review in found.outlines), *sorted(used)])

    def _task(self, name: str, make: Callable[[], Slice], inputs: Inputs, places: Places) -> Broken:
        broken = check_slice(make, inputs, places)
        return broken if name != BASE else Broken([*broken.violations, *self._terms(inputs)], broken.warnings)

    def _terms(self, inputs: Inputs) -> list[Finding]:
        queries = inputs.queries | inputs.rules
        return [
            *used_terms(self.root, inputs.ontology, queries),
            *deprecated_terms(self.root, inputs.ontology, queries),
        ]

    def _ontology(self, inputs: Inputs) -> tuple[str, list[Finding]]:
        key = ontology_fingerprint(self.root)
        if self.state.ontology is not None and self.state.ontology[0] == key:
            return self.state.ontology
        return key, list(reasoned_findings(inputs.ontology))

    def _report(self, state: State, reviews: Mapping[str, ReviewState], looked_at: Iterable[str]) -> Report:
        parts = [review.broken for review in reviews.values()]
        broken = Broken.joined([*parts, *([state.base.broken] if state.base else [])])
        claims = sum(len(review.outline.claims) for review in reviews.values())
        return Report(
            [*broken.violations, *(state.ontology[1] if state.ontology else [])],
            broken.warnings,
            f"clean: {len(reviews)} review(s), {claims} claims, {state.counts.get('queries', 0)} queries and "
            f"rules, {state.counts.get('mappings', 0)} mappings, ontology consistent and in OWL 2 DL",
            tuple(looked_at),
        )


def _counts(inputs: Inputs) -> dict[str, int]:
    return {
        "queries": len(inputs.queries) + len(inputs.rules),
        "mappings": sum(len(mapping_set.mappings) for mapping_set in inputs.mappings),
    }
