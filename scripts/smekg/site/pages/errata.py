"""A page for each claim that was withdrawn, so that its IRI still leads somewhere and says why."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib.namespace import DCTERMS

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.rendering import Page
from smekg.site.views.errata import errata_of_claim

__all__ = ["pages"]


def pages(content: Content) -> Iterator[Page]:
    """Make the pages of withdrawn claims.

    Args:
        content: The graph.

    Yields:
        One page per withdrawn claim.
    """
    for claim in content.instances(SMEKG.WithdrawnClaim):
        errata = errata_of_claim(content, claim)
        yield Page(
            address=address_of(claim) or "",
            template="claims/withdrawn.html",
            title=f"Withdrawn claim {claim.rsplit('/', 1)[-1]}",
            about=claim,
            summary="A claim that smekg holds no more, with the reason.",
            values={
                "errata": errata,
                "end": errata[-1],
                "review": content.text(claim, SMEKG.aboutReview),
                "replacements": content.iris(claim, DCTERMS.isReplacedBy),
                "turtle": turtle(content, claim),
            },
        )
