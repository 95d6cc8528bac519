"""Tables of gaps: what one study, one narrower term or one completeness statement does to a cell.

`x-gaps.csv` was made from the claims files, the vocabulary and the class hierarchy by loops of its own,
without rules or queries; the state of a cell follows from `source.yaml`.
"""

from __future__ import annotations

import pytest
from rdflib import Graph

from smekg.errors import UsageError
from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG, mint
from smekg.paths import default_root
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import find_query, read_rules
from smekg.queries.run import run_local
from smekg.terms import TermIndex
from support.deriving import derived_from, with_derived

NEEDED = {"case-types"}
RULES = {
    name: rule
    for name, rule in read_rules(default_root()).items()
    if "gaps" in rule.header.tags or name in NEEDED
}
QUERY = find_query(default_root(), "x-gaps")
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
WORLD = """
work:r a smekg:Review ; dcterms:identifier "r-2020" .
work:a smekg:citationKey "a1999" . work:b smekg:citationKey "b2001" .
smekg:Network rdfs:subClassOf smekg:Collaboration ; rdfs:label "network"@en .
smekg:Cluster a owl:Class ; rdfs:subClassOf smekg:Network , smekg:Collaboration ; rdfs:label "cluster"@en .
smekg:HandloomCluster rdfs:subClassOf smekg:Cluster , smekg:Network ; rdfs:label "handloom cluster"@en .
row:1 a smekg:TableRow ; smekg:treats smekg:Network . row:2 a smekg:TableRow ; smekg:treats smekg:Cluster .
concept:view skos:prefLabel "view"@en . concept:costs skos:prefLabel "costs"@en .
concept:trust skos:prefLabel "trust"@en . concept:sales skos:prefLabel "sales"@en .
concept:exports skos:prefLabel "exports"@en ; skos:broader concept:sales .
place:italy skos:prefLabel "Italy"@en . place:parma skos:prefLabel "Parma"@en ; skos:broader place:italy .
element:f a smekg:Figure ; dcterms:isPartOf work:r ; rdfs:label "Figure 1"@en .
element:t a smekg:Table ; dcterms:isPartOf work:r ; rdfs:label "Table 1"@en .
section:s dcterms:isPartOf work:r ; smekg:sectionNumber "1" .
claim:view a smekg:TenetClaim ; smekg:inElement element:t ; smekg:subject concept:view .
claim:costs a smekg:TenetClaim ; smekg:inElement element:t ; smekg:subject concept:costs .
"""
COMPLETE = "completeness:r smekg:coversSection section:s ; smekg:coversElement element:t .\n"
#: Row and column: number of studies, state, what is uncoded.
Cells = dict[tuple[str, str], tuple[str, str, str]]


def claim(name: str, kind: str, says: str, studies: str = "a", at: str = "smekg:inSection section:s") -> str:
    named = "".join(f" ; smekg:basedOn work:{study}" for study in studies)
    return (
        f"claim:{name} a smekg:{kind}Claim ; smekg:statedIn work:r ; {at} ; "
        f"smekg:origin smekg:ReportedStudy ; {says}{named} .\n"
    )


def effect(
    name: str, antecedent: str, outcome: str, studies: str = "a", at: str = "smekg:inSection section:s"
) -> str:
    return claim(name, "Effect", f"smekg:subject {antecedent} ; smekg:object {outcome}", studies, at)


def cells(*turtle: str, table: str = "type-theory", complete: str = COMPLETE, at_least: int = 1) -> Cells:
    asserted = Graph().parse(data=HEAD + WORLD + complete + "".join(turtle), format="turtle")
    store = with_derived({"g": asserted}, RULES)
    text = bind_parameters(QUERY, {"table": table, "at_least": str(at_least)}, no_index)
    return {(row[1], row[2]): (row[3], row[4], row[6]) for row in run_local(store, text).rows}


def no_index() -> TermIndex:
    raise AssertionError("labels are not needed here")


VIEW = claim("v", "Tenet", "smekg:subject concept:view")
CLUSTER = claim("c", "Definition", "smekg:subject smekg:Cluster", "b")


def test_one_study_fills_a_cell() -> None:
    assert cells(VIEW, CLUSTER)["cluster", "view"] == ("0", "not studied", "")
    both = claim("w", "Definition", "smekg:subject smekg:Cluster ; smekg:inViewOf concept:view", "b")
    assert cells(VIEW, CLUSTER, both)["cluster", "view"] == ("1", "studied", "")


def test_a_study_counts_where_type_and_theory_are_named_in_two_statements() -> None:
    assert cells(VIEW, claim("c", "Definition", "smekg:subject smekg:Cluster"))["cluster", "view"][0] == "1"


def test_a_study_counts_for_the_nearest_type_only() -> None:
    found = cells(VIEW, claim("h", "Definition", "smekg:subject smekg:HandloomCluster"))
    assert (found["cluster", "view"][0], found["network", "view"][0]) == ("1", "0")


