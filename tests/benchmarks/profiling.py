"""Where the slowest stage, validation with SHACL, spends its time.

    cd tests && PYTHONPATH=../scripts:. python -m benchmarks.profiling --reviews 10

writes `benchmarks/PROFILE.md`: the time in each library, and the functions that take most by themselves.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.run import HERE, Run
from smekg.inputs import read_inputs
from smekg.pipeline import assemble
from smekg.validation.findings import shape_tasks

__all__ = ["Line", "profile_of", "report"]

#: So many functions are listed.
SHOWN = 20
INTRODUCTION = """\
# Where validation spends its time

Made by `python -m benchmarks.profiling --reviews {reviews}`. Validation with SHACL is the stage that takes
longest (`RESULTS.md`); here it runs in one process under cProfile, which makes calls of small functions look
dearer than they are: read the shares, not the seconds.
"""

#: File, line and name of a function, with the seconds that it took by itself and the number of its calls.
Line = tuple[str, int, str, float, int]


def profile_of(work: Callable[[], Any]) -> list[Line]:
    """Run something under the profiler.

    Args:
        work: What to do.

    Returns:
        The functions, those that take most by themselves first.
    """
    profiler = cProfile.Profile()
    profiler.runcall(work)
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    found = [(*place, own, calls) for place, (_, calls, own, _, _) in stats.items()]
    return sorted(found, key=lambda line: line[3], reverse=True)


def report(lines: Iterable[Line], reviews: int, properties: dict[str, str]) -> str:
    """Lay out a profile.

    Args:
        lines: From `profile_of`.
        reviews: Number of reviews.
        properties: The machine and its software.

    Returns:
        Markdown.
    """
    held = list(lines)
    whole = sum(line[3] for line in held)
    shares: dict[str, float] = defaultdict(float)
    for path, _, _, own, _ in held:
        shares[_library(path)] += own
    parts = [
        INTRODUCTION.format(reviews=reviews),
        *(f"- {name}: {value}" for name, value in properties.items()),
    ]
    parts += ["", "| library | share |", "| --- | --- |"]
    parts += [
        f"| {name} | {share / whole:.1%} |"
        for name, share in sorted(shares.items(), key=lambda pair: -pair[1])
        if share > whole / 200
    ]
    parts += ["", "| function | share | calls |", "| --- | --- | --- |"]
    parts += [f"| {_shown(line)} | {line[3] / whole:.1%} | {line[4]:,} |" for line in held[:SHOWN]]
    return "\n".join(parts) + "\n"


def _library(path: str) -> str:
    """The name of the package that a file belongs to."""
    steps = Path(path).parts
    if "site-packages" in steps:
        return steps[steps.index("site-packages") + 1]
    return "smekg" if "smekg" in steps else "Python"


def _shown(line: Line) -> str:
    path, number, name = line[:3]
    if path == "~":
        return f"`{name.strip('<>')}`"
    steps = Path(path).parts
    start = steps.index(_library(path)) if _library(path) in steps else len(steps) - 1
    return f"`{'/'.join(steps[start:])}:{number} {name}`"


def _validation(run: Run) -> list[Line]:
    inputs = read_inputs(run.root, lambda _step: None)
    graphs = assemble(inputs, lambda _step: None)
    tasks = shape_tasks(run.root, inputs, graphs)
    return profile_of(lambda: [task() for task in tasks])


def main() -> None:
    """Profile, as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reviews", type=int, default=10)
    parser.add_argument("--work", type=Path, default=Path("/tmp/smekg-benchmark"))  # noqa: S108
    parser.add_argument("--out", type=Path, default=HERE / "PROFILE.md")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    lines = _validation(Run(given.reviews, given.work, repeats=1, limit=0.0))
    given.out.write_text(report(lines, given.reviews, machine()), encoding="utf-8")


if __name__ == "__main__":
    main()
