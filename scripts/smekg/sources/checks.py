"""What must fit together between the files of one review: ids, places, citation keys."""

from __future__ import annotations

from collections.abc import Iterator

from smekg.errors import Finding
from smekg.sources.bibliography import Work
from smekg.sources.located import LocatedClaim
from smekg.sources.marked_yaml import Marked
from smekg.sources.model import ReviewSource
from smekg.suggest import nearest

__all__ = ["review_faults"]


def review_faults(
    source: ReviewSource,
    document: Marked,
    review_id: str,
    works: dict[str, Work] | None,
    claims: tuple[LocatedClaim, ...],
) -> list[Finding]:
    """Find what does not fit together between a review's files.

    Args:
        source: The review's description.
        document: `source.yaml` with its line marks.
        review_id: Name of the review's folder.
        works: The bibliography; None where it could not be read.
        claims: The claims that could be read.

    Returns:
        The faults.
    """
    return [*_source_faults(source, document, review_id, works), *_claim_faults(source, works, claims)]


def _source_faults(
    source: ReviewSource, document: Marked, review_id: str, works: dict[str, Work] | None
) -> Iterator[Finding]:
    if source.id != review_id:
        message = f'the id "{source.id}" differs from the folder name "{review_id}"; make them equal'
        yield Finding(document.path, document.line("id"), message)
    if works is not None and source.work not in works:
        message = f'the review\'s own key "{source.work}" is not in works.bib; add its entry'
        yield Finding(document.path, document.line("work"), message)
    yield from _repeated(source, document)
    yield from _unlisted(source, document)


def _repeated(source: ReviewSource, document: Marked) -> Iterator[Finding]:
    """Parts of `source.yaml` that have one name, and so would become one node."""
    lists: tuple[tuple[str, str, list[str]], ...] = (
        ("annotators", "id", [annotator.id for annotator in source.annotators]),
        ("sections", "number", [section.number for section in source.sections]),
        ("elements", "id", [element.id for element in source.elements]),
        ("completeness", "id", [statement.id for statement in source.completeness]),
    )
    for part, key, names in lists:
        first: dict[str, int] = {}
        for position, name in enumerate(names):
            line = document.line(part, position, key)
            if name in first:
                yield Finding(document.path, line, f'{part}: "{name}" stands in line {first[name]} already')
            first.setdefault(name, line)


def _unlisted(source: ReviewSource, document: Marked) -> Iterator[Finding]:
    """Sections and elements that are named where they are referred to, and nowhere else."""
    sections = {section.number for section in source.sections}
    elements = {element.id for element in source.elements}
    named: list[tuple[str, tuple[str | int, ...], str, set[str]]] = [
        ("section", ("elements", i, "section"), element.section, sections)
        for i, element in enumerate(source.elements)
    ]
    for i, statement in enumerate(source.completeness):
        place = ("completeness", i)
        named += [
            ("section", (*place, "sections", j), number, sections)
            for j, number in enumerate(statement.sections)
        ]
        named += [
            ("element", (*place, "elements", j), name, elements) for j, name in enumerate(statement.elements)
        ]
    for what, where, name, known in named:
        if name not in known:
            message = f'{what} "{name}" is not listed under `{what}s`; add it there, or correct it'
            yield Finding(document.path, document.line(*where), message)


def _claim_faults(
    source: ReviewSource, works: dict[str, Work] | None, claims: tuple[LocatedClaim, ...]
) -> Iterator[Finding]:
    first: dict[str, LocatedClaim] = {}
    sections = {section.number for section in source.sections}
    elements = {element.id for element in source.elements}
    for located in claims:
        claim = located.claim
        if claim.id in first:
            earlier = first[claim.id]
            yield located.fault(f"the id is taken by {earlier.document.path}:{earlier.line('id')}", "id")
        first.setdefault(claim.id, located)
        if not claim.id.startswith(f"{source.code}-"):
            yield located.fault(f'the id must start with "{source.code}-"', "id")
        if claim.section is not None and claim.section not in sections:
            yield located.fault(f'section "{claim.section}" is not listed in source.yaml', "section")
        if claim.element is not None and claim.element not in elements:
            yield located.fault(f'element "{claim.element}" is not listed in source.yaml', "element")
        if claim.section is None and claim.element is None:
            yield located.fault("neither section nor element is given; say where the statement stands")
        yield from _citation_faults(located, works)
        yield from _number_faults(located, sections, elements)
    for located in claims:
        yield from _other_number_faults(located, first, works)
        for slot in ("moderates", "mediates"):
            target = getattr(located.claim, slot)
            if target is not None and target not in first:
                yield located.fault(f'it {slot} "{target}", which is no claim of this review', slot)


def _number_faults(located: LocatedClaim, sections: set[str], elements: set[str]) -> Iterator[Finding]:
    """Places by which a number says what it counts and that `source.yaml` does not list."""
    claim = located.claim
    named: list[tuple[tuple[str | int, ...], str]] = []
    if claim.ranked_in is not None:
        named.append((("ranked_in",), claim.ranked_in))
    if claim.counts is not None:
        named += [(("counts", "elements", i), name) for i, name in enumerate(claim.counts.elements)]
        if claim.counts.among is not None:
            named.append((("counts", "among"), claim.counts.among))
        for i, number in enumerate(claim.counts.sections):
            if number not in sections:
                message = f'section "{number}" is not listed in source.yaml'
                yield located.fault(message, "counts", "sections", i)
    for place, name in named:
        if name not in elements:
            yield located.fault(f'element "{name}" is not listed in source.yaml', *place)


def _other_number_faults(
    located: LocatedClaim, claims: dict[str, LocatedClaim], works: dict[str, Work] | None
) -> Iterator[Finding]:
    """Numbers and works that a number is compared with and that do not exist."""
    claim = located.claim
    named: list[tuple[tuple[str | int, ...], str | None]]
    named = [(("restates",), claim.restates), (("equals",), claim.equals)]
    if claim.part_of is not None:
        named.append((("part_of", "number"), claim.part_of.number))
    if claim.spans is not None:
        named += [(("spans", "start"), claim.spans.start), (("spans", "end"), claim.spans.end)]
    if claim.dates is not None:
        named.append((("dates",), claim.dates))
    for place, name in named:
        if name is None:
            continue
        is_work = "-" not in name
        if is_work and works is not None and name not in works:
            yield located.fault(f'the work "{name}" is not in works.bib', *place)
        if not is_work and (name not in claims or claims[name].claim.value is None):
            yield located.fault(f'"{name}" is no claim of this review that states a number', *place)


def _citation_faults(located: LocatedClaim, works: dict[str, Work] | None) -> Iterator[Finding]:
    if works is None:
        return
    claim = located.claim
    cited: list[tuple[tuple[str | int, ...], str]]
    cited = [(("studies", i), key) for i, key in enumerate(claim.studies)]
    cited += [(("disputed_by", i), key) for i, key in enumerate(claim.disputed_by)]
    if claim.work is not None:
        cited.append((("work",), claim.work))
    for place, key in cited:
        if key not in works:
            near = nearest(key, works)
            hint = f'did you mean "{near}"? Otherwise add' if near else "add"
            yield located.fault(f'the work "{key}" is not in works.bib; {hint} its entry', *place)