def test_a_real_case_counts_for_its_type() -> None:
    case = claim(
        "k",
        "Case",
        "smekg:relation relation:is-a-case-of ; smekg:subject case:x ; smekg:object smekg:Cluster",
        "",
    )
    told = claim("e", "Evaluation", "smekg:subject concept:trust ; smekg:illustratedBy case:x")
    assert cells(VIEW, case, told)["cluster", "view"] == ("1", "studied", "")


def test_a_placed_study_counts_and_one_that_disputes_does() -> None:
    placed = "claim:p a smekg:CoverageClaim ; smekg:subject smekg:Cluster ; smekg:object work:b .\n"
    disputed = claim("v", "Tenet", "smekg:subject concept:view ; smekg:disputedBy work:b")
    assert cells(placed, disputed)["cluster", "view"][:2] == ("1", "studied")


def test_without_its_completeness_statement_an_empty_cell_is_not_coded() -> None:
    assert cells(VIEW, CLUSTER)["cluster", "view"] == ("0", "not studied", "")
    assert cells(VIEW, CLUSTER, complete="")["cluster", "view"] == (
        "0",
        "not coded",
        "r-2020 section 1",
    )
    half = COMPLETE.replace("smekg:coversSection section:s ; ", "")
    assert cells(VIEW, CLUSTER, complete=half)["cluster", "view"] == ("0", "not coded", "r-2020 section 1")


def test_a_filled_cell_stays_studied_however_little_was_coded() -> None:
    both = claim("c", "Definition", "smekg:subject smekg:Cluster")
    assert cells(VIEW, both, complete="")["cluster", "view"] == ("1", "studied", "")


def test_a_statement_on_some_kinds_of_claims_leaves_the_others_open() -> None:
    partly = COMPLETE.replace(" .\n", " ; smekg:coversKind smekg:EffectClaim .\n")
    effects = (effect("e", "concept:trust", "concept:exports"), effect("f", "concept:view", "concept:costs"))
    assert cells(VIEW, CLUSTER, complete=partly)["cluster", "view"][1] == "not coded"
    found = cells(*effects, complete=partly, table="antecedent-outcome")
    assert found["trust", "costs"] == ("0", "not studied", "")


def test_a_part_that_speaks_of_one_side_alone_leaves_nothing_open() -> None:
    lost = claim("l", "Classification", "smekg:subject smekg:Cluster", "", "smekg:inElement element:f")
    assert cells(VIEW, CLUSTER, lost)["cluster", "view"] == ("0", "not studied", "")
    both = claim("m", "Tenet", "smekg:subject concept:costs", "", "smekg:inElement element:f")
    found = cells(VIEW, CLUSTER, lost, both)
    # The picture may say of clusters what the prose does not.
    assert found["cluster", "view"] == ("0", "not coded", "r-2020 Figure 1")


def test_effects_count_up_the_terms_and_a_lost_picture_of_effects_is_not_coded() -> None:
    told = (
        effect("e", "concept:trust", "concept:exports"),
        effect("f", "concept:view", "concept:sales", "b"),
    )
    found = cells(*told, table="antecedent-outcome")
    assert found["trust", "sales"] == ("1", "studied", "")
    assert found["view", "exports"] == ("0", "not studied", "")
    lost = effect("l", "concept:trust", "concept:exports", at="smekg:inElement element:f")
    found = cells(*told, lost, table="antecedent-outcome")
    assert found["view", "exports"] == ("0", "not coded", "r-2020 Figure 1")
    assert ("view", "exports") not in cells(*told, table="antecedent-outcome", at_least=2)


def test_a_region_counts_for_its_country() -> None:
    told = claim("p", "Definition", "smekg:subject smekg:Cluster ; smekg:concernsPlace place:parma")
    found = cells(told, table="country-type")
    assert (found["Italy", "cluster"][0], found["Parma", "cluster"][0], found["Italy", "network"][0]) == (
        "1",
        "1",
        "0",
    )


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean"):
        cells(table="type-theories")


def test_outside_effects_nothing_is_open_for_antecedents_and_outcomes() -> None:
    """Where effects are not coded, what a claim of another kind names is open on the other axes only."""
    says = "smekg:subject concept:trust ; smekg:object smekg:Network"
    said = (
        effect("e", "concept:trust", "concept:sales"),
        claim("f", "Attribution", says, at="smekg:inElement element:f"),
    )
    asserted = Graph().parse(data=HEAD + WORLD + COMPLETE + "".join(said), format="turtle")
    open_for = set(derived_from({"g": asserted}, RULES).objects(mint("element", "f"), SMEKG.isUncodedFor))
    assert SMEKG.Network in open_for
    assert mint("concept", "trust") not in open_for
