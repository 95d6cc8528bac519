"""What pages say of claims that turned out to be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib.namespace import DCTERMS, PROV, RDF

from smekg.namespaces import SMEKG
from smekg.site.content import Content

__all__ = ["Erratum", "errata_of_claim", "errata_of_review"]


@dataclass(frozen=True)
class Erratum:
    """One erratum as a page shows it.

    Attributes:
        iri: Its IRI.
        claim: IRI of the claim.
        day: Day on which it was mended.
        version: First version in which it is.
        before: What the claim said.
        after: What it says now; empty where it was withdrawn.
        reason: Why it was wrong.
        reader: Who found it, where they are named.
    """

    iri: str
    claim: str
    day: str
    version: str
    before: str
    after: str
    reason: str
    reader: str


def errata_of_claim(content: Content, claim: str) -> list[Erratum]:
    """List what was wrong with a claim.

    Args:
        content: The graph.
        claim: IRI of the claim, which may be withdrawn.

    Returns:
        The errata, the oldest first.
    """
    return _sorted(_erratum(content, iri, claim) for iri in content.iris(claim, PROV.wasRevisionOf))


def errata_of_review(content: Content, review: str) -> list[Erratum]:
    """List what was wrong with the claims of a review.

    Args:
        content: The graph.
        review: IRI of the review.

    Returns:
        The errata, the oldest first.
    """
    return _sorted(
        _erratum(content, iri, content.referring(iri, PROV.wasRevisionOf)[0])
        for iri in content.referring(review, SMEKG.aboutReview)
        if str(SMEKG.Erratum) in content.iris(iri, RDF.type)
    )


def _sorted(errata: Iterable[Erratum]) -> list[Erratum]:
    return sorted(errata, key=lambda erratum: (erratum.day, erratum.iri))


def _erratum(content: Content, iri: str, claim: str) -> Erratum:
    slots = (
        *(DCTERMS.modified, SMEKG.mendedInVersion, SMEKG.saidBefore, SMEKG.saysNow),
        *(SMEKG.mendedBecause, SMEKG.reportedBy),
    )
    return Erratum(iri, claim, *(content.text(iri, slot) for slot in slots))
