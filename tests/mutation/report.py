"""What became of the mutants, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from mutation.mutant import Outcome

__all__ = ["GOAL", "Settings", "markdown", "read_reasons", "unexplained"]

#: Share of the mutants of a kind, in percent, that some test should notice.
GOAL = 95
#: Where a change can be noticed, and how the names of such tests begin; the repository has all others.
STAGES: Mapping[str, tuple[str, ...]] = {
    "repository": (),
    "second coding": ("second coding", "second choice"),
    "text": ("text of the review",),
    "answer": ("typed answer", "sibling", "printed"),
    "small case": ("small case", "said twice"),
}


@dataclass(frozen=True)
class Settings:
    """How the mutants were chosen.

    Attributes:
        seed: Decides which.
        per_kind: How many of each kind at most.
        with_texts: Whether the texts of the reviews were at hand.
        day: When they were made.
    """

    seed: int
    per_kind: int
    with_texts: bool
    day: date


def read_reasons() -> dict[str, dict[str, str]]:
    """Read why mutants may live: kind, then start of the mutant's name (or `any`), then the reason."""
    text = Path(__file__).with_name("survivors.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def reason(outcome: Outcome, reasons: Mapping[str, Mapping[str, str]]) -> str:
    """Find why a mutant may live; empty where nothing says so."""
    of_kind = reasons.get(outcome.kind, {})
    named = [because for name, because in of_kind.items() if outcome.name.startswith(name)]
    return named[0] if named else of_kind.get("any", "")


def unexplained(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """List the mutants that live without a reason."""
    reasons = read_reasons()
    return [outcome for outcome in outcomes if not outcome.killer and not reason(outcome, reasons)]


def markdown(outcomes: Sequence[Outcome], settings: Settings) -> str:
    """Write the report.

    Args:
        outcomes: What became of each mutant.
        settings: How they were chosen.

    Returns:
        The page.
    """
    kinds = list(dict.fromkeys(outcome.kind for outcome in outcomes))
    by_kind = {kind: [o for o in outcomes if o.kind == kind] for kind in kinds}
    texts = "with" if settings.with_texts else "without"
    lines = [
        "# Mutants and the tests that notice them",
        "",
        "Made by `PYTHONPATH=tests python -m mutation --out tests/mutation/REPORT.md`; do not edit.",
        "One thing is changed at a time, and the tests are asked in turn, the cheapest first, until one",
        "notices. The columns tell which that was: a look at the repository (files, sentences, shapes,",
        "reasoner), the second coding, the text of the review, a typed answer to a stored query, or a test",
        "with a few claims of its own.",
        "",
        f"{settings.day.isoformat()}, seed {settings.seed}, at most {settings.per_kind} mutants of a kind, "
        f"{texts} the texts of the reviews.",
        "",
        f"| kind | mutants | noticed | share | {' | '.join(STAGES)} |",
        f"|---|--:|--:|--:|{'--:|' * len(STAGES)}",
        *(_row(kind, of_kind) for kind, of_kind in by_kind.items()),
        _row("all", outcomes),
        "",
        "## Mutants that nothing notices",
        "",
        *(line for kind, of_kind in by_kind.items() for line in _survivors(kind, of_kind)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _row(kind: str, outcomes: Sequence[Outcome]) -> str:
    by_stage = Counter(_stage(outcome.killer) for outcome in outcomes if outcome.killer)
    killed = by_stage.total()
    share = 100 * killed // len(outcomes)
    mark = "" if share >= GOAL else " (below the goal)"
    cells = (kind, len(outcomes), killed, f"{share} %{mark}", *(by_stage[stage] for stage in STAGES))
    return f"| {' | '.join(map(str, cells))} |"


def _stage(killer: str) -> str:
    return next((stage for stage, starts in STAGES.items() if killer.startswith(starts)), "repository")


def _survivors(kind: str, outcomes: Sequence[Outcome]) -> list[str]:
    reasons = read_reasons()
    living: dict[str, list[str]] = {}
    for outcome in outcomes:
        if not outcome.killer:
            living.setdefault(reason(outcome, reasons) or "no reason is known", []).append(outcome.name)
    if not living:
        return []
    lines = [f"### {kind}", ""]
    for because, names in living.items():
        lines += [f"{because}:", "", *(f"- `{name.replace('`', ' ')}`" for name in names), ""]
    return lines
