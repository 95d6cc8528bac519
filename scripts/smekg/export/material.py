"""What the exporters read, and the files that they make."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, OWL, PROV

from smekg.dataset import ONTOLOGY
from smekg.errors import UsageError
from smekg.export.context import Context, make_context
from smekg.namespaces import GRAPH
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.site.content import Content

__all__ = ["ExportFile", "Material"]


@dataclass(frozen=True)
class ExportFile:
    """A finished file of an export.

    Attributes:
        address: Its path below the folder of the export.
        holds: What it holds, in one phrase.
        media_type: Its media type.
        data: Its bytes.
    """

    address: str
    holds: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Material:
    """A finished build with what belongs to it.

    Attributes:
        content: The graph, indexed.
        current: The folder with the files of the build.
        root: Where ontology, sources and queries lie.
        home: Address at which the site is or will be published, without a slash at its end.
    """

    content: Content
    current: Path
    root: DataRoot
    home: str

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """All quads in canonical order; blank nodes have the labels of RDFC-1.0."""
        return tuple(ox.parse(path=str(self.current / "smekg.nq"), format=ox.RdfFormat.N_QUADS))

    @cached_property
    def graphs(self) -> Mapping[str, tuple[ox.Triple, ...]]:
        """Name of each named graph to its triples, in canonical order."""
        found: dict[str, list[ox.Triple]] = {}
        for quad in self.quads:
            if isinstance(quad.graph_name, ox.NamedNode):
                found.setdefault(quad.graph_name.value.removeprefix(GRAPH), []).append(quad.triple)
        return {name: tuple(found[name]) for name in sorted(found)}

    @cached_property
    def context(self) -> Context:
        """The JSON-LD context that fits the graph."""
        return make_context(self.quads)

    @cached_property
    def frameworks(self) -> tuple[StoredQuery, ...]:
        """The stored queries that rebuild the framework elements of the reviews, by id."""
        queries = self.content.queries
        return tuple(queries[name] for name in sorted(queries) if "framework" in queries[name].header.tags)

    @cached_property
    def version(self) -> str:
        """The version that the ontology's header gives."""
        return self.content.text(ONTOLOGY, OWL.versionInfo)

    @cached_property
    def moment(self) -> datetime:
        """The date that written files carry: `SOURCE_DATE_EPOCH` where it is set, else that of the sources.

        Raises:
            UsageError: `SOURCE_DATE_EPOCH` is no number of seconds.
        """
        given = os.environ.get("SOURCE_DATE_EPOCH")
        if given:
            try:
                return datetime.fromtimestamp(int(given), UTC)
            except (ValueError, OverflowError, OSError) as error:
                message = f'SOURCE_DATE_EPOCH is "{given}"; give a number of seconds since 1970, or unset it'
                raise UsageError(message) from error
        annotated = (
            self.content.text(activity, PROV.endedAtTime)
            for activity in self.content.instances(PROV.Activity)
        )
        latest = max((self.content.text(ONTOLOGY, DCTERMS.created), *annotated))
        return datetime.fromisoformat(latest[:10]).replace(tzinfo=UTC)

    @property
    def date(self) -> str:
        """The day of `moment`, for example `2026-11-22`."""
        return self.moment.date().isoformat()

    @property
    def year(self) -> str:
        """The year in which the work began."""
        return self.content.text(ONTOLOGY, DCTERMS.created)[:4]
