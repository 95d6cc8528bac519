"""Nodes and edges: complete, typed, loadable by networkx, and as Neo4j's import wants its headers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Generator, Iterator
from html import unescape
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib.namespace import RDF

from smekg.paths import DataRoot
from smekg.queries.reader import find_query

Table = tuple[list[str], list[list[str]]]

#: https://neo4j.com/docs/operations-manual/current/import/header-format/
HEADER_FIELD = re.compile(
    r"(?P<name>[^:]*)(?::(?P<type>ID|LABEL|START_ID|END_ID|TYPE|IGNORE|[a-z]+)(?P<space>\([^)]*\))?(?P<many>\[\])?)?"
)
VALUES = {
    "boolean": re.compile("true|false"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "double": re.compile(r"-?\d+(\.\d+)?"),
    "long": re.compile(r"-?\d{1,18}"),
    # Several lines are read with `--multiline-fields=true`, for which the fixture `delimiter` looks.
    "string": re.compile(r"[^\r]*"),
}


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def faults(nodes: Table, edges: Table, delimiter: str) -> Iterator[str]:
    """What `neo4j-admin database import full` would refuse."""
    ids = yield from table_faults(*nodes, required={"ID"}, allowed={"ID", "LABEL"}, delimiter=delimiter)
    if len(ids["ID"]) != len(set(ids["ID"])):
        yield "an id is used twice"
    roles = {"START_ID", "END_ID", "TYPE"}
    ends = yield from table_faults(*edges, required=roles, allowed=roles, delimiter=delimiter)
    known = set(ids["ID"])
    for role in ("START_ID", "END_ID"):
        yield from (f"{end} is no node" for end in set(ends[role]) - known)
    yield from ("an edge has no type" for kind in ends["TYPE"] if not kind)


def table_faults(
    header: list[str], rows: list[list[str]], *, required: set[str], allowed: set[str], delimiter: str
) -> Generator[str, None, dict[str, list[str]]]:
    """The faults of one file; returns the cells of the columns that are required."""
    fields = [HEADER_FIELD.fullmatch(field) for field in header]
    roles = [field["type"] if field and (field["type"] or "").isupper() else None for field in fields]
    names = [
        field["name"] for field, role in zip(fields, roles, strict=True) if field and role in (None, "ID")
    ]
    if None in fields:
        yield f"a header field cannot be read: {header}"
    if not required <= set(roles) or set(roles) - allowed - {None}:
        yield f"the roles of the columns are {set(roles)}"
    if len(names) != len(set(names)) or "" in names:
        yield "a property has no name, or two have the same"
    found: dict[str, list[str]] = {role: [] for role in required}
    for row in rows:
        if len(row) != len(header):
            yield f"a row has {len(row)} fields, not {len(header)}"
        for field, role, cell in zip(fields, roles, row, strict=True):
            if role in found:
                found[role].append(cell)
            elif role is None and field and cell:
                kind = VALUES.get(field["type"] or "string")
                values = cell.split(delimiter) if field["many"] else [cell]
                if kind is None or not all(map(kind.fullmatch, values)):
                    yield f"{field['name']}: {cell}"
    return found


@pytest.fixture(scope="module")
def nodes(export: Path) -> Table:
    return table(export / "property-graph" / "nodes.csv")


@pytest.fixture(scope="module")
def edges(export: Path) -> Table:
    return table(export / "property-graph" / "edges.csv")


@pytest.fixture(scope="module")
def delimiter(export: Path) -> str:
    command = (export / "property-graph" / "import-neo4j.sh").read_text(encoding="utf-8")
    (found,) = re.findall(r"--array-delimiter='(.)'", command)
    assert "--nodes=nodes.csv" in command
    assert "--multiline-fields=true" in command
    assert "--relationships=edges.csv" in command
    return str(found)


def test_neo4j_would_import_it(nodes: Table, edges: Table, delimiter: str) -> None:
    assert list(faults(nodes, edges, delimiter)) == []


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        ((["x:ID"], [["a"], ["a"]]), ([":START_ID", ":END_ID", ":TYPE"], []), "used twice"),
        ((["x:ID"], [["a"]]), ([":START_ID", ":END_ID", ":TYPE"], [["a", "b", "T"]]), "b is no node"),
        ((["x:ID"], [["a"]]), ([":START_ID", ":END_ID", ":TYPE"], [["a", "a", ""]]), "no type"),
        ((["x:ID"], [["a"]]), ([":START_ID", ":TYPE"], []), "roles"),
        ((["x"], [["a"]]), ([":START_ID", ":END_ID", ":TYPE"], []), "roles"),
        ((["x:ID", "n:long"], [["a", "b"]]), ([":START_ID", ":END_ID", ":TYPE"], []), "n: b"),
        ((["x:ID", "n:number"], [["a", "1"]]), ([":START_ID", ":END_ID", ":TYPE"], []), "n: 1"),
        ((["x:ID", "n", "n"], [["a", "1", "2"]]), ([":START_ID", ":END_ID", ":TYPE"], []), "the same"),
    ],
)
def test_the_checker_finds_what_neo4j_would_refuse(nodes: Table, edges: Table, message: str) -> None:
    assert any(message in fault for fault in faults(nodes, edges, "|"))


def test_every_iri_is_a_node_and_every_relation_an_edge(
    nodes: Table, edges: Table, quads: tuple[ox.Quad, ...]
) -> None:
    header, rows = nodes
    iris = {row[header.index("iri")] for row in rows}
    assert {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)} <= iris
    relations = Counter(
        str(quad.graph_name).removeprefix("<https://w3id.org/smekg/graph/").rstrip(">")
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.predicate.value != str(RDF.type)
    )
    assert Counter(row[3] for row in edges[1]) == relations


def test_a_claim_has_labels_properties_and_edges(nodes: Table, edges: Table) -> None:
    header, rows = nodes
    (row,) = (row for row in rows if row[0] == "claim:g21-t3-cluster-adv-2")
    claim = dict(zip(header, row, strict=True))
    assert claim[":LABEL"].split("|") == ["AttributionClaim", "Claim"]
    assert claim["printedAs"] == "Access to new markets"
    assert claim["position:long"] == "2"
    found = {(kind, end) for start, end, kind, _ in edges[1] if start == "claim:g21-t3-cluster-adv-2"}
    assert ("SUBJECT", "smekg:Cluster") in found
    assert ("OBJECT", "concept:access-to-new-markets") in found
    assert ("STATED_IN", "work:guimaraes2021") in found


def test_a_query_keeps_the_lines_of_its_text(nodes: Table, export: Path, root: DataRoot) -> None:
    header, rows = nodes
    (row,) = (row for row in rows if row[0] == "query:x-gaps")
    text = find_query(root, "x-gaps").sparql
    assert dict(zip(header, row, strict=True))["sh_select"] == text
    graphml = (export / "property-graph" / "smekg.graphml").read_text(encoding="utf-8")
    (line,) = (line for line in graphml.splitlines() if line.startswith('<node id="query:x-gaps">'))
    assert text in map(unescape, re.findall(r">([^<]*)</data>", line))


def loaded(path: Path) -> nx.MultiDiGraph:
    graph = nx.read_graphml(path, force_multigraph=True)
    work = graph.nodes["work:boehe2013"]
    assert work["year"] == 2013
    assert work["label"] == "Boehe (2013)"
    assert work["types"] == "Publication|fabio_JournalArticle"
    return graph


def test_networkx_loads_works_and_citations(export: Path, edges: Table, tmp_path: Path) -> None:
    """The lines of the file that are about works and citations; all of it takes long to load."""
    lines = (
        (export / "property-graph" / "smekg.graphml").read_text(encoding="utf-8").splitlines(keepends=True)
    )
    few = re.compile(r'<(?:node id|edge id="\w+" source)="(?:work|citation):[^"]+"(?: target="work:[^"]+")?>')
    kept = [line for line in lines if not line.startswith(("<node", "<edge")) or few.match(line)]
    (tmp_path / "few.graphml").write_text("".join(kept), encoding="utf-8")
    graph = loaded(tmp_path / "few.graphml")
    starts = ("work:", "citation:")
    wanted = Counter(
        tuple(row) for row in edges[1] if row[0].startswith(starts) and row[1].startswith("work:")
    )
    found = Counter((s, t, data["label"], data["graph"]) for s, t, data in graph.edges(data=True))
    assert sum(wanted.values()) > 900
    assert found == wanted


@pytest.mark.slow
def test_networkx_loads_the_same_nodes_and_edges(export: Path, nodes: Table, edges: Table) -> None:
    graph = loaded(export / "property-graph" / "smekg.graphml")
    found = Counter((s, t, data["label"], data["graph"]) for s, t, data in graph.edges(data=True))
    assert found == Counter(tuple(row) for row in edges[1])
    header = [field.split(":")[0] for field in nodes[0]]
    assert set(graph.nodes) == {row[0] for row in nodes[1]}
    for row in nodes[1]:
        known = graph.nodes[row[0]]
        told = {name for name in known if name not in ("label", "types") and known[name] not in ("", None)}
        filled = {name for name, cell in zip(header, row, strict=True) if cell}
        assert told == filled - {"id", "name", ""}, row[0]
