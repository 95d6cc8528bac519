"""Form files: some two hundred statements each, with the text in which their passages stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import RDF, SKOS

from annotations.papers import Paper
from second_coding.forms import Form, written
from smekg.inputs import Inputs
from smekg.namespaces import SMEKG
from smekg.sources.located import AnnotatedReview

__all__ = ["Sheet", "sheets"]

#: Characters of statements in one file.
SIZE = 78_000
#: Characters of text before the first passage and behind the last.
BEFORE, BEHIND = 1200, 600


@dataclass(frozen=True)
class Sheet:
    """One form file.

    Attributes:
        name: Its name.
        forms: The forms.
        text: What the reader gets.
    """

    name: str
    forms: tuple[Form, ...]
    text: str


def sheets(inputs: Inputs, review: AnnotatedReview, paper: Paper, forms: Sequence[Form]) -> Iterator[Sheet]:
    """Write the forms of a review.

    Args:
        inputs: All annotations.
        review: The review.
        paper: Its text.
        forms: The forms, in the order of the text.

    Yields:
        The files.
    """
    meanings = _meanings(inputs)
    places = sorted({place for located in review.claims for place in located.claim.context.places})
    elements = {located.claim.id: located.claim.element or "" for located in review.claims}
    for number, batch in enumerate(_batches(forms, elements), start=1):
        start = max(0, min(form.span[0] for form in batch) - BEFORE)
        end = min(len(paper.text), max(form.span[1] for form in batch) + BEHIND)
        relations = {o for form in batch for q in form.questions if q.slot == "relation" for o in q.options}
        lines = [
            f"PLACES: {', '.join(places)}",
            "RELATIONS:",
            *(f"  {relation}: {meanings.get(relation, '')}" for relation in sorted(relations)),
            "",
            "TEXT:",
            _marked(paper, review, start, end),
            "",
            "STATEMENTS:",
            *_statements(batch, paper, elements),
        ]
        yield Sheet(f"{review.source.id}-{number}", tuple(batch), "\n".join(lines) + "\n")


def _meanings(inputs: Inputs) -> dict[str, str]:
    graph = inputs.ontology.vocabulary
    relations = (r for r in graph.subjects(RDF.type, SMEKG.Relation) if isinstance(r, URIRef))
    return {str(graph.value(r, SKOS.prefLabel)): str(graph.value(r, SKOS.definition)) for r in relations}


def _batches(forms: Sequence[Form], elements: Mapping[str, str]) -> list[list[Form]]:
    """Cut between passages that do not overlap."""
    batches: list[list[Form]] = [[]]
    size = reach = 0
    for form in forms:
        length = len(written(form, elements[form.claim]))
        if size + length > SIZE and form.span[0] >= reach:
            batches.append([])
            size = 0
        batches[-1].append(form)
        size += length
        reach = max(reach, form.span[1])
    return batches


def _marked(paper: Paper, review: AnnotatedReview, start: int, end: int) -> str:
    """The text with the numbers of the works behind their citations."""
    marks: dict[int, set[int]] = {}
    for number, key in enumerate(sorted(review.works), start=1):
        if key != review.source.work:
            for (_, last), _ in paper.citations.get(key, ()):
                marks.setdefault(last, set()).add(number)
    pieces, at = [], start
    for place in sorted(place for place in marks if start < place <= end):
        pieces.append(f"{paper.text[at:place]}[{','.join(f'w{number}' for number in sorted(marks[place]))}]")
        at = place
    return "".join([*pieces, paper.text[at:end]])


def _statements(batch: Sequence[Form], paper: Paper, elements: Mapping[str, str]) -> Iterator[str]:
    last = None
    for form in batch:
        if form.span != last:
            yield f"\n> {' '.join(paper.text[slice(*form.span)].split())}"
            last = form.span
        yield written(form, elements[form.claim])
