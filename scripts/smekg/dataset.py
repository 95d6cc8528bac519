"""What is said of smekg as a data set wherever it is described, and the files in which it is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from smekg.namespaces import SMEKG

__all__ = [
    "CREATOR",
    "DESCRIPTION",
    "HOME",
    "KEYWORDS",
    "LICENSE",
    "ONTOLOGY",
    "TITLE",
    "Download",
    "schema_org",
]

#: IRI of the data set; those of its parts begin with it.
HOME = "https://w3id.org/smekg"
ONTOLOGY = str(SMEKG).removesuffix("#")
TITLE = "smekg: the SME collaboration knowledge graph"
DESCRIPTION = (
    "What review papers say about how small and medium-sized enterprises collaborate to reach foreign "
    "markets, as an OWL ontology and a graph of claims, each with its source and section."
)
CREATOR = "the smekg developers"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = (
    "knowledge graph",
    "ontology",
    "systematic review",
    "small and medium-sized enterprises",
    "internationalization",
)


@dataclass(frozen=True)
class Download:
    """A file that is offered.

    Attributes:
        address: Its path below the folder in which it is offered.
        holds: What it holds.
        media_type: Its media type.
        size: Its size in bytes.
        sha256: Its checksum.
    """

    address: str
    holds: str
    media_type: str
    size: int
    sha256: str


def schema_org(downloads: Iterable[Download], version: str, year: str, base: str = "") -> dict[str, Any]:
    """Describe the data set in the terms of https://schema.org/Dataset.

    Args:
        downloads: The files.
        version: The version.
        year: Year in which the work began.
        base: Address of the folder in which the files are offered, with a slash at its end, where known.

    Returns:
        A node object whose context lies within it, so that nothing has to be fetched to read it.
    """
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "@id": HOME,
        "name": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "license": {"@id": LICENSE},
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": CREATOR},
        "copyrightYear": year,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.address,
                "description": file.holds,
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
                **({"contentUrl": {"@id": base + file.address}} if base else {}),
            }
            for file in downloads
        ],
    }
