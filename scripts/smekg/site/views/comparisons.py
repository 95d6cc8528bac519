"""What stands beside a claim: claims of other reviews on the same matter, and what its table gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from rdflib.namespace import SKOS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.rendering import Here

__all__ = ["Comparison", "comparisons_of", "conclusions_of"]


@dataclass(frozen=True)
class Comparison:
    """A claim of another review on the same matter.

    Attributes:
        iri: The comparison of statements.
        other: The other claim.
        verdict: Word for the outcome.
        via: What brings the two together.
        differences: Slot, what this claim has there, what the other has.
    """

    iri: str
    other: str
    verdict: str
    via: str
    differences: tuple[tuple[str, str, str], ...]


_VIA = {
    "direct": "one review reports on the other",
    "shared": "both name one study",
}


def comparisons_of(here: Here, claim: str) -> list[Comparison]:
    """List the claims of other reviews that speak of the same matter.

    Args:
        here: The links of the claim's page.
        claim: The claim.

    Returns:
        The comparisons, as seen from this claim.
    """
    content = here.content
    citing = [(iri, True) for iri in content.referring(claim, SMEKG.comparesStatement)]
    cited = [(iri, False) for iri in content.referring(claim, SMEKG.withStatement)]
    return [_comparison(content, iri, first) for iri, first in citing + cited]


def _comparison(content: Content, iri: str, first: bool) -> Comparison:
    via = content.text(iri, SMEKG.comparedVia)
    return Comparison(
        iri=iri,
        other=content.text(iri, SMEKG.withStatement if first else SMEKG.comparesStatement),
        verdict=content.label(content.text(iri, SMEKG.hasStatementVerdict)),
        via=_VIA.get(via, via),
        differences=tuple(_differences(content, iri, first)),
    )


def _differences(content: Content, iri: str, first: bool) -> Iterator[tuple[str, str, str]]:
    own, other = (SMEKG.onCitingSide, SMEKG.onCitedSide) if first else (SMEKG.onCitedSide, SMEKG.onCitingSide)
    for difference in content.iris(iri, SMEKG.differsInSlot):
        slot = content.text(difference, SMEKG.inSlot)
        yield slot, content.text(difference, own) or "—", content.text(difference, other) or "—"


def conclusions_of(here: Here, claim: str) -> list[tuple[str, list[Markup]]]:
    """List what rules derive from the ratings of a table and what bears on the claim.

    Args:
        here: The links of the claim's page.
        claim: The claim.

    Returns:
        Name and links: conclusions that say the same, grades that are the same or another.
    """
    content = here.content
    rows = [
        ("Follows from its table", [_conclusion(here, c) for c in content.referring(claim, SMEKG.bearsOut)]),
        ("Same grade in the table", [_grade(here, g) for g in content.iris(claim, SMEKG.agreesWithGrade)]),
        ("Other grade in the table", [_grade(here, g) for g in content.iris(claim, SMEKG.departsFromGrade)]),
    ]
    return [row for row in rows if row[1]]


def _conclusion(here: Here, iri: str) -> Markup:
    content = here.content
    slots = (SMEKG.subject, SMEKG.relation, SMEKG.object, SMEKG.rating)
    words = " ".join(content.label(value) for slot in slots if (value := content.text(iri, slot)))
    rule = content.text(iri, SMEKG.concludedBy)
    return Markup("{}, by the rule {}").format(here.a(iri, words), here.a(rule))


def _grade(here: Here, iri: str) -> Markup:
    content = here.content
    options = content.iris(content.text(iri, SMEKG.gradeOf), SMEKG.takesOption)
    words = " with ".join(map(content.label, options))
    rating = content.text(iri, SMEKG.rating)
    notation = content.text(rating, SKOS.notation)
    shown = f"{words}: {content.label(rating)}" + (f" ({notation})" if notation else "")
    return here.a(iri, shown)
