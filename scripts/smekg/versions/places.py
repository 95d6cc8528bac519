"""Where the parts of a version are written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from smekg.namespaces import mint
from smekg.paths import DataRoot
from smekg.source_lines import locate
from smekg.sources.located import AnnotatedReview, LocatedClaim

__all__ = ["NOWHERE", "Places", "find_places"]


@dataclass(frozen=True)
class Places:
    """Files and lines of nodes and of the slots of claims.

    Attributes:
        nodes: IRI to file and line.
        claims: IRI of a claim to the claim.
    """

    nodes: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    claims: Mapping[str, LocatedClaim] = field(default_factory=dict)

    def find(self, iri: str, slot: str = "") -> str:
        """Say where something is written.

        Args:
            iri: The node.
            slot: A key of a claim, with dots between those of nested keys.

        Returns:
            File and line, or an empty text where they are not known.
        """
        if iri in self.claims:
            claim = self.claims[iri]
            return f"{claim.document.path}:{claim.line(*slot.split('.'))}"
        path, line = self.nodes.get(iri, ("", 0))
        return f"{path}:{line}" if path else ""


#: A version without sources.
NOWHERE = Places()


def find_places(root: DataRoot, reviews: Iterable[AnnotatedReview]) -> Places:
    """Find where the parts of a data root are written down.

    Args:
        root: The data root.
        reviews: Its annotated reviews.

    Returns:
        The places.
    """
    reviews = tuple(reviews)
    claims = {str(mint("claim", c.claim.id)): c for review in reviews for c in review.claims}
    return Places(locate(root, reviews), claims)
