"""Where a term comes from, what stands around it, and what it is called in other vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from smekg.namespaces import BIBO, ID, SMEKG
from smekg.site.content import Content
from smekg.site.views.hierarchy import class_tree, scheme_tree

__all__ = ["hierarchy_of", "mappings_of", "related_of", "sources_of"]

#: Relations outside any hierarchy: heading for what the term refers to, heading for what refers to it.
_RELATED = (
    (SKOS.related, "Related", "Related"),
    (SMEKG.isContraryTo, "Opposite of", "Opposite of"),
    (SMEKG.isParticipationIn, "Taking part in", "Taking part in it"),
    (SMEKG.belongsToFamily, "Family of theories", "Theories of this family"),
    (SMEKG.standsForWork, "Stands for the work", ""),
    (SMEKG.measures, "Measures", "Measured by"),
    (SMEKG.servesStrategy, "", "Table of its options"),
    (SMEKG.usedInKind, "Used in claims of kind", "Relations used in such claims"),
    (SMEKG.impliesDirection, "Gives the direction", ""),
)
_MAPPINGS = (
    ("Exactly the same", SKOS.exactMatch),
    ("Nearly the same", SKOS.closeMatch),
    ("Wider", SKOS.broadMatch),
    ("Narrower", SKOS.narrowMatch),
    ("Related", SKOS.relatedMatch),
    ("The same class", OWL.equivalentClass),
    ("The same thing", OWL.sameAs),
    ("Class above", RDFS.subClassOf),
)


def sources_of(content: Content, term: str) -> Iterator[tuple[str, str]]:
    """Tell where the definition of a term comes from.

    Args:
        content: The graph.
        term: The term.

    Yields:
        IRI and name; the DOI of a work of the graph leads to the work.
    """
    for iri in content.iris(term, DCTERMS.source):
        work = content.once(_works_by_doi).get(iri)
        yield (work, content.label(work)) if work else (iri, iri)


def _works_by_doi(content: Content) -> Mapping[str, str]:
    works = content.instances(SMEKG.Publication)
    return {f"https://doi.org/{doi}": work for work in works if (doi := content.text(work, BIBO.doi))}


def hierarchy_of(content: Content, term: str) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """List what stands above, below and around a term.

    Args:
        content: The graph.
        term: The term.

    Yields:
        Heading, and terms with whether only the reasoner puts them there.
    """
    classes, concepts = content.once(class_tree), content.once(scheme_tree)
    kinds = content.iris(term, RDF.type) if term.startswith(ID) else ()
    for name, links in (
        ("Broader", concepts.above.get(term, ())),
        ("Narrower", concepts.below.get(term, ())),
        ("Direct superclasses", classes.above.get(term, ())),
        ("Direct subclasses", classes.below.get(term, ())),
    ):
        if links:
            yield name, [(link.iri, link.inferred) for link in links]
    if classes.beyond.get(term):
        stated = content.stated.get(term, {}).get(str(RDFS.subClassOf), ())
        names = {value.value for value in stated}
        yield "Superclasses further up", [(iri, iri not in names) for iri in classes.beyond[term]]
    own = [kind for kind in kinds if kind.startswith(SMEKG)]
    if own:
        derived = {value.value for value in content.derived.get(term, {}).get(str(RDF.type), ())}
        yield "Instance of", [(kind, kind in derived) for kind in own]
    schemes = content.iris(term, SKOS.inScheme)
    if schemes:
        yield "Scheme", [(scheme, False) for scheme in schemes]


def related_of(content: Content, term: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List the terms to which a term is related outside any hierarchy.

    Args:
        content: The graph.
        term: The term.

    Yields:
        Heading and terms.
    """
    for predicate, forth, back in _RELATED:
        there = content.iris(term, predicate)
        if forth and there:
            yield forth, there
        left = tuple(iri for iri in content.referring(term, predicate) if iri not in there or forth != back)
        if back and left:
            yield back, left


def mappings_of(content: Content, term: str) -> Iterator[tuple[str, str, bool]]:
    """Compare a term with terms of other vocabularies, as far as the graph does.

    Args:
        content: The graph.
        term: The term.

    Yields:
        Words, IRI of the other term, whether only the reasoner says so.
    """
    for words, predicate in _MAPPINGS:
        stated = content.stated.get(term, {}).get(str(predicate), ())
        said = {value.value for value in stated}
        for iri in content.iris(term, predicate):
            if not iri.startswith((ID, SMEKG)):
                yield words, iri, iri not in said
