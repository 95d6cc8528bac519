"""How far the two codings agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from second_coding.codings import SLOTS, Settlement, read_codings, read_settlements

__all__ = ["kappa", "report"]

#: Slots for which four labels were offered.
OFFERED = ("subject", "relation", "object")
_HEAD = """# Agreement of the two codings

Made by `PYTHONPATH=tests python -m second_coding agreement`; do not edit.
Every claim that rests on a passage was coded a second time by a reader, a program, that had the passage, the
text around it and the [codebook](codebook.md), and not the claim. For subject, relation and object it chose
among four labels, the right one and some near it, or none; that makes agreement there easier than free coding
would. The other slots were open. Where the two differ, a third reader, a program too, chose between the
answers without knowing whose was whose. Where it preferred the second, the claim was read again with the
passage and the guide, and corrected or kept; the reason stands in `settlements/`. Only where the choice was
between a reported study and background for a cited definition or notion, which the guide then left open, the
claims were kept as they were.

Agreement is that before anything was corrected. Cohen's kappa (1960, doi:10.1177/001316446002000104)
estimates chance agreement from how often each coder gives each answer, so it is not given where four were
offered.

| slot | claims | agree | share | kappa | third reader: first | second | neither | corrected | kept |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two codings.

    Args:
        pairs: The two answers for each item; at least one.

    Returns:
        (observed − expected) / (1 − expected) agreement; 1 where both give one and the same answer always.
    """
    number = len(pairs)
    observed = sum(one == other for one, other in pairs) / number
    first, second = (Counter(pair[place] for pair in pairs) for place in (0, 1))
    expected = sum(first[answer] * second[answer] for answer in first) / number**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def report() -> str:
    """Write the table.

    Returns:
        Markdown.
    """
    codings, settlements = read_codings(), read_settlements()
    return _HEAD + "".join(_row(slot, codings, settlements) for slot in SLOTS)


def _row(
    slot: str,
    codings: Mapping[str, Mapping[str, str]],
    settlements: Mapping[tuple[str, str], Settlement],
) -> str:
    # A slot that both leave empty, as position does for most claims, tells nothing.
    pairs = []
    for claim, coding in codings.items():
        answer = coding.get(slot)
        settlement = settlements.get((claim, slot))
        if answer is not None:
            first = settlement.first if settlement else answer
            if first or answer or slot in ("places", "studies"):
                pairs.append((first, answer))
    settled = [s for (_, of), s in settlements.items() if of == slot]
    third = Counter(s.third for s in settled)
    corrected = sum(s.settled != s.first for s in settled)
    agree = sum(one == other for one, other in pairs)
    chance_corrected = "–" if slot in OFFERED else f"{kappa(pairs):.2f}"
    cells = (
        *(slot, f"{len(pairs):,}", f"{agree:,}", f"{100 * agree / len(pairs):.1f} %", chance_corrected),
        *(third["first"], third["second"], third["none"], corrected, len(settled) - corrected),
    )
    return f"| {' | '.join(map(str, cells))} |\n"
