"""What the `#+` header of a stored query may say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["REST", "Header", "Layout", "Parameter", "Sibling", "StoredQuery", "bare"]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
#: In `claims`, the columns that are not named.
REST = "rest"

QueryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]


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
    """How the printed table lays the rows out: which column names rows, columns and cells."""

    title: str
    rows: Name | None = None
    columns: Name | None = None
    cells: Name
    corner: str = ""
    headings: dict[str, str] = {}
    joined: dict[str, str] = Field(default={}, description="Column to what stands between its entries.")


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
    tags: tuple[str, ...] = Field(min_length=1)
    columns: tuple[Name, ...] = ()
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
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
