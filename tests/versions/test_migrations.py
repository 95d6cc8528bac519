"""Migration queries: the report finds what uses a replaced term, the action mends it, nothing is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef

from conftest import Run
from smekg.errors import UsageError
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.queries.reader import find_query, read_queries
from smekg.versions.deprecations import deprecations
from smekg.versions.migrations import migration_files, missing_migrations, replacements, write_migrations
from versions.test_term_changes import ALLIANCE, PREFIXES, TRUST
from versions.tiny_versions import side_of

PACT = """
smekg:Pact a owl:Class ; rdfs:label "pact"@en ; skos:definition "agreement"@en .
"""
DEPRECATED = """
smekg:Pact owl:deprecated true ; dcterms:isReplacedBy smekg:Alliance ; skos:changeNote "0.2.0: one thing"@en .
"""
OLD = PREFIXES + ALLIANCE + PACT + TRUST
NEW = PREFIXES + ALLIANCE + PACT + DEPRECATED + TRUST.replace("concept:trust", "concept:trust-in-others")
MINE = """
@prefix ex: <https://example.org/> .
@prefix concept: <https://w3id.org/smekg/id/concept/> .
@prefix smekg: <https://w3id.org/smekg/ontology#> .
ex:a a smekg:Pact , ex:Thing . smekg:Pact ex:note "mine" . ex:a smekg:Pact ex:b .
GRAPH ex:g { ex:c a smekg:Pact ; ex:needs concept:trust . }
"""


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return migration_files(replacements(side_of("old", ontology=OLD), side_of("new", ontology=NEW)))


def test_each_replaced_term_has_a_report_and_an_action(files: dict[str, str]) -> None:
    assert set(files) == {
        "README.md",
        *("0.2.0/Pact.rq", "0.2.0/Pact.ru"),
        *("next/concept-trust.rq", "next/concept-trust.ru"),
    }


@pytest.mark.parametrize(("name", "uses"), [("0.2.0/Pact", 4), ("next/concept-trust", 1)])
def test_the_report_finds_the_action_mends_the_report_is_empty(
    files: dict[str, str], name: str, uses: int
) -> None:
    mine = Dataset()
    mine.parse(data=MINE, format="trig")
    before = len(mine)

    found = list(mine.query(files[f"{name}.rq"]))
    mine.update(files[f"{name}.ru"])

    assert len(found) == uses
    assert list(mine.query(files[f"{name}.rq"])) == []
    assert len(mine) == before
    new = URIRef("https://w3id.org/smekg/ontology#Alliance")
    if name == "0.2.0/Pact":
        assert len(list(mine.quads((None, None, new, None)))) == 2


def test_a_term_that_several_replace_is_left_to_judge() -> None:
    several = NEW.replace("isReplacedBy smekg:Alliance", "isReplacedBy smekg:Alliance , smekg:Network")

    files = migration_files(replacements(side_of("old", ontology=OLD), side_of("new", ontology=several)))

    assert "0.2.0/Pact.rq" in files
    assert "0.2.0/Pact.ru" not in files
    assert "Alliance or https://w3id.org/smekg/ontology#Network" in files["0.2.0/Pact.rq"]


def test_the_command_writes_them(tmp_path: Path, smekg: Run) -> None:
    sides = []
    for name, text in (("old", OLD), ("new", NEW)):
        dataset = Dataset()
        dataset.graph(URIRef("https://w3id.org/smekg/graph/ontology")).parse(data=text)
        dataset.serialize(tmp_path / f"{name}.nq", format="nquads", encoding="utf-8")
        sides.append(tmp_path / f"{name}.nq")
    done = smekg("diff", *sides, "--migration", tmp_path / "mend", "--format", "json")
    same = smekg("diff", sides[0], sides[0], "--migration", tmp_path / "none")

    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["breaking"] == 1
    assert (tmp_path / "mend" / "0.2.0" / "Pact.ru").is_file()
    assert "wrote 5 files" in done.stderr
    assert (same.returncode, (tmp_path / "none").exists()) == (0, False)
    assert "no term was replaced" in same.stderr


def test_a_replaced_term_without_migration_is_told(tmp_path: Path, files: dict[str, str]) -> None:
    deprecated = deprecations(Graph().parse(data=NEW))
    places = {"https://w3id.org/smekg/ontology#Pact": ("ontology/modules/x.ttl", 7)}
    root = DataRoot(tmp_path)

    (missing,) = missing_migrations(root, deprecated, places)
    write_migrations(files, root.queries / "migrations")

    assert str(missing).startswith(
        "ontology/modules/x.ttl:7: smekg:Pact is replaced, but queries/migrations/0.2.0/Pact.rq is missing"
    )
    assert list(missing_migrations(root, deprecated, places)) == []
    assert read_queries(root) == {}, "a migration is no stored query"
    with pytest.raises(UsageError, match="unknown query"):
        find_query(root, "Pact")


def test_every_real_deprecation_has_its_migration(root: DataRoot) -> None:
    ontology = read_ontology(root)

    assert list(missing_migrations(root, deprecations(ontology.terms, ontology.vocabulary), {})) == []
