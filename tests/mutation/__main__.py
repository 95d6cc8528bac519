"""Change one thing at a time and ask whether a test notices.

    smekg build && PYTHONPATH=tests python -m mutation --seed 7 --per-kind 30 --out tests/mutation/REPORT.md

needs a finished build of the data as they are, and takes some seconds of processor time per mutant; kinds are
asked about on all processors.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mutation.annotations_bench import AnnotationsBench
from mutation.answers import Answers
from mutation.claim_mutants import claim_kinds
from mutation.mutant import Kind, Outcome
from mutation.query_mutants import query_kinds
from mutation.report import Settings, markdown, unexplained
from mutation.schema_mutants import schema_kinds
from mutation.vocabulary_mutants import vocabulary_kinds
from passages.copies import SEEDS
from smekg.paths import default_root
from smekg.processes import run_beside

__all__ = ["all_kinds", "main", "outcomes"]


def all_kinds(build: Path) -> list[Kind]:
    """List all kinds of mutants.

    Args:
        build: A finished build of the data as they are.

    Returns:
        The kinds.
    """
    answers = Answers(build, default_root())
    bench = AnnotationsBench(default_root(), answers)
    return [*schema_kinds(), *claim_kinds(bench), *vocabulary_kinds(bench), *query_kinds(answers)]


def outcomes(kind: Kind, seed: int, number: int, with_texts: bool) -> Iterator[Outcome]:
    """Make mutants of one kind and ask the tests.

    Args:
        kind: The kind.
        seed: Decides which mutants.
        number: How many at most.
        with_texts: Whether to ask the tests that need the texts of the reviews.

    Yields:
        What became of each.
    """
    for mutant in kind.mutants(random.Random(f"{seed} {kind.name}"), number):
        yield Outcome(kind.name, mutant.name, mutant.killer(with_texts) or "")


def _outcomes(kind: Kind, seed: int, number: int, with_texts: bool) -> list[Outcome]:
    return list(outcomes(kind, seed, number, with_texts))


def main() -> int:
    """Run the command.

    Returns:
        0 where each mutant is noticed or has a reason to live, otherwise 1.
    """
    parser = argparse.ArgumentParser(prog="python -m mutation", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-kind", type=int, default=30)
    parser.add_argument("--kind", default="", help="only kinds whose names begin so")
    parser.add_argument("--build", type=Path, default=Path("dist"), help="a finished build")
    parser.add_argument("--without-texts", action="store_true", help="do not ask the texts of the reviews")
    parser.add_argument("--out", type=Path, help="file for the report; without it, standard output")
    given = parser.parse_args()
    with_texts = SEEDS.is_dir() and not given.without_texts
    kinds = [kind for kind in all_kinds(given.build) if kind.name.startswith(given.kind)]
    tasks = [partial(_outcomes, kind, given.seed, given.per_kind, with_texts) for kind in kinds]
    found: list[Outcome] = []
    for kind, of_kind in zip(kinds, run_beside(tasks), strict=True):
        living = sum(not outcome.killer for outcome in of_kind)
        sys.stderr.write(f"{kind.name}: {len(of_kind)}, {living} live\n")
        found += of_kind
    day = datetime.now(UTC).date()
    page = markdown(found, Settings(given.seed, given.per_kind, with_texts, day))
    if given.out is None:
        sys.stdout.write(page)
    else:
        given.out.write_text(page, encoding="utf-8")
    return 1 if unexplained(found) else 0


if __name__ == "__main__":
    sys.exit(main())
