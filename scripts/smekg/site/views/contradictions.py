"""Which contradictions concern a claim or a term, and on what grounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smekg.namespaces import SMEKG
from smekg.site.content import Content

__all__ = ["Contradiction", "contradictions_by_claim", "contradictions_by_term", "disagreement"]


@dataclass(frozen=True)
class Contradiction:
    """Two claims that do not agree.

    Attributes:
        iri: The contradiction.
        kind: Label of its kind.
        meaning: What this kind is.
        respects: In what the scopes differ, and which terms the reviews define apart.
        studies: Works that both claims name.
        first: The claim whose id comes first.
        second: The other one.
    """

    iri: str
    kind: str
    meaning: str
    respects: tuple[str, ...]
    studies: tuple[str, ...]
    first: str
    second: str

    def other(self, claim: str) -> str:
        """Tell which claim stands against one of the two."""
        return self.second if claim == self.first else self.first


def contradictions_by_claim(content: Content) -> Mapping[str, list[Contradiction]]:
    """Index the contradictions; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        Claim to the contradictions that it is part of.
    """
    found: defaultdict[str, list[Contradiction]] = defaultdict(list)
    for iri in content.instances(SMEKG.Contradiction):
        one = _read(content, iri)
        found[one.first].append(one)
        found[one.second].append(one)
    return dict(found)


def contradictions_by_term(content: Content) -> Mapping[str, list[Contradiction]]:
    """Index the contradictions by what their claims are about; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        Subject or object of one of the two claims, or of the effect that one of them changes, to the
        contradictions, each once.
    """
    found: defaultdict[str, dict[str, Contradiction]] = defaultdict(dict)
    for claim, contradictions in content.once(contradictions_by_claim).items():
        for said in (claim, *content.iris(claim, SMEKG.moderates)):
            for slot in (SMEKG.subject, SMEKG.object):
                for term in content.iris(said, slot):
                    found[term] |= {one.iri: one for one in contradictions}
    return {term: sorted(ones.values(), key=_order) for term, ones in found.items()}


def disagreement(contradictions: Sequence[Contradiction]) -> str:
    """Tell how many pairs of statements do not agree, and why.

    Args:
        contradictions: The pairs.

    Returns:
        For example `17 pairs of statements that do not agree: 12 scope difference, 5 true conflict`.
    """
    count = len(contradictions)
    kinds = Counter(one.kind for one in contradictions)
    why = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return f"{count} {'pair' if count == 1 else 'pairs'} of statements that do not agree: {why}"


def _order(contradiction: Contradiction) -> tuple[str, str]:
    return contradiction.kind, contradiction.iri


def _read(content: Content, iri: str) -> Contradiction:
    kind = content.text(iri, SMEKG.hasContradictionKind)
    respects = [content.label(scope) for scope in content.iris(iri, SMEKG.differsInScope)]
    respects += [f"meaning of {content.label(term)}" for term in content.iris(iri, SMEKG.differsInMeaning)]
    return Contradiction(
        iri=iri,
        kind=content.label(kind),
        meaning=content.text(kind, "http://www.w3.org/2004/02/skos/core#definition"),
        respects=tuple(respects),
        studies=content.iris(iri, SMEKG.sharesStudy),
        first=content.text(iri, SMEKG.firstClaim),
        second=content.text(iri, SMEKG.secondClaim),
    )
