"""The graph from Python: stored queries, SPARQL, rdflib and owlready2 over a finished build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from smekg.builds import Build
from smekg.errors import UsageError
from smekg.namespaces import SMEKG
from smekg.paths import DataRoot, default_root
from smekg.queries.parameters import bind_parameters, parse_assignments
from smekg.queries.reader import find_query, read_queries
from smekg.queries.run import Rows, run_local
from smekg.store import read_build
from smekg.tables import Format, render
from smekg.terms import TermIndex, index_terms

if TYPE_CHECKING:
    import owlready2
    import pandas
    from rdflib import Dataset

__all__ = ["Answer", "Smekg", "load"]


@dataclass(frozen=True)
class Answer:
    """The answer to a query.

    Attributes:
        title: What was asked.
        columns: Column names.
        rows: One tuple of texts per row; an unbound cell is an empty text.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Go through the rows as dictionaries from column to text."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __str__(self) -> str:
        """The table as the command line shows it."""
        return render(self._plain, Format.TABLE, self.title)

    def to_csv(self) -> str:
        """Write the rows as `smekg query --format csv` does.

        Returns:
            CSV with a line of column names.
        """
        return render(self._plain, Format.CSV)

    def to_pandas(self) -> pandas.DataFrame:
        """Make a data frame of the rows.

        Returns:
            A frame of texts, with the columns of the query.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            from pandas import DataFrame  # noqa: PLC0415 - most users of smekg need no pandas
        except ImportError as error:
            raise UsageError("to_pandas needs pandas; run `pip install pandas`") from error
        return DataFrame(self.rows, columns=list(self.columns), dtype="object")

    @property
    def _plain(self) -> Rows:
        return Rows(self.columns, self.rows)


@dataclass(frozen=True)
class Smekg:
    """A finished build, opened for reading.

    Attributes:
        build: The build, which stays whole while this is in use.
        root: Where the stored queries and the labels lie.
        store: The graphs in Oxigraph.
    """

    build: Build
    root: DataRoot
    store: ox.Store

    @property
    def id(self) -> str:
        """Hash that names the build."""
        return self.build.id

    @cached_property
    def questions(self) -> Mapping[str, str]:
        """Id of each stored query to the question that it answers.

        >>> smekg.load().questions["x-theories"].endswith("?")
        True
        """
        return {name: stored.header.question for name, stored in read_queries(self.root).items()}

    def query(self, query_id: str, **parameters: str) -> Answer:
        """Run a stored query.

        Args:
            query_id: Its id.
            parameters: Values as on the command line: labels of terms, texts, numbers.

        Returns:
            The answer.

        Raises:
            UsageError: There is no such query or parameter, or a value names nothing.

        >>> kg = smekg.load()
        >>> next(iter(kg.query("g21-table-3")))["as_printed"]
        'Access a variety of resources and complementary skills'
        >>> sorted({row["direction"] for row in kg.query("g21-findings", about="export propensity")})
        ['', 'positive']
        """
        stored = find_query(self.root, query_id)
        values = parse_assignments(stored, (f"{name}={value}" for name, value in parameters.items()))
        rows = run_local(self.store, bind_parameters(stored, values, lambda: self._labels))
        return Answer(stored.header.summary, rows.columns, rows.rows)

    def sparql(self, text: str) -> Answer:
        """Run a SELECT query of your own over the union of all graphs.

        Args:
            text: SPARQL with its prefixes.

        Returns:
            The answer.

        Raises:
            UsageError: It is no SPARQL, or no SELECT query.

        >>> kg = smekg.load()
        >>> kg.sparql("SELECT (COUNT(*) AS ?n) { ?x a <https://w3id.org/smekg/ontology#Review> }").rows
        (('4',),)
        """
        try:
            rows = run_local(self.store, text)
        except SyntaxError as error:
            raise UsageError(f"not valid SPARQL: {error}") from error
        return Answer("SPARQL", rows.columns, rows.rows)

    @cached_property
    def graph(self) -> Dataset:
        """All graphs in rdflib, each under its IRI; read once, which takes some seconds.

        Queries are far quicker by `query` and `sparql`, which use Oxigraph.
        """
        from rdflib import Dataset  # noqa: PLC0415 - reading the build into rdflib is for those who ask for it

        dataset = Dataset(default_union=True)
        dataset.parse(str(self.build.quads), format="nquads")
        return dataset

    def world(self) -> owlready2.World:
        """Open the ontology in owlready2, with what the reasoner inferred.

        Returns:
            A world of its own; classes are found by `world["https://w3id.org/smekg/ontology#Cluster"]`.

        >>> cluster = smekg.load().world()["https://w3id.org/smekg/ontology#Cluster"]
        >>> "Network" in {ancestor.name for ancestor in cluster.ancestors()}
        True
        """
        from smekg.reasoning.world import open_world  # noqa: PLC0415 - owlready2 is slow to load

        return open_world(self.build.folder / "graphs", str(SMEKG).removesuffix("#"))

    @cached_property
    def _labels(self) -> TermIndex:
        from smekg.ontology import read_ontology  # noqa: PLC0415 - parsing the modules takes a second

        ontology = read_ontology(self.root)
        return index_terms(ontology.terms, ontology.vocabulary)


def load(build: str | Path = "dist", data: str | Path | None = None) -> Smekg:
    """Open a finished build.

    Args:
        build: The folder that `smekg build` wrote.
        data: Folder that holds `ontology/` and `queries/`; none: smekg's own.

    Returns:
        The graph.

    Raises:
        UsageError: There is no build in the folder, or it is damaged.
    """
    opened = Build(Path(build))
    return Smekg(opened, DataRoot(Path(data)) if data else default_root(), read_build(opened))
