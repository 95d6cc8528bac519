"""The page that offers the files and tells how to cite and reuse them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from rdflib.namespace import DCTERMS, OWL

from smekg import __version__
from smekg.dataset import CREATOR, HOME, ONTOLOGY, TITLE, Download, schema_org
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.files import Export
from smekg.site.rendering import Page, SiteFile

__all__ = ["pages", "weigh"]

#: What each kind of file holds, by the way its address begins, and its media type.
_KINDS = (
    ("data/smekg.nq.gz", "the whole graph, named graphs kept apart, gzip", "application/n-quads"),
    ("graph/ontology", "the ontology: classes, properties, axioms", "text/turtle"),
    ("graph/vocabulary", "concepts, places, industries, cases, relations", "text/turtle"),
    ("graph/inferred", "what the reasoner adds to the ontology", "text/turtle"),
    ("graph/mappings", "what terms are near to in other vocabularies, as SSSOM", "text/turtle"),
    ("graph/derived", "what the rules add to claims and works", "text/turtle"),
    ("graph/", "claims, works and passages of one review", "text/turtle"),
    ("data/stats.json", "counts of claims, concepts and triples", "application/json"),
    ("data/works.bib", "every cited work", "application/x-bibtex"),
)
#: Folder of an export to the heading of its files.
_HEADINGS = {
    "": "The whole graph, and what describes it",
    "bibliography": "Bibliography, for Zotero, JabRef and LaTeX",
    "graphs": "Named graphs, one by one",
    "metadata": "Metadata",
    "nanopublications": "Nanopublications",
    "ontology": "The ontology, for Protégé",
    "property-graph": "Property graph, for networkx, Gephi and Neo4j",
    "tables": "Tables, for R, pandas and spreadsheets",
}


def weigh(file: SiteFile) -> Download:
    """Describe a file for the list of downloads.

    Args:
        file: The file.

    Returns:
        Its description with size in bytes and checksum.
    """
    holds, media_type = next((h, m) for start, h, m in _KINDS if file.address.startswith(start))
    return Download(file.address, holds, media_type, len(file.data), hashlib.sha256(file.data).hexdigest())


def pages(content: Content, downloads: Iterable[Download], export: Export | None) -> Iterator[Page]:
    """Make the page of downloads.

    Args:
        content: The graph.
        downloads: The files of the site itself.
        export: The export that it offers too.

    Yields:
        The page.
    """
    offered = tuple(downloads)
    year = content.text(ONTOLOGY, DCTERMS.created)[:4]
    yield Page(
        address="download.html",
        template="download.html",
        title="Download and reuse",
        section="download",
        summary="All files of smekg with size and checksum, how to cite them, and versions.",
        linked_data=schema_org([*offered, *(export.files if export else ())], __version__, year),
        values={
            "downloads": offered,
            "groups": list(_groups(export)) if export else [],
            "year": year,
            "ontology": ONTOLOGY,
            "version_iri": content.text(ONTOLOGY, OWL.versionIRI),
            "created": content.text(ONTOLOGY, DCTERMS.created),
            "home": HOME,
            "dataset_title": TITLE,
            "creator": CREATOR,
            "bibtex": _bibtex(content, year),
            "example": content.reviews[0],
            "example_address": address_of(content.reviews[0]),
        },
    )


def _groups(export: Export) -> Iterator[tuple[str, str, list[Download]]]:
    """Files of an export by folder: key, heading, files; without those that hosts of files do not serve."""
    found: dict[str, list[Download]] = {}
    for file in export.files:
        _, *folders, name = file.address.split("/")
        if not name.startswith("."):
            found.setdefault(folders[0] if folders else "", []).append(file)
    for folder in sorted(found):
        yield f"export-{folder or 'whole'}", _HEADINGS.get(folder, folder), found[folder]


def _bibtex(content: Content, year: str) -> str:
    fields = {
        "title": f"{{{TITLE}}}",
        "author": f"{{{CREATOR}}}",
        "year": year,
        "version": f"{__version__}, build {content.build_id}",
        "url": HOME,
        "note": "Data set, CC BY 4.0",
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{smekg{year},\n{body}}}\n"
