"""What the `#+` header of a stored query may say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = ["REST", "Engine", "Header", "Layout", "Parameter", "Sibling", "StoredQuery", "bare"]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
#: In `claims`, the columns that are not named.
REST = "rest"

QueryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]


#: Engines on which the tests run every query, beside the Oxigraph that comes with smekg.
Engine = Literal["oxigraph-server", "virtuoso-7"]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Strict):
    """A value that the caller may give; in the query it is each block `VALUES ?_name { default }`."""

    name: Name
    type: Literal["term", "place", "sector", "work", "text", "integer", "choice"] = Field(
        description="term, place and sector take a label, work a citation key, choice one of `values`."
    )
    values: tuple[str, ...] = Field(default=(), description="What a choice may be.")
    description: str


class Layout(_Strict):
    """How the paper prints the answer.

    With `cells`, a row of the query is an entry of a printed cell, and `rows` and `columns` say of which.
    Without, a row of the query is a row of the printed table, and `headings` says which columns it has.
    """

    title: str
    rows: Name | None = None
    columns: Name | None = None
    cells: Name | None = None
    corner: str = ""
    headings: dict[str, str] = Field(
        default={}, description="Name of a printed column to its heading, in order."
    )
    joined: dict[str, str] = Field(default={}, description="Column to what stands between its entries.")
    transposed: bool = Field(default=False, description="The rows of the query are printed as columns.")
    merged: tuple[Name, ...] = Field(default=(), description="Columns whose equal neighbours are one cell.")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.cells is None and (self.rows or self.columns or self.corner or not self.headings):
            raise ValueError("without cells, a layout has headings and neither rows, columns nor corner")
        if self.cells is not None and (self.transposed or self.merged):
            raise ValueError("a layout with cells is neither transposed nor merged")
        return self


class Sibling(_Strict):
    """A question that differs in one term and must have no answer."""

    term: str = Field(description="Prefixed name or quoted text as it stands in the query.")
    instead: str = Field(description="What takes its place.")
    because: str = Field(description="Why nothing follows.")


class Header(_Strict):
    """The header of a stored query."""

    id: QueryId
    summary: str
    question: str
    source: str = Field(description="The table, figure or section that the query rebuilds.")
    elements: tuple[QueryId, ...] = Field(
        default=(),
        description="The framework elements whose print the answer gives again, for example g21-table-2.",
    )
    tags: tuple[str, ...] = Field(min_length=1)
    columns: tuple[Name, ...] = ()
    meanings: dict[Name, str] = Field(
        default={}, description="Column to what it tells, where its name does not say so."
    )
    parameters: tuple[Parameter, ...] = ()
    layout: Layout | None = None
    claims: dict[Name, tuple[Variable, ...]] = Field(
        default={},
        description="Column to the variables that hold the claims behind its cells; `rest`: others.",
    )
    entries: dict[Name, str] = Field(
        default={},
        description="Column to what stands between the entries of a cell, each with claims of its own.",
    )
    after: tuple[QueryId, ...] = Field(default=(), description="Rules whose triples this rule reads.")
    sibling: Sibling | None = None
    engines: dict[Engine, Reason] = Field(
        default={}, description="Engine that does not give the rows of the query to why it does not."
    )


@dataclass(frozen=True)
class StoredQuery:
    """A stored query.

    Attributes:
        header: Its header.
        text: The whole file, which is SPARQL as it stands.
        path: Its file, as shown to the user.
    """

    header: Header
    text: str
    path: str

    @property
    def sparql(self) -> str:
        """The query without its header, with all its comments."""
        return "\n".join(line for line in self.text.split("\n") if not line.startswith("#+"))

    @property
    def body(self) -> str:
        """The query without its header and comments that stand on a line of their own."""
        return bare(self.text)

    @property
    def sibling(self) -> str | None:
        """The query that differs in one term, where the header names one."""
        sibling = self.header.sibling
        if sibling is None:
            return None
        return re.sub(re.escape(sibling.term) + r"(?![\w-])", lambda _: sibling.instead, self.body)


def bare(text: str) -> str:
    """Leave out the header and the comments that stand on lines of their own.

    Args:
        text: A stored query, with or without values for its parameters.

    Returns:
        The query alone.
    """
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
