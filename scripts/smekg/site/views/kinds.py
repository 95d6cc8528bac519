"""What sort of term a term is, in the words of the list of terms."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib.namespace import RDF, SKOS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.views.families import Family, Node, families, size_definitions
from smekg.site.views.hierarchy import path_to

__all__ = ["kinds_by_term", "kinds_of"]

#: Family to the names of what stands at its top and below; some trees have groups at the top.
_NAMES = {
    "collaboration": ("type of collaboration", "type of collaboration"),
    "governance": ("form of governance", "form of governance"),
    "theories": ("theory", "theory"),
    "antecedents": ("antecedent", "antecedent"),
    "outcomes": ("outcome", "outcome"),
    "entry-modes": ("entry mode", "entry mode"),
    "stages": ("process", "stage"),
    "options": ("strategy", "strategic option"),
    "places": ("place", "place"),
    "sectors": ("industry", "industry"),
    "cases": ("real case", "real case"),
}
_SIZE = "size definition"


def kinds_of(content: Content, term: str) -> str:
    """Tell what sort of term a term is.

    Args:
        content: The graph.
        term: A class, concept or real case.

    Returns:
        The families of the list of terms to which it belongs, such as `antecedent, outcome`; for a term of no
        family its class or scheme.
    """
    found = content.once(kinds_by_term).get(term)
    if found:
        return ", ".join(found)
    scheme = content.text(term, SKOS.inScheme)
    own = [content.label(kind) for kind in content.iris(term, RDF.type) if kind.startswith(SMEKG)]
    if own:
        return ", ".join(own)
    if scheme:
        return f"concept (scheme: {content.label(scheme)})"
    top = path_to(content, term)[:1]
    return f"class of the ontology, a kind of {content.label(top[0])}" if top else "class of the ontology"


def kinds_by_term(content: Content) -> Mapping[str, tuple[str, ...]]:
    """Name the families of all terms; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        Term to the sorts of term that it is.
    """
    found: dict[str, dict[str, None]] = {}
    for family in content.once(families):
        _name(found, family)
    for size in size_definitions(content):
        found.setdefault(size.iri, {})[_SIZE] = None
    return {term: tuple(names) for term, names in found.items()}


def _name(found: dict[str, dict[str, None]], family: Family) -> None:
    top, below = _NAMES[family.id]

    def walk(node: Node, name: str) -> None:
        found.setdefault(node.iri, {})[name] = None
        for child in node.children:
            walk(child, below)

    for node in family.nodes:
        walk(node, top)
