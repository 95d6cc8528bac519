"""A claim as an item of a list, written once for all pages that lie equally deep."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from rdflib.namespace import DCTERMS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.rendering import Here, environment
from smekg.site.views.claims import direction_of, place_of, review_page, sign_of
from smekg.site.views.headline import effect_in_words

__all__ = ["ClaimList"]


class ClaimList:
    """Writes claims as items of a list, each of them once for all pages that lie equally deep."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._item = here.content.once(environment).get_template("claims/item.html").module.item  # type: ignore[attr-defined]
        self._made: dict[str, Markup] = {}
        self._sources: dict[tuple[str, str], Markup] = {}
        self._reviews: dict[str, Markup] = {}

    @classmethod
    def at(cls, here: Here) -> ClaimList:
        """Find the list of all pages that link like this one.

        Args:
            here: The links of a page.

        Returns:
            The list.
        """
        lists = here.content.once(_lists)
        found = lists.get(here.root)
        if found is None:
            found = lists[here.root] = cls(here)
        return found

    def items(self, claims: Iterable[str]) -> Markup:
        """Write claims.

        Args:
            claims: Their IRIs, in order.

        Returns:
            One `li` each.
        """
        return Markup("").join(self.item(claim) for claim in claims)

    def item(self, claim: str) -> Markup:
        """Write one claim.

        Args:
            claim: Its IRI.

        Returns:
            A `li` with the statement, its direction, origin, studies and place, and what filters look at.
        """
        found = self._made.get(claim)
        if found is None:
            found = self._made[claim] = self._write(claim)
        return found

    def source(self, claim: str) -> Markup:
        """Name the place of a claim in its review.

        Args:
            claim: Its IRI.

        Returns:
            `Guimarães et al. (2021), section 3.3.1`, with links.
        """
        content = self._here.content
        review = content.text(claim, SMEKG.statedIn)
        place, name = place_of(content, claim)
        found = self._sources.get((review, place))
        if found is None:
            found = self.review(review) + ", " + self._here.a(place, name)
            self._sources[review, place] = found
        return found

    def review(self, work: str) -> Markup:
        """Name a review with a link to its page.

        Args:
            work: The review as a work.

        Returns:
            The link.
        """
        found = self._reviews.get(work)
        if found is None:
            address = self._here.to(review_page(self._here.content, work))
            name = self._here.content.label(work)
            found = self._reviews[work] = Markup('<a href="{}">{}</a>').format(address, name)
        return found

    def _write(self, claim: str) -> Markup:
        content, here = self._here.content, self._here
        origin = content.text(claim, SMEKG.origin)
        written: Markup = self._item(
            here,
            claim,
            review=content.text(content.text(claim, SMEKG.statedIn), DCTERMS.identifier),
            origin=content.label(origin),
            sign=sign_of(content, claim),
            direction=direction_of(content, claim),
            effect=effect_in_words(here, claim),
            studies=here.all(content.iris(claim, SMEKG.basedOn)),
            source=self.source(claim),
        )
        return written


def _lists(content: Content) -> dict[str, ClaimList]:
    return {}
