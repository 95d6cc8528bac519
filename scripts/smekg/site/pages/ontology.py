"""The ontology as one document, with a place for each class, property and individual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from smekg.namespaces import SMEKG
from smekg.site.addresses import ONTOLOGY_PAGE, address_of
from smekg.site.content import Content
from smekg.site.rendering import Here, Page
from smekg.site.views.axioms import class_axioms, in_words, property_axioms
from smekg.site.views.deprecation import deprecation_of
from smekg.site.views.hierarchy import class_tree

__all__ = ["pages"]

ONTOLOGY = str(SMEKG).removesuffix("#")
_PROPERTIES = (
    ("Object properties", OWL.ObjectProperty),
    ("Datatype properties", OWL.DatatypeProperty),
    ("Annotation properties", OWL.AnnotationProperty),
)
_TEXTS = (("Example", SKOS.example), ("Note", SKOS.scopeNote), ("Notation", SKOS.notation))
#: What is said of an individual elsewhere in its entry, or is of no interest to a reader.
_PASSED_OVER = {
    str(p) for p in (RDF.type, RDFS.label, RDFS.isDefinedBy, SKOS.definition, *(p for _, p in _TEXTS))
}


@dataclass(frozen=True)
class Entry:
    """A term of the ontology.

    Attributes:
        iri: The term.
        id: Its local name, which is its anchor.
        label: Its name.
        definition: What it means.
        rows: Examples, notes and axioms in words.
        page: Address of its own page; none for a property.
    """

    iri: str
    id: str
    label: str
    definition: str
    rows: tuple[tuple[str, list[Markup | str]], ...]
    page: str | None


def pages(content: Content) -> Iterator[Page]:
    """Make the page of the ontology.

    Args:
        content: The graph.

    Yields:
        The page.
    """
    here = Here(content, ONTOLOGY_PAGE)
    text = content.text
    yield Page(
        address=ONTOLOGY_PAGE,
        template="terms/ontology.html",
        title=text(ONTOLOGY, DCTERMS.title),
        about=ONTOLOGY,
        section="terms",
        summary=text(ONTOLOGY, DCTERMS.description),
        values={
            "abstract": text(ONTOLOGY, DCTERMS.abstract),
            "facts": list(_facts(here)),
            "parts": list(_parts(here)),
            "foreign": list(_foreign(content)),
        },
        scripts=("filters.js",),
    )


def _facts(here: Here) -> Iterator[tuple[str, str | Markup]]:
    text = here.content.text
    for name, predicate in (
        ("IRI of this version", OWL.versionIRI),
        ("Version", OWL.versionInfo),
        ("Creator", DCTERMS.creator),
        ("Created", DCTERMS.created),
    ):
        yield name, text(ONTOLOGY, predicate)
    licence = text(ONTOLOGY, DCTERMS.license)
    yield "Licence", Markup('<a href="{}">{}</a>').format(licence, licence)
    yield "As Turtle", Markup('<a href="{}">graph/ontology.ttl</a>').format(here.to("graph/ontology.ttl"))


def _parts(here: Here) -> Iterator[tuple[str, str, list[Entry]]]:
    """Anchor, heading and entries."""
    content = here.content
    yield "classes", "Classes", [_class(here, cls) for cls in _named(content, content.classes)]
    for heading, kind in _PROPERTIES:
        own = (iri for iri in content.instances(kind) if iri.startswith(SMEKG))
        entries = [_entry(here, iri, property_axioms(here, iri)) for iri in _named(content, own)]
        yield heading.lower().replace(" ", "-"), heading, entries
    own = (iri for iri in content.instances(OWL.NamedIndividual) if iri.startswith(SMEKG))
    yield "individuals", "Individuals", [_individual(here, iri) for iri in _named(content, own)]


def _named(content: Content, iris: Iterator[str] | tuple[str, ...]) -> list[str]:
    return sorted(iris, key=lambda iri: (content.label(iri).casefold(), iri))


def _class(here: Here, cls: str) -> Entry:
    links = here.content.once(class_tree).above.get(cls, ())
    stated = [here.a(link.iri) for link in links if not link.inferred]
    inferred = [here.a(link.iri) for link in links if link.inferred]
    foreign = [here.a(iri) for iri in here.content.iris(cls, RDFS.subClassOf) if not iri.startswith(SMEKG)]
    rows = (
        ("Subclass of", stated),
        ("Inferred: subclass of", inferred),
        ("Subclass of, elsewhere", foreign),
    )
    joined = [(name, [Markup(", ").join(links)]) for name, links in rows if links]
    return _entry(here, cls, [*joined, *class_axioms(here, cls)])


def _individual(here: Here, iri: str) -> Entry:
    content = here.content
    kinds = [kind for kind in content.iris(iri, RDF.type) if kind.startswith(SMEKG)]
    rows = [("Is a", [here.all(kinds)])]
    for predicate, values in content.stated.get(iri, {}).items():
        if predicate not in _PASSED_OVER:
            name = content.label(predicate)
            rows.append((name[:1].upper() + name[1:], [Markup(", ").join(in_words(here, v) for v in values)]))
    return _entry(here, iri, rows)


def _entry(here: Here, iri: str, axioms: list[tuple[str, list[Markup]]]) -> Entry:
    content = here.content
    texts: list[tuple[str, list[Markup | str]]] = [
        (name, [value.value for value in content.objects(iri, predicate)])
        for name, predicate in _TEXTS
        if content.objects(iri, predicate)
    ]
    others: list[tuple[str, list[Markup | str]]] = [(name, [*values]) for name, values in axioms]
    address = address_of(iri) or ""
    deprecation = deprecation_of(here, iri)
    if deprecation:
        texts.insert(0, ("Status", [deprecation]))
    return Entry(
        iri=iri,
        id=iri.removeprefix(SMEKG),
        label=content.label(iri),
        definition=content.text(iri, SKOS.definition),
        rows=(*texts, *others),
        page=None if "#" in address else address,
    )


def _foreign(content: Content) -> Iterator[tuple[str, str]]:
    """Terms of other vocabularies that the ontology declares: IRI, kind."""
    kinds = {**dict((str(kind), heading) for heading, kind in _PROPERTIES), str(OWL.Class): "Classes"}
    for iri in content.subjects:
        kind = next((kinds[kind] for kind in content.iris(iri, RDF.type) if kind in kinds), None)
        if kind and not iri.startswith(SMEKG):
            yield iri, kind
