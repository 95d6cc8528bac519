"""A run as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from benchmarks.results import Measurement, QueryTimes, Results, Size
from benchmarks.targets import HOLDERS, copies, exponent, rdflib_ratio, read_and_build, targets

__all__ = ["report"]

#: So many of the slowest queries are shown one by one.
SHOWN = 15
TOOL_HEADS = ("tool", "reviews", "time", "peak, MB", "ms per claim", "µs per triple", "note")
INTRODUCTION = """\
# What smekg takes, and what others take

Made by `python -m benchmarks.run` (see `run.py`); what is compared was measured in one run. `results.json`
has every number. The reviews are synthetic: see `synthetic.py`.
A stage runs in a process of its own that begins where the stage
before it ended; its time is the median of its runs (their number in brackets), its memory the most that its
process held. What hit its limit is shown as `> limit`. Growth is the exponent of the number of claims,
fitted by least squares on the logarithms.
"""


def report(results: Results) -> str:
    """Lay out a run.

    Args:
        results: The run.

    Returns:
        Markdown with a table of aims, stages, queries and other tools.
    """
    parts = [
        INTRODUCTION,
        "## Machine\n",
        *(f"- {name}: {value}" for name, value in results.machine.items()),
        "\n## Aims\n",
        *_table(("aim", "measured", ""), _aims(results)),
        "\n## Sizes\n",
        *_table(("reviews", "claims", "triples"), (_counts(size) for size in results.sizes)),
        "\n## Stages\n",
        *_table(_stage_heads(results), _stages(results)),
        "\n`copies`: the peak above what was read, in units of what rdflib takes for what is then there.\n",
        "## Stored queries\n",
        *_table(("reviews", "queries", "smekg, s", "Oxigraph alone, s", "ratio"), _sums(results)),
        f"\nThe {SHOWN} that take longest at the largest size, in milliseconds:\n",
        *_table(("query", *_reviews(results), "growth"), _slowest(results)),
        "\nAgainst rdflib's own evaluator on the same triples as one graph, in milliseconds:\n",
        *_table(("query", "reviews", "smekg", "rdflib", "times slower"), _against_rdflib(results)),
        "\n## Other tools\n",
        "Validators read the merged graph and all shapes. Converters make the main slots of the same claims,",
        "with labels given as IRIs, so they do less per triple than smekg, which resolves and checks.\n",
        *_table(
            ("tool", "reviews", "time", "peak, MB", "ms per claim", "µs per triple", "note"), _tools(results)
        ),
    ]
    return "\n".join(parts) + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def _aims(results: Results) -> Iterator[tuple[str, ...]]:
    words = {True: "met", False: "**missed**", None: "not measured"}
    for target in targets(results):
        yield target.aim, target.found, words[target.met]


def _counts(size: Size) -> tuple[str, ...]:
    return str(size.reviews), f"{size.claims:,}", f"{size.triples:,}"


def _reviews(results: Results) -> list[str]:
    return [str(size.reviews) for size in results.sizes]


def _stage_heads(results: Results) -> tuple[str, ...]:
    times = [f"{reviews}: time" for reviews in _reviews(results)]
    peaks = [f"{reviews}: MB" for reviews in _reviews(results)]
    return "stage", *times, "growth", *peaks, "growth", "copies"


def _stages(results: Results) -> Iterator[tuple[str, ...]]:
    names = dict.fromkeys(name for size in results.sizes for name in size.stages)
    for name in names:
        found = [size.stages.get(name, Measurement()) for size in results.sizes]
        yield (
            name,
            *map(_time, found),
            _growth(results, partial(_median, name)),
            *(f"{one.peak_mb:,.0f}" if one.peak_mb else "" for one in found),
            _growth(results, partial(_peak, name)),
            _copies(results, name),
        )


def _median(stage: str, size: Size) -> float | None:
    return _of(size, stage).median


def _peak(stage: str, size: Size) -> float:
    return _of(size, stage).peak_mb


def _of(size: Size, stage: str) -> Measurement:
    return size.stages.get(stage, Measurement())


def _copies(results: Results, stage: str) -> str:
    found = [copies(size, stage) for size in results.sizes] if stage in HOLDERS else []
    known = [one for one in found if one is not None]
    return f"{known[-1]:.1f}" if known else ""


def _growth(results: Results, value: Callable[[Size], float | None]) -> str:
    found = exponent(results, value)
    return "" if found is None else f"{found:.2f}"


def _time(one: Measurement) -> str:
    if one.limit is not None:
        return f"> {one.limit:,.0f} s"
    return one.note if one.median is None else f"{one.median:,.3g} s ({len(one.seconds)})"


def _sums(results: Results) -> Iterator[tuple[str, ...]]:
    for size in results.sizes:
        pairs = [
            (q.stored, q.raw) for q in size.queries.values() if q.stored is not None and q.raw is not None
        ]
        if pairs:
            stored, raw = (sum(column) for column in zip(*pairs, strict=True))
            count = f"{len(pairs)} of {len(size.queries)}"
            yield str(size.reviews), count, f"{stored:.2f}", f"{raw:.2f}", f"{stored / raw:.3f}"


def _slowest(results: Results) -> Iterator[tuple[str, ...]]:
    largest = next((size for size in reversed(results.sizes) if size.queries), None)
    if largest is None:
        return

    def length(name: str) -> float:
        seconds = largest.queries[name].stored
        return float("inf") if seconds is None else seconds

    for name in sorted(largest.queries, key=length, reverse=True)[:SHOWN]:
        yield (
            name,
            *(_milliseconds(size.queries.get(name)) for size in results.sizes),
            _growth(results, partial(_stored, name)),
        )


def _stored(query: str, size: Size) -> float | None:
    return size.queries[query].stored if query in size.queries else None


def _milliseconds(query: QueryTimes | None) -> str:
    if query is None:
        return ""
    return "> limit" if query.stored is None else f"{query.stored * 1000:,.1f}"


def _against_rdflib(results: Results) -> Iterator[tuple[str, ...]]:
    for size in results.sizes:
        for name, query in size.queries.items():
            ratio = rdflib_ratio(query)
            if query.rdflib_fault:
                yield name, str(size.reviews), _milliseconds(query), f"fails: {query.rdflib_fault}", ""
            elif ratio is not None:
                sign = "> " if query.rdflib is None else ""
                slow = (query.rdflib or query.rdflib_limit or 0.0) * 1000
                yield (
                    name,
                    str(size.reviews),
                    _milliseconds(query),
                    f"{sign}{slow:,.0f}",
                    f"{sign}{ratio:,.0f}",
                )


def _tools(results: Results) -> Iterator[tuple[str, ...]]:
    for size in results.sizes:
        own = read_and_build(size)
        if own is not None and size.baselines:
            rates = f"{own / size.claims * 1e3:.2f}", f"{own / size.review_triples * 1e6:.0f}"
            peak = f"{_of(size, 'build').peak_mb:,.0f}"
            yield "smekg, read and build", str(size.reviews), f"{own:,.3g} s", peak, *rates, "whole graph"
        for name, one in size.baselines.items():
            peak = f"{one.peak_mb:,.0f}" if one.peak_mb else ""
            time = _time(one) if one.seconds or one.limit else ""
            yield name, str(size.reviews), time, peak, *_rates(one, size), _note(one)


def _rates(one: Measurement, size: Size) -> tuple[str, str]:
    if one.median is None:
        return "", ""
    triples = one.facts.get("triples")
    return f"{one.median / size.claims * 1e3:.2f}", f"{one.median / triples * 1e6:.0f}" if triples else ""


def _note(one: Measurement) -> str:
    facts = ", ".join(f"{count:,.0f} {what}" for what, count in one.facts.items())
    return "; ".join(part for part in (facts, one.note) if part)
