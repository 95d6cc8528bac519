"""What an annotation file may say: the typed form of claims and of a review's own description."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from smekg.sources.plain_values import decimal_number, iso_day, whole_number

__all__ = [
    "Annotator",
    "Claim",
    "Completeness",
    "Context",
    "CountedList",
    "Element",
    "PartOf",
    "PassageAnchor",
    "ReviewSource",
    "Row",
    "Section",
    "Span",
]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CitationKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*$")]
#: A section's number, or a short word in its place; it is part of an IRI.
SectionNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$")]
#: A number that counts something: digits and nothing else, as many as a count may have.
Count = Annotated[int, BeforeValidator(whole_number), Field(ge=1)]
#: A printed number, without an exponent that would make it long.
Amount = Annotated[Decimal, BeforeValidator(decimal_number)]
#: A day of the calendar; a number of seconds is none.
Day = Annotated[date, BeforeValidator(iso_day)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
BlockHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class _Strict(BaseModel):
    """A part of an annotation file; a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Context(_Strict):
    """Where and for whom a claim was found to hold, as far as the text says."""

    places: tuple[Text, ...] = Field(default=(), description="Labels of countries or regions.")
    sectors: tuple[Text, ...] = Field(default=(), description="Labels of industries.")
    sample: Text | None = Field(default=None, description="Who or what was studied.")
    period: Text | None = Field(default=None, description="Years the statement speaks of.")
    population: Text | None = Field(default=None, description="Kind of firms the statement speaks of.")


class PassageAnchor(_Strict):
    """Fingerprint of the passage a claim rests on; made by `smekg passages anchor`."""

    norm: Count = Field(description="Version of the letter-stream normalisation.")
    letters: Count = Field(description="Length of the passage in letters and digits.")
    sha256: Sha256 = Field(description="SHA-256 of the passage's letter stream.")
    blocks: tuple[BlockHash, ...] = Field(min_length=1, description="Hashes of its consecutive blocks.")
    occurrence: Count = Field(default=1, description="Which one, where the text repeats the phrase.")


class CountedList(_Strict):
    """The claims whose different members a number counts; every condition that is given must hold."""

    each: Literal["subject", "object", "study", "position", "place", "element"] = Field(
        description="Slot whose different values are counted."
    )
    listed: Literal["all", "some"] = Field(description="some: the text names examples only.")
    kinds: tuple[Text, ...] = ()
    relations: tuple[Text, ...] = ()
    subjects: tuple[Text, ...] = ()
    objects: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    sections: tuple[Text, ...] = ()
    elements: tuple[Slug, ...] = ()
    parts: tuple[Text, ...] = ()
    ratings: tuple[Text, ...] = ()
    among: Slug | None = Field(default=None, description="Element that must place the studies counted.")


class PartOf(_Strict):
    """The whole that a number is a part of, and how its parts lie to each other."""

    number: Slug | None = Field(default=None, description="Id of the claim with the number of the whole.")
    by: Text = Field(description="By what the whole is divided: article type.")
    exclusive: bool = Field(description="true: nothing is in two parts.")
    exhaustive: bool = Field(description="true: the parts are all there are.")


class Span(_Strict):
    """A length of time: each end is a claim with a year, or a work by its citation key."""

    start: Slug
    end: Slug


