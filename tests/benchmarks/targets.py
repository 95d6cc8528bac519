"""What was aimed at, as ratios within one run, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from benchmarks.fit import growth_exponent
from benchmarks.results import Measurement, QueryTimes, Results, Size

__all__ = ["Target", "copies", "exponent", "rdflib_ratio", "read_and_build", "targets"]

#: A query that takes less by itself, in seconds, tells nothing about a ratio.
SHORT = 0.01
#: Stages that hold the whole graph in one process: what is asserted, then what is derived from it as well.
HOLDERS = ("build", "mirror", "validate, one process", "rules", "write")
FINISHED = ("rules", "write")


@dataclass(frozen=True)
class Target:
    """One aim.

    Attributes:
        aim: What is wanted.
        found: What was measured, in words.
        met: Whether it is reached; none: it could not be measured.
    """

    aim: str
    found: str
    met: bool | None


def targets(results: Results) -> list[Target]:
    """Hold a run against the aims.

    Args:
        results: The run.

    Returns:
        The aims, each at the largest size where it was measured.
    """
    tests = (_stored, _rdflib, _growth, _converters, _again, _cores, _memory, _copies, _start)
    return [target for test in tests for target in test(results)]


def read_and_build(size: Size) -> float | None:
    """Seconds to read all files and to build the graphs; none where one of them hit the limit."""
    read, build = (size.stages.get(name, Measurement()).median for name in ("read", "build"))
    return None if read is None or build is None else read + build


def exponent(results: Results, value: Callable[[Size], float | None]) -> float | None:
    """How something grows with the number of claims."""
    found = {size.claims: value(size) for size in results.sizes}
    return growth_exponent({claims: one for claims, one in found.items() if one})


def copies(size: Size, stage: str) -> float | None:
    """How many graphs' worth of memory a stage holds above what was read.

    Args:
        size: What was measured.
        stage: A stage that holds the whole graph.

    Returns:
        The peak in units of what rdflib takes for the triples that there are at the end of the stage, at the
        rate of those that are asserted; none where it was not measured.
    """
    start, end, held = (size.stages.get(name, Measurement()) for name in ("build", "mirror", stage))
    graph = end.before_mb - start.before_mb
    if stage in FINISHED and size.asserted_triples:
        graph *= size.triples / size.asserted_triples
    if graph <= 0 or not held.seconds:
        return None
    return (held.peak_mb - start.before_mb) / graph


def rdflib_ratio(query: QueryTimes) -> float | None:
    """How many times longer rdflib takes, at least; none where it was not asked."""
    longer = _rdflib_seconds(query)
    return None if longer is None or not query.stored else longer / query.stored


def _rdflib_seconds(query: QueryTimes) -> float | None:
    return query.rdflib if query.rdflib is not None else query.rdflib_limit


def _stored(results: Results) -> Iterator[Target]:
    aim = "stored queries ≤ 1.15 × Oxigraph alone, all together and each that takes 10 ms or more"
    for size in _largest(results, lambda size: bool(size.queries)):
        pairs = {
            name: (q.stored, q.raw) for name, q in size.queries.items() if q.stored is not None and q.raw
        }
        whole = sum(stored for stored, _ in pairs.values()) / sum(raw for _, raw in pairs.values())
        long = [(stored / raw, name) for name, (stored, raw) in pairs.items() if raw >= SHORT]
        worst, name = max(long, default=(0.0, "none"))
        told = f"together {whole:.3f}, worst {worst:.2f}, {name} ({_at(size)})"
        yield Target(aim, told, max(whole, worst) <= 1.15)


def _rdflib(results: Results) -> Iterator[Target]:
    aim = "stored queries ≥ 20 × faster than rdflib at a million triples"
    for size in _largest(results, lambda size: any(map(rdflib_ratio, size.queries.values()))):
        asked = [q for q in size.queries.values() if rdflib_ratio(q)]
        ratios = [rdflib_ratio(q) or 0.0 for q in asked]
        # What Oxigraph alone reaches bounds what smekg can.
        alone = min(((_rdflib_seconds(q) or 0.0) / q.raw for q in asked if q.raw), default=0.0)
        slow = sum(1 for ratio in ratios if ratio < 20)
        found = f"least {min(ratios):.0f} ×, Oxigraph alone {alone:.0f} ×; {slow} of {len(ratios)} below 20"
        yield Target(aim, f"{found} ({_at(size)})", min(ratios) >= 20)


def _growth(results: Results) -> Iterator[Target]:
    found = exponent(results, read_and_build)
    if found is not None:
        yield Target("reading and building grows as claims^1.05 at most", f"{found:.3f}", found <= 1.05)


def _converters(results: Results) -> Iterator[Target]:
    aim = "reading and building at least as fast as the best converter into rdflib, per triple"
    for size in _largest(results, lambda size: bool(_rates(size)) and read_and_build(size) is not None):
        name, rate = min(_rates(size).items(), key=lambda pair: pair[1])
        own = (read_and_build(size) or 0.0) / size.review_triples
        found = f"{own * 1e6:.0f} µs per triple, {name} {rate * 1e6:.0f} µs ({_at(size)})"
        yield Target(aim, found, own <= rate)


def _rates(size: Size) -> dict[str, float]:
    """Seconds per triple of the converters whose product is an rdflib graph, as smekg's is."""
    found = {name: size.baselines.get(name, Measurement()) for name in ("LinkML", "Morph-KGC")}
    return {name: one.median / one.facts["triples"] for name, one in found.items() if one.median}


