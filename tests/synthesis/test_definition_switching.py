"""Counts of studies under another definition of SMEs or another grouping of theories.

`x-moves.csv` was counted from the claims files by loops of its own, without rules or queries.
"""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import pytest
from rdflib import Graph

from conftest import Run
from smekg.iris import PREFIXES
from smekg.paths import default_root
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import find_query, read_rules
from smekg.queries.run import run_local
from smekg.terms import TermIndex
from support.deriving import with_derived

RULES = {
    name: rule
    for name, rule in read_rules(default_root()).items()
    if "switching" in rule.header.tags or name == "gap-axes"
}
QUERY = find_query(default_root(), "x-moves")
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
WORLD = """
work:r dcterms:identifier "r" . work:o dcterms:identifier "o" .
element:t a smekg:Table ; dcterms:isPartOf work:r ; rdfs:label "Table 2"@en .
element:d a smekg:Table ; dcterms:isPartOf work:r ; rdfs:label "Table 1"@en .
element:u a smekg:Table ; dcterms:isPartOf work:o ; rdfs:label "Table 1"@en .
concept:costs skos:prefLabel "costs"@en . concept:learning skos:prefLabel "learning"@en .
concept:rest skos:prefLabel "rest"@en .
row:1 smekg:treats concept:costs ; smekg:printedAs "Costs" .
row:2 smekg:treats concept:learning ; smekg:printedAs "Learning" .
row:1 a smekg:TableRow ; smekg:inElement element:t . row:2 a smekg:TableRow ; smekg:inElement element:t .
claim:t1 a smekg:TenetClaim ; smekg:inElement element:t ; smekg:subject concept:costs .
claim:t2 a smekg:TenetClaim ; smekg:inElement element:t ; smekg:subject concept:learning .
smekg:SmallEnterprise rdfs:subClassOf smekg:Enterprise ; rdfs:label "small"@en .
smekg:MediumSizedEnterprise rdfs:subClassOf smekg:Enterprise ; rdfs:label "medium"@en .
smekg:SmallEnterprise10To49 rdfs:subClassOf smekg:SmallEnterprise , smekg:Enterprise ;
    owl:equivalentClass smekg:Bounds1 ; rdfs:label "small (10–49)"@en .
smekg:MediumSizedEnterprise50To100 rdfs:subClassOf smekg:MediumSizedEnterprise , smekg:Enterprise ;
    owl:equivalentClass smekg:Bounds2 ; rdfs:label "medium (50–100)"@en .
"""
#: Row and setting: count, count then, unknown, verdict.
Moves = dict[tuple[str, str], tuple[str, str, str, str]]


def placed(row: str, works: str) -> str:
    return "".join(
        f"claim:{row}-{work} a smekg:CoverageClaim ; smekg:statedIn work:r ; smekg:inElement element:t ; "
        f"smekg:subject concept:{row} ; smekg:object work:{work} .\n"
        for work in works
    )


def defined(definition: str, works: str, element: str = "element:d") -> str:
    named = "".join(f" ; smekg:basedOn work:{work}" for work in works)
    return (
        f"claim:d-{definition}-{works} a smekg:DefinitionClaim ; smekg:origin smekg:ReportedStudy ; "
        f"smekg:inElement {element} ; smekg:subject smekg:{definition}{named} .\n"
    )


def moves(*turtle: str, switch: str = "sme_definition") -> Moves:
    asserted = Graph().parse(data=HEAD + WORLD + "".join(turtle), format="turtle")
    store = with_derived({"g": asserted}, RULES)
    text = bind_parameters(QUERY, {"switch": switch}, no_index)
    return {(row[1], row[3]): (row[4], row[5], row[6], row[7]) for row in run_local(store, text).rows}


def no_index() -> TermIndex:
    raise AssertionError("labels are not needed here")


SMALL, MEDIUM = "SmallEnterprise10To49", "MediumSizedEnterprise50To100"


def test_a_result_stays_if_all_its_studies_use_the_definition() -> None:
    assert moves(placed("costs", "ab"), defined(SMALL, "ab")) == {
        ("Costs", "small"): ("2", "2", "0", "stays"),
        ("Costs", "small (10–49)"): ("2", "2", "0", "stays"),
    }


def test_one_changed_definition_moves_a_result() -> None:
    found = moves(placed("costs", "ab"), defined(SMALL, "a"), defined(MEDIUM, "b"))
    assert found["Costs", "small (10–49)"] == found["Costs", "medium"] == ("2", "1", "0", "moves")


def test_a_study_may_use_several_definitions() -> None:
    found = moves(placed("costs", "a"), defined(SMALL, "a"), defined(MEDIUM, "a"))
    assert {row[3] for row in found.values()} == {"stays"}


def test_a_study_whose_definition_no_review_prints_is_unknown() -> None:
    found = moves(placed("costs", "ab"), defined(SMALL, "a"), defined("SmallEnterprise", "b"))
    # A definition without bounds is none.
    assert found["Costs", "small (10–49)"] == ("2", "1", "1", "unknown")
    assert moves(placed("costs", "ab"), defined(SMALL, "a"), defined(SMALL, "b", "section:s")) == found


