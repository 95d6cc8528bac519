"""Convert claims with Morph-KGC: CSV by an RML mapping. Runs where Morph-KGC is installed.

The second argument says into what: `graph`, an rdflib graph as smekg builds, or `set`, lines of N-Triples,
which is the least that the tool can do.
"""

from __future__ import annotations

import logging
import sys

import morph_kgc

from benchmarks.foreign.clock import clocked

logging.disable(logging.CRITICAL)
folder, form = sys.argv[1:]
materialize = {"graph": morph_kgc.materialize, "set": morph_kgc.materialize_set}[form]
config = (
    f"[CONFIGURATION]\nlogging_level: CRITICAL\nna_values: NULL\n[claims]\nmappings: {folder}/mapping.ttl\n"
)


def convert() -> dict[str, float]:
    return {"triples": len(materialize(config))}


clocked(convert)
