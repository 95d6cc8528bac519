"""The count audit: what recomputes a printed number, and what one changed number does to the verdict."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from conftest import Run
from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG, mint
from smekg.paths import DataRoot, default_root
from smekg.queries.reader import find_query, read_rules
from smekg.queries.run import run_local
from smekg.sources.reader import read_review, review_ids
from support.deriving import derived_from, with_derived

Verdicts = dict[str, tuple[str, str]]

RULES = {name: rule for name, rule in read_rules(default_root()).items() if "audit" in rule.header.tags}
QUERY = find_query(default_root(), "x-count-audit")
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
VERDICTS = """
work:r a smekg:Review ; dcterms:identifier "r-2020" ; smekg:citationKey "r2020" ; smekg:year 2020 .
work:a smekg:year 1994 ; smekg:citationKey "a1994" .
concept:x skos:prefLabel "thing"@en .
smekg:Agrees skos:notation "agrees" . smekg:Differs skos:notation "differs" .
smekg:Impossible skos:notation "impossible" . smekg:Uncheckable skos:notation "uncheckable" .
section:s smekg:sectionNumber "1" .
element:t rdfs:label "Table 1"@en .
"""


def number(name: str, value: float, unit: str, says: str) -> str:
    return f"""
claim:{name} a smekg:QuantityClaim ; smekg:statedIn work:r ; smekg:inSection section:s ;
    smekg:subject concept:x ; smekg:value {float(value)} ; smekg:unit "{unit}" ; {says} .
"""


def member(name: str, concept: str, more: str = "") -> str:
    return f"""
claim:{name} a smekg:ClassificationClaim ; smekg:statedIn work:r ; smekg:inSection section:s ;
    smekg:relation relation:is-a-kind-of ; smekg:object concept:x ; smekg:subject concept:{concept} {more} .
