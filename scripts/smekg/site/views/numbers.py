"""What a printed number is, what it counts, and what the audit makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup
from rdflib.namespace import RDF

from smekg.namespaces import SMEKG
from smekg.site.amounts import amount, grouped
from smekg.site.content import Content
from smekg.site.rendering import Here

__all__ = ["Check", "Number", "is_date", "number_of", "printed_number"]

_WORDS = {"true": "yes", "false": "no"}
#: Units in which four digits are a date.
_DATES = frozenset({"year", "decade"})
#: What is said instead of `more than` and `less than` before a date.
_WHEN = {str(SMEKG.MoreThan): "after", str(SMEKG.LessThan): "before"}
_UNCHECKABLE = str(SMEKG.Uncheckable)
#: What a number says of itself and of other numbers.
_SLOTS = (
    ("Of what", SMEKG.base),
    ("Part of the number", SMEKG.partOfNumber),
    ("Printed size of the whole", SMEKG.denominator),
    # A feature, such as the type of article, or a stage of the selection.
    ("Part taken by", SMEKG.brokenDownBy),
    ("Restates", SMEKG.restates),
    ("Equals", SMEKG.equalsNumber),
    ("Start", SMEKG.spansFrom),
    ("End", SMEKG.spansTo),
    ("Year of", SMEKG.datesWork),
    ("Rank in", SMEKG.rankedIn),
)


@dataclass(frozen=True)
class Check:
    """One way in which a number is recomputed.

    Attributes:
        iri: The check.
        by: IRI of the way.
        recomputed: What it arrives at.
        verdict: Label of the outcome.
        difference: Recomputed less printed, or an empty text.
        leaves_open: Why it does not settle the number, or what it found.
        rests_on: Claims and works that it recomputes from.
    """

    iri: str
    by: str
    recomputed: str
    verdict: str
    difference: str
    leaves_open: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A printed number as its claim's page shows it.

    Attributes:
        printed: Comparator, value and unit.
        rows: Name and values of what it says of itself.
        verdict: Outcome of the audit.
        because: Why it is uncheckable; an empty text where it is not.
        checks: The checks.
    """

    printed: str
    rows: tuple[tuple[str, list[Markup | str]], ...]
    verdict: str
    because: str
    checks: tuple[Check, ...]


def number_of(here: Here, claim: str) -> Number | None:
    """Read the number of a claim.

    Args:
        here: The links of the claim's page.
        claim: The claim.

    Returns:
        The number; None for a claim that prints none.
    """
    content = here.content
    if not content.text(claim, SMEKG.value):
        return None
    dated = is_date(content, claim)
    checks = tuple(_check(content, iri, dated) for iri in content.referring(claim, SMEKG.checksNumber))
    return Number(
        printed=printed_number(content, claim),
        rows=tuple(_rows(here, claim)),
        verdict=_verdict(content, checks),
        because=content.text(claim, SMEKG.uncheckableBecause),
        checks=checks,
    )


def printed_number(content: Content, claim: str) -> str:
    """Write the number of a claim with what the review puts before it.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        For example `about 20 years`; an empty text for a claim that prints none.
    """
    value = content.text(claim, SMEKG.value)
    if not value:
        return ""
    comparator = content.text(claim, SMEKG.comparator)
    written = amount(value, content.text(claim, SMEKG.unit), ordinal=claim in content.ordinals)
    if not comparator:
        return written
    when = _WHEN.get(comparator) if is_date(content, claim) else None
    return f"{when or content.label(comparator)} {written}"


def is_date(content: Content, claim: str) -> bool:
    """Tell whether a number is a year or decade of the calendar.

    Args:
        content: The graph.
        claim: The claim that prints it.

    Returns:
        True for a date, such as the year 1994; not for a span of time, such as 3 years.
    """
    value, unit = content.text(claim, SMEKG.value), content.text(claim, SMEKG.unit)
    return unit in _DATES and len(value) == len("1994")


def _check(content: Content, iri: str, dated: bool) -> Check:
    recomputed = content.text(iri, SMEKG.recomputedAs)
    return Check(
        iri=iri,
        by=content.text(iri, SMEKG.checksBy),
        recomputed=recomputed if dated else grouped(recomputed),
        verdict=content.label(content.text(iri, SMEKG.hasVerdict)),
        difference=content.text(iri, SMEKG.differsBy),
        leaves_open=content.text(iri, SMEKG.leavesOpen),
        rests_on=content.iris(iri, SMEKG.restsOn),
    )


def _verdict(content: Content, checks: Iterable[Check]) -> str:
    """As in the audit: a check that settles nothing does not count where another one settles the number."""
    uncheckable = content.label(_UNCHECKABLE)
    settled = sorted({check.verdict for check in checks} - {uncheckable})
    return " and ".join(settled) or uncheckable


def _rows(here: Here, claim: str) -> Iterator[tuple[str, list[Markup | str]]]:
    content = here.content
    for name, predicate in _SLOTS:
        values = _values(here, claim, predicate)
        if values:
            sized = predicate == SMEKG.denominator
            yield name, [grouped(value) for value in values] if sized else values
    for counted in content.iris(claim, SMEKG.counts):
        yield "What it counts", [here.a(counted)]
        for condition in sorted(content.stated.get(counted, {})):
            if condition != str(RDF.type):
                yield content.label(condition).capitalize(), _values(here, counted, condition)


def _values(here: Here, subject: str, predicate: object) -> list[Markup | str]:
    things = here.content.iris(subject, predicate)
    texts = [value.value for value in here.content.objects(subject, predicate)]
    return list(map(here.a, things)) if things else [_WORDS.get(text, text) for text in texts]
