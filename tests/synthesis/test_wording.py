"""The same word for other things, other words for the same thing."""

from __future__ import annotations

from rdflib import Graph

from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG
from smekg.paths import default_root
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import find_query, read_rules
from smekg.queries.run import run_local
from smekg.terms import TermIndex
from support.deriving import derived_from, with_derived

RULES = {name: rule for name, rule in read_rules(default_root()).items() if "wording" in rule.header.tags}
QUERY = find_query(default_root(), "x-jingle-jangle")
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
WORLD = """
work:r a smekg:Review ; dcterms:identifier "r" . work:s a smekg:Review ; dcterms:identifier "s" .
concept:theory skos:prefLabel "network theory"@en . concept:approach skos:prefLabel "network approach"@en .
concept:costs skos:prefLabel "transaction costs"@en . concept:trust skos:prefLabel "trust"@en .
concept:firm skos:prefLabel "small business"@en . concept:field skos:prefLabel "trust (field)"@en .
"""


def claim(name: str, review: str, subject: str, target: str, printed: str | None = None) -> str:
    said = f' ; smekg:printedAs "{printed}"@en' if printed else ""
    return (
        f"claim:{name} a smekg:EffectClaim ; smekg:statedIn work:{review} ; "
        f"smekg:subject concept:{subject} ; smekg:object concept:{target}{said} .\n"
    )


def found(*turtle: str, within: str = "any review") -> set[tuple[str, ...]]:
    asserted = Graph().parse(data=HEAD + WORLD + "".join(turtle), format="turtle")
    store = with_derived({"g": asserted}, RULES)
    text = bind_parameters(QUERY, {"within": within}, no_index)
    return {tuple(row) for row in run_local(store, text).rows}


def no_index() -> TermIndex:
    raise AssertionError("labels are not needed here")


def named(*turtle: str) -> set[str]:
    """Terms to which a naming leads."""
    asserted = Graph().parse(data=HEAD + WORLD + "".join(turtle), format="turtle")
    terms = derived_from({"g": asserted}, RULES).objects(None, SMEKG.namesTerm)
    return {str(term).rsplit("/", 1)[-1] for term in terms}


PLAIN = claim("a", "r", "theory", "trust")
OTHER = claim("b", "s", "approach", "trust", "the network theory")


def test_only_what_another_naming_may_meet_is_named() -> None:
    # The label of a field, in brackets behind a word, can meet the word.
    assert named(PLAIN) == {"trust"}
    assert named(PLAIN, OTHER) == {"theory", "approach", "trust"}


def test_a_clause_or_a_part_of_one_is_no_wording() -> None:
    """Printed words of a claim are a name if there are few of them and nothing is left out."""
    short = claim("a", "r", "theory", "firm", "network theories of old")
    long = claim("a", "r", "theory", "firm", "network theories of the old school")
    cut = claim("a", "r", "theory", "firm", "network … theory")
    assert "theory" in named(short)
    assert named(long) == named(cut) == set()


def test_one_wording_for_two_things_is_a_jingle() -> None:
    rows = {
        ("jingle", "network theory", "r", "network theory"),
        ("jingle", "network theory", "s", "network approach"),
    }
    assert found(PLAIN, OTHER) == rows
    assert found(PLAIN) == found(OTHER) == set()


def test_two_wordings_for_one_thing_are_a_jangle() -> None:
    told = (claim("a", "r", "costs", "trust"), claim("b", "r", "costs", "firm", "costs of transactions"))
    rows = {
        ("jangle", "transaction costs", "r", item) for item in ("transaction costs", "costs of transactions")
    }
    assert found(*told) == rows


def test_plural_case_article_and_hyphen_make_no_other_wording() -> None:
    told = (claim("a", "r", "firm", "trust"), claim("b", "s", "firm", "trust", "The Small-Businesses"))
    assert found(*told) == set()


def test_what_differs_between_reviews_may_be_left_out() -> None:
    assert found(PLAIN, OTHER, within="one review") == set()
    both = claim("c", "s", "theory", "trust")
    assert ("jingle", "network theory", "s", "network approach") in found(
        PLAIN, OTHER, both, within="one review"
    )


def test_brackets_keep_labels_apart_that_a_review_prints_alike() -> None:
    told = (claim("a", "r", "trust", "costs"), claim("b", "s", "field", "costs"))
    assert found(*told) == {("jingle", "trust", "r", "trust"), ("jingle", "trust", "s", "trust (field)")}


def test_a_wording_that_could_be_of_either_thing_is_left_alone() -> None:
    assert (
        found(claim("a", "r", "theory", "approach", "networks"), claim("b", "r", "theory", "trust")) == set()
    )


def test_a_word_that_the_vocabulary_says_is_shared_is_a_jingle() -> None:
    shared = "concept:costs smekg:sharesWord 'price'@en . concept:trust smekg:sharesWord 'price'@en .\n"
    rows = {("jingle", "price", "r", "transaction costs"), ("jingle", "price", "r", "trust")}
    assert found(shared, claim("a", "r", "costs", "trust")) == rows
