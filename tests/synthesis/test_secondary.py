"""What one review says of another beside what that one says itself: one changed slot changes the verdict."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from conftest import Run
from smekg.iris import PREFIXES
from smekg.paths import default_root
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import read_queries, read_rules
from smekg.queries.run import run_local
from smekg.terms import TermIndex
from support.deriving import with_derived

#: Two reviews of one statement each; the second cites the first. `concept:tie` is a kind of `concept:link`.
TINY = """
work:first a smekg:Review ; dcterms:identifier "first-2018" ; smekg:citationKey "first" .
work:second a smekg:Review ; dcterms:identifier "second-2021" ; smekg:citationKey "second" .
work:old a smekg:Publication ; smekg:citationKey "old" .
section:first a smekg:Section ; dcterms:isPartOf work:first ; smekg:sectionNumber "1" .
section:second a smekg:Section ; dcterms:isPartOf work:second ; smekg:sectionNumber "2" .
completeness:all a smekg:CompletenessStatement ; smekg:aboutReview work:first ;
  smekg:coversSection section:first .
concept:link skos:prefLabel "link"@en .
concept:tie skos:prefLabel "tie"@en ; skos:broader concept:link .
concept:sale skos:prefLabel "sale"@en .
concept:profit skos:prefLabel "profit"@en .
concept:review-of-first skos:prefLabel "review of First"@en ; smekg:standsForWork work:first .
claim:s-1 a smekg:EffectClaim ; smekg:statedIn work:second ; smekg:inSection section:second ;
  smekg:basedOn work:first ;
  smekg:subject concept:link ; smekg:relation relation:increases ; smekg:object concept:sale ;
  smekg:origin smekg:ReportedStudy ; smekg:underCondition "abroad"@en .
claim:f-1 a smekg:EffectClaim ; smekg:statedIn work:first ; smekg:inSection section:first ;
  smekg:basedOn work:old ;
  smekg:subject concept:link ; smekg:relation relation:increases ; smekg:object concept:sale ;
  smekg:origin smekg:ReportedStudy ; smekg:underCondition "abroad"@en .
"""
CITING, CITED = TINY[TINY.index("claim:s-1") : TINY.index("claim:f-1")], TINY[TINY.index("claim:f-1") :]
#: Two numbers of one thing in place of the two effects.
NUMBERS = (
    TINY.removesuffix(CITING + CITED)
    + """
claim:s-1 a smekg:QuantityClaim ; smekg:statedIn work:second ; smekg:inSection section:second ;
  smekg:basedOn work:first ;
  smekg:subject concept:sale ; smekg:relation relation:amounts-to ; smekg:value 1990.0 ; smekg:unit "decade" .
claim:f-1 a smekg:QuantityClaim ; smekg:statedIn work:first ; smekg:inSection section:first ;
  smekg:subject concept:sale ; smekg:relation relation:amounts-to ; smekg:value 1994.0 ; smekg:unit "year" .
"""
)
#: Statements about the cited review as a work, in place of the two effects.
ABOUT = (
    TINY.removesuffix(CITING + CITED)
    + """
claim:s-1 a smekg:AttributionClaim ; smekg:statedIn work:second ; smekg:inSection section:second ;
  smekg:basedOn work:first ;
  smekg:subject concept:review-of-first ; smekg:relation relation:has-scope ; smekg:object concept:link .
claim:f-1 a smekg:ProtocolClaim ; smekg:statedIn work:first ; smekg:inSection section:first ;
  smekg:subject work:first ; smekg:relation relation:defines-scope-as ; smekg:object concept:link .
