"""Nodes and edges as CSV for `neo4j-admin database import` and as GraphML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from smekg.export.material import ExportFile, Material
from smekg.export.property_graph import Property, PropertyGraph, node_id

__all__ = ["property_graph_files"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
#: Each node and edge has a line, whatever its texts, so that the file can be taken line by line.
_ON_ONE_LINE = {"\n": "&#10;"}
#: Key, what it is for, name. Gephi shows `label`.
_FIXED_KEYS = (
    ("iri", "node", "iri"),
    ("types", "node", "types"),
    ("label", "node", "label"),
    ("kind", "edge", "label"),
    ("graph", "edge", "graph"),
)


def property_graph_files(material: Material) -> Iterator[ExportFile]:
    """Write nodes and edges.

    Args:
        material: The build.

    Yields:
        The files.
    """
    graph = PropertyGraph(material.content, material.quads)
    name = "property-graph"
    yield ExportFile(f"{name}/nodes.csv", "nodes, with Neo4j's header", "text/csv", _nodes(graph))
    yield ExportFile(f"{name}/edges.csv", "edges, with Neo4j's header", "text/csv", _edges(graph))
    yield ExportFile(
        f"{name}/import-neo4j.sh",
        "the command that imports both into Neo4j",
        "application/x-sh",
        _command(graph).encode(),
    )
    graphml = "".join(_graphml(graph)).encode()
    yield ExportFile(f"{name}/smekg.graphml", "nodes and edges, GraphML", "application/graphml+xml", graphml)


def _nodes(graph: PropertyGraph) -> bytes:
    header = ["id:ID", "iri", "name", *map(_column, graph.properties), ":LABEL"]
    rows = (
        [
            node_id(node),
            node,
            graph.name(node),
            *_cells(graph, node),
            graph.delimiter.join(graph.labels(node)),
        ]
        for node in graph.nodes
    )
    return _csv(header, rows)


def _edges(graph: PropertyGraph) -> bytes:
    rows = ([node_id(edge.start), node_id(edge.end), edge.kind, edge.graph] for edge in graph.edges)
    return _csv([":START_ID", ":END_ID", ":TYPE", "graph"], rows)


def _column(kind: Property) -> str:
    suffix = "[]" if kind.many else ""
    return kind.name if kind.neo4j == "string" and not suffix else f"{kind.name}:{kind.neo4j}{suffix}"


def _cells(graph: PropertyGraph, node: str) -> Iterator[str]:
    facts = graph.values.get(node, {})
    for kind in graph.properties:
        yield graph.delimiter.join(facts.get(kind.name, ()))


def _csv(header: list[str], rows: Iterator[list[str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _command(graph: PropertyGraph) -> str:
    mark = graph.delimiter if graph.delimiter.isprintable() else f"U+{ord(graph.delimiter):04X}"
    return (
        "#!/bin/sh\n"
        "# Makes the database `smekg` from the CSV files beside this one; no Neo4j server may be running.\n"
        'cd "$(dirname "$0")" &&\n'
        f"neo4j-admin database import full smekg --nodes=nodes.csv --relationships=edges.csv "
        # The SPARQL of a stored query has several lines.
        f"--array-delimiter='{mark}' --multiline-fields=true\n"
    )


def _graphml(graph: PropertyGraph) -> Iterator[str]:
    yield _HEAD
    keys = {kind.name: f"p{place}" for place, kind in enumerate(graph.properties)}
    for key, what, name in _FIXED_KEYS:
        yield f'<key id="{key}" for="{what}" attr.name="{name}" attr.type="string"/>\n'
    for kind in graph.properties:
        # GraphML has no lists, so several values are one text.
        typed = "string" if kind.many else kind.graphml
        name = quoteattr(kind.name)
        yield f'<key id="{keys[kind.name]}" for="node" attr.name={name} attr.type="{typed}"/>\n'
    yield '<graph id="smekg" edgedefault="directed">\n'
    for node in graph.nodes:
        yield f"<node id={quoteattr(node_id(node))}>"
        yield _data("iri", node) + _data("types", graph.delimiter.join(graph.labels(node)))
        yield _data("label", graph.name(node))
        for name, texts in graph.values.get(node, {}).items():
            yield _data(keys[name], graph.delimiter.join(texts))
        yield "</node>\n"
    for place, edge in enumerate(graph.edges):
        ends = f"source={quoteattr(node_id(edge.start))} target={quoteattr(node_id(edge.end))}"
        yield f'<edge id="e{place}" {ends}>'
        yield _data("kind", edge.kind) + _data("graph", edge.graph) + "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(value, _ON_ONE_LINE)}</data>'
