"""Whatever a mapping file gets wrong is told with its line; contradictions are found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from conftest import TINY, Run
from smekg.errors import FindingsError
from smekg.iris import PREFIXES
from smekg.mappings.reader import read_mappings
from smekg.ontology import Ontology, read_ontology
from smekg.paths import DataRoot, default_root

#: A small ontology: a under b, b the same as m, m made of parts, x a concept under y.
TERMS = """
smekg:A a owl:Class ; rdfs:subClassOf smekg:B ; rdfs:label "a"@en .
smekg:B a owl:Class ; rdfs:label "b"@en ; rdfs:subClassOf org:Organization .
smekg:C a owl:Class ; rdfs:label "c"@en ; owl:equivalentClass org:Site .
smekg:D a owl:Class ; rdfs:label "d"@en ;
    owl:equivalentClass [ owl:intersectionOf ( smekg:B [ a owl:Restriction ] ) ] .
smekg:E a owl:Class ; rdfs:label "e"@en ; owl:equivalentClass [ owl:unionOf ( smekg:A smekg:C ) ] .
org:Head rdfs:subClassOf smekg:A .
"""
VOCABULARY = """
concept:x a skos:Concept ; skos:prefLabel "x"@en ; skos:broader concept:y .
concept:y a skos:Concept ; skos:prefLabel "y"@en .
"""
HEADER = """# curie_map:
#   concept: https://w3id.org/smekg/id/concept/
#   ex: https://example.org/
#   org: http://www.w3.org/ns/org#
#   semapv: https://w3id.org/semapv/vocab/
#   skos: http://www.w3.org/2004/02/skos/core#
#   smekg: https://w3id.org/smekg/ontology#
#   w3id: https://w3id.org/
# mapping_set_id: https://w3id.org/smekg/mappings/ex
# mapping_set_title: smekg to Example
# mapping_set_description: none
# license: https://creativecommons.org/licenses/by/4.0/
# creator_label:
#   - nobody
# subject_source: w3id:smekg/
# object_source: "ex:"
# object_source_version: "1"
# mapping_date: 2026-11-30
"""
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
COLUMNS = (
    "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\t"
    "confidence\tsee_also\tcomment\n"
)
FIRST_ROW = HEADER.count("\n") + 2
REST = "semapv:ManualMappingCuration\t0.9\thttps://example.org/read\tThere that; here this."
#: One row for each prefix, so that none is unused.
USED = [
    f"concept:x\tx\tskos:closeMatch\torg:Post\tpost\t{REST}",
    f"smekg:A\ta\tskos:closeMatch\tex:t\ttarget\t{REST}",
]

Faults = Callable[..., list[str]]


def row(subject: str, match: str, target: str = "ex:t", label: str = "target") -> str:
    name = subject.split(":")[1].lower()
    return f"{subject}\t{name}\tskos:{match}Match\t{target}\t{label}\t{REST}"


def in_order(*rows: str) -> list[str]:
    return sorted(rows, key=lambda r: (r.split("\t")[0], r.split("\t")[3]))


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    terms, vocabulary = (Graph().parse(data=HEAD + text, format="turtle") for text in (TERMS, VOCABULARY))
    return Ontology(terms, vocabulary, Graph())


@pytest.fixture
def faults(tmp_path: Path, ontology: Ontology) -> Faults:
    def read(*rows: str, header: str = HEADER, name: str = "ex", columns: str = COLUMNS) -> list[str]:
        folder = tmp_path / "ontology" / "mappings"
        folder.mkdir(parents=True, exist_ok=True)
        text = header + columns + "".join(f"{line}\n" for line in rows)
        (folder / f"{name}.sssom.tsv").write_text(text, encoding="utf-8")
        try:
            read_mappings(DataRoot(tmp_path), ontology)
        except FindingsError as error:
            return [str(finding).removeprefix("ontology/mappings/") for finding in error.findings]
        return []

    return read


def test_a_right_file_has_no_fault(faults: Faults) -> None:
    assert faults(*USED) == []


def test_a_root_without_mappings_has_none(tmp_path: Path, ontology: Ontology) -> None:
    assert read_mappings(DataRoot(tmp_path), ontology) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("smekg:A\ta\t", "smekg:Aa\ta\t", "no term of the ontology or the vocabulary; did you mean smekg:A?"),
        ("smekg:A\ta\t", "smekg:A\tA\t", 'its label is "a", not "A"; correct subject_label'),
        ("ex:t\ttarget", "concept:y\ty", "concept:y is smekg's own; a mapping leads to another vocabulary"),
        ("ex:t\ttarget", "exx:t\ttarget", 'the prefix of "exx:t" is not in the curie_map'),
        ("smekg:A\ta\t", "smekgg:A\ta\t", 'the prefix of "smekgg:A" is not in the curie_map'),
        ("skos:closeMatch\tex", "skos:matches\tex", "\"predicate_id\" is 'skos:matches': input should be"),
        ("ManualMappingCuration", "Guess", "\"mapping_justification\" is 'semapv:Guess': input should be"),
        ("\t0.9\t", "\t1.1\t", "\"confidence\" is '1.1': input should be less than or equal to 1"),
        ("\t0.9\t", "\t-1\t", "\"confidence\" is '-1': input should be greater than or equal to 0"),
        ("\t0.9\t", "\thigh\t", "\"confidence\" is 'high': a number is written in digits"),
        ("\t0.9\t", "\tNaN\t", "\"confidence\" is 'NaN': a number is written in digits"),
        ("https://example.org/read", "a book", "\"see_also.0\" is 'a book', which does not match ^https?://"),
        ("There that; here this.", "", "\"comment\" is '': string should have at least 1 character"),
        ("ex:t\ttarget", "ex:t\t ", "\"object_label\" is ' ': string should have at least 1 character"),
        ("ex:t\ttarget", "t\ttarget", "\"object_id\" is 't', which does not match"),
        ("There that", '"There that', "quotation marks in pairs; this one reads as 0"),
        ("\t0.9\t", "\t", "a row has 9 cells with tabs between them and quotation marks in pairs; this one"),
    ],
)
def test_a_fault_in_a_row_is_told_with_its_line(faults: Faults, old: str, new: str, message: str) -> None:
    assert old in USED[1]
    found = faults(USED[0], USED[1].replace(old, new, 1))
    assert any(text.startswith(f"ex.sssom.tsv:{FIRST_ROW + 1}: ") and message in text for text in found), (
        found
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("#   ex: https://example.org/\n", "", 1, 'the curie_map lacks "ex"'),
        ("#   skos: http://www.w3.org/2004/02/skos/core#\n", "", 1, 'the curie_map lacks "skos"'),
        ("#   w3id", "#   zz: https://z.example/\n#   w3id", 8, 'the prefix "zz" is used nowhere; remove it'),
        ("https://w3id.org/smekg/ontology#", "https://z.example/", 7, '"smekg" stands for https://w3id.org/'),
        ("mappings/ex", "mappings/exx", 9, '"mapping_set_id" must be https://w3id.org/smekg/mappings/ex'),
        ("smekg to Example", "Example", 10, "\"mapping_set_title\" is 'Example', which does not match"),
        ("/by/4.0/", "/by-nc/4.0/", 12, "\"license\" is 'https://creativecommons.org/licenses/by-nc/4.0/'"),
        ("#   - nobody\n", "", 13, '"creator_label" must be a list'),
        ("# mapping_date: 2026-11-30\n", "", 1, 'header: the key "mapping_date" is missing; add it'),
        ("2026-11-30", "2026-13-30", 18, "\"mapping_date\" is '2026-13-30'"),
        ("# license", "# licence", 12, 'header: unknown key "licence"; known keys: curie_map'),
        ("# license", "# mapping_date: 2026-01-01\n# license", 19, 'the key "mapping_date" is given twice'),
        ("# license", "#  license", 12, "not valid YAML"),
    ],
)
def test_a_fault_in_the_header_is_told_with_its_line(
    faults: Faults, old: str, new: str, line: int, message: str
) -> None:
    assert old in HEADER
    found = faults(*USED, header=HEADER.replace(old, new, 1))
    assert any(text.startswith(f"ex.sssom.tsv:{line}: ") and message in text for text in found), found


def test_a_file_needs_a_header_and_the_columns(faults: Faults) -> None:
    assert faults(*USED, header="") == [
        "ex.sssom.tsv:1: the header is missing; start the file with '# curie_map:'"
    ]
    assert "after the header comes the line of columns" in faults(*USED, columns="")[0]
    assert "after the header comes the line of columns" in faults(columns="")[0]
    other = faults(*USED, columns=COLUMNS.replace("subject_label", "label"))
    assert other[0].startswith(f"ex.sssom.tsv:{FIRST_ROW - 1}: ")


def test_rows_are_sorted_and_unlike(faults: Faults) -> None:
    assert faults(*reversed(USED))[0].endswith(
        "rows are sorted by subject_id and object_id; move this one up"
    )
    double = faults(*USED, USED[1].replace("closeMatch", "broadMatch"))
    assert f"ex.sssom.tsv:{FIRST_ROW + 2}: smekg:A: ex:t stands in two rows for this term; keep one" in double


def test_a_target_has_one_label_in_all_files(faults: Faults) -> None:
    assert faults(*USED) == []
    header = HEADER.replace("mappings/ex", "mappings/fy")
    found = faults(*USED[:1], row("smekg:A", "close", label="goal"), header=header, name="fy")
    assert found == [
        f'fy.sssom.tsv:{FIRST_ROW + 1}: smekg:A: ex:t is called "target" elsewhere; use one object_label'
    ]


@pytest.mark.parametrize(
    ("subject", "target", "wanted"),
    [
        ("smekg:B", "org:Organization", "broad"),
        ("smekg:A", "org:Organization", "broad"),  # by way of b
        ("smekg:D", "org:Organization", "broad"),  # by its definition
        ("smekg:C", "org:Site", "exact"),
        ("smekg:E", "org:Site", "narrow"),  # of which c is a part
        ("smekg:A", "org:Head", "narrow"),
    ],
)
def test_no_mapping_contradicts_an_axiom(faults: Faults, subject: str, target: str, wanted: str) -> None:
    for match in ("broad", "close", "exact", "narrow", "related"):
        rows = in_order(USED[0], row("smekg:A", "close"), row(subject, match, target))
        message = (
            f"by the axioms of the ontology {target} is its skos:{wanted}Match, not its skos:{match}Match"
        )
        found = faults(*rows)
        assert found == [] if match == wanted else found[0].endswith(f"{subject}: {message}")


#: What a term under another may be to a target, by what the other is to it.
TOGETHER = {
    "broad": {"broad"},
    "exact": {"broad"},
    "narrow": {"broad", "exact", "narrow"},
    "close": {"broad", "exact", "narrow"},
    "related": {"broad", "exact", "narrow"},
}


@pytest.mark.parametrize("outer", TOGETHER)
@pytest.mark.parametrize("inner", TOGETHER)
@pytest.mark.parametrize(("under", "over"), [("smekg:A", "smekg:B"), ("concept:x", "concept:y")])
def test_no_mapping_contradicts_that_of_a_wider_term(
    faults: Faults, under: str, over: str, inner: str, outer: str
) -> None:
    found = faults(*in_order(*USED, row(under, inner, "ex:u", "u"), row(over, outer, "ex:u", "u")))
    if inner in {*TOGETHER[outer], "close", "related"}:
        assert found == []
    else:
        same = inner == outer == "exact"
        assert len(found) == 1
        assert ("is the exact match of" if same else f"{under}: it lies under {over}, which has") in found[0]


def test_two_terms_are_not_both_the_same_as_a_target(faults: Faults) -> None:
    found = faults(*USED[:1], row("smekg:A", "exact"), row("smekg:C", "exact"))
    assert found == [
        f"ex.sssom.tsv:{FIRST_ROW + 2}: smekg:C: ex:t is the exact match of smekg:A already; "
        "two terms are not both the same"
    ]


def test_the_command_tells_all_faults_and_writes_nothing(tmp_path: Path, smekg: Run) -> None:
    data = tmp_path / "data"
    shutil.copytree(default_root().ontology, data / "ontology")
    shutil.copytree(default_root().queries, data / "queries")
    shutil.copytree(TINY, data / "sources" / "tiny-2020")
    path = data / "ontology" / "mappings" / "fibo.sssom.tsv"
    text = path.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("smekg:JointVenture\t"))
    wrong = text.replace("smekg:JointVenture\tjoint venture", "smekg:JointVentur\tjoint venture")
    path.write_text(wrong.replace("\t0.75\t", "\tsure\t", 1), encoding="utf-8")
    result = smekg("build", "--data", data, "--out", tmp_path / "out")
    assert result.returncode == 1
    assert not (tmp_path / "out" / "current").exists()
    assert "\"confidence\" is 'sure'" in result.stderr
    path.write_text(wrong, encoding="utf-8")
    result = smekg("build", "--data", data, "--out", tmp_path / "out")
    assert f"ontology/mappings/fibo.sssom.tsv:{line}: smekg:JointVentur: no term" in result.stderr
    assert "did you mean smekg:JointVenture?" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_real_ontology_is_what_the_reader_takes(root: DataRoot) -> None:
    assert read_mappings(root, read_ontology(root))