class Claim(_Strict):
    """One statement of a review, in slots."""

    id: Slug = Field(description="Review code, section, running number: g21-3-3-1-17.")
    kind: Text = Field(description="Kind of statement: definition, effect, tenet, ….")
    section: Text | None = Field(default=None, description="Number of the section, in quotes.")
    element: Slug | None = Field(default=None, description="Table, figure, list or proposition: table-3.")
    part: Text | None = Field(
        default=None, description="Column or row of the table; group within the figure or list."
    )
    position: Count | None = Field(default=None, description="Place in a printed order.")
    subject: Text = Field(description="Label of what the statement is about.")
    relation: Text = Field(description="Label of the relation.")
    object: Text | None = Field(default=None, description="Label of what the subject is related to.")
    work: CitationKey | None = Field(default=None, description="Citation key, where the object is a work.")
    compared_with: Text | None = Field(default=None, description="Label of the other side of a comparison.")
    theory: Text | None = Field(default=None, description="Label of the theory in whose view it holds.")
    mediator: Text | None = Field(default=None, description="Label of what carries the effect.")
    mediates: Slug | None = Field(default=None, description="Id of the effect claim that is mediated.")
    moderates: Slug | None = Field(default=None, description="Id of the claim that is moderated.")
    direction: Text | None = Field(
        default=None, description="Sign of an effect whose relation does not say it."
    )
    rating: Text | None = Field(default=None, description="How an option fares on a criterion.")
    reason: Text | None = Field(default=None, description="Why the text rates it so, in own words.")
    cases: tuple[Text, ...] = Field(default=(), description="Labels of the cases named for it.")
    value: Amount | None = Field(default=None, description="Printed number.")
    unit: Text | None = Field(default=None, description="What the number counts: article, firm, percent.")
    base: Text | None = Field(default=None, description="What the number is a part of, in own words.")
    denominator: Amount | None = Field(default=None, description="Size of that base, where it is printed.")
    comparator: Text | None = Field(
        default=None, description="more than, less than, about, at least or at most."
    )
    counts: CountedList | None = Field(default=None, description="What the number counts.")
    part_of: PartOf | None = Field(default=None, description="Whole that the number is a part of.")
    restates: Slug | None = Field(default=None, description="Id of another number of the same thing.")
    equals: Slug | None = Field(default=None, description="Id of a number that the text calls equal.")
    spans: Span | None = Field(default=None, description="Start and end of a length of time.")
    dates: CitationKey | None = Field(default=None, description="Work whose year the number is.")
    ranked_in: Slug | None = Field(default=None, description="Element in whose order it is the rank.")
    uncheckable: Text | None = Field(default=None, description="Why nothing recomputes the number.")
    qualifier: Text | None = Field(default=None, description="How the text hedges: may, often, ….")
    condition: Text | None = Field(default=None, description="When the statement holds, in own words.")
    context: Context = Field(default=Context(), description="Country, industry, sample, period.")
    origin: Text = Field(description="Who says it: reported-study, review-synthesis, ….")
    studies: tuple[CitationKey, ...] = Field(description="Exactly the works named for the statement.")
    disputed_by: tuple[CitationKey, ...] = Field(default=(), description="Works that find the opposite.")
    compare: tuple[Slug, ...] = Field(
        default=(), description="Ids of claims of a cited review that speak of the same matter."
    )
    says: Text | None = Field(default=None, description="The statement, in the annotator's own words.")
    as_printed: Text | None = Field(default=None, description="Printed wording of a label.")
    status: Text | None = Field(default=None, description="How far it was checked, if not as the review.")
    confidence: Text | None = Field(default=None, description="The annotator's: high, medium or low.")
    inferred: Text | None = Field(default=None, description="What was inferred, and why.")
    note: Text | None = Field(default=None, description="What a later reader must know.")
    passage: PassageAnchor | None = Field(default=None, description="Made by `smekg passages anchor`.")


class Annotator(_Strict):
    """Who or what read the text."""

    id: Slug
    name: Text
    software: bool = Field(default=False, description="true for a program.")


class Section(_Strict):
    """A numbered section of the review."""

    number: SectionNumber
    title: Text
    about: Text | None = Field(default=None, description="Label of the one thing the section treats.")


class Row(_Strict):
    """A row or column heading of a table, in print order."""

    term: Text = Field(description="Label of what the row is about.")
    printed: Text = Field(description="The heading as printed.")


class Element(_Strict):
    """A table, figure, printed list or numbered proposition of the review."""

    id: Slug
    kind: Annotated[str, StringConstraints(pattern=r"^(table|figure|list|proposition)$")]
    number: Text | None = Field(
        default=None, description="Printed number: 3, or 1a in quotes; lists have none."
    )
    caption: Text
    section: Text = Field(description="Number of the section that refers to it.")
    rows: tuple[Row, ...] = Field(default=(), description="What the rows are about, in print order.")


class Completeness(_Strict):
    """What was coded to the last statement, so that an empty cell there means *not studied*."""

    id: Slug
    covers: Text = Field(description="What was coded exhaustively, in own words.")
    kinds: tuple[Text, ...] = Field(default=(), description="Kinds of claim; none means all.")
    sections: tuple[Text, ...] = ()
    elements: tuple[Slug, ...] = ()


class ReviewSource(_Strict):
    """The content of `source.yaml`: what is annotated, by whom, how completely."""

    id: Slug
    code: Slug = Field(description="Prefix of the claim ids.")
    work: CitationKey = Field(description="The review's own key in works.bib.")
    annotated: Day = Field(description="Day on which the annotation was finished.")
    status: Text = Field(description="How far the claims have been checked.")
    annotators: tuple[Annotator, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)
    elements: tuple[Element, ...] = ()
    completeness: tuple[Completeness, ...] = ()
