"""What one review says of another, or takes from the same study, beside what the other says itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from smekg.site.content import Content
from smekg.site.pages.evidence.answers import ask, claim_iri, reviews_by_id, works_by_key
from smekg.site.pages.evidence.claims import place_in_review
from smekg.site.rendering import Page

__all__ = ["Comparison", "Comparisons", "only_by_relation", "page", "read_comparisons", "verdicts_of"]

#: Verdicts in the order in which they are shown, with what they mean.
VERDICTS = {
    "differs": "The two statements have other signs, ranks, ratings or numbers.",
    "narrower": "One of the two says less: a restriction, or a narrower term, stands on one side only.",
    "agrees": "Both say the same.",
    "not found": "Nothing like it stands in the cited review, which is coded in full.",
    "unknown": "Nothing like it was found in the cited review, but some of that review is not coded in full.",
    "no common statement": "Both reviews report from this study, but on no common matter.",
}

#: What stands between the slots that a comparison names.
_BETWEEN_SLOTS = "; "
#: Verdict and slot of statements that nothing but their relations sets apart.
_DIFFERS, _RELATION = "differs", "relation: "
_BY_RELATION = (
    "differs in the relation only",
    "Only the relations of the two statements contradict, in that they are not known to go together. This "
    "may be no more than another wording.",
)


@dataclass(frozen=True)
class Comparison:
    """Two statements side by side, or one without a partner.

    Attributes:
        reviews: IRIs of the citing and the cited review.
        statements: Both statements spelled out by their slots; empty where slots alone do not tell.
        claims: IRIs of both claims; None where there is none.
        places: Where each statement stands in its review.
        verdict: How they compare.
        narrower: Which side says less: a review, or `Each`.
        by: The slots in which they are unlike.
        study: IRI of the study that both cite, if one links them.
    """

    reviews: tuple[str, str]
    statements: tuple[str, str]
    claims: tuple[str | None, ...]
    places: tuple[str, ...]
    verdict: str
    narrower: str
    by: str
    study: str | None

    @property
    def group(self) -> str:
        """The heading below which it stands: its verdict, or what is less than that."""
        only_relation = self.by.startswith(_RELATION) and _BETWEEN_SLOTS not in self.by
        return _BY_RELATION[0] if self.verdict == _DIFFERS and only_relation else self.verdict


@dataclass(frozen=True)
class Comparisons:
    """All comparisons.

    Attributes:
        direct: Those in which one review cites the other.
        shared: Those of statements that rest on one study.
    """

    direct: tuple[Comparison, ...]
    shared: tuple[Comparison, ...]


def read_comparisons(content: Content) -> Comparisons:
    """Ask for what reviews say of each other and of the same studies.

    Args:
        content: The graph.

    Returns:
        The comparisons, in the query's order.
    """
    reviews, works = reviews_by_id(content), works_by_key(content)
    direct, shared = (
        tuple(
            _comparison(content, reviews, works, row)
            for row in ask(content, "x-secondary-citations", via=via)
        )
        for via in ("direct", "shared")
    )
    return Comparisons(direct, shared)


def verdicts_of(comparisons: Iterable[Comparison]) -> Mapping[str, int]:
    """Count the verdicts, in the order in which they are shown."""
    counts = Counter(one.verdict for one in comparisons)
    return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}


def only_by_relation(comparisons: Iterable[Comparison]) -> int:
    """Count those that differ in their relation only, which may be but another wording."""
    return sum(one.group == _BY_RELATION[0] for one in comparisons)


def page(comparisons: Comparisons) -> Page:
    """Make the page of secondary citations.

    Args:
        comparisons: The comparisons.

    Returns:
        The page.
    """
    return Page(
        address="evidence/secondary.html",
        template="evidence/secondary.html",
        title="What reviews say of each other",
        section="evidence",
        summary="Does a review say what another reports from it? What do two take from the same study?",
        scripts=("evidence/list.js",),
        styles=("evidence/evidence.css",),
        values={
            "verdicts": [
                verdict
                for verdict in VERDICTS
                if verdict in verdicts_of(comparisons.direct + comparisons.shared)
            ],
            "meanings": VERDICTS | dict([_BY_RELATION]),
            "direct": _by_group(comparisons.direct),
            "shared": _by_group(comparisons.shared),
        },
    )


def _by_group(comparisons: Sequence[Comparison]) -> Mapping[str, list[Comparison]]:
    groups: dict[str, list[Comparison]] = {}
    for verdict in verdicts_of(comparisons):
        same = [one for one in comparisons if one.verdict == verdict]
        # What may be but another wording comes after what is not.
        for one in sorted(same, key=lambda one: one.group != verdict):
            groups.setdefault(one.group, []).append(one)
    return groups


def _comparison(
    content: Content, reviews: Mapping[str, str], works: Mapping[str, str], row: Mapping[str, str]
) -> Comparison:
    citing, cited = row["citing_review"], row["cited_review"]
    sides = {
        "both": "Each",
        citing: content.label(reviews[citing]),
        cited: content.label(reviews[cited]),
    }
    claims = tuple(claim_iri(row[column]) if row[column] else None for column in ("claim", "cited_claim"))
    return Comparison(
        reviews=(reviews[citing], reviews[cited]),
        statements=(row["statement"], row["cited_statement"]),
        claims=claims,
        places=tuple(place_in_review(content, claim) if claim else "" for claim in claims),
        verdict=row["verdict"],
        narrower=sides.get(row["narrower"], ""),
        by=row["by"],
        study=works[row["study"]] if row["study"] else None,
    )
