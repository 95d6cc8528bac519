"""Measure smekg at several sizes, beside what others take for the same.

    cd tests && PYTHONPATH=../scripts:. python -m benchmarks.run --reviews 10 100

writes `benchmarks/results.json` and the tables in `benchmarks/RESULTS.md`. Everything that is made for it
(synthetic reviews, builds, environments of other tools) lies below `--work` and is used again. At a hundred
reviews it takes hours; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.baselines import measure_baselines
from benchmarks.commands import measure_checks, measure_start
from benchmarks.machine import machine
from benchmarks.measure import run_apart
from benchmarks.queries import measure_queries
from benchmarks.report import report
from benchmarks.results import Results, Size, read_results, write_results
from benchmarks.stages import measure_build, measure_products, measure_reading
from benchmarks.synthetic import write_reviews
from smekg.paths import DataRoot, default_root

__all__ = ["PARTS", "Run", "measure_size"]

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Run:
    """What is measured, and how.

    Attributes:
        reviews: Number of reviews.
        work: Folder for what is made.
        repeats: Runs of each thing.
        limit: Seconds that one run may take.
    """

    reviews: int
    work: Path
    repeats: int
    limit: float

    @property
    def root(self) -> DataRoot:
        """The reviews."""
        return _data(self.reviews, self.work)

    @property
    def build(self) -> Path:
        """What the first part builds."""
        return self.work / f"build-{self.reviews}"


def _stages(run: Run, size: Size) -> Size:
    found = measure_build(run.root, run.build, run.repeats, run.limit)
    return replace(
        found, stages={**size.stages, **found.stages}, queries=size.queries, baselines=size.baselines
    )


def _queries(run: Run, size: Size) -> Size:
    queries = measure_queries(run.root, run.build, max(run.repeats, 3), min(run.limit, 120.0))
    return replace(size, queries=queries)


def _commands(run: Run, size: Size) -> Size:
    start = measure_start(run.root, run.build, run.repeats)
    checks = measure_checks(run.root, run.repeats, run.limit)
    return replace(size, stages={**size.stages, **start, **checks})


def _tools(run: Run, size: Size) -> Size:
    others, tools = run.work / f"others-{run.reviews}", run.work / "tools"
    return replace(size, baselines=measure_baselines(run.root, others, tools, run.repeats, run.limit))


def _products(run: Run, size: Size) -> Size:
    products = measure_products(run.root, run.build, run.work / "products", run.repeats, run.limit)
    return replace(size, stages={**size.stages, **products})


#: The parts of a benchmark, in an order in which each has what it needs.
PARTS: dict[str, Callable[[Run, Size], Size]] = {
    "stages": _stages,
    "queries": _queries,
    "commands": _commands,
    "tools": _tools,
    "products": _products,
}


def measure_size(run: Run, size: Size, parts: Iterable[str] = PARTS) -> Iterator[Size]:
    """Measure one size, part by part.

    Args:
        run: What is measured, and how.
        size: What is known already.
        parts: Some of `PARTS`, in their order.

    Yields:
        The measurements so far; last all of them.
    """
    for part in parts:
        _say(f"{run.reviews} reviews: {part}")
        yield (size := PARTS[part](run, size))


def _data(reviews: int, work: Path) -> DataRoot:
    folder = work / f"data-{reviews}"
    if not folder.exists():
        _say(f"{reviews} reviews: writing them")
        run_apart(lambda: write_reviews(default_root(), folder, reviews).path)
    return DataRoot(folder)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _known(path: Path) -> dict[int, Size]:
    return {size.reviews: size for size in read_results(path).sizes} if path.exists() else {}


def _write(sizes: dict[int, Size], out: Path) -> None:
    """After each part, so that an interruption loses one at most."""
    results = Results(machine(), tuple(sizes[reviews] for reviews in sorted(sizes)))
    write_results(results, out)
    out.with_name("RESULTS.md").write_text(report(results), encoding="utf-8")


def main() -> None:
    """Run the benchmark, as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reviews", type=int, nargs="*", default=[10, 100], help="sizes, measured whole")
    parser.add_argument(
        "--reading",
        type=int,
        nargs="*",
        default=[],
        help="sizes at which only reading and building is measured",
    )
    parser.add_argument(
        "--parts", nargs="*", choices=PARTS, default=list(PARTS), help="what is measured whole"
    )
    parser.add_argument("--repeats", type=int, default=3, help="runs of each thing")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds that one run may take")
    parser.add_argument("--work", type=Path, default=Path("/tmp/smekg-benchmark"))  # noqa: S108
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    parser.add_argument("--keep", action="store_true", help="keep what --out holds of other sizes and parts")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    sizes = _known(arguments.out) if arguments.keep else {}
    for reviews in arguments.reviews:
        run = Run(reviews, arguments.work, arguments.repeats, arguments.limit)
        for size in measure_size(run, sizes.get(reviews, Size(reviews)), arguments.parts):
            sizes[reviews] = size
            _write(sizes, arguments.out)
    for reviews in arguments.reading:
        sizes[reviews] = measure_reading(_data(reviews, arguments.work), arguments.repeats, arguments.limit)
        _write(sizes, arguments.out)


if __name__ == "__main__":
    main()
