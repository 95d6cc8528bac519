"""Stored queries: a header that is checked, parameters that cannot break out of their place."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from smekg.errors import FindingsError, UsageError
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.queries.parameters import bind_parameters, parse_assignments
from smekg.queries.reader import read_queries, read_query, read_rules
from smekg.queries.run import run_local
from smekg.rules import derive
from smekg.terms import TermIndex
from support.deriving import derived_from

TEXT = """#+ id: x-y
#+ summary: s
#+ question: q?
#+ source: none
#+ tags: [test]
#+ columns: [a]
#+ parameters:
#+   - {name: word, type: text, description: a word}
#+   - {name: count, type: integer, description: a number}

SELECT ?a
WHERE {
  VALUES ?_word { UNDEF }
  VALUES ?_count { UNDEF }
  ?s <x:p> ?a .
  FILTER(!BOUND(?_word) || ?a = ?_word)
  FILTER(!BOUND(?_count) || ?_count > 1)
}
ORDER BY ?a
"""


def query(tmp_path: Path, text: str = TEXT) -> StoredQuery:
    path = tmp_path / "x-y.rq"
    path.write_text(text, encoding="utf-8")
    return read_query(path, "x-y.rq")


def no_index() -> TermIndex:
    raise AssertionError("labels are not needed here")


def store(*words: str) -> ox.Store:
    made = ox.Store()
    for word in words:
        made.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(word), ox.NamedNode("x:g")))
    return made


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("#+ summary: s\n", ""), 1, 'the key "summary" is missing'),
        (("#+ tags: [test]", "#+ tags: []"), 5, "tags"),
        (("#+ columns: [a]", "#+ columns: [b]"), 1, "differ from the columns that the query selects (a)"),
        (
            ("#+ columns: [a]", "#+ columns: [a]\n#+ meanings: {b: x}"),
            7,
            '`meanings`: the query has no column "b"',
        ),
        (("#+ columns: [a]", "#+ columns: [a]\n#+ engines: {jena: x}"), 7, "engines.jena"),
        (("#+ columns: [a]", '#+ columns: [a]\n#+ engines: {virtuoso-7: ""}'), 7, "engines.virtuoso-7"),
        (("#+ id: x-y", "#+ id: z-z"), 1, 'differs from the file name "x-y"'),
        (("type: text", "type: txt"), 8, "parameters.0.type"),
        (("?a = ?_word", "?a = ?_wrd"), 16, 'the parameter "wrd" is not declared'),
        (("WHERE {", "WHERE ["), 12, "not valid SPARQL"),
    ],
)
def test_a_faulty_query_is_reported_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    with pytest.raises(FindingsError) as caught:
        query(tmp_path, TEXT.replace(*change))
    assert any(f.line == line and words in f.message for f in caught.value.findings), str(caught.value)


def test_a_file_without_header_is_no_stored_query(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match="the header is missing"):
        query(tmp_path, "SELECT ?a WHERE { ?s ?p ?a }")


def test_an_open_parameter_does_not_narrow(tmp_path: Path) -> None:
    stored = query(tmp_path)
    assert run_local(store("a", "b"), bind_parameters(stored, {}, no_index)).rows == (("a",), ("b",))
    assert run_local(store("a", "b"), bind_parameters(stored, {"word": "b"}, no_index)).rows == (("b",),)
    assert run_local(store("a", "b"), bind_parameters(stored, {"count": "1"}, no_index)).rows == ()


@given(word=st.text(st.characters(codec="utf-8"), max_size=30))
def test_a_text_parameter_is_data_whatever_it_holds(
    tmp_path_factory: pytest.TempPathFactory, word: str
) -> None:
    stored = query(tmp_path_factory.mktemp("q"))
    sparql = bind_parameters(stored, {"word": word}, no_index)
    assert run_local(store("other", word), sparql).rows == ((word,),)


@pytest.mark.parametrize("value", ["x", "1) } #", "", "1.5", "--5", "²", "1\n"])
def test_an_integer_parameter_takes_only_whole_numbers(tmp_path: Path, value: str) -> None:
    with pytest.raises(UsageError, match="takes a whole number"):
        bind_parameters(query(tmp_path), {"count": value}, no_index)


def test_a_choice_is_one_of_its_values(tmp_path: Path) -> None:
    choice = "type: choice, values: [a, b], description"
    text = TEXT.replace("type: text, description", choice).replace("?_word { UNDEF }", '?_word { "a" }')
    stored = query(tmp_path, text)
    assert run_local(store("a", "b"), bind_parameters(stored, {}, no_index)).rows == (("a",),)
    assert run_local(store("a", "b"), bind_parameters(stored, {"word": "b"}, no_index)).rows == (("b",),)
    with pytest.raises(UsageError, match="is one of a, b, not"):
        bind_parameters(stored, {"word": "c"}, no_index)
    with pytest.raises(FindingsError, match="the default is none of a, b"):
        query(tmp_path, text.replace('{ "a" }', '{ "c" }'))
    with pytest.raises(FindingsError, match="needs `values`"):
        query(tmp_path, text.replace("values: [a, b], ", ""))


def test_a_parameter_stands_in_one_kind_of_block(tmp_path: Path) -> None:
    for change in (("  VALUES ?_word { UNDEF }\n", ""), ("?s <x:p>", 'VALUES ?_word { "z" } ?s <x:p>')):
        with pytest.raises(FindingsError, match="from no block, or from differing ones"):
            query(tmp_path, TEXT.replace(*change))


def test_a_sibling_replaces_one_term(tmp_path: Path) -> None:
    header = "#+ sibling: {term: '<x:p>', instead: '<x:q>', because: no reason}\n\nSELECT"
    stored = query(tmp_path, TEXT.replace("\nSELECT", header))
    assert stored.sibling is not None
    assert "?s <x:q> ?a ." in stored.sibling
    assert "#+" not in stored.sibling
    with pytest.raises(FindingsError, match="which the query does not have"):
        query(tmp_path, TEXT.replace("\nSELECT", header.replace("'<x:p>'", "'<x:r>'")))


def test_a_prefix_means_the_same_in_all_queries(tmp_path: Path) -> None:
    own = TEXT.replace(
        "SELECT", "PREFIX mine: <x:mine/>\nPREFIX smekg: <https://w3id.org/smekg/ontology#>\nSELECT"
    )
    assert query(tmp_path, own).header.id == "x-y"
    with pytest.raises(
        FindingsError, match=r'x-y.rq:12: the prefix "smekg" stands for https://w3id.org/smekg/'
    ):
        query(tmp_path, own.replace("ontology#", "other#"))


RULE = """#+ id: {id}
#+ summary: s
#+ question: q?
#+ source: none
#+ tags: [rule]
#+ after: [{after}]

