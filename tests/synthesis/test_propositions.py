"""What the tables of ratings yield: which cells each proposition hangs on, and how options rank by wishes.

`propositions/cells.csv` lists every change of one cell with the propositions that it must topple; all others
must stand. `unsettled` names those for which the paper does not say which: a rating in the middle, or a grade
that counts only through the way in which two options make one. `propositions/decisions.csv` lists rankings:
`=` for the same grades on all criteria, `≻` for a tie on what the firm wishes for, `>` for less of it, `*`
for an option that no other beats. Both were typed from a reading of the paper that saw no claims or rules.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from smekg.inputs import read_inputs
from smekg.namespaces import SMEKG, mint
from smekg.paths import default_root
from smekg.pipeline import assemble
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import find_query, read_rules
from smekg.queries.run import run_local
from smekg.terms import TermIndex
from support.deriving import derived_from, with_derived

HERE = Path(__file__).resolve().parent / "propositions"
REVIEW = "gancarczyk-2018"
RULES = {
    name: rule
    for name, rule in read_rules(default_root()).items()
    if "propositions" in rule.header.tags or name == "reported-kinds"
}
#: Proposition, or part of one, to the claims that state what of it the cells can yield.
PARTS = {
    "1": {"gg18-5-3-01", "gg18-5-3-02"},
    "1a": {"gg18-5-3-03"},
    "1b": {"gg18-5-3-04"},
    "2": {"gg18-6-3-06", "gg18-6-3-07"},
    "2a-1": {"gg18-6-3-08"},
    "2a-2": {"gg18-6-3-09"},
    "2b": {"gg18-6-3-10"},
    "2c": {"gg18-6-3-11"},
    # No proposition, but the sentence that leads to the second: exporting needs outsourcing beside it.
    "need": {"gg18-6-3-18"},
}
FEASIBILITY = "feasibility for SMEs"
LOCK_IN = "lock-in avoidance"
CORE = "protection and development of core competencies"
#: How the reading calls the options of the two tables.
OPTIONS = {
    "C0": "exporting supported by mechanisation",
    "C1": "offshore outsourcing of raw materials and components",
    "C2": "offshore outsourcing of processing",
    "C3": "captive offshoring in selective relocation",
    "C4": "offshore outsourcing in replicative relocation",
    "C5": "captive offshoring in replicative relocation",
    "D1": "exporting with a focus on global niches",
    "D2": "exporting based on upgrading",
    "D3": "offshore outsourcing of higher value-adding functions",
    "D4": "captive offshoring of higher value-adding functions",
}
#: An option and a criterion, by label, to the rating that stands there, or nothing.
Change = Mapping[tuple[str, str], str | None]


@cache
def asserted() -> dict[str, Graph]:
    return assemble(read_inputs(default_root(), lambda _: None), lambda _: None)


@cache
def needed() -> Graph:
    """What the rules read, cut to one review: derived in a fraction of the time."""
    slots = {
        *(RDF.type, SMEKG.subject, SMEKG.relation, SMEKG.object, SMEKG.mediator, SMEKG.moderates),
        *(SMEKG.statedIn, SMEKG.inElement, SMEKG.rating),
    }
    links = {
        *(RDFS.subClassOf, SKOS.broader, SKOS.notation),
        *(SMEKG.rank, SMEKG.onScale, SMEKG.highestRating, SMEKG.jointlyGradedBy),
    }
    kept = Graph()
    for triple in asserted()[REVIEW]:
        if triple[1] in slots:
            kept.add(triple)
    meant = set(kept.objects())
    for triple in (*asserted()["ontology"], *asserted()["vocabulary"]):
        if triple[1] in links or (triple[1] in (RDFS.label, SKOS.prefLabel) and triple[0] in meant):
            kept.add(triple)
    return kept


def labelled(label: str) -> URIRef:
    (term,) = (
        s for s in needed().subjects(SKOS.prefLabel, Literal(label, lang="en")) if "/concept/" in str(s)
    )
    assert isinstance(term, URIRef)
    return term


def rated(symbol: str) -> URIRef:
    (rating,) = (
        s for s in needed().subjects(SKOS.notation, Literal(symbol)) if (s, SMEKG.rank, None) in needed()
    )
    assert isinstance(rating, URIRef)
    return rating


def cell(option: str, criterion: str) -> URIRef:
    """The claim of a table that rates the option on the criterion."""
    found = {
        claim
        for claim in needed().subjects(SMEKG.subject, labelled(option))
        if (claim, SMEKG.object, labelled(criterion)) in needed()
        and any(
            (table, RDF.type, SMEKG.Table) in needed() for table in needed().objects(claim, SMEKG.inElement)
        )
        and (claim, RDF.type, SMEKG.EvaluationClaim) in needed()
    }
    (claim,) = found
    assert isinstance(claim, URIRef)
    return claim


def changed(source: Graph, change: Change) -> Graph:
    copy = Graph()
    for triple in source:
        copy.add(triple)
    for (option, criterion), symbol in change.items():
        copy.remove((cell(option, criterion), SMEKG.rating, None))
        if symbol is not None:
            copy.add((cell(option, criterion), SMEKG.rating, rated(symbol)))
    return copy


def derived(graph: Graph) -> Graph:
    return derived_from({"g": graph}, RULES)


def claims_borne_out(graph: Graph) -> set[str]:
    return {str(claim).rsplit("/", 1)[-1] for claim in derived(graph).objects(None, SMEKG.bearsOut)}


def standing(change: Change) -> set[str]:
    """The propositions that follow from the cells once some are changed: whole, or not at all."""
    borne_out = claims_borne_out(changed(needed(), change))
    assert all(ids <= borne_out or not ids & borne_out for ids in PARTS.values())
    return {part for part, ids in PARTS.items() if ids <= borne_out}


def read_rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


CELLS = read_rows("cells.csv")


def key_of(label: str) -> str:
    return next(key for key, name in OPTIONS.items() if name == label)


def test_as_printed_every_part_that_cells_can_yield_follows() -> None:
    assert standing({}) == set(PARTS)


def test_a_kind_with_an_unrated_member_has_no_range() -> None:
    option = OPTIONS["C1"]
    whole = set(derived(needed()).subject_objects(SMEKG.rangeOf))
    left = set(derived(changed(needed(), {(option, LOCK_IN): None})).subject_objects(SMEKG.rangeOf))
    lost = {str(kind).rsplit("/", 1)[-1] for _, kind in whole - left}
    # The option, and what Table 2 and the text put it under.
    assert lost == {
        *(option.replace(" ", "-"), "offshore-outsourcing-of-lower-value-adding-functions"),
        *("offshore-outsourcing-in-selective-relocation", "offshore-outsourcing", "offshoring", "relocation"),
        *("selective-relocation", "selective-relocation-of-lower-value-adding-activities"),
        "localization-of-the-value-chain",
    }


def test_what_the_tests_leave_out_does_not_matter() -> None:
    bears_out = ox.NamedNode(str(SMEKG.bearsOut))
    whole = {str(quad.object).strip("<>") for quad in as_printed().quads_for_pattern(None, bears_out, None)}
    assert {claim.rsplit("/", 1)[-1] for claim in whole} == claims_borne_out(needed())


def test_every_change_of_one_cell_is_listed() -> None:
    scales = (("LF", "MF", "HF"), ("-", "+/-", "+"))
    printed = {(row["option"], row["criterion"]): row["printed"] for row in CELLS}
    assert set(printed) == {(option, c) for option in OPTIONS.values() for c in (FEASIBILITY, LOCK_IN, CORE)}
    for place, symbol in printed.items():
        assert (cell(*place), SMEKG.rating, rated(symbol)) in needed()
    listed = [(row["option"], row["criterion"], row["changed"]) for row in CELLS]
    assert len(set(listed)) == len(listed)
    assert set(listed) == {
        (*place, other)
        for place, symbol in printed.items()
        for scale in scales
        if symbol in scale
        for other in scale
        if other != symbol
    }
    toppled = set(" ".join(row["topples"] for row in CELLS).split())
    assert toppled == set(PARTS)


def some_by_default(row: dict[str, str]) -> object:
    """Each option and each criterion comes without `--slow`, too."""
    return pytest.param(row, marks=() if CELLS.index(row) % 5 == 0 else pytest.mark.slow)


@pytest.mark.parametrize(
    "row",
    map(some_by_default, CELLS),
    ids=lambda row: f"{key_of(row['option'])}-{row['criterion'].split()[0]}-{row['changed']}",
)
def test_one_changed_cell_topples_what_hangs_on_it_and_nothing_else(row: dict[str, str]) -> None:
    left = standing({(row["option"], row["criterion"]): row["changed"]})
    unsettled = set(row["unsettled"].split())
    assert left - unsettled == set(PARTS) - set(row["topples"].split()) - unsettled


@pytest.mark.parametrize(
    ("change", "toppled"),
    [
        # Less effective than either kind of exporting: both must fall before nothing is left to compare.
        ({("D1", CORE): "+/-", ("D2", CORE): "+/-"}, {"2a-1", "2a-2", "2c", "need"}),
        ({("C1", LOCK_IN): "-", ("C2", LOCK_IN): "-"}, {"1", "1b"}),
        # The cells that the print merges with those beside them.
        ({("D4", LOCK_IN): None}, set()),
        ({("D4", CORE): None}, set()),
        ({("D4", CORE): "+"}, set()),
        ({("D4", LOCK_IN): None, ("D4", CORE): None}, set()),
        # A cell that a proposition speaks of cannot be missing.
        ({("D3", LOCK_IN): None}, {"2", "2b", "need"}),
        ({("C1", FEASIBILITY): None}, {"1"}),
    ],
)
def test_several_changes_at_once(change: dict[tuple[str, str], str | None], toppled: set[str]) -> None:
    named = {(OPTIONS[key], criterion): symbol for (key, criterion), symbol in change.items()}
    assert standing(named) == set(PARTS) - toppled


def test_what_is_concluded_does_not_depend_on_what_is_proposed() -> None:
    propositions = {
        claim
        for element in needed().subjects(RDF.type, SMEKG.NumberedProposition)
        for claim in needed().subjects(SMEKG.inElement, element)
    }
    assert len(propositions) > 15
    without = Graph()
    for triple in needed():
        if triple[0] not in propositions:
            without.add(triple)
    about = (SMEKG.subject, SMEKG.relation, SMEKG.object, SMEKG.rating, SMEKG.concludedBy, SMEKG.restsOn)

    def conclusions(graph: Graph) -> set[tuple[object, ...]]:
        found = derived(graph)
        return {
            (s, p, o)
            for s in found.subjects(RDF.type, SMEKG.Conclusion)
            for p in about
            for o in found.objects(s, p)
        }

    assert conclusions(without) == conclusions(needed())


def test_a_proposition_that_says_something_else_does_not_follow() -> None:
    turned = changed(needed(), {})
    claim = mint("claim", "gg18-6-3-10")
    turned.set((claim, SMEKG.rating, SMEKG.PartiallyImplemented))
    assert PARTS["2b"].isdisjoint(claims_borne_out(turned))


def test_the_selection_picks_what_the_paper_picks_and_nothing_else() -> None:
    found = derived(needed())
    selected = {
        str(subject).rsplit("/", 1)[-1]
        for conclusion in found.subjects(SMEKG.concludedBy, SMEKG.SelectionRule)
        for subject in found.objects(conclusion, SMEKG.subject)
    }
    options = {key for key, label in OPTIONS.items() if str(labelled(label)).rsplit("/", 1)[-1] in selected}
    assert options == {"C1", "C2"}
    assert "exporting-with-offshore-outsourcing-of-higher-value-adding-functions" in selected


@pytest.mark.parametrize(
    ("change", "one_more"),
    [
        (("C0", LOCK_IN, "+/-"), "C0"),
        (("C3", FEASIBILITY, "MF"), "C3"),
        (("D1", LOCK_IN, "+/-"), "D1"),
    ],
)
def test_a_rival_that_only_ties_is_selected_beside(change: tuple[str, str, str], one_more: str) -> None:
    key, criterion, symbol = change
    found = derived(changed(needed(), {(OPTIONS[key], criterion): symbol}))
    selected = {
        subject
        for conclusion in found.subjects(SMEKG.concludedBy, SMEKG.SelectionRule)
        for subject in found.objects(conclusion, SMEKG.subject)
    }
    assert labelled(OPTIONS[one_more]) in selected


def with_conclusions(review: Graph) -> ox.Store:
    graphs = {"ontology": asserted()["ontology"], "vocabulary": asserted()["vocabulary"], REVIEW: review}
    return with_derived(graphs, RULES)


@cache
def as_printed() -> ox.Store:
    return with_conclusions(asserted()[REVIEW])


def answer(query_id: str, store: ox.Store, **parameters: str) -> list[dict[str, str]]:
    query = find_query(default_root(), query_id)
    rows = run_local(store, bind_parameters(query, parameters, no_labels))
    return [dict(zip(rows.columns, map(str, row), strict=True)) for row in rows.rows]


def no_labels() -> TermIndex:
    raise AssertionError("these queries take no label")


def test_a_toppled_proposition_says_which_cells_say_otherwise() -> None:
    store = with_conclusions(changed(asserted()[REVIEW], {(OPTIONS["C0"], LOCK_IN): "+"}))
    rows = answer("gg18-propositions", store)
    first, second, third = (row for row in rows if row["proposition"] in {"1", "1a"})
    assert (first["derivation"], second["derivation"], third["derivation"]) == (
        "not derived",
        "not derived",
        "derived",
    )
    assert first["rests_on"] == ""
    assert f"{OPTIONS['C1']} · {FEASIBILITY} · HF" in first["because"]
    assert f"{OPTIONS['C1']} · {LOCK_IN} · +/-" in second["because"]
    assert first["because"].endswith(f"better on the whole: {OPTIONS['C0']}")


def test_table_and_prose_differ_on_captive_offshoring_and_both_stand() -> None:
    option, criterion = labelled(OPTIONS["D4"]), labelled(CORE)
    prose = mint("claim", "gg18-6-3-15")
    assert (cell(OPTIONS["D4"], CORE), SMEKG.rating, SMEKG.PartiallyImplemented) in needed()
    for statement in ((SMEKG.subject, option), (SMEKG.object, criterion), (SMEKG.rating, SMEKG.Implemented)):
        assert (prose, *statement) in needed()
    found = derived(needed())
    (grade,) = found.objects(prose, SMEKG.departsFromGrade)
    assert (grade, SMEKG.rating, SMEKG.PartiallyImplemented) in found


def labels(member: str) -> str:
    """The label of what the reading calls by keys; a pair names its options in the order of their terms."""
    return " with ".join(
        sorted((OPTIONS[key] for key in member.split("+")), key=lambda label: str(labelled(label)))
    )


def ranked(ranking: str) -> list[tuple[str, str, str]]:
    """Rank, option and whether nothing beats it, for each row that a ranking of the reading stands for."""
    rows: list[tuple[str, str, str]] = []
    for group in re.split(r" [>≻] ", ranking) if ranking else []:
        members = group.split("=")
        rank = len(rows) + 1
        rows += [(str(rank), labels(m.rstrip("*")), "yes" if m.endswith("*") else "no") for m in members]
    return rows


def grades_on(wishes: Iterable[str], row: Mapping[str, str]) -> list[int]:
    ranks = {"LF": 0, "MF": 1, "HF": 2, "-": 0, "+/-": 1, "+": 2}
    return sorted(ranks[row[wish]] for wish in wishes)


@pytest.mark.parametrize("row", read_rows("decisions.csv"), ids=lambda row: "-".join([*row.values()][:4]))
def test_options_rank_by_what_a_firm_wishes_for(row: dict[str, str]) -> None:
    wishes = {name: row[name] for name in ("aim", "avoid_lock_in", "protect_core", "minimum_feasibility")}
    found = answer("x-decision", as_printed(), **wishes)
    by_option = sorted((r["rank"], r["option"], r["unbeaten"]) for r in found)
    assert by_option == sorted(ranked(row["ranking"]))
    counted = ["feasibility", *(wish for wish in ("avoid_lock_in", "protect_core") if row[wish] == "yes")]
    steps = re.findall(r" ([>≻]) ", row["ranking"])
    ranks = sorted({int(r["rank"]) for r in found})
    for step, (above, below) in zip(steps, pairwise(ranks), strict=True):
        one, other = (next(r for r in found if r["rank"] == str(rank)) for rank in (above, below))
        assert (grades_on(counted, one) == grades_on(counted, other)) == (step == "≻")


def test_the_trade_off_of_a_pair_tells_the_reasons_of_the_option_that_gives_it_its_grade() -> None:
    best = answer("x-decision", as_printed(), aim="differentiation")[0]
    assert best["cases"] == ""
    offers, gives_up = best["trade_off"].split(". gives up part of ")
    assert offers.startswith(f"offers {LOCK_IN} (+): ")
    assert f"offers {CORE} (+): " in offers
    assert gives_up.startswith(f"{FEASIBILITY} (MF): ")
    assert "gg18-6-3-05" in best["evidence"]


def test_what_the_prose_says_otherwise_is_told() -> None:
    found = answer("x-decision", as_printed(), aim="differentiation", minimum_feasibility="LF")
    (captive,) = (row for row in found if row["option"] == OPTIONS["D4"])
    assert captive["otherwise"] == f"section 6.3 (gg18-6-3-15): {CORE} +"