"""
)
#: Works that both of two reviews cite for a statement.
GUIMARAES_AND_ZAHOOR = (
    *(
        "barney1991",
        "boehe2013",
        "haahti2005",
        "johanson1977",
        "johanson2009",
        "manolova2010",
        "mesquita2008",
    ),
)
GANCARCZYK_AND_ZAHOOR = (
    *("barney1991", "coviello1997", "coviello2006", "europeancommission2003", "felzensztein2015"),
    *("mcdougall1994", "oviatt2005", "tang2011"),
)


@cache
def ontology() -> Graph:
    graph = Graph()
    folder = default_root().ontology
    for path in [*folder.glob("modules/*.ttl"), *folder.glob("vocabulary/relations-*.ttl")]:
        graph.parse(path)
    return graph


def no_index() -> TermIndex:
    raise AssertionError("no label is asked for")


def answers(data: str, via: str = "direct") -> list[dict[str, str]]:
    root = default_root()
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data="".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items()) + data, format="turtle")
    store = with_derived({"ontology": ontology(), "reviews": graph}, read_rules(root))
    stored = read_queries(root)["x-secondary-citations"]
    result = run_local(store, bind_parameters(stored, {"via": via}, no_index))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def changed(old: str, new: str, part: str = CITED) -> str:
    assert part.count(old) == 1
    return TINY.replace(part, part.replace(old, new))


CONDITION = ' ; smekg:underCondition "abroad"@en'
CASES = {
    "alike": (TINY, "agrees", "", ""),
    "condition dropped by the citing review": (
        changed(CONDITION, "", CITING),
        *("narrower", "first-2018", "condition: – / abroad"),
    ),
    "condition added by the citing review": (
        changed(CONDITION, ""),
        *("narrower", "second-2021", "condition: abroad / –"),
    ),
    "other condition": (
        changed('"abroad"', '"at home"'),
        *("narrower", "both", "condition: abroad / at home"),
    ),
    "SMEs, of whom all reviews speak": (
        changed(CONDITION, f'{CONDITION} ; smekg:population "SMEs"@en'),
        *("agrees", "", ""),
    ),
    "population": (
        changed(CONDITION, f'{CONDITION} ; smekg:population "cluster SMEs"@en'),
        *("narrower", "first-2018", "population: – / cluster SMEs"),
    ),
    "hedge": (
        changed(CONDITION, f"{CONDITION} ; smekg:qualifier smekg:May"),
        *("narrower", "first-2018", "qualifier: – / may"),
    ),
    "put forward, not found": (
        changed("smekg:ReportedStudy", "smekg:Proposition"),
        *("narrower", "first-2018", "origin: – / proposition"),
    ),
    "advised, not found": (
        changed("smekg:ReportedStudy", "smekg:Recommended"),
        *("narrower", "first-2018", "origin: – / recommendation"),
    ),
    "narrower term": (
        changed("concept:link", "concept:tie"),
        *("narrower", "first-2018", "subject: link / tie"),
    ),
    "theory": (
        changed(CONDITION, f"{CONDITION} ; smekg:inViewOf concept:tie"),
        *("narrower", "first-2018", "theory: – / tie"),
    ),
    "same sign": (changed("relation:increases", "relation:enables"), "agrees", "", ""),
    "no sign": (
        changed("relation:increases", "relation:affects"),
        *("narrower", "second-2021", "direction: positive / –"),
    ),
    "other sign": (
        changed("relation:increases", "relation:decreases"),
        *("differs", "", "direction: positive / negative; relation: increases / decreases"),
    ),
    "another relation": (
        changed("relation:increases", "relation:precedes"),
        *("differs", "", "relation: increases / precedes"),
    ),
    "no statement on the matter": (changed("concept:sale", "concept:profit"), "not found", "", ""),
    "no statement": (TINY.replace(CITED, ""), "not found", "", ""),
    "no statement in a review that is not wholly coded": (
        TINY.replace(CITED, "").replace(
            "smekg:coversSection section:first", "smekg:coversSection section:second"
        ),
        *("unknown", "", ""),
    ),
    "matter pointed at": (
        changed("concept:sale", "concept:profit").replace(
            "basedOn work:first", "basedOn work:first ; smekg:sameMatterAs claim:f-1"
        ),
        *("narrower", "both", "object: sale / profit"),
    ),
    "year in the decade": (NUMBERS, "narrower", "first-2018", "value: 1990 decade / 1994 year"),
    "year outside the decade": (
        NUMBERS.replace("1994.0", "2004.0"),
        *("differs", "", "value: 1990 decade / 2004 year"),
    ),
    "same decade": (
        NUMBERS.replace('1994.0 ; smekg:unit "year"', '1990.0 ; smekg:unit "decade"'),
        "agrees",
        "",
        "",
    ),
    "about the review as a work": (ABOUT, "agrees", "", ""),
    "about another review": (
        ABOUT.replace("standsForWork work:first", "standsForWork work:old"),
        "not found",
        "",
        "",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_follows_from_the_slots(case: str) -> None:
    data, verdict, narrower, by = CASES[case]
    assert [(row["verdict"], row["narrower"], row["by"]) for row in answers(data)] == [
        (verdict, narrower, by)
    ]


def test_the_number_of_the_subject_tells_two_things_of_one_name_apart() -> None:
    start = "claim:{0} a smekg:QuantityClaim ; smekg:statedIn work:{1} ; smekg:subject concept:link ; " + (
        'smekg:relation relation:amounts-to ; smekg:value {2} ; smekg:unit "year" .\n'
    )
    same = TINY + start.format("s-2", "second", "1994.0") + start.format("f-2", "first", "1994.0")
    assert [row["verdict"] for row in answers(same)] == ["agrees"]
    (row,) = answers(same.replace("1994.0", "1990.0", 1))
    assert (row["verdict"], row["by"]) == ("differs", "number of the subject: 1990 year / 1994 year")


def test_a_work_placed_under_a_type_agrees_where_the_work_defines_the_type() -> None:
    placed = TINY.replace(
        CITING,
        "claim:s-1 a smekg:CoverageClaim ; smekg:statedIn work:second ; smekg:inSection section:second ; "
        "smekg:subject concept:link ; smekg:relation relation:is-treated-in ; smekg:object work:first .\n",
    )
    defined = placed.replace(
        CITED,
        "claim:f-1 a smekg:DefinitionClaim ; smekg:statedIn work:first ; smekg:inSection section:first ; "
        "smekg:subject concept:link ; smekg:relation relation:is-defined-as ; "
        'smekg:underCondition "abroad"@en .\n',
    )
    assert [row["verdict"] for row in answers(placed)] == ["not found"]
    assert [row["verdict"] for row in answers(defined)] == ["agrees"]


def test_a_review_that_names_itself_reports_on_no_review() -> None:
    own = TINY.replace("basedOn work:first", "basedOn work:second")
    assert answers(own) == []


def test_two_names_that_the_cited_review_gives_to_one_thing_are_one_term() -> None:
    pointed = changed("concept:sale", "concept:profit").replace(
        "basedOn work:first", "basedOn work:first ; smekg:sameMatterAs claim:f-1"
    )
    names = (
        "claim:{0} a smekg:ClassificationClaim ; smekg:statedIn work:{1} ; smekg:subject concept:profit ; "
        "smekg:relation relation:is-also-called ; smekg:object concept:sale .\n"
    )
    assert [row["verdict"] for row in answers(pointed + names.format("f-2", "first"))] == ["agrees"]
    assert [row["verdict"] for row in answers(pointed + names.format("s-2", "second"))] == ["narrower"]


def test_what_two_reviews_take_from_one_study_is_compared_likewise() -> None:
    shared = TINY.replace("basedOn work:first", "basedOn work:old")
    assert answers(shared) == []
    (row,) = answers(shared, "shared")
    assert (row["citing_review"], row["cited_review"], row["study"]) == ("first-2018", "second-2021", "old")
    assert (row["verdict"], row["claim"], row["cited_claim"]) == ("agrees", "f-1", "s-1")
    other = changed("concept:sale", "concept:profit").replace("basedOn work:first", "basedOn work:old")
    (row,) = answers(other, "shared")
    assert (row["verdict"], row["claim"], row["study"]) == ("no common statement", "", "old")


def test_the_four_reviews_share_the_studies_that_a_reader_found(dist: Path, smekg: Run) -> None:
    """Typed from the lists of references; both reviews name the same four traits after Barney."""
    result = smekg("query", "x-secondary-citations", "-p", "via=shared", "--format", "csv", "--build", dist)
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert {(row["citing_review"], row["cited_review"], row["study"]) for row in rows} == {
        *(("guimaraes-2021", "zahoor-2020", study) for study in GUIMARAES_AND_ZAHOOR),
        *(("gancarczyk-2018", "zahoor-2020", study) for study in GANCARCZYK_AND_ZAHOOR),
        *(("iplik-2010", "zahoor-2020", study) for study in ("bell1995", "bradley2006", "chetty2000")),
        ("gancarczyk-2018", "guimaraes-2021", "barney1991"),
    }
    traits = {
        row["statement"].split(" has characteristic ")[-1] for row in rows if row["verdict"] == "agrees"
    }
    assert traits == {"resource value", "resource rarity", "inimitability", "non-substitutability"}
