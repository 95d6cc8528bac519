"""Measure smekg at several sizes, beside what others take for the same.

    cd tests && PYTHONPATH=../scripts:. python -m benchmarks.run --reviews 10 100

writes `benchmarks/results.json` and the tables in `benchmarks/RESULTS.md`. Everything that is made for it
(synthetic reviews, builds, environments of other tools) lies below `--work` and is used again. At a hundred
reviews it takes hours; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
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

__all__ = ["measure_size"]

HERE = Path(__file__).resolve().parent


def measure_size(reviews: int, work: Path, repeats: int, limit: float) -> Iterator[Size]:
    """Measure everything at one size, part by part.

    Args:
        reviews: Number of reviews.
        work: Folder for what is made.
        repeats: Runs of each thing.
        limit: Seconds that one run may take.

    Yields:
        The measurements so far; last all of them.
    """
    root, build, others = _data(reviews, work), work / f"build-{reviews}", work / f"others-{reviews}"
    _say(f"{reviews} reviews: stages of a build")
    yield (size := measure_build(root, build, repeats, limit))
    _say(f"{reviews} reviews: stored queries")
    queries = measure_queries(root, build, max(repeats, 3), min(limit, 120.0))
    yield (size := replace(size, queries=queries))
    _say(f"{reviews} reviews: commands")
    commands = {**measure_start(root, build, repeats), **measure_checks(root, repeats, limit)}
    yield (size := replace(size, stages={**size.stages, **commands}))
    _say(f"{reviews} reviews: other tools")
    baselines = measure_baselines(root, others, work / "tools", repeats, limit)
    yield (size := replace(size, baselines=baselines))
    _say(f"{reviews} reviews: what is made of a build")
    products = measure_products(root, build, work / "products", repeats, limit)
    yield replace(size, stages={**size.stages, **products})


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
    parser.add_argument("--repeats", type=int, default=3, help="runs of each thing")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds that one run may take")
    parser.add_argument("--work", type=Path, default=Path("/tmp/smekg-benchmark"))  # noqa: S108
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    parser.add_argument("--keep", action="store_true", help="keep what --out holds of other sizes")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    sizes = _known(arguments.out) if arguments.keep else {}
    for reviews in arguments.reviews:
        for size in measure_size(reviews, arguments.work, arguments.repeats, arguments.limit):
            sizes[reviews] = size
            _write(sizes, arguments.out)
    for reviews in arguments.reading:
        sizes[reviews] = measure_reading(_data(reviews, arguments.work), arguments.repeats, arguments.limit)
        _write(sizes, arguments.out)


if __name__ == "__main__":
    main()
