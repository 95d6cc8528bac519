"""A mutant: one change, and the tests that are asked whether they notice it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Ask", "Kind", "Mutant", "Outcome", "sample"]

#: Asks tests whether they notice a change; gives the name of one that does.
Ask = Callable[[], str | None]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes:
        name: What was changed, so that the change can be found and made again.
        ask: Asks the tests that are cheap and need nothing but the repository.
        ask_text: Asks the tests that need the text of a review; None where none could notice.
        ask_answers: Asks the typed answers of the stored queries; None where `ask` has asked all there are.
    """

    name: str
    ask: Ask
    ask_text: Ask | None = None
    ask_answers: Ask | None = None

    def killer(self, with_texts: bool = True) -> str | None:
        """Ask in turn, the cheapest first.

        Args:
            with_texts: Whether to ask the tests that need the texts of the reviews.

        Returns:
            The test that notices the change, if one does.
        """
        for ask in (self.ask, self.ask_text if with_texts else None, self.ask_answers):
            found = ask() if ask else None
            if found:
                return found
        return None


@dataclass(frozen=True)
class Kind:
    """A kind of change.

    Attributes:
        name: What is changed.
        mutants: Gives up to so many mutants, chosen by chance.
    """

    name: str
    mutants: Callable[[random.Random, int], Iterable[Mutant]]


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant.

    Attributes:
        kind: Its kind.
        name: Its name.
        killer: The test that notices it; empty where none does.
    """

    kind: str
    name: str
    killer: str


def sample(chance: random.Random, candidates: Iterable[_T], number: int) -> Sequence[_T]:
    """Choose by chance.

    Args:
        chance: Decides.
        candidates: What there is to choose from, in an order that is the same at every run.
        number: How many at most.

    Returns:
        The chosen.
    """
    candidates = list(candidates)
    # Shuffled as a whole, so that a smaller sample is the beginning of a larger one.
    chance.shuffle(candidates)
    return candidates[:number]
