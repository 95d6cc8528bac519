"""The overlap of reviews: what counts as included, what is unknown, and what one changed study does to it.

`x-overlap.csv` and `x-citation-matrix.csv` were counted from the bibliographies and claims files by
themselves, without the graph; which works reviews share was also read off the papers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from conftest import Run
from smekg.iris import PREFIXES
from smekg.paths import default_root
from smekg.queries.reader import find_query, read_rules
from smekg.queries.run import run_local
from support.deriving import with_derived

RULES = {name: rule for name, rule in read_rules(default_root()).items() if "overlap" in rule.header.tags}
QUERY = find_query(default_root(), "x-overlap")
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
TABLE = "element:t a smekg:Table .\n"
#: Scope, sense, assumption, whether adjusted: inclusions, works, reviews, structural zeros, CCA, left out.
Overlap = dict[tuple[str, str, str, str], tuple[str, ...]]
NO_SHARE, CITED_SHARE, YEARS_SHARE = (
    f"unnamed works are shared {how}"
    for how in ("with no review", "where their review cites them", "where years allow")
)
#: Works that two reviews cite, as read off the papers.
SHARED = {
    ("gancarczyk-2018", "guimaraes-2021"): 1,
    ("gancarczyk-2018", "iplik-2010"): 0,
    ("gancarczyk-2018", "zahoor-2020"): 8,
    ("guimaraes-2021", "iplik-2010"): 0,
    ("guimaraes-2021", "zahoor-2020"): 7,
    ("iplik-2010", "zahoor-2020"): 3,
}


def review(name: str, year: int, *, cites: Iterable[str] = (), search_end: int | None = None) -> str:
    text = f'work:{name} a smekg:Review ; dcterms:identifier "{name}" .\n' + dated(**{name: year})
    for work in cites:
        text += (
            f"citation:{name}-{work} a cito:Citation ; cito:hasCitingEntity work:{name} ; "
            f"cito:hasCitedEntity work:{work} .\n"
        )
    if search_end:
        text += quantity(name, "end-of-the-publication-period", search_end, "year")
    return text


def quantity(name: str, subject: str, value: int, unit: str, more: str = "") -> str:
    return (
        f"claim:{name}-{subject} a smekg:QuantityClaim ; smekg:statedIn work:{name} ; "
        f'smekg:subject concept:{subject} ; smekg:value {float(value)} ; smekg:unit "{unit}" {more} .\n'
    )


def selected(name: str, value: int, *, full: bool) -> str:
    text = quantity(name, "selected-article", value, "article", f"; smekg:counts list:{name}" if full else "")
    return (
        f"{text}list:{name} smekg:whereKind smekg:CoverageClaim ; smekg:isListedInFull true .\n"
        if full
        else text
    )


def placed(name: str, works: str) -> str:
    return "".join(
        f"claim:{name}-{work} a smekg:CoverageClaim ; smekg:inElement element:t ; "
        f"smekg:statedIn work:{name} ; smekg:object work:{work} .\n"
        for work in works
    )


def dated(**years: int) -> str:
    return "".join(f"work:{work} a smekg:Publication ; smekg:year {year} .\n" for work, year in years.items())


def overlap(*turtle: str) -> Overlap:
    asserted = Graph().parse(data=HEAD + TABLE + "".join(turtle), format="turtle")
    store = with_derived({"g": asserted}, RULES)
    return {(row[0], row[1], row[2], row[3]): tuple(row[4:]) for row in run_local(store, QUERY.text).rows}


def test_shared_citations_and_those_that_came_too_late() -> None:
    works = dated(a=2000, b=2005, c=2015, d=2019)
    found = overlap(works, review("old", 2010, cites="ab"), review("new", 2020, cites="bcd"))
    # Of five inclusions of four works in two reviews one is a second one; c and d are later than 2010.
    whole = ("old", "new")
    for scope in ("all reviews", "new × old"):
        assert found[scope, "cited", "every work is named", "no"] == ("5", "4", "2", "2", "0.25", "")
        assert found[scope, "cited", "every work is named", "yes"] == ("5", "4", "2", "2", "0.5", "")
        assert found[scope, "", "lowest of all", ""][4] == "0.25"
        assert found[scope, "", "highest of all", ""][4] == "0.5"
        assert found[scope, "table", "every work is named", "no"][4:] == ("", "; ".join(sorted(whole)))


def test_a_review_that_another_cites_cannot_include_itself() -> None:
    found = overlap(dated(a=2000), review("old", 2020, cites="a"), review("new", 2020, cites=("a", "old")))
    assert found["new × old", "cited", "every work is named", "yes"] == ("3", "2", "2", "1", "1", "")


def counted(*more: str, named: str = "ab", number: int = 4) -> Overlap:
    """One review with a full list of a to f, f too late for the other; of that one only some are named."""
    works = dated(a=2000, b=2001, c=2002, d=2003, e=2004, f=2020)
    full = review("full", 2021) + placed("full", "abcdef") + selected("full", 5, full=True)
    part = review("part", 2021, cites="abc", search_end=2019) + placed("part", named)
    return overlap(works, full, part, selected("part", number, full=False), *more)


def test_an_unprinted_list_gives_a_range() -> None:
    found = counted()
    scope = "full × part"
    # 6 + 4 inclusions; two works are named in both; of the others the review cites c, and c to e are in time.
    # The printed 5 of the full list does not count, since the list itself is there.
    assert found[scope, "table", NO_SHARE, "no"] == ("10", "8", "2", "1", "0.25", "")
    assert found[scope, "table", CITED_SHARE, "no"] == ("10", "7", "2", "1", "0.4286", "")
    assert found[scope, "table", YEARS_SHARE, "no"] == ("10", "6", "2", "1", "0.6667", "")
    assert found[scope, "table", YEARS_SHARE, "yes"][4] == "0.8"


def test_no_more_is_shared_than_the_other_review_has_in_time() -> None:
    assert counted(number=20)["full × part", "table", YEARS_SHARE, "no"] == (
        "26",
        "21",
        "2",
        "1",
        "0.2381",
        "",
    )


def test_one_named_study_more_moves_the_lowest_overlap() -> None:
    key = ("full × part", "table", NO_SHARE, "no")
    assert (counted()[key][4], counted(named="abe")[key][4]) == ("0.25", "0.4286")


def test_a_review_without_list_and_number_is_left_out() -> None:
    found = counted(review("silent", 2015, cites="a"))
    assert found["all reviews", "table", NO_SHARE, "no"] == ("10", "8", "2", "1", "0.25", "silent")
    assert found["full × silent", "table", "every work is named", "no"][2:] == ("1", "0", "", "silent")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=2, max_size=3))
def test_the_area_is_that_of_the_formula(lists: list[set[str]]) -> None:
    names = ["r1", "r2", "r3"][: len(lists)]
    cited = dict(zip(names, lists, strict=True))
    turtle = [review(name, 2020, cites="".join(sorted(works))) for name, works in cited.items()]
    found = overlap(dated(**dict.fromkeys("abcdef", 2000)), *turtle)
    groups = {"all reviews": names} | {f"{a} × {b}": [a, b] for a, b in combinations(names, 2)}
    for scope, group in groups.items():
        n, r, c = sum(len(cited[g]) for g in group), len(set().union(*(cited[g] for g in group))), len(group)
        row = found[scope, "cited", "every work is named", "no"]
        assert row[:3] == (str(n), str(r), str(c))
        area = Fraction(n - r, r * c - r) if r else None
        assert row[4] == "" if area is None else abs(float(row[4]) - area) <= 0.00005


@pytest.mark.parametrize(("pair", "shared"), SHARED.items())
def test_reviews_share_the_works_that_a_reader_of_the_papers_found(
    dist: Path, smekg: Run, pair: tuple[str, str], shared: int
) -> None:
    result = smekg("query", "x-overlap", "-p", "inclusion=cited", "--format", "csv", "--build", dist)
    rows = {
        row["scope"]: row for row in csv.DictReader(result.stdout.splitlines()) if row["adjusted"] == "no"
    }
    scope = " × ".join(pair)
    assert int(rows[scope]["inclusions"]) - int(rows[scope]["distinct"]) == shared


def test_the_range_of_areas_is_that_of_the_inclusion_asked_for(dist: Path, smekg: Run) -> None:
    result = smekg("query", "x-overlap", "-p", "inclusion=cited", "--format", "csv", "--build", dist)
    rows = list(csv.DictReader(result.stdout.splitlines()))
    for scope in {row["scope"] for row in rows}:
        of_scope = [row for row in rows if row["scope"] == scope]
        areas = {float(row["cca"]) for row in of_scope if row["inclusion"] and row["cca"]}
        ends = {row["assumption"]: float(row["cca"]) for row in of_scope if not row["inclusion"]}
        assert ends == {"highest of all": max(areas), "lowest of all": min(areas)}