def _again(results: Results) -> Iterator[Target]:
    aim = "checking again after one file of claims was edited ≤ 5 % of a full check"
    for size, full, again in _checks(results, "full", "again"):
        yield Target(aim, f"{again / full:.1%} ({_at(size)})", again / full <= 0.05)


def _cores(results: Results) -> Iterator[Target]:
    aim = "a full check on two cores ≥ 1.7 × faster than on one"
    for size, one, full in _checks(results, "one core", "full"):
        yield Target(aim, f"{one / full:.2f} × ({_at(size)})", one / full >= 1.7)


def _checks(results: Results, *ways: str) -> Iterator[tuple[Size, float, float]]:
    """The largest size at which both ways of checking ended."""
    names = [f"check, {way}" for way in ways]
    for size in _largest(results, lambda size: all(_seconds(size, name) for name in names)):
        first, second = (_seconds(size, name) for name in names)
        yield size, first, second


def _memory(results: Results) -> Iterator[Target]:
    for what, stage in (("building", "build"), ("checking", "check, full")):
        found = exponent(results, partial(_peak, stage))
        if found is not None:
            yield Target(f"peak of memory of {what} linear at most", f"claims^{found:.2f}", found <= 1.05)


def _peak(stage: str, size: Size) -> float:
    return size.stages.get(stage, Measurement()).peak_mb


def _copies(results: Results) -> Iterator[Target]:
    for size in _largest(results, lambda size: copies(size, "write") is not None):
        held = {stage: copies(size, stage) or 0.0 for stage in HOLDERS}
        stage, most = max(held.items(), key=lambda pair: pair[1])
        told = f"most {most:.1f}, by {stage} ({_at(size)})"
        yield Target("no stage holds more than two copies of the graph", told, most <= 2)


def _start(results: Results) -> Iterator[Target]:
    aim = "`smekg query` starts in ≤ 0.5 s above the interpreter"
    for size in _largest(results, lambda size: "smekg query" in size.stages):
        above = _seconds(size, "smekg query") - _seconds(size, "interpreter")
        yield Target(aim, f"{above:.2f} s, the query with it ({_at(size)})", above <= 0.5)


def _largest(results: Results, has: Callable[[Size], bool]) -> list[Size]:
    """The largest size that has something; an empty list where none has."""
    return [size for size in results.sizes if has(size)][-1:]


def _seconds(size: Size, stage: str) -> float:
    return size.stages.get(stage, Measurement()).median or 0.0


def _at(size: Size) -> str:
    return f"{size.reviews} reviews, {size.triples:,} triples"
