"""The list of all terms, by family, class and scheme, and a page for each scheme of concepts."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib.namespace import SKOS

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.rendering import Page
from smekg.site.views.families import Family, branches, families, size_definitions
from smekg.site.views.hierarchy import class_tree, scheme_tree

__all__ = ["pages"]

INDEX = "terms/index.html"


def pages(content: Content) -> Iterator[Page]:
    """Make the list of terms and the pages of the schemes.

    Args:
        content: The graph.

    Yields:
        The list first, then one page per scheme.
    """
    schemes = [_scheme(content, scheme) for scheme in content.instances(SKOS.ConceptScheme)]
    yield _index(content, schemes)
    for family in schemes:
        yield _page(content, family)


def _scheme(content: Content, scheme: str) -> Family:
    members = sorted(content.referring(scheme, SKOS.inScheme), key=content.label)
    tree = content.once(scheme_tree)
    return Family(
        id=f"scheme-{scheme.rsplit('/', 1)[-1]}",
        name=content.label(scheme),
        note=scheme,
        nodes=branches(content, tree, tree.roots(members), members),
        folded=True,
    )


def _index(content: Content, schemes: list[Family]) -> Page:
    tree = content.once(class_tree)
    classes = sorted(content.classes, key=content.label)
    return Page(
        address=INDEX,
        template="terms/index.html",
        title="Terms",
        section="terms",
        summary="Classes and concepts: types of collaboration, governance, theories, constructs, places.",
        values={
            "families": content.once(families),
            "sizes": size_definitions(content),
            "classes": branches(content, tree, tree.roots(classes)),
            "class_count": len(classes),
            "schemes": sorted(schemes, key=lambda family: family.name),
            "concepts": len(content.instances(SKOS.Concept)),
            "relations": len(content.instances(SMEKG.Relation)),
        },
        scripts=("filters.js", "sort-table.js"),
    )


def _page(content: Content, family: Family) -> Page:
    scheme = family.note
    return Page(
        address=address_of(scheme) or "",
        template="terms/scheme.html",
        title=family.name,
        about=scheme,
        section="terms",
        summary=content.text(scheme, SKOS.definition),
        values={
            "family": family,
            "definition": SKOS.definition,
            "turtle": turtle(content, scheme),
        },
        scripts=("filters.js",),
    )