def test_a_result_that_loses_a_study_moves_whatever_is_unknown() -> None:
    found = moves(placed("costs", "abc"), defined(SMALL, "a"), defined(MEDIUM, "b"))
    assert found["Costs", "small"] == ("3", "1", "1", "moves")


def test_of_a_result_without_a_known_definition_nothing_is_said() -> None:
    assert moves(placed("costs", "a") + placed("learning", "b"), defined(SMALL, "a")).keys() == {
        ("Costs", "small"),
        ("Costs", "small (10–49)"),
    }


OTHER = """
row:3 a smekg:TableRow ; smekg:inElement element:u ; smekg:treats concept:rest ; smekg:printedAs "Rest" .
claim:t3 a smekg:TenetClaim ; smekg:inElement element:u ; smekg:subject concept:rest .
claim:p1 smekg:relation relation:is-part-of ; smekg:statedIn work:o ;
    smekg:subject concept:costs ; smekg:object concept:rest .
"""
PART = (
    "claim:p2 smekg:relation relation:is-part-of ; smekg:statedIn work:o ; smekg:subject concept:learning ; "
)


def test_theories_that_another_review_puts_together_share_their_studies() -> None:
    world = (placed("costs", "ab"), placed("learning", "bc"), OTHER)
    found = moves(*world, switch="theory_grouping")
    assert found["Costs", "o: Rest"] == ("2", "2", "0", "stays")
    assert found["Learning", "o: in no group"] == ("2", "0", "0", "moves")
    found = moves(*world, PART + "smekg:object concept:rest .\n", switch="theory_grouping")
    assert found["Costs", "o: Rest"] == found["Learning", "o: Rest"] == ("2", "3", "0", "moves")


def test_a_narrower_theory_falls_under_its_family() -> None:
    found = moves(
        placed("costs", "ab"),
        placed("learning", "c"),
        "concept:learning skos:broader concept:costs .\n",
        switch="theory_grouping",
    )
    assert found["Learning", "by family: costs"] == ("1", "3", "0", "moves")


@pytest.mark.parametrize(
    ("query", "setting", "first"),
    [
        # Z20 gives Boehe (2013) small (20–99); of the other five articles no review prints a definition.
        ("g21-table-2", "small enterprise (20–99 employees)", ["20", "1", "Boehe (2013)", "5"]),
        ("g21-table-2", "small enterprise (10–49 employees)", ["20", "0", "", "5"]),
        ("g21-table-4", "small enterprise (20–99 employees)", ["2", "0", "", "2"]),
    ],
)
def test_a_printed_table_counts_under_a_definition(
    dist: Path, smekg: Run, query: str, setting: str, first: list[str]
) -> None:
    given = f"sme_definition={setting}"
    result = smekg("query", query, "-p", given, "--format", "csv", "--build", dist)
    assert list(csv.reader(result.stdout.splitlines()))[1][1:] == first


def test_examples_are_named_under_a_definition(dist: Path, smekg: Run) -> None:
    """Table 1 has the bounds of Boehe (2013), and of Eberhard and Craig (2013), and of no other example."""
    given = "sme_definition=small enterprise (20–99 employees)"
    result = smekg("query", "z20-table-2", "-p", given, "--format", "csv", "--build", dist)
    first = next(csv.DictReader(result.stdout.splitlines()))
    assert (first["theory"], first["example_studies"], first["unknown_definition"]) == (
        *("Network theory", "Boehe (2013)"),
        "3",
    )


def test_how_a_theory_is_used_stands_in_its_own_row(dist: Path, smekg: Run) -> None:
    result = smekg("query", "z20-table-2", "--format", "csv", "--build", dist)
    uses = [row["use"] for row in csv.DictReader(result.stdout.splitlines())]
    assert len(uses) == 5
    for one, other in permutations(uses, 2):
        assert one not in other


def test_moves_under_one_definition_are_those_of_that_definition(dist: Path, smekg: Run) -> None:
    definition = "small enterprise (20–99 employees)"

    def asked(*parameters: str) -> list[dict[str, str]]:
        result = smekg("query", "x-moves", *parameters, "--format", "csv", "--build", dist)
        return list(csv.DictReader(result.stdout.splitlines()))

    under = asked("-p", f"sme_definition={definition}")
    assert under == [row for row in asked() if row["setting"] == definition]
    assert under


def test_a_printed_table_counts_under_the_groups_of_another_review(dist: Path, smekg: Run) -> None:
    given = "theory_grouping=zahoor-2020"
    result = smekg("query", "g21-table-2", "-p", given, "--format", "csv", "--build", dist)
    rows = list(csv.reader(result.stdout.splitlines()))[1:]
    # Z20 counts transaction cost economics among miscellaneous theories.
    assert [row[:3] for row in rows][1] == ["Miscellaneous theories", "11", "6"]
