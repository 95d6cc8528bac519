"""Whatever a user gets wrong: file and line, what is wrong, what to do; no traceback, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from smekg.paths import DataRoot

CLAIMS = "sources/tiny-2020/claims/section-1.yaml"
QUERY = "queries/frameworks/g21/g21-table-3.rq"


def replace(root: DataRoot, name: str, old: str, new: str) -> None:
    path = root.path / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


#: file, what is replaced, by what, line of the fault, words of the message
FAULTS = {
    "unknown term": (
        CLAIMS,
        "object: export propensity",
        "object: export propensty",
        8,
        'claim tiny-1-01: unknown term "export propensty"; did you mean "export propensity"?',
    ),
    "unknown relation": (CLAIMS, "relation: increases", "relation: increase", 7, 'did you mean "increases"?'),
    "unknown kind": (
        CLAIMS,
        "kind: effect",
        "kind: efect",
        4,
        'unknown kind "efect"; did you mean "effect"?',
    ),
    "unknown origin": (CLAIMS, "origin: reported-study", "origin: reported", 10, 'unknown origin "reported"'),
    "unknown place": (
        CLAIMS,
        "[Norway]",
        "[Norwegia]",
        9,
        'unknown place "Norwegia"; did you mean "Norway"?',
    ),
    "unknown citation key": (
        CLAIMS,
        "[boehe2013]",
        "[bohe2013]",
        11,
        'the work "bohe2013" is not in works.bib; did you mean "boehe2013"?',
    ),
    "study that is cited but not in works.bib": (
        "sources/tiny-2020/works.bib",
        "@article{boehe2013",
        "@article{smith1999",
        None,
        'section-1.yaml:11: claim tiny-1-01: the work "boehe2013" is not in works.bib',
    ),
    "duplicate id": (CLAIMS, "id: tiny-t1-cluster-1", "id: tiny-1-01", 15, f"the id is taken by {CLAIMS}:3"),
    "duplicate key": (
        CLAIMS,
        "  relation: increases",
        "  relation: increases\n  relation: decreases",
        8,
        'the key "relation" is given twice',
    ),
    "unknown key": (
        CLAIMS,
        "  subject: participation",
        "  subjekt: participation",
        6,
        'claim tiny-1-01: unknown key "subjekt"; known keys: id, kind, section',
    ),
    "missing origin": (CLAIMS, "  origin: reported-study\n", "", 3, 'the key "origin" is missing; add it'),
    "wrong type": (CLAIMS, "position: 1", "position: first", 19, "\"position\" is 'first'"),
    "not a list": (CLAIMS, "studies: [boehe2013]", "studies: boehe2013", 11, '"studies" must be a list'),
    "foreign id": (CLAIMS, "id: tiny-1-01", "id: g21-1-01", 3, 'the id must start with "tiny-"'),
    "unknown section": (
        CLAIMS,
        'section: "1"',
        'section: "9"',
        5,
        'section "9" is not listed in source.yaml',
    ),
    "unknown element": (
        CLAIMS,
        "element: table-1",
        "element: table-7",
        17,
        'element "table-7" is not listed',
    ),
    "part of no number": (
        CLAIMS,
        "  origin: review-synthesis",
        "  restates: tiny-1-01\n  origin: review-synthesis",
        23,
        '"tiny-1-01" is no claim of this review that states a number',
    ),
    "comparison with a claim of a review that is not cited": (
        CLAIMS,
        "studies: [boehe2013]",
        "studies: [boehe2013]\n  compare: [tiny-t1-cluster-1]",
        12,
        'it compares "tiny-t1-cluster-1", a claim of tiny2020, which it does not cite',
    ),
    "comparison with no claim": (
        CLAIMS,
        "studies: [boehe2013]",
        "studies: [boehe2013]\n  compare: [tiny-t1-cluster-2]",
        12,
        'it compares "tiny-t1-cluster-2", which is no claim; did you mean "tiny-t1-cluster-1"?',
    ),
    "list in an unknown element": (
        CLAIMS,
        "  origin: review-synthesis",
        "  counts: {each: subject, listed: all, elements: [table-7]}\n  origin: review-synthesis",
        23,
        'element "table-7" is not listed in source.yaml',
    ),
    "list of an unknown relation": (
        CLAIMS,
        "  origin: review-synthesis",
        "  counts: {each: subject, listed: all, relations: [has advantge]}\n  origin: review-synthesis",
        23,
        'unknown relation "has advantge"; did you mean "has advantage"?',
    ),
    "broken YAML": (CLAIMS, "studies: [boehe2013]", "studies: [boehe2013", 12, "not valid YAML"),
    "anchors and aliases": (CLAIMS, "studies: []", "studies: &x []", 24, "anchors (&) and aliases (*)"),
    "broken Turtle": (
        "ontology/modules/cluster.ttl",
        "    a owl:Class ;",
        "    a owl:Class ,, ;",
        None,
        "ontology/modules/cluster.ttl:",
    ),
    "query with a syntax error": (QUERY, "WHERE {", "WHERE {{ ?x }", None, f"{QUERY}:"),
    "query with an undeclared parameter": (
        QUERY,
        "?row_order ?part_order",
        "?_typo ?row_order ?part_order",
        None,
        'the parameter "typo" is not declared in the header',
    ),
    "query with an unknown header key": (
        QUERY,
        "#+ summary:",
        "#+ sumary:",
        2,
        'header: unknown key "sumary"',
    ),
    "query with a wrong column": (
        QUERY,
        "columns: [collaboration_type",
        "columns: [type",
        1,
        "differ from the columns that the query selects",
    ),
    "query with an undeclared term": (
        QUERY,
        "smekg:printedAs ?collaboration_type",
        "smekg:printdAs ?collaboration_type",
        None,
        "smekg:printdAs is declared in no ontology module",
    ),
    "shape with an undeclared term": (
        "ontology/shapes/claims.ttl",
        "sh:class smekg:Origin",
        "sh:class smekg:Orign",
        None,
        "smekg:Orign is declared in no ontology module",
    ),
    "ontology outside OWL 2 DL": (
        "ontology/modules/enterprise-figures.ttl",
        "smekg:headcount\n    a owl:DatatypeProperty ,",
        "smekg:headcount\n    a owl:DatatypeProperty , owl:ObjectProperty ,",
        None,
        "outside OWL 2 DL:",
    ),
    "claim that breaks a shape": (CLAIMS, "relation: has advantage", "relation: increases", 15, "CLM-006"),
}


#: Each case checks a data root of its own, which takes seconds: every third runs always, all with `--slow`.
SAMPLED = [
    pytest.param(case, marks=[] if position % 3 == 0 else [pytest.mark.slow])
    for position, case in enumerate(FAULTS)
]


@pytest.mark.parametrize("case", SAMPLED)
def test_check_names_the_place_and_the_remedy(tiny: DataRoot, smekg: Run, case: str) -> None:
    name, old, new, line, words = FAULTS[case]
    replace(tiny, name, old, new)
    result = smekg("check", "--data", tiny.path)
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert words in result.stderr
    if line is not None:
        assert any(found.startswith(f"{name}:{line}: ") for found in result.stderr.splitlines()), (
            result.stderr
        )


def test_all_faults_of_all_files_are_reported_at_once(tiny: DataRoot, smekg: Run) -> None:
    replace(tiny, CLAIMS, "relation: increases", "relation: increases\n  colour: blue")
    replace(tiny, CLAIMS, "position: 1", "position: first")
    replace(tiny, "sources/tiny-2020/works.bib", "year = {2013}", "year = {13}")
    replace(tiny, "ontology/modules/cluster.ttl", "    a owl:Class ;", "    a owl:Class ,, ;")
    replace(tiny, QUERY, "#+ summary:", "#+ sumary:")
    result = smekg("check", "--data", tiny.path)
    for words in ("colour", "position", "year", "cluster.ttl", "sumary"):
        assert words in result.stderr
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"- id: x\n  says: \xff\n", ":2: byte 0xff is not valid UTF-8"),
        (b"- id: tiny-1-01\n" * 700_000, "more than the 2,097,152 that are read"),
        (b"a: &a [1]\nb: [*a, *a]\n", ":1: anchors (&) and aliases (*) are not allowed"),
        (b"id: tiny-1-01\n", ":1: a claims file is a list"),
    ],
    ids=["empty", "invalid UTF-8", "ten megabytes", "YAML bomb", "no list"],
)
def test_a_claims_file_that_cannot_be_read(tiny: DataRoot, smekg: Run, content: bytes, words: str) -> None:
    (tiny.path / CLAIMS).write_bytes(content)
    result = smekg("build", "--data", tiny.path, "--out", tiny.path / "dist")
    assert result.returncode == 1
    assert CLAIMS in result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tiny.path / "dist" / "current").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "g21-tabel-3"], 'unknown query "g21-tabel-3"; did you mean "g21-table-3"?'),
        (
            ["query", "g21-findings", "-p", "abuot=cluster"],
            'has no parameter "abuot"; its parameters: about, study',
        ),
        (["query", "g21-findings", "-p", "about=clustre"], 'unknown term "clustre"; did you mean "cluster"?'),
        (["query", "g21-findings", "-p", "about"], "a parameter is written name=value"),
        (["query", "g21-agenda", "--layout", "printed"], "rebuilds no printed table"),
        (["query", "g21-agenda", "--layout", "sideways"], '--layout is "rows" or "printed"'),
        (["query", "x-overlap", "--claims"], "does not tell on which claims it stands; leave out --claims"),
        (["query", "g21-agenda", "--build", "nowhere"], "there is no build in nowhere; run `smekg build"),
        (["stats", "--build", "nowhere"], "there is no build in nowhere; run `smekg build"),
        (["check", "--data", "nowhere"], "nowhere"),
        (["build", "--data", "nowhere"], "nowhere"),
        (
            ["passages", "verify", "guimaraes-2012", "--text", "x"],
            'unknown review "guimaraes-2012"; known reviews:',
        ),
        (["passages", "verify", "guimaraes-2021", "--text", "no-such-file"], "cannot read no-such-file"),
    ],
)
def test_a_wrong_call_is_explained(tmp_path: Path, smekg: Run, arguments: list[str], words: str) -> None:
    result = smekg(*arguments, cwd=tmp_path)
    assert result.returncode == 2, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_an_unwritable_output_folder_is_found_before_the_work(tmp_path: Path, smekg: Run) -> None:
    # A file where the folder should be cannot be written to by anybody, not even by root.
    (tmp_path / "dist").write_text("in the way", encoding="utf-8")
    result = smekg("build", "--out", tmp_path / "dist")
    assert result.returncode == 2
    assert f"cannot write to {tmp_path / 'dist'}" in result.stderr
    assert (tmp_path / "dist").read_text(encoding="utf-8") == "in the way"


def test_an_inconsistent_ontology_is_reported_with_its_axioms(tiny: DataRoot, smekg: Run) -> None:
    path = tiny.ontology / "modules" / "cluster.ttl"
    path.write_text(
        path.read_text(encoding="utf-8")
        + """
smekg:Unsatisfiable
    a owl:Class ;
    rdfs:subClassOf smekg:Cluster , smekg:ClusterOrganization ;
    rdfs:label "impossible"@en ;
    skos:definition "cluster that is its own organization"@en ;
    rdfs:isDefinedBy <https://w3id.org/smekg/ontology> ;
.
""",
        encoding="utf-8",
    )
    result = smekg("check", "--data", tiny.path)
    assert result.returncode == 1
    assert "smekg:Unsatisfiable can have no instance; change one of these axioms:" in result.stderr
    assert "ClusterOrganization" in result.stderr
    build = smekg("build", "--data", tiny.path, "--out", tiny.path / "dist")
    assert build.returncode == 1
    assert "Unsatisfiable" in build.stderr
    assert not (tiny.path / "dist" / "current").exists()
