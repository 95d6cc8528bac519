"""All cited works as BibTeX, RIS and CSL-JSON, with what the reviews print of them and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rdflib.namespace import DCTERMS, RDF

from smekg.export.material import ExportFile, Material
from smekg.graph.bibliographic import FABIO_TYPES
from smekg.namespaces import BIBO, SMEKG
from smekg.site.bibtex import bibtex_files
from smekg.site.content import Content

__all__ = ["bibliography_files"]

_KINDS = {str(iri): kind for kind, iri in FABIO_TYPES.items()}
#: What RIS and CSL call the types of BibTeX.
_RIS = {
    "article": "JOUR",
    "book": "BOOK",
    "incollection": "CHAP",
    "inproceedings": "CPAPER",
    "phdthesis": "THES",
    "techreport": "RPRT",
    "misc": "GEN",
}
_CSL = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "phdthesis": "thesis",
    "techreport": "report",
    "misc": "document",
}
#: How BibTeX writes "et al.": the review names no more authors.
_OTHERS = "others"


@dataclass(frozen=True)
class Reference:
    """A work as reference managers know it.

    Attributes:
        key: Its citation key.
        kind: Its BibTeX type.
        iri: Its IRI.
        authors: Its authors as BibTeX writes them, without "others".
        more: Whether it has authors whom no review names.
        fields: `title`, `container`, `year`, `volume`, `issue`, `pages`, `publisher`, `doi`, where known.
    """

    key: str
    kind: str
    iri: str
    authors: tuple[str, ...]
    more: bool
    fields: dict[str, str]

    @property
    def pages(self) -> tuple[str, str]:
        """First and last page; a work may have only the first, or the number of an article."""
        first, _, last = self.fields.get("pages", "").partition("–")
        return first, last


def bibliography_files(material: Material) -> Iterator[ExportFile]:
    """Write every cited work.

    Args:
        material: The build.

    Yields:
        The files.
    """
    content = material.content
    works = sorted(
        content.instances(SMEKG.Publication), key=lambda work: content.text(work, SMEKG.citationKey)
    )
    references = [_reference(content, work) for work in works]
    bib = b"".join(file.data for file in bibtex_files(content))
    csl = json.dumps([_csl(one) for one in references], ensure_ascii=False, indent=2) + "\n"
    ris = _ris_text(references)
    yield ExportFile("bibliography/works.bib", "every cited work, BibTeX", "application/x-bibtex", bib)
    yield ExportFile(
        "bibliography/works.ris", "every cited work, RIS", "application/x-research-info-systems", ris.encode()
    )
    yield ExportFile(
        "bibliography/works.json",
        "every cited work, CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        csl.encode(),
    )


def _reference(content: Content, work: str) -> Reference:
    names = [name.strip() for name in content.text(work, SMEKG.authors).split(" and ")]
    fields = {
        "title": content.text(work, DCTERMS.title),
        "container": content.text(work, DCTERMS.isPartOf),
        "year": content.text(work, SMEKG.year),
        "volume": content.text(work, BIBO.volume),
        "issue": content.text(work, BIBO.issue),
        "pages": content.text(work, BIBO.pages),
        "publisher": content.text(work, DCTERMS.publisher).rstrip(" ,"),
        "doi": content.text(work, BIBO.doi),
    }
    return Reference(
        key=content.text(work, SMEKG.citationKey),
        kind=next((_KINDS[iri] for iri in content.iris(work, RDF.type) if iri in _KINDS), "misc"),
        iri=work,
        authors=tuple(name for name in names if name != _OTHERS),
        more=_OTHERS in names,
        fields={name: value for name, value in fields.items() if value},
    )


def _ris_text(references: list[Reference]) -> str:
    from rispy import RisWriter  # noqa: PLC0415 - needed for this file only

    class Writer(RisWriter):  # type: ignore[misc]
        """Leaves out the number before each entry, which is no part of RIS."""

        def set_header(self, count: int) -> str:
            return ""

    text: str = Writer().formats([_ris(one) for one in references])
    return text


def _ris(reference: Reference) -> dict[str, Any]:
    first, last = reference.pages
    fields = reference.fields
    entry: dict[str, Any] = {
        "type_of_reference": _RIS[reference.kind],
        "id": reference.key,
        "authors": list(reference.authors),
        "title": fields.get("title"),
        "secondary_title": fields.get("container"),
        "year": fields.get("year"),
        "volume": fields.get("volume"),
        "number": fields.get("issue"),
        "start_page": first,
        "end_page": last,
        "publisher": fields.get("publisher"),
        "doi": fields.get("doi"),
        "urls": [reference.iri],
        "notes": ["with further authors, whom the review does not name"] if reference.more else [],
    }
    return {name: value for name, value in entry.items() if value}


def _csl(reference: Reference) -> dict[str, Any]:
    fields = reference.fields
    authors: list[dict[str, str]] = [_csl_name(name) for name in reference.authors]
    if reference.more:
        authors.append({"literal": "et al."})
    entry: dict[str, Any] = {
        "id": reference.key,
        "type": _CSL[reference.kind],
        "author": authors,
        "title": fields.get("title"),
        "container-title": fields.get("container"),
        "issued": {"date-parts": [[int(fields["year"])]]} if "year" in fields else None,
        "volume": fields.get("volume"),
        "issue": fields.get("issue"),
        "page": fields.get("pages"),
        "publisher": fields.get("publisher"),
        "DOI": fields.get("doi"),
        "URL": reference.iri,
    }
    return {name: value for name, value in entry.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return {"family": family, "given": given}
    # Several words without a comma: all of it is the family name, or it is an organization.
    return {"literal": name} if " " in name else {"family": name}