"""


def part(whole: str, *, exclude: bool = True, exhaust: bool = True) -> str:
    return (
        f'smekg:partOfNumber claim:{whole} ; smekg:brokenDownBy "type" ; '
        f"smekg:partsExclude {str(exclude).lower()} ; smekg:partsExhaust {str(exhaust).lower()}"
    )


def audited(*turtle: str) -> Verdicts:
    """Claim to verdict and difference; a number that several checks settle has the worst of them."""
    asserted = Graph().parse(data=HEAD + VERDICTS + "".join(turtle), format="turtle")
    store = with_derived({"g": asserted}, RULES)
    rows = run_local(store, QUERY.text)
    at = {name: place for place, name in enumerate(rows.columns)}
    found: Verdicts = {}
    for row in sorted(rows.rows, key=lambda r: r[at["verdict"]].startswith(("differs", "impossible"))):
        name = row[at["where"]].split("(")[1].rstrip(")")
        found[name] = (row[at["verdict"]], row[at["recomputed"]])
    return found


def kinds(full: bool = True) -> str:
    listed = f"smekg:countsEach smekg:EachSubject ; smekg:isListedInFull {str(full).lower()}"
    return f"list:n a smekg:CountedList ; {listed} ; smekg:whereRelation relation:is-a-kind-of ."


LIST = (member("m1", "a"), member("m2", "b"), member("m3", "b"))


@pytest.mark.parametrize(
    ("printed", "full", "verdict"),
    [
        (2, True, "agrees"),
        (3, True, "differs by -1"),
        (1, True, "differs by 1"),
        (2, False, "agrees"),
        (3, False, "uncheckable, because 2 of 3 named"),
        (1, False, "differs by 1"),
    ],
)
def test_a_list_has_as_many_members_as_the_text_says(printed: int, full: bool, verdict: str) -> None:
    found = audited(number("n", printed, "kind", "smekg:counts list:n"), kinds(full), *LIST)
    assert found["n"] == (verdict, "2")


def test_every_condition_of_a_list_must_hold() -> None:
    other = member("m4", "c").replace("relation:is-a-kind-of", "relation:is-part-of")
    two = "list:n smekg:whereSubject concept:a , concept:c ."
    counting = number("n", 1, "kind", "smekg:counts list:n")
    assert audited(counting, kinds(), *LIST, other, two)["n"] == ("agrees", "1")
    assert audited(counting, kinds(), *LIST, other)["n"] == ("differs by 1", "2")


def test_studies_are_counted_only_among_those_that_an_element_places() -> None:
    counting = number("n", 1, "article", "smekg:counts list:n")
    each = kinds(full=False).replace("EachSubject", "EachStudy")
    cited = member("m1", "a", "; smekg:basedOn work:a"), member("m2", "b", "; smekg:disputedBy work:b")
    placed = """claim:c a smekg:CoverageClaim ; smekg:statedIn work:r ; smekg:inElement element:t ;
        smekg:object work:a ."""
    among = "list:n smekg:whereAmong element:t ."
    assert audited(counting, each, *cited)["n"] == ("differs by 1", "2")
    assert audited(counting, each, *cited, placed, among)["n"] == ("agrees", "1")


def breakdown(first: int, second: int, **lies: bool) -> Verdicts:
    return audited(
        number("whole", 10, "article", 'smekg:uncheckableBecause "not listed"@en'),
        number("p1", first, "article", part("whole", **lies)),
        number("p2", second, "article", part("whole", **lies)),
    )


def test_parts_that_exclude_and_exhaust_add_up() -> None:
    found = breakdown(6, 4)
    assert found == {"whole": ("agrees", "10"), "p1": ("agrees", "6"), "p2": ("agrees", "4")}
    wrong = breakdown(6, 5)
    assert wrong["whole"] == ("differs by 1", "11")
    # Which part is wrong cannot be known, so none is accused.
    assert wrong["p1"][0] == "uncheckable, because known only as a part of 10"
    assert breakdown(6, 3)["whole"] == ("differs by -1", "9")


def test_a_check_rests_on_the_whole_and_the_other_parts() -> None:
    told = 'smekg:brokenDownBy "type" ; smekg:partsExclude true ; smekg:partsExhaust true'
    numbers = (
        *(
            number("whole", 10, "article", "smekg:confidence smekg:High"),
            number("beside", 7, "article", told),
        ),
        *(number("p1", 6, "article", part("whole")), number("p2", 4, "article", part("whole"))),
        *(number("s1", 60, "percent", told), number("s2", 40, "percent", told)),
    )
    asserted = Graph().parse(data=HEAD + VERDICTS + "".join(numbers), format="turtle")
    found = derived_from({"g": asserted}, RULES)

    def rests_on(name: str) -> set[str]:
        others = found.objects(mint("check", f"{name}-part"), SMEKG.restsOn)
        return {str(other).rsplit("/", 1)[-1] for other in others}

    assert (rests_on("p1"), rests_on("s1")) == ({"whole", "p2"}, {"s2"})


def test_a_number_does_not_count_itself() -> None:
    each = "list:n a smekg:CountedList ; smekg:countsEach smekg:EachSubject ; smekg:isListedInFull true ; "
    listed = f"{each} smekg:whereKind smekg:QuantityClaim ."
    counting = number("n", 1, "number", "smekg:counts list:n")
    other = number("o", 7, "firm", 'smekg:uncheckableBecause "x"@en').replace("concept:x", "concept:y")
    assert audited(counting, listed, other)["n"] == ("agrees", "1")


def test_a_share_of_a_share_is_no_share_of_things() -> None:
    shares = (
        number("p", 30, "percent", part("whole", exhaust=False)),
        number("whole", 40, "percent", 'smekg:uncheckableBecause "x"@en'),
    )
    assert audited(*shares)["p"][0].startswith("uncheckable")


def test_shares_add_up_to_a_hundred_without_the_numbers_beside_them() -> None:
    told = 'smekg:brokenDownBy "type" ; smekg:partsExclude true ; smekg:partsExhaust true'
    shares = (number("p", 60, "percent", told), number("q", 40, "percent", told))
    found = audited(*shares, number("n", 7, "article", told))
    # Nothing recomputes the number of articles.
    assert found == {"p": ("agrees", "60"), "q": ("agrees", "40"), "n": ("", "")}


def test_parts_that_may_overlap_or_are_not_all_raise_no_alarm() -> None:
    assert breakdown(9, 8, exclude=False, exhaust=True)["whole"][0].startswith("uncheckable")
    assert breakdown(9, 8, exclude=False, exhaust=False)["whole"][0].startswith("uncheckable")
    assert breakdown(3, 4, exclude=True, exhaust=False)["whole"][0].startswith("uncheckable")
    # But parts that exclude each other cannot exceed the whole, and parts that are all cannot fall short.
    assert breakdown(9, 8, exclude=True, exhaust=False)["whole"] == ("differs by 7", "17")
    assert breakdown(3, 4, exclude=False, exhaust=True)["whole"] == ("differs by -3", "7")


def test_no_part_exceeds_its_whole() -> None:
    assert breakdown(11, 1, exclude=False, exhaust=False)["p1"][0] == "differs by -1"


def test_a_denominator_is_the_number_of_its_base() -> None:
    whole = number("whole", 52, "article", 'smekg:uncheckableBecause "not listed"@en')
    of = "smekg:denominator {}.0 ; " + part("whole", exhaust=False)
    assert audited(whole, number("p", 40, "article", of.format(50)))["whole"] == ("differs by -2", "50")
    assert audited(whole, number("p", 40, "article", of.format(52)))["whole"] == ("agrees", "52")


@pytest.mark.parametrize(
    ("percent", "base", "verdict", "nearest"),
    [
        (24, 52, "impossible", "12 of 52, 23.08 percent"),
        (24, 50, "agrees", "12 of 50, 24 percent"),
        (42, 31, "agrees", "13 of 31, 41.94 percent"),
        (67, 105, "agrees", "70 of 105, 66.67 percent"),
        (50, 3, "impossible", "2 of 3, 66.67 percent"),
        (33.3, 3, "agrees", "1 of 3, 33.33 percent"),
        (33.4, 3, "impossible", "1 of 3, 33.33 percent"),
    ],
)
def test_a_percentage_is_one_that_integers_give(
    percent: float, base: int, verdict: str, nearest: str
) -> None:
    found = audited(
        number("whole", base, "article", 'smekg:uncheckableBecause "not listed"@en'),
        number("p", percent, "percent", part("whole", exhaust=False)),
    )
    assert found["p"] == (verdict, nearest)


@given(members=st.integers(0, 60), base=st.integers(1, 60))
def test_a_rounded_share_is_never_called_impossible(members: int, base: int) -> None:
    """What a count of the base gives when rounded to a whole percentage must pass."""
    share = int(200 * min(members, base) / base + 1) // 2
    found = audited(
        number("whole", base, "article", 'smekg:uncheckableBecause "not listed"@en'),
        number("p", share, "percent", part("whole", exhaust=False)),
    )
    assert found["p"][0] == "agrees"


def test_percentages_of_one_whole_add_up_to_a_hundred() -> None:
    of = part("whole").replace("smekg:partOfNumber claim:whole ; ", "")
    good = audited(number("p1", 55, "percent", of), number("p2", 45, "percent", of))
    assert good == {"p1": ("agrees", "55"), "p2": ("agrees", "45")}
    bad = audited(number("p1", 55, "percent", of), number("p2", 40, "percent", of))
    assert bad["p2"] == ("differs by 4", "45")


def test_a_number_printed_twice_is_the_same() -> None:
    first = number("first", 105, "article", 'smekg:uncheckableBecause "not listed"@en')
    again = "smekg:restates claim:first"
    assert audited(first, number("again", 105, "article", again))["again"] == ("agrees", "105")
    assert audited(first, number("again", 104, "article", again))["again"] == ("differs by 1", "105")


def test_what_the_text_calls_equal_is_equal() -> None:
    first = number("first", 12, "article", 'smekg:uncheckableBecause "not listed"@en')
    equal = "smekg:equalsNumber claim:first"
    assert audited(first, number("n", 12, "article", equal))["n"] == ("agrees", "12")
    assert audited(first, number("n", 10, "article", equal))["n"] == ("differs by 2", "12")


def test_a_percentage_may_restate_a_count() -> None:
    whole = number("whole", 105, "article", 'smekg:uncheckableBecause "not listed"@en')
    count = number("count", 8, "article", part("whole", exhaust=False))
    again = "smekg:restates claim:count"
    assert audited(whole, count, number("p", 8, "percent", again))["p"][0] == "agrees"
    assert audited(whole, count, number("p", 9, "percent", again))["p"][0].startswith("differs by")


def test_a_count_of_other_things_is_no_restatement() -> None:
    count = number("count", 8, "article", 'smekg:uncheckableBecause "not listed"@en')
    other = number("n", 8, "journal", "smekg:restates claim:count")
    assert audited(count, other)["n"] == ("", "")


def test_one_share_by_itself_adds_up_to_nothing() -> None:
    told = 'smekg:brokenDownBy "type" ; smekg:partsExclude true ; smekg:partsExhaust true'
    other = number("q", 40, "percent", told.replace("type", "year"))
    assert audited(number("p", 60, "percent", told), other) == {"p": ("", ""), "q": ("", "")}


@pytest.mark.parametrize(
    ("value", "unit", "verdict"),
    [
        (3, "decade", "agrees"),
        (2, "decade", "differs by 1"),
        (25, "year", "agrees"),
        (26, "year", "differs by -1"),
    ],
)
def test_a_span_lies_between_its_years(value: int, unit: str, verdict: str) -> None:
    end = number("end", 2019, "year", 'smekg:uncheckableBecause "a choice"@en')
    span = number("span", value, unit, "smekg:spansFrom work:a ; smekg:spansTo claim:end")
    assert audited(end, span)["span"][0] == verdict


def test_a_year_is_that_of_the_work_it_dates() -> None:
    assert audited(number("n", 1994, "year", "smekg:datesWork work:a"))["n"] == ("agrees", "1994")
    assert audited(number("n", 1995, "year", "smekg:datesWork work:a"))["n"] == ("differs by -1", "1994")
    assert audited(number("n", 1990, "decade", "smekg:datesWork work:a"))["n"] == ("agrees", "1994")


def test_a_rank_is_the_place_in_the_printed_order() -> None:
    row = """<https://w3id.org/smekg/id/row/t/4> a smekg:TableRow ; smekg:inElement element:t ;
        smekg:position 4 ; smekg:treats concept:x ."""
    assert audited(row, number("n", 5, "phase", "smekg:rankedIn element:t"))["n"] == ("differs by -1", "4")
    assert audited(row, number("n", 4, "phase", "smekg:rankedIn element:t"))["n"] == ("agrees", "4")


@pytest.mark.parametrize(
    ("comparator", "printed", "verdict"),
    [
        ("AtLeast", 1, "agrees"),
        ("AtLeast", 3, "differs by -1"),
        ("MoreThan", 2, "differs"),
        ("AtMost", 3, "agrees"),
        ("LessThan", 2, "differs"),
        ("About", 2, "agrees"),
        ("About", 3, "differs by -1"),
    ],
)
def test_the_comparator_decides_what_agrees(comparator: str, printed: int, verdict: str) -> None:
    says = f"smekg:counts list:n ; smekg:comparator smekg:{comparator}"
    assert audited(number("n", printed, "kind", says), kinds(), *LIST)["n"][0] == verdict


def test_a_number_that_nothing_recomputes_says_why() -> None:
    found = audited(number("n", 60, "percent", 'smekg:uncheckableBecause "no register is at hand"@en'))
    assert found["n"] == ("uncheckable, because no register is at hand", "")


def test_every_printed_number_has_a_verdict(
    audit_rows: Callable[..., list[dict[str, str]]], root: DataRoot
) -> None:
    numbers = {
        c.claim.id for r in review_ids(root) for c in read_review(root, r).claims if c.claim.value is not None
    }
    told = {row["where"].split("(")[1].rstrip(")") for row in audit_rows("--all")}
    assert told == numbers


def test_every_verdict_names_both_places(audit_rows: Callable[..., list[dict[str, str]]]) -> None:
    for row in audit_rows("--all"):
        assert row["where"]
        assert row["other_where"] or row["verdict"].startswith("uncheckable")


@pytest.fixture
def audit_rows(dist: Path, smekg: Run) -> Callable[..., list[dict[str, str]]]:
    def run(*arguments: str) -> list[dict[str, str]]:
        result: subprocess.CompletedProcess[str] = smekg(
            "audit", *arguments, "--format", "csv", "--build", dist
        )
        assert result.returncode == 1, result.stderr
        return list(csv.DictReader(result.stdout.splitlines()))

    return run


def test_the_audit_shows_what_disagrees_and_says_so_by_its_status(dist: Path, smekg: Run) -> None:
    shown = smekg("audit", "guimaraes-2021", "--format", "csv", "--build", dist)
    assert shown.returncode == 1
    rows = list(csv.DictReader(shown.stdout.splitlines()))
    selected = [row for row in rows if row["counted"] == "selected article"]
    assert [(r["printed"], r["recomputed"], r["difference"]) for r in selected] == [("76 article", "78", "2")]
    assert all(row["verdict"].startswith(("differs", "impossible")) for row in rows)
    assert "comparisons of printed numbers:" in shown.stderr
    clean = smekg("audit", "iplik-2010", "--build", dist)
    assert (clean.returncode, clean.stdout) == (0, "")
    unknown = smekg("audit", "guimares-2021", "--build", dist)
    assert unknown.returncode == 2
    assert 'did you mean "guimaraes-2021"?' in unknown.stderr
