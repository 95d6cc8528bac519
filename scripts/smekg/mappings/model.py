"""What a mapping file may say: the header and the rows of SSSOM (https://w3id.org/sssom/) that smekg uses."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pyoxigraph as ox
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)
from rdflib import URIRef

from smekg.errors import Finding
from smekg.sources.plain_values import decimal_number, iso_day

__all__ = ["COLUMNS", "Header", "Mapping", "MappingSet", "Row", "expand"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]


def _local(curie: str) -> str:
    _iri(f"https://w3id.org/{curie.partition(':')[2]}")
    return curie


def _iri(text: str) -> str:
    """Accept what may stand as an IRI in RDF."""
    try:
        ox.NamedNode(text)
    except ValueError as error:
        raise ValueError(f"no IRI can hold this: {error}") from error
    return text


Curie = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*:[^\s|]*$"),
    AfterValidator(_local),
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s|]+$"), AfterValidator(_iri)]

Predicate = Literal[
    "skos:broadMatch", "skos:closeMatch", "skos:exactMatch", "skos:narrowMatch", "skos:relatedMatch"
]
#: How a mapping can be shown to be right: https://w3id.org/semapv/vocab/, as SSSOM admits them.
Justification = Literal[
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:CompositeMatching",
    "semapv:InstanceBasedMatching",
    "semapv:LexicalMatching",
    "semapv:LexicalSimilarityThresholdMatching",
    "semapv:LogicalReasoning",
    "semapv:ManualMappingCuration",
    "semapv:MappingChaining",
    "semapv:MappingInversion",
    "semapv:MappingReview",
    "semapv:SemanticSimilarityThresholdMatching",
    "semapv:StructuralMatching",
    "semapv:UnspecifiedMatching",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Header(_Strict):
    """The comment lines at the top of a mapping file, which are YAML."""

    curie_map: dict[Prefix, Url]
    mapping_set_id: Url
    mapping_set_title: Annotated[str, StringConstraints(pattern=r"^smekg to \S.*$")]
    mapping_set_description: Text
    license: Literal["https://creativecommons.org/licenses/by/4.0/"]
    creator_label: tuple[Text, ...] = Field(min_length=1)
    subject_source: Curie
    object_source: Curie
    object_source_version: Text
    mapping_date: Annotated[date, BeforeValidator(iso_day)]


class Row(_Strict):
    """One line of a mapping file: a term, a term elsewhere, and how the two are related."""

    subject_id: Curie
    subject_label: Text
    predicate_id: Predicate
    object_id: Curie
    object_label: Text
    mapping_justification: Justification
    confidence: Annotated[Decimal, BeforeValidator(decimal_number), Field(ge=0, le=1)]
    see_also: tuple[Url, ...] = Field(min_length=1, description="Where the definition was read.")
    comment: Text

    @field_validator("see_also", mode="before")
    @classmethod
    def _several(cls, cell: object) -> object:
        """Take apart what SSSOM joins by bars."""
        return tuple(part.strip() for part in cell.split("|")) if isinstance(cell, str) else cell


#: The columns of a mapping file, in this order.
COLUMNS = tuple(Row.model_fields)


def expand(curie: str, prefixes: Dictionary[str, str]) -> URIRef | None:
    """Expand a CURIE.

    Args:
        curie: For example `smekg:Cluster`.
        prefixes: Prefix to IRI.

    Returns:
        The IRI; None where the prefix is unknown.
    """
    prefix, _, local = curie.partition(":")
    return URIRef(prefixes[prefix] + local) if prefix in prefixes else None


@dataclass(frozen=True)
class Mapping:
    """A row whose identifiers are expanded.

    Attributes:
        row: The row as written.
        subject: The term.
        object: The term elsewhere.
        path: Name of the file.
        line: Line of the row.
    """

    row: Row
    subject: URIRef
    object: URIRef
    path: str
    line: int

    def fault(self, message: str) -> Finding:
        """Report a fault in this row."""
        return Finding(self.path, self.line, f"{self.row.subject_id}: {message}")


@dataclass(frozen=True)
class MappingSet:
    """A mapping file.

    Attributes:
        name: Name of the file without `.sssom.tsv`.
        header: Its header.
        mappings: Its rows.
    """

    name: str
    header: Header
    mappings: tuple[Mapping, ...]
