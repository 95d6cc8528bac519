"""What a run measured, as it stands in the JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

__all__ = ["Measurement", "QueryTimes", "Results", "Size", "read_results", "write_results"]


@dataclass(frozen=True)
class Measurement:
    """Time and memory of one thing at one size.

    Attributes:
        seconds: Wall clock of each run.
        peak_mb: Most memory that its process held, in the worst run; 0 where nothing was measured.
        before_mb: What the process held when the work began.
        workers_mb: Most that one of its own processes held.
        limit: Seconds after which it was stopped; none: it ended by itself.
        facts: Other numbers: triples written, violations found.
        note: What a reader has to know.
    """

    seconds: tuple[float, ...] = ()
    peak_mb: float = 0.0
    before_mb: float = 0.0
    workers_mb: float = 0.0
    limit: float | None = None
    facts: dict[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def median(self) -> float | None:
        """The middle of the runs; none where there is none."""
        return median(self.seconds) if self.seconds else None


@dataclass(frozen=True)
class QueryTimes:
    """Medians for one stored query, in seconds; none where the limit was hit.

    Attributes:
        rows: Number of rows.
        stored: By smekg.
        raw: By Oxigraph alone, the rows counted and not looked at.
        rdflib: By rdflib's own evaluator, where the query is in the sample.
        rdflib_limit: Seconds after which rdflib was stopped.
        rdflib_fault: What rdflib said, where it could not answer.
    """

    rows: int
    stored: float | None
    raw: float | None
    rdflib: float | None = None
    rdflib_limit: float | None = None
    rdflib_fault: str = ""


@dataclass(frozen=True)
class Size:
    """All that was measured for one number of reviews.

    Attributes:
        reviews: Number of reviews.
        claims: Number of claims.
        triples: Triples in all graphs of the build.
        asserted_triples: Those of them that neither reasoner nor rules add.
        review_triples: Triples in the graphs of reviews.
        stages: Name of a stage to its measurement.
        queries: Id of a stored query to its times.
        baselines: Name of what others do to its measurement.
    """

    reviews: int
    claims: int = 0
    triples: int = 0
    asserted_triples: int = 0
    review_triples: int = 0
    stages: dict[str, Measurement] = field(default_factory=dict)
    queries: dict[str, QueryTimes] = field(default_factory=dict)
    baselines: dict[str, Measurement] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """A whole run.

    Attributes:
        machine: Name of a property of the machine or of its software to its value.
        sizes: The sizes, smallest first.
    """

    machine: dict[str, str]
    sizes: tuple[Size, ...]


def write_results(results: Results, path: Path) -> None:
    """Write a run as JSON."""
    path.write_text(json.dumps(asdict(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    """Read what `write_results` wrote."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Results(raw["machine"], tuple(_size(size) for size in raw["sizes"]))


def _size(raw: dict[str, Any]) -> Size:
    return Size(
        **{
            **raw,
            "stages": {name: _measurement(one) for name, one in raw["stages"].items()},
            "queries": {name: QueryTimes(**one) for name, one in raw["queries"].items()},
            "baselines": {name: _measurement(one) for name, one in raw["baselines"].items()},
        }
    )


def _measurement(raw: dict[str, Any]) -> Measurement:
    return Measurement(**{**raw, "seconds": tuple(raw["seconds"])})
