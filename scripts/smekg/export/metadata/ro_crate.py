"""The folder of an export as a Research Object Crate, RO-Crate 1.2."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib.namespace import DCTERMS

from smekg.dataset import CREATOR, DESCRIPTION, HOME, KEYWORDS, LICENSE, TITLE, Download
from smekg.export.material import Material
from smekg.namespaces import BIBO

__all__ = ["RO_CRATE_FILE", "ro_crate"]

#: The name that the specification asks for.
RO_CRATE_FILE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"

Entity = dict[str, Any]


def ro_crate(material: Material, downloads: Iterable[Download]) -> bytes:
    """Describe the folder of an export.

    Args:
        material: The build.
        downloads: The files that it holds.

    Returns:
        `ro-crate-metadata.json`.
    """
    files = [_file(download) for download in downloads]
    reviews = list(_reviews(material))
    graph = [_descriptor(), _root(material, files, reviews), *files, *reviews, *_context_entities(material)]
    document = {"@context": f"{_PROFILE}/context", "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _descriptor() -> Entity:
    return {
        "@id": RO_CRATE_FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }


def _root(material: Material, files: list[Entity], reviews: list[Entity]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "datePublished": material.date,
        "license": {"@id": LICENSE},
        "creator": {"@id": "#developers"},
        "publisher": {"@id": "#developers"},
        "version": material.version,
        "keywords": ", ".join(KEYWORDS),
        "url": {"@id": HOME},
        "isBasedOn": _references(reviews),
        "mentions": {"@id": "#export"},
        "hasPart": _references(files),
    }


def _file(download: Download) -> Entity:
    return {
        "@id": download.address,
        "@type": "File",
        "name": download.address,
        "description": download.holds,
        "encodingFormat": download.media_type,
        "contentSize": str(download.size),
        "sha256": download.sha256,
    }


def _reviews(material: Material) -> Iterator[Entity]:
    content = material.content
    for review in content.reviews:
        doi = content.text(review, BIBO.doi)
        yield {
            "@id": f"https://doi.org/{doi}" if doi else review,
            "@type": "ScholarlyArticle",
            "name": content.text(review, DCTERMS.title),
        }


def _context_entities(material: Material) -> Iterator[Entity]:
    yield {
        "@id": LICENSE,
        "@type": "CreativeWork",
        "name": "Creative Commons Attribution 4.0 International",
        "description": "You may share and adapt the data if you give credit and say what you changed.",
        "identifier": "https://spdx.org/licenses/CC-BY-4.0",
    }
    yield {"@id": "#developers", "@type": "Organization", "name": CREATOR, "url": {"@id": HOME}}
    yield {"@id": HOME, "@type": "WebPage", "name": TITLE}
    yield {
        "@id": "#export",
        "@type": "CreateAction",
        "name": "smekg export",
        "instrument": {"@id": "#smekg"},
        "result": {"@id": "./"},
    }
    yield {
        "@id": "#smekg",
        "@type": "SoftwareApplication",
        "name": "smekg",
        "version": material.version,
        "url": {"@id": HOME},
    }


def _references(entities: list[Entity]) -> Any:  # noqa: ANN401 - one reference or a list of them
    """Refer to entities; compacted JSON-LD has no lists of one."""
    found = [{"@id": entity["@id"]} for entity in entities]
    return found[0] if len(found) == 1 else found
