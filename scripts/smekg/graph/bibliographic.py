"""Which class and property stand for which type and field of BibTeX."""

from __future__ import annotations

from rdflib.namespace import DCTERMS

from smekg.namespaces import BIBO, FABIO

__all__ = ["FABIO_TYPES", "FIELD_PROPERTIES"]

#: BibTeX types and the FaBiO expression they describe.
FABIO_TYPES = {
    "article": FABIO.JournalArticle,
    "book": FABIO.Book,
    "incollection": FABIO.BookChapter,
    "inproceedings": FABIO.ConferencePaper,
    "phdthesis": FABIO.DoctoralThesis,
    "techreport": FABIO.ReportDocument,
}
#: BibTeX fields and the property that carries them.
FIELD_PROPERTIES = {
    "booktitle": DCTERMS.isPartOf,
    "doi": BIBO.doi,
    "journal": DCTERMS.isPartOf,
    "number": BIBO.issue,
    "pages": BIBO.pages,
    "publisher": DCTERMS.publisher,
    "title": DCTERMS.title,
    "volume": BIBO.volume,
}
