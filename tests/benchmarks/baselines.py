"""What others take for the same: validators of the whole graph, and converters of the same claims."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF

from benchmarks.equivalents import write_equivalents
from benchmarks.measure import repeated, run_apart
from benchmarks.results import Measurement
from benchmarks.tools import Tool, install
from smekg.inputs import read_inputs
from smekg.namespaces import SH
from smekg.paths import DataRoot
from smekg.pipeline import assemble

__all__ = ["measure_baselines"]


def measure_baselines(
    root: DataRoot, folder: Path, tools: Path, repeats: int, limit: float
) -> dict[str, Measurement]:
    """Measure validators and converters.

    Args:
        root: The data.
        folder: Where the data that they read is written.
        tools: Where the environments of tools lie.
        repeats: Runs of each.
        limit: Seconds that each may take.

    Returns:
        Name of the tool to its measurement.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data, shapes = folder / "asserted.nt", folder / "shapes.ttl"
    run_apart(lambda: _write(root, data, shapes, folder))

    def measure(tool: str, script: str, *arguments: str | Path) -> Measurement:
        found = install(tool, tools)
        if isinstance(found, Tool):
            return found.measure(script, [str(one) for one in arguments], repeats, limit)
        return Measurement(note=found)

    return {
        "pySHACL, whole graph": run_apart(lambda: _pyshacl(data, shapes, repeats, limit)).value,
        "pyrudof, whole graph": measure("rudof", "rudof_validate", data, folder / "without-lookahead.ttl"),
        "LinkML": measure("linkml", "linkml_convert", folder),
        "Morph-KGC": measure("morph", "morph_convert", folder, "graph"),
        "Morph-KGC, lines only": measure("morph", "morph_convert", folder, "set"),
    }


def _write(root: DataRoot, data: Path, shapes: Path, folder: Path) -> None:
    inputs = read_inputs(root, lambda _step: None)
    graphs = assemble(inputs, lambda _step: None)
    with data.open("wb") as stream:
        for graph in graphs.values():
            stream.write(graph.serialize(format="nt", encoding="utf-8"))
    rules = inputs.ontology.shapes
    rules.serialize(shapes, format="turtle")
    # rudof's regular expressions know no look-ahead: with one of them it validates nothing.
    for triple in list(rules.triples((None, SH.pattern, None))):
        if "(?" in str(triple[2]):
            rules.remove(triple)
    rules.serialize(folder / "without-lookahead.ttl", format="turtle")
    write_equivalents(_of_reviews(graphs, {review.source.id for review in inputs.reviews}), folder)


def _of_reviews(graphs: Mapping[str, Graph], reviews: set[str]) -> dict[str, Graph]:
    return {name: graph for name, graph in graphs.items() if name in reviews}


def _pyshacl(data: Path, shapes: Path, repeats: int, limit: float) -> Measurement:
    merged = Graph().parse(data, format="nt")
    rules = Graph().parse(shapes, format="turtle")
    return repeated(
        lambda: pyshacl.validate(merged, shacl_graph=rules, advanced=False, inplace=True),
        repeats,
        limit,
        lambda found: {"results": _results(found)},
    )


def _results(found: tuple[Any, ...]) -> int:
    return len(set(found[1].subjects(RDF.type, SH.ValidationResult)))
