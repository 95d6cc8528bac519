"""Blind forms for a second reader: each claim's passage, and for each slot a closed list of answers.

The list for a slot holds what the claim says among terms that it does not say, in an order drawn by chance,
and the reader may answer that none fits. What other claims say of the same passage is not offered, since it
would be right too; nor are wider and narrower terms of the right one.
"""

from __future__ import annotations

import random
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef
from rdflib.namespace import RDFS, SKOS

from annotations.lexicon import OPPOSITES
from annotations.papers import Paper, Span
from annotations.slots import Vocabulary, words
from smekg.graph.claims import THE_REVIEW
from smekg.inputs import Inputs
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import Claim

__all__ = ["Form", "Question", "forms_of", "written"]

#: Options for a term or a relation, the right one among them.
OPTIONS = 4


@dataclass(frozen=True)
class Question:
    """One slot of one claim.

    Attributes:
        slot: The slot.
        options: What is offered; the letters of the answers are their places.
    """

    slot: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """What is asked about one claim.

    Attributes:
        claim: Its id.
        kind: Its kind.
        span: Place of its passage in the text.
        questions: The questions.
        asks_position: Whether its place in a printed enumeration is asked.
        whole: Of what it is a part, and by what the whole is divided; empty where it is none.
    """

    claim: str
    kind: str
    span: Span
    questions: tuple[Question, ...]
    asks_position: bool
    whole: str


class _Drawer:
    """Draws the options of one review's claims."""

    def __init__(self, inputs: Inputs, known: Vocabulary, review: AnnotatedReview, paper: Paper) -> None:
        self.index, self.known, self.review, self.paper = inputs.index, known, review, paper
        graph = inputs.ontology.terms + inputs.ontology.vocabulary
        self.chains: defaultdict[URIRef, set[URIRef]] = defaultdict(set)
        for step in (SKOS.broader, RDFS.subClassOf):
            for term in known.families:
                for wider in graph.transitive_objects(term, step):
                    if isinstance(wider, URIRef):
                        self.chains[term].add(wider)
                        self.chains[wider].add(term)
        self.spans = {
            located.claim.id: span
            for located in review.claims
            if located.claim.passage and (span := paper.span(located.claim.passage))
        }

    @cached_property
    def relations(self) -> Mapping[str, Sequence[str]]:
        """Kind of claim to the relations that claims of that kind have."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for located in self.review.claims:
            found[located.claim.kind].add(located.claim.relation)
        return {kind: sorted(relations) for kind, relations in found.items()}

    @cached_property
    def labels(self) -> Sequence[tuple[str, URIRef]]:
        """The display label of each term, with the term."""
        return sorted(
            (self.index.display[written], next(iter(terms)))
            for written, terms in self.index.labels["term"].items()
            if len(terms) == 1
        )

    def said_beside(self, claim: Claim) -> set[URIRef]:
        """Terms that claims of overlapping passages name."""
        start, end = self.spans[claim.id]
        said: set[URIRef] = set()
        for located in self.review.claims:
            first, last = self.spans.get(located.claim.id, (0, 0))
            if first < end and start < last:
                other = located.claim
                named = (other.subject, other.object, other.compared_with, other.mediator, other.theory)
                said |= {self.index.resolve("term", n) for n in named if n and n != THE_REVIEW}
        return said

    def term_question(self, slot: str, claim: Claim, chance: random.Random) -> Question:
        """Offer a term among the siblings that are most like it in words, and one that is not."""
        right = getattr(claim, slot)
        taken = self.said_beside(claim)
        if right == THE_REVIEW:
            others = [label for label, term in self.labels if term not in taken]
            return self._shuffled(slot, right, chance.sample(others, OPTIONS - 1), chance)
        term = self.index.resolve("term", right)
        barred = taken | self.chains[term] | {term}
        siblings = [(label, t) for label, t in self.labels if t in self.known.families[term] - barred]
        chance.shuffle(siblings)
        wanted = words(right)
        siblings.sort(key=lambda pair: -len(words(pair[0]) & wanted))
        drawn = [label for label, _ in siblings[: OPTIONS - 2]]
        drawn += chance.sample(
            [label for label, t in self.labels if t not in barred and label not in drawn],
            OPTIONS - 1 - len(drawn),
        )
        return self._shuffled(slot, right, drawn, chance)

    def relation_question(self, claim: Claim, chance: random.Random) -> Question:
        """Offer a relation among its opposite and relations of the same kind of claim."""
        right = claim.relation
        drawn = [OPPOSITES[right]] if right in OPPOSITES else []
        rest = [r for r in self.relations[claim.kind] if r not in (right, *drawn)]
        drawn += chance.sample(rest, min(len(rest), OPTIONS - 1 - len(drawn)))
        return self._shuffled("relation", right, drawn, chance)

    @staticmethod
    def _shuffled(slot: str, right: str, others: Sequence[str], chance: random.Random) -> Question:
        options = [right, *others]
        chance.shuffle(options)
        return Question(slot, tuple(options))


def forms_of(
    inputs: Inputs, known: Vocabulary, review: AnnotatedReview, paper: Paper, seed: int
) -> Iterator[Form]:
    """Make the forms of a review's claims that rest on a passage, in the order of the text.

    Args:
        inputs: All annotations.
        known: The vocabulary.
        review: The review.
        paper: Its text.
        seed: Decides what is offered beside, and in which order.

    Yields:
        The forms.
    """
    drawer = _Drawer(inputs, known, review, paper)
    located = [found for found in review.claims if found.claim.id in drawer.spans]
    for claim in sorted((found.claim for found in located), key=lambda c: drawer.spans[c.id]):
        chance = random.Random(f"{seed} {claim.id}")
        questions = [drawer.term_question("subject", claim, chance), drawer.relation_question(claim, chance)]
        if claim.object is not None:
            questions.append(drawer.term_question("object", claim, chance))
        part = claim.part_of
        yield Form(
            claim.id,
            claim.kind,
            drawer.spans[claim.id],
            tuple(questions),
            claim.position is not None,
            f"{part.number or 'the whole'} by {part.by}" if part else "",
        )


def written(form: Form, element: str) -> str:
    """Write a form for reading.

    Args:
        form: The form.
        element: Table or figure that the claim belongs to; empty for prose.

    Returns:
        Its lines.
    """
    lines = [f"{form.claim} [{form.kind}{'; ' + element if element else ''}]"]
    for question in form.questions:
        shown = (
            f"{letter}) {option}"
            for letter, option in zip(string.ascii_lowercase, question.options, strict=False)
        )
        lines.append(f"  {question.slot.upper()[:1]}: {'  '.join(shown)}")
    if form.asks_position:
        lines.append("  POSITION?")
    if form.whole:
        lines.append(f"  PARTS of {form.whole}?")
    return "\n".join(lines)
