"""How far the reviews share the works they include: the citation matrix and the corrected covered area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from smekg.site.content import Content
from smekg.site.pages.evidence.answers import ask, reviews_by_id, works_by_key
from smekg.site.rendering import Page

__all__ = ["ALL", "Area", "Overlap", "Work", "page", "percent", "read_overlap"]

#: Name of the group of all reviews in the query.
ALL = "all reviews"
#: Senses of including, widest first, with what they mean.
SENSES = {
    "cited": "the review cites the work at all",
    "finding": "the review names the work for a statement that it reports from studies",
    "table": "the review places the work in one of its tables",
}


@dataclass(frozen=True)
class Work:
    """A row of the citation matrix.

    Attributes:
        iri: The work's IRI.
        year: Its year.
        senses: Review's IRI to the senses in which it includes the work.
        late: IRIs of the reviews for which it came too late.
    """

    iri: str
    year: str
    senses: Mapping[str, tuple[str, ...]]
    late: frozenset[str]


@dataclass(frozen=True)
class Area:
    """The overlap of some reviews in one sense; lowest and highest where it depends on assumptions.

    Attributes:
        cca: Corrected covered area, as a share of one; empty where it cannot be computed.
        adjusted: The same, adjusted for works that came too late.
        inclusions: Number of inclusions.
        distinct: Number of different works.
        left_out: IRIs of the reviews whose size is not known in this sense.
    """

    cca: tuple[str, ...]
    adjusted: tuple[str, ...]
    inclusions: tuple[str, ...]
    distinct: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """What is known of the overlap of the reviews.

    Attributes:
        reviews: IRIs of the reviews.
        names: Name of a review in the queries to its IRI.
        works: The citation matrix.
        measures: Rows of the query x-overlap that are one measure each.
        ranges: Scope to lowest and highest corrected covered area over all senses and assumptions.
    """

    reviews: tuple[str, ...]
    names: Mapping[str, str]
    works: tuple[Work, ...]
    measures: tuple[Mapping[str, str], ...]
    ranges: Mapping[str, tuple[str, str]]

    @property
    def shared(self) -> tuple[Work, ...]:
        """Works that at least two reviews cite, those with the most reviews first."""
        found = [work for work in self.works if len(work.senses) > 1]
        return tuple(sorted(found, key=lambda work: -len(work.senses)))

    def area(self, scope: str, sense: str) -> Area:
        """Measure some reviews in one sense, over all assumptions; a single review overlaps with none."""
        rows = [row for row in self.measures if (row["scope"], row["inclusion"]) == (scope, sense)]
        plain = [row for row in rows if row["adjusted"] == "no"]
        return Area(
            cca=_extremes(row["cca"] for row in plain),
            adjusted=_extremes(row["cca"] for row in rows if row["adjusted"] == "yes"),
            inclusions=_extremes(row["inclusions"] for row in plain),
            distinct=_extremes(row["distinct"] for row in plain),
            left_out=tuple(
                self.names[name] for row in plain[:1] for name in row["left_out"].split("; ") if name
            ),
        )


def read_overlap(content: Content) -> Overlap:
    """Ask for the citation matrix and the measures of overlap.

    Args:
        content: The graph.

    Returns:
        Both.
    """
    names, works = reviews_by_id(content), works_by_key(content)
    answer = ask(content, "x-overlap")
    extremes = {
        (row["scope"], row["assumption"]): row["cca"]
        for row in answer
        if row["assumption"].endswith(" of all")
    }
    scopes = dict.fromkeys(row["scope"] for row in answer)
    return Overlap(
        reviews=tuple(names[name] for name in sorted(names)),
        names=names,
        works=tuple(_work(names, works, row) for row in ask(content, "x-citation-matrix")),
        measures=tuple(row for row in answer if row["inclusion"]),
        ranges={
            scope: (extremes[scope, "lowest of all"], extremes[scope, "highest of all"])
            for scope in sorted(scopes, key=lambda scope: (scope != ALL, scope))
            if (scope, "lowest of all") in extremes
        },
    )


def page(content: Content, overlap: Overlap) -> Page:
    """Make the page of overlap.

    Args:
        content: The graph.
        overlap: What is known of it.

    Returns:
        The page.
    """
    return Page(
        address="evidence/overlap.html",
        template="evidence/overlap.html",
        title="Overlap of the reviews",
        section="evidence",
        summary="How far do the reviews rest on the same works?",
        scripts=("evidence/list.js",),
        styles=("evidence/evidence.css",),
        values={
            "overlap": overlap,
            "senses": SENSES,
            "all": ALL,
            "lines": [
                (_named(content, overlap, scope), [overlap.area(scope, sense) for sense in SENSES], ends)
                for scope, ends in overlap.ranges.items()
            ],
            "percent": percent,
        },
    )


def percent(shares: Iterable[str]) -> str:
    """Write shares of one in percent.

    Args:
        shares: One, or the lowest and the highest; for example `0.0131`.

    Returns:
        For example `1.31 %` or `1.10–61.95 %`; an en dash where there is none.
    """
    written = dict.fromkeys(f"{Decimal(share) * 100:.2f}" for share in shares)
    return "–".join(written) + " %" if written else "–"


def _extremes(values: Iterable[str]) -> tuple[str, ...]:
    """The lowest and the highest number, or the only one."""
    known = sorted(filter(None, values), key=Decimal)
    return tuple(dict.fromkeys((known[0], known[-1]))) if known else ()


def _work(names: Mapping[str, str], works: Mapping[str, str], row: Mapping[str, str]) -> Work:
    columns = (("cited", "cited_in"), ("finding", "finding_in"), ("table", "placed_in"))
    senses: dict[str, tuple[str, ...]] = {}
    for sense, column in columns:
        for name in filter(None, row[column].split("; ")):
            senses[names[name]] = (*senses.get(names[name], ()), sense)
    late = frozenset(names[name] for name in row["too_late_for"].split("; ") if name)
    return Work(works[row["work"]], row["year"], senses, late)


def _named(content: Content, overlap: Overlap, scope: str) -> str:
    return " × ".join(
        content.label(overlap.names[name]) if name in overlap.names else name for name in scope.split(" × ")
    )
