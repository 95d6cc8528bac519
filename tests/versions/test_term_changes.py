"""What a comparison says of terms, queries and numbers, in the smallest pair of versions that shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smekg.queries.model import Header, Parameter, StoredQuery
from smekg.versions.changes import Change, Section
from smekg.versions.compare import compare
from smekg.versions.sides import Side
from versions.tiny_versions import quiet, side_of

PREFIXES = """
@prefix claim: <https://w3id.org/smekg/id/claim/> .
@prefix concept: <https://w3id.org/smekg/id/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smekg: <https://w3id.org/smekg/ontology#> .
"""
TRUST = """
concept:trust a skos:Concept ; skos:prefLabel "trust"@en ; skos:definition "belief in another"@en ;
  skos:broader concept:belief .
"""
ALLIANCE = """
smekg:Alliance a owl:Class ; rdfs:label "alliance"@en ; skos:definition "collaboration by agreement"@en ;
  rdfs:subClassOf smekg:Network , [ a owl:Restriction ; owl:onProperty smekg:hasMember ;
    owl:minQualifiedCardinality 2 ; owl:onClass smekg:Firm ] .
"""
CLAIM = "claim:x-1 a smekg:EffectClaim ; smekg:subject concept:trust ; smekg:object smekg:Alliance ."
ASKING = StoredQuery(
    Header(id="x-trust", summary="Trust.", question="Who?", source="s", tags=("t",), columns=("claim",)),
    "SELECT ?claim WHERE { ?claim <https://w3id.org/smekg/ontology#subject> "
    "<https://w3id.org/smekg/id/concept/trust> }",
    "queries/x-trust.rq",
)


def _side(name: str, terms: str, *queries: StoredQuery) -> Side:
    side = side_of(name, vocabulary=PREFIXES + terms, review=PREFIXES + CLAIM)
    return replace(side, queries={query.header.id: query for query in queries})


def _changes(old: str, new: str) -> list[Change]:
    return [
        change
        for change in compare(_side("old", old, ASKING), _side("new", new, ASKING), quiet).changes
        if change.section is Section.TERMS
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    {
        "added": ("", TRUST, ("added", "trust", "", "", "belief in another", "")),
        "relabelled": (
            TRUST,
            TRUST.replace('"trust"', '"confidence"'),
            ("relabelled", "confidence", "label", "trust", "confidence", "annotations by the old label fail"),
        ),
        "relabelled, but the old label still works": (
            TRUST + 'concept:trust skos:altLabel "confidence"@en .',
            TRUST.replace('"trust"', '"confidence"') + 'concept:trust skos:altLabel "trust"@en .',
            ("relabelled", "confidence", "label", "trust", "confidence", ""),
        ),
        "redefined": (
            TRUST,
            TRUST.replace("belief in another", "faith"),
            ("redefined", "trust", "definition", "belief in another", "faith", "meaning may have changed"),
        ),
        "moved": (
            TRUST,
            TRUST.replace("concept:belief", "concept:norm"),
            ("moved", "trust", "wider term", "belief", "norm", ""),
        ),
        "an axiom": (
            ALLIANCE,
            ALLIANCE.replace("Cardinality 2", "Cardinality 3"),
            (
                "redefined",
                "alliance",
                "axiom",
                "smekg:hasMember min 2 smekg:Firm",
                "smekg:hasMember min 3 smekg:Firm",
                "meaning may have changed",
            ),
        ),
        "wider class": (
            ALLIANCE,
            ALLIANCE.replace("smekg:Network", "smekg:Tie"),
            ("moved", "alliance", "wider class", "smekg:Network", "smekg:Tie", ""),
        ),
        "renamed": (
            TRUST,
            TRUST.replace("concept:trust", "concept:trust-in-others"),
            ("renamed", "trust", "IRI", "concept:trust", "concept:trust-in-others", "its IRI is gone"),
        ),
        "removed at once": (
            TRUST,
            "",
            ("removed", "trust", "", "belief in another", "", "without having been"),
        ),
        "removed after it was deprecated": (
            TRUST + "concept:trust owl:deprecated true .",
            "",
            ("removed", "trust", "", "belief in another", "", ""),
        ),
        "deprecated": (
            TRUST,
            TRUST + "concept:trust owl:deprecated true ; dcterms:isReplacedBy smekg:Alliance .",
            ("deprecated", "trust", "deprecated", "", "true", ""),
        ),
    }.values(),
)
def test_each_change_of_a_term_has_its_name(
    old: str, new: str, expected: tuple[str, str, str, str, str, str]
) -> None:
    changes = _changes(old, new)

    *told, breaking = expected
    first = next(c for c in changes if c.kind == told[0])
    assert [first.kind, first.name, first.slot, first.old, first.new] == told
    assert (breaking in first.breaking) if breaking else first.breaking == ""
    assert {c.name for c in changes} == {told[1]}


def test_a_removed_term_says_who_used_it_and_a_deprecated_one_what_to_use() -> None:
    (removed,) = _changes(TRUST, "")
    assert removed.note == "was used by 1 claim and 1 stored query (x-trust)"

    replaced = TRUST + "concept:trust owl:deprecated true ; dcterms:isReplacedBy smekg:Alliance ."
    (deprecated,) = _changes(TRUST + ALLIANCE, replaced + ALLIANCE)
    assert deprecated.note == "use alliance instead"


def test_the_order_within_an_axiom_is_no_difference() -> None:
    union = "smekg:Actor owl:equivalentClass [ owl:unionOf ( smekg:Firm smekg:Person ) ] ."
    other = union.replace("smekg:Firm smekg:Person", "smekg:Person smekg:Firm")

    assert _changes(union, other) == []


def _answers(old: Side, new: Side) -> list[Change]:
    return [c for c in compare(old, new, quiet).changes if c.section in (Section.QUERIES, Section.ANSWERS)]


def test_an_answer_says_whether_the_query_or_the_data_changed() -> None:
    other = replace(ASKING, text=ASKING.text.replace("concept/trust", "concept/other"))
    old = _side("old", TRUST, ASKING)
    more = replace(
        side_of("new", vocabulary=PREFIXES + TRUST, review=PREFIXES + CLAIM + CLAIM.replace("x-1", "x-2")),
        queries={"x-trust": ASKING},
    )

    (by_data,) = _answers(old, more)
    text, by_query = _answers(old, _side("new", TRUST, other))
    _, by_both = _answers(old, replace(more, queries={"x-trust": other}))

    assert by_data.note == "rows added: 1, removed: 0; the data changed"
    assert by_data.new == "https://w3id.org/smekg/id/claim/x-2"
    assert (text.section, text.slot) == (Section.QUERIES, "text")
    assert by_query.note == "rows added: 0, removed: 1; the query changed"
    assert by_both.note == "rows added: 0, removed: 1; the query and the data changed"


def test_a_query_breaks_its_users_by_a_lost_column_parameter_or_by_going() -> None:
    with_parameter = replace(
        ASKING,
        header=ASKING.header.model_copy(
            update={"parameters": (Parameter(name="about", type="term", description="d"),)}
        ),
    )
    renamed = replace(
        ASKING,
        header=ASKING.header.model_copy(update={"columns": ("statement",)}),
        text=ASKING.text.replace("?claim", "?statement"),
    )
    old = _side("old", TRUST, with_parameter)

    told = {(c.kind, c.slot): c.breaking for c in _answers(old, _side("new", TRUST, renamed))}
    (gone,) = _answers(old, _side("new", TRUST))

    assert told[("changed", "columns")] == "gone or renamed: claim"
    assert told[("changed", "parameters")] == "gone or renamed: about"
    assert (gone.kind, gone.breaking != "") == ("removed", True)


def test_a_verdict_on_a_number_is_told_old_and_new() -> None:
    check = (
        PREFIXES
        + """
    smekg:Agrees rdfs:label "agrees"@en . smekg:Differs rdfs:label "differs"@en .
    smekg:PartCheck rdfs:label "parts"@en .
    <https://w3id.org/smekg/id/check/x-1-part> a smekg:NumberCheck ; smekg:checksNumber claim:x-1 ;
      smekg:checksBy smekg:PartCheck ; smekg:hasVerdict smekg:Agrees ; smekg:recomputedAs "55" ."""
    )
    old, new = (
        side_of("old", derived=check),
        side_of(
            "new", derived=check.replace("smekg:hasVerdict smekg:Agrees", "smekg:hasVerdict smekg:Differs")
        ),
    )

    (change,) = [c for c in compare(old, new, quiet).changes if c.section is Section.NUMBERS]

    assert (change.name, change.slot) == ("x-1", "parts")
    assert (change.old, change.new) == ("agrees (recomputed: 55)", "differs (recomputed: 55)")