CONSTRUCT {{ ?s <{makes}> ?o }}
WHERE {{ ?s <{reads}> ?o }}
"""


def rules(tmp_path: Path, *made: tuple[str, str, str, str]) -> DataRoot:
    folder = tmp_path / "queries" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    for name, after, makes, reads in made:
        text = RULE.format(id=name, after=after, makes=makes, reads=reads)
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return DataRoot(tmp_path)


def test_a_rule_reads_what_the_rules_before_it_derive(tmp_path: Path) -> None:
    read = read_rules(rules(tmp_path, ("a-last", "b-first", "x:r", "x:q"), ("b-first", "", "x:q", "x:p")))
    asserted = Graph().add((URIRef("x:s"), URIRef("x:p"), Literal("o")))
    assert {str(p) for _, p, _ in derived_from({"g": asserted}, read)} == {"x:q", "x:r"}


def test_rules_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    circle = read_rules(rules(tmp_path, ("a-a", "b-b", "x:r", "x:q"), ("b-b", "a-a", "x:q", "x:p")))
    with pytest.raises(FindingsError, match="wait for each other"):
        derive(ox.Store(), circle)
    with pytest.raises(FindingsError, match='comes after "c-c", which is no rule'):
        read_rules(rules(tmp_path, ("a-a", "c-c", "x:r", "x:q")))


def test_assignments_split_at_the_first_equals_sign(tmp_path: Path) -> None:
    assert parse_assignments(query(tmp_path), ["word=a=b", "count=2"]) == {"word": "a=b", "count": "2"}


def test_every_stored_query_has_a_total_order(root: DataRoot) -> None:
    """Each selected column is in ORDER BY, or the columns before it decide the row."""
    for stored in read_queries(root).values():
        assert "ORDER BY" in stored.text.rsplit("}", 1)[-1], stored.path
        assert "FILTER NOT EXISTS" not in stored.text, stored.path
        assert "SELECT *" not in stored.text, stored.path


def test_the_engine_groups_operators_from_the_left() -> None:
    # Oxigraph before 0.5.12 grouped them from the right, and rules would have derived wrong numbers.
    rows = run_local(ox.Store(), "SELECT (10 - 3 - 2 AS ?minus) (8 / 2 / 2 * 5 AS ?by) WHERE {}").rows
    assert rows == (("5", "10"),)
