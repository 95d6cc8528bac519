"""The mappings as another reader of SSSOM sees them, sssom-py: valid, and the same graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL

from smekg.mappings.graph import mapping_graph
from smekg.mappings.reader import read_mappings
from smekg.ontology import read_ontology
from smekg.paths import DataRoot, default_root

pytest.importorskip("sssom", reason="sssom-py is not installed; pip install -e '.[dev,sssom]' brings it")

from sssom.constants import SchemaValidationType
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
from sssom.writers import to_rdf_graph

FILES = {path.name.split(".")[0]: path for path in default_root().ontology.glob("mappings/*.sssom.tsv")}


@pytest.fixture(scope="module")
def graphs(root: DataRoot) -> dict[str, tuple[str, Graph]]:
    """Name of each set to its IRI and its graph."""
    ontology = read_ontology(root)
    return {
        one.name: (one.header.mapping_set_id, mapping_graph([one], ontology.terms))
        for one in read_mappings(root, ontology)
    }


@pytest.mark.parametrize("name", FILES)
def test_another_reader_of_sssom_finds_nothing_wrong(name: str) -> None:
    checks = [
        SchemaValidationType.JsonSchema,
        SchemaValidationType.PrefixMapCompleteness,
        SchemaValidationType.StrictCurieFormat,
    ]
    reports = validate(parse_sssom_table(FILES[name]), checks, fail_on_error=False)
    assert {check: [r.message for r in report.results] for check, report in reports.items()} == {
        check: [] for check in checks
    }


def test_the_other_reader_does_find_what_is_wrong(tmp_path: Path) -> None:
    text = FILES["bfo"].read_text(encoding="utf-8").replace("\t0.85\t", "\t1.85\t")
    broken = tmp_path / "bfo.sssom.tsv"
    broken.write_text(text.replace("semapv:ManualMappingCuration", "semapv:Guess"), encoding="utf-8")
    table = parse_sssom_table(broken)
    report = validate(table, [SchemaValidationType.JsonSchema], fail_on_error=False)
    messages = "\n".join(r.message for r in report[SchemaValidationType.JsonSchema].results)
    assert "1.85" in messages
    assert "semapv:Guess" in messages


@pytest.mark.parametrize("name", FILES)
def test_the_graph_is_the_one_that_another_writer_of_sssom_makes(
    name: str, graphs: dict[str, tuple[str, Graph]]
) -> None:
    set_id, graph = graphs[name]
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]
    # The other writer has blank nodes for mappings, and neither the matches themselves nor labels of targets.
    blank = {node: BNode() for node in graph.subjects(None, OWL.Axiom)}
    kept = Graph()
    for s, p, o in graph:
        if s in blank or s == URIRef(set_id):
            kept.add((blank.get(s, s), p, blank.get(o, o)))
    assert isomorphic(kept, to_rdf_graph(parse_sssom_table(FILES[name])))
