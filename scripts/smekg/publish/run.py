"""Publishing a build: prepare, send, verify, show, tidy up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from smekg.errors import Finding, FindingsError, UsageError
from smekg.progress import Progress
from smekg.publish.build import Build
from smekg.publish.engine import Engine
from smekg.publish.normal import digest, normal_line
from smekg.publish.plan import Difference, compare
from smekg.publish.pointer import (
    POINTER,
    Catalogue,
    describe_version,
    forget_version,
    move_pointer,
    read_catalogue,
    retire_version,
    version_graph,
)

__all__ = ["GraphReport", "Report", "publish_build", "survey_build"]

#: How many differing triples of a graph are shown.
_SHOWN = 5
#: How many signs of each.
_LONGEST = 300


@dataclass(frozen=True)
class GraphReport:
    """What was done to one graph.

    Attributes:
        name: Its name.
        triples: How many triples it has.
        sent: How many of them were sent.
        removed: How many that should not be there were removed.
        sha256: Hash of the graph in the form in which it is compared.
    """

    name: str
    triples: int
    sent: int
    removed: int
    sha256: str


@dataclass(frozen=True)
class Report:
    """What was done, or in a survey would be done.

    Attributes:
        version: The version published.
        previous: The version that was current before, if any.
        graphs: Its graphs.
        dropped: Versions whose graphs were removed.
    """

    version: str
    previous: str | None
    graphs: Sequence[GraphReport]
    dropped: Sequence[str]

    @property
    def moved(self) -> bool:
        """Whether the pointer moves."""
        return self.previous != self.version


def publish_build(build: Build, engine: Engine, *, keep: int, progress: Progress) -> Report:
    """Bring a build to an engine and make it current.

    A run that breaks off leaves the pointer where it was; the next one sends what lacks.

    Args:
        build: The build.
        engine: The engine.
        keep: How many versions that were current before stay.
        progress: Told what is done.

    Returns:
        What was done.

    Raises:
        UsageError: The engine does not do its part, or another publisher was in the way.
        FindingsError: The engine does not hold what was sent to it; the pointer did not move.
    """
    progress("asking what the engine holds")
    before = _catalogue(engine)
    description = describe_version(build)
    if compare(_parse(description), engine.read(POINTER)).missing:
        for _ in engine.insert(POINTER, description):
            pass
    brought = [_bring(build, name, engine, progress) for name in build.graphs]
    if findings := [finding for _, found in brought for finding in found]:
        raise FindingsError(findings)
    previous = _current(before)
    if before.current != {build.version}:
        progress("moving the pointer")
        engine.update(move_pointer(build.version))
    after = _catalogue(engine)
    if after.current != {build.version}:
        now = ", ".join(sorted(after.current)) or "none"
        others = "somebody else seems to be publishing; run it again"
        raise UsageError(f"version {now} is current, not {build.version}: {others}")
    dropped = _stale(after, build.version, keep)
    for version in dropped:
        progress(f"removing version {version}")
        _drop(engine, version)
    return Report(build.version, previous, [report for report, _ in brought], dropped)


def survey_build(build: Build, engine: Engine, *, keep: int, progress: Progress) -> Report:
    """Find out what `publish_build` would do, without writing.

    Args:
        build: The build.
        engine: The engine.
        keep: How many versions that were current before would stay.
        progress: Told what is done.

    Returns:
        What would be done.

    Raises:
        UsageError: The engine does not answer.
    """
    progress("asking what the engine holds")
    before = _catalogue(engine)
    graphs = []
    for name, triples in build.graphs.items():
        progress(f"comparing {name}")
        difference = compare(triples, engine.read(version_graph(name, build.version)))
        graphs.append(_report(name, triples, difference))
    previous = _current(before)
    after = before.after_move(build.version)
    return Report(build.version, previous, graphs, _stale(after, build.version, keep))


def _catalogue(engine: Engine) -> Catalogue:
    return read_catalogue(engine.read(POINTER))


def _current(catalogue: Catalogue) -> str | None:
    return min(catalogue.current, default=None)


def _bring(
    build: Build, name: str, engine: Engine, progress: Progress
) -> tuple[GraphReport, Sequence[Finding]]:
    """Make one graph what it should be, and read back what became of it."""
    graph, wanted = version_graph(name, build.version), build.graphs[name]
    progress(f"{name}: reading what is there")
    difference = compare(wanted, engine.read(graph))
    if difference.extra:
        # A blank node cannot be named in an update; the comparison below reports it.
        engine.delete(graph, [line for line in difference.extra if "_:" not in line])
    sent = 0
    for number in engine.insert(graph, difference.missing):
        sent += number
        progress(f"{name}: sent {sent:,} of {len(difference.missing):,} triples")
    left = difference
    if difference:
        progress(f"{name}: verifying")
        left = compare(wanted, engine.read(graph))
    return _report(name, wanted, difference), _findings(graph, left)


def _report(name: str, triples: Sequence[ox.Triple], difference: Difference) -> GraphReport:
    hashed = digest(map(normal_line, triples))
    return GraphReport(name, len(triples), len(difference.missing), len(difference.extra), hashed)


def _findings(graph: str, left: Difference) -> list[Finding]:
    return [
        Finding(
            graph,
            0,
            f"the engine {verb} {len(lines):,} triple{'' if len(lines) == 1 else 's'}, for example "
            + "; ".join(each[:_LONGEST] for each in lines[:_SHOWN]),
        )
        for verb, lines in (("lacks", left.missing), ("has too much:", left.extra))
        if lines
    ]


def _stale(catalogue: Catalogue, current: str, keep: int) -> list[str]:
    return sorted(set(catalogue.versions) - catalogue.kept(current, keep))


def _drop(engine: Engine, version: str) -> None:
    """Remove a version, unless somebody made it current meanwhile; first it can no longer become so."""
    engine.update(retire_version(version))
    now = _catalogue(engine)
    found = now.versions.get(version)
    if found is None or not found.retired or version in now.current:
        return
    for graph in found.graphs:
        engine.clear(graph)
    engine.update(forget_version(version))


def _parse(lines: Sequence[str]) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)]
