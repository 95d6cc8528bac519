"""Convert claims with LinkML: YAML into objects, objects into a graph. Runs where LinkML is installed."""

from __future__ import annotations

import sys
from pathlib import Path

from linkml.generators.pythongen import PythonGenerator
from linkml_runtime.dumpers import rdflib_dumper
from linkml_runtime.loaders import yaml_loader
from linkml_runtime.utils.schemaview import SchemaView

from benchmarks.foreign.clock import clocked

folder = Path(sys.argv[1])
schema = str(folder / "schema.yaml")
view, module = SchemaView(schema), PythonGenerator(schema).compile_module()


def convert() -> dict[str, float]:
    content = yaml_loader.load(str(folder / "claims.yaml"), target_class=module.File)
    return {"triples": len(rdflib_dumper.as_rdf_graph(content, schemaview=view))}


clocked(convert)
