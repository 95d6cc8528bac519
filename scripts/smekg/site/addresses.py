"""Where the page of an IRI lies in the site: the IRI's own path, so that a redirect can point at it."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from smekg.namespaces import CATALOGUE, GRAPH, ID, MAPPINGS, SMEKG

__all__ = ["CATALOGUE_PAGE", "ONTOLOGY_PAGE", "address_of", "anchor_of", "link", "root_of"]

#: The ontology is one document; the IRI of a term is that of the document with an anchor.
ONTOLOGY_PAGE = "ontology.html"
#: The catalogue of stored queries is the list of them.
CATALOGUE_PAGE = "ask/index.html"


def address_of(iri: str) -> str | None:
    """Find the page of an IRI.

    Args:
        iri: Any IRI.

    Returns:
        The page's path below the site's root, for example `id/work/boehe2013.html` for
        `https://w3id.org/smekg/id/work/boehe2013`; for a property its place in the page of the ontology;
        None for an IRI that is not smekg's.
    """
    if iri.startswith(ID):
        return f"id/{iri.removeprefix(ID)}.html"
    if iri.startswith(SMEKG):
        name = iri.removeprefix(SMEKG)
        # smekg:Passage and smekg:passage would be one file where file names know no case.
        return f"{ONTOLOGY_PAGE}#{name}" if name[:1].islower() else f"ontology/{name}.html"
    if iri.startswith(MAPPINGS):
        return f"mappings/{iri.removeprefix(MAPPINGS)}.html"
    if iri.startswith(GRAPH):
        return f"graph/{iri.removeprefix(GRAPH)}.ttl"
    if iri == str(CATALOGUE):
        return CATALOGUE_PAGE
    return ONTOLOGY_PAGE if iri == str(SMEKG).removesuffix("#") else None


def anchor_of(iri: str) -> str | None:
    """Find the place of an ontology term in the one document that the ontology is.

    Args:
        iri: Any IRI.

    Returns:
        For example `ontology.html#Cluster`; None for an IRI that is no term of the ontology.
    """
    return f"{ONTOLOGY_PAGE}#{iri.removeprefix(SMEKG)}" if iri.startswith(SMEKG) else None


def root_of(address: str) -> str:
    """Find the way from a page to the site's root.

    Args:
        address: The page's path below the root.

    Returns:
        A relative reference that ends in `/`, for example `../../`.
    """
    return "../" * address.count("/") or "./"


def link(address: str, root: str) -> str:
    """Make a relative link.

    Args:
        address: Path of the page linked to, below the site's root; may carry an anchor.
        root: The way from the linking page to the root.

    Returns:
        A relative reference, percent-encoded.
    """
    return root + _quoted(address)


@cache
def _quoted(address: str) -> str:
    return quote(address, safe="/#?=&,.~-_+:@()'!*;")
