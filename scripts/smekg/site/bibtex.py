"""The works of the graph as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib.namespace import DCTERMS, RDF

from smekg.graph.bibliographic import FABIO_TYPES
from smekg.namespaces import BIBO, SMEKG
from smekg.site.content import Content
from smekg.site.rendering import SiteFile

__all__ = ["BIBLIOGRAPHY_FILE", "bibtex", "bibtex_files"]

#: All works, to download.
BIBLIOGRAPHY_FILE = "data/works.bib"

_TYPES = {str(iri): kind for kind, iri in FABIO_TYPES.items()}
#: What BibTeX calls the container and the publisher of a work, where it is not `journal` and `publisher`.
_CONTAINER = {"incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHER = {"phdthesis": "school", "techreport": "institution"}
#: Characters that LaTeX would take for its own.
_SPECIAL = re.compile(r"[&%$#_]")
#: A word with capitals inside, as SMEs or R&D, which a bibliography style would write small.
_CAPITALS = re.compile(r"\w[\w\\&]*[A-Z]\w*")


def bibtex(content: Content, work: str) -> str:
    """Write a work as a BibTeX entry.

    Args:
        content: The graph.
        work: The work's IRI.

    Returns:
        The entry, ending in a line break; it says what the reviews' bibliographies print, and no more.
    """
    kind = next((_TYPES[iri] for iri in content.iris(work, RDF.type) if iri in _TYPES), "misc")
    lines = [f"  {name} = {{{value}}},\n" for name, value in _fields(content, work, kind) if value]
    return f"@{kind}{{{content.text(work, SMEKG.citationKey)},\n{''.join(lines)}}}\n"


def bibtex_files(content: Content) -> Iterator[SiteFile]:
    """Write all works into one file.

    Args:
        content: The graph.

    Yields:
        `data/works.bib`, entries in the order of their keys, an empty line between them.
    """
    works = content.instances(SMEKG.Publication)
    entries = {content.text(work, SMEKG.citationKey): bibtex(content, work) for work in works}
    yield SiteFile(BIBLIOGRAPHY_FILE, "\n".join(entries[key] for key in sorted(entries)).encode())


def _fields(content: Content, work: str, kind: str) -> Iterator[tuple[str, str]]:
    yield "author", _authors(content.text(work, SMEKG.authors))
    yield "title", _CAPITALS.sub(r"{\g<0>}", _text(content.text(work, DCTERMS.title)))
    yield _CONTAINER.get(kind, "journal"), _text(content.text(work, DCTERMS.isPartOf))
    yield "year", content.text(work, SMEKG.year)
    yield "volume", content.text(work, BIBO.volume)
    yield "number", content.text(work, BIBO.issue)
    yield "pages", content.text(work, BIBO.pages).replace("–", "--")
    yield _PUBLISHER.get(kind, "publisher"), _text(content.text(work, DCTERMS.publisher)).rstrip(" ,")
    yield "doi", content.text(work, BIBO.doi)


def _text(value: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", value)


def _authors(value: str) -> str:
    """Brace a name of several words without comma: all of it is the family name, or it is an organization."""
    names = value.split(" and ")
    braced = (f"{{{name}}}" if " " in name and "," not in name else name for name in names)
    return _text(" and ".join(braced))
