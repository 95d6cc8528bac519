"""A review's own description as RDF: works, citations, sections, elements, annotation, completeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from smekg.errors import Finding, FindingsError, LabelError
from smekg.garbage import collecting_later
from smekg.graph.bibliographic import FABIO_TYPES, FIELD_PROPERTIES
from smekg.graph.claims import Triple, claim_triples
from smekg.graph.errata import errata_triples
from smekg.namespaces import CITO, SMEKG, bind_prefixes, mint
from smekg.sources.bibliography import Work
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import Element
from smekg.terms import TermIndex

__all__ = ["review_graph"]

#: Kinds of framework elements and their classes.
ELEMENT_CLASSES = {
    "table": SMEKG.Table,
    "figure": SMEKG.Figure,
    "list": SMEKG.PrintedList,
    "proposition": SMEKG.NumberedProposition,
}


@collecting_later()
def review_graph(review: AnnotatedReview, index: TermIndex, owners: Mapping[str, str]) -> Graph:
    """Build the named graph of one review.

    Args:
        review: The annotations.
        index: The labels that they may use.
        owners: Citation key to the id of the review whose bibliography describes the work.

    Returns:
        The graph.

    Raises:
        FindingsError: Labels name nothing or several things; all are listed.
    """
    graph = bind_prefixes(Graph())
    faults: list[Finding] = []
    for part in _parts(review, index, owners, faults):
        for triple in part:
            graph.add(triple)
    if faults:
        raise FindingsError(faults)
    return graph


def _parts(
    review: AnnotatedReview, index: TermIndex, owners: Mapping[str, str], faults: list[Finding]
) -> Iterator[Iterator[Triple]]:
    yield _annotation_triples(review)
    yield _section_triples(review, index, faults)
    yield _element_triples(review, index, faults)
    yield _completeness_triples(review, index, faults)
    for work in review.works.values():
        if owners[work.key] == review.source.id:
            yield _work_triples(work)
        yield _citation_triples(work, review)
    for located in review.claims:
        yield claim_triples(review, located, index, faults)
    yield errata_triples(review)


def _annotation_triples(review: AnnotatedReview) -> Iterator[Triple]:
    source = review.source
    node, work = mint("annotation", source.id), mint("work", source.work)
    yield work, RDF.type, SMEKG.Review
    yield work, DCTERMS.identifier, Literal(source.id)
    yield node, RDF.type, PROV.Activity
    yield node, PROV.used, work
    yield node, PROV.endedAtTime, Literal(f"{source.annotated}T00:00:00Z", datatype=XSD.dateTime)
    for annotator in source.annotators:
        agent = mint("annotator", annotator.id)
        yield node, PROV.wasAssociatedWith, agent
        yield agent, RDF.type, PROV.SoftwareAgent if annotator.software else PROV.Person
        yield agent, RDFS.label, Literal(annotator.name, lang="en")


def _section_triples(review: AnnotatedReview, index: TermIndex, faults: list[Finding]) -> Iterator[Triple]:
    work = mint("work", review.source.work)
    for position, section in enumerate(review.source.sections):
        node = mint("section", review.source.id, section.number)
        yield node, RDF.type, SMEKG.Section
        yield node, DCTERMS.isPartOf, work
        yield node, SMEKG.sectionNumber, Literal(section.number)
        yield node, SMEKG.position, Literal(position + 1)
        yield node, DCTERMS.title, Literal(section.title, lang="en")
        if section.about is not None:
            topic = _resolved("term", section.about, review, index, faults, "sections", position, "about")
            if topic is not None:
                yield node, SMEKG.treats, topic


def _element_triples(review: AnnotatedReview, index: TermIndex, faults: list[Finding]) -> Iterator[Triple]:
    source = review.source
    for place, element in enumerate(source.elements):
        node = mint("element", f"{source.code}-{element.id}")
        yield node, RDF.type, ELEMENT_CLASSES[element.kind]
        yield node, DCTERMS.isPartOf, mint("work", source.work)
        yield node, RDFS.label, Literal(_element_label(element), lang="en")
        yield node, SKOS.notation, Literal(element.id)
        yield node, DCTERMS.title, Literal(element.caption, lang="en")
        yield node, SMEKG.inSection, mint("section", source.id, element.section)
        for position, row in enumerate(element.rows):
            heading = mint("row", f"{source.code}-{element.id}", str(position + 1))
            yield heading, RDF.type, SMEKG.TableRow
            yield heading, SMEKG.inElement, node
            yield heading, SMEKG.position, Literal(position + 1)
            yield heading, SMEKG.printedAs, Literal(row.printed, lang="en")
            topic = _resolved("term", row.term, review, index, faults, "elements", place, "rows", position)
            if topic is not None:
                yield heading, SMEKG.treats, topic


def _element_label(element: Element) -> str:
    if element.number is None:
        return f"{element.kind.capitalize()}: {element.caption}"
    return f"{element.kind.capitalize()} {element.number}"


def _completeness_triples(
    review: AnnotatedReview, index: TermIndex, faults: list[Finding]
) -> Iterator[Triple]:
    source = review.source
    for position, statement in enumerate(source.completeness):
        node = mint("completeness", f"{source.code}-{statement.id}")
        yield node, RDF.type, SMEKG.CompletenessStatement
        yield node, SMEKG.aboutReview, mint("work", source.work)
        yield node, SMEKG.statement, Literal(statement.covers, lang="en")
        for i, label in enumerate(statement.kinds):
            kind = _resolved("kind", label, review, index, faults, "completeness", position, "kinds", i)
            if kind is not None:
                yield node, SMEKG.coversKind, kind
        for number in statement.sections:
            yield node, SMEKG.coversSection, mint("section", source.id, number)
        for element in statement.elements:
            yield node, SMEKG.coversElement, mint("element", f"{source.code}-{element}")


def _work_triples(work: Work) -> Iterator[Triple]:
    """Stated once, in the graph of the review whose entry is the canonical one.

    A triple that stood in two graphs would double rows of queries over their union.
    """
    node = mint("work", work.key)
    yield node, RDF.type, SMEKG.Publication
    yield node, SMEKG.year, Literal(int(work.fields["year"]))
    yield node, SMEKG.citationKey, Literal(work.key)
    if work.entry_type in FABIO_TYPES:
        yield node, RDF.type, FABIO_TYPES[work.entry_type]
    yield node, SMEKG.authors, Literal(work.fields.get("author") or work.fields["editor"])
    for field, predicate in FIELD_PROPERTIES.items():
        if field in work.fields:
            yield node, predicate, Literal(work.fields[field])


def _citation_triples(work: Work, review: AnnotatedReview) -> Iterator[Triple]:
    """One citation per review and work keeps the form in which that review prints it."""
    if work.key == review.source.work:
        return
    node = mint("citation", review.source.id, work.key)
    yield node, RDF.type, CITO.Citation
    yield node, CITO.hasCitingEntity, mint("work", review.source.work)
    yield node, CITO.hasCitedEntity, mint("work", work.key)
    yield node, SMEKG.printedCitation, Literal(work.printed)
    for variant in work.variants:
        yield node, SMEKG.printedVariant, Literal(variant)


def _resolved(
    what: str,
    label: str,
    review: AnnotatedReview,
    index: TermIndex,
    faults: list[Finding],
    *place: str | int,
) -> URIRef | None:
    try:
        return index.resolve(what, label)
    except LabelError as error:
        document = review.source_document
        faults.append(Finding(document.path, document.line(*place), str(error)))
        return None
