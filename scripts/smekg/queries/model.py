"""What the `#+` header of a stored query may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["Header", "Layout", "Parameter", "StoredQuery"]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
QueryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Strict):
    """A value that the caller may give; in the query it is the variable `?_name`."""

    name: Name
    type: Literal["term", "place", "sector", "work", "text", "integer"] = Field(
        description="term, place and sector take a label, work a citation key."
    )
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
