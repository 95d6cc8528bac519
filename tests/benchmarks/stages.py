"""The stages of smekg, each measured in a process of its own on the same data."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from rdflib import Graph

from benchmarks.measure import repeated, run_apart
from benchmarks.results import Measurement, Size
from smekg.commands.audit import audit
from smekg.commands.export import export
from smekg.commands.site import site
from smekg.inputs import Inputs, read_inputs
from smekg.paths import DataRoot
from smekg.pipeline import KnowledgeGraph, assemble, reasoned
from smekg.processes import run_beside
from smekg.reasoning.hermit import classify
from smekg.release import write_build
from smekg.rules import derive
from smekg.store import load_store, mirror
from smekg.tables import Format
from smekg.validation.findings import shape_tasks

__all__ = ["STAGES", "measure_build", "measure_products", "measure_reading"]

#: The stages in the order in which a build, and what is made of one, goes through them.
STAGES = (
    *("read", "build", "mirror", "validate, one process", "validate", "reason", "rules", "write"),
    *("load", "audit", "export", "site"),
)


def measure_build(root: DataRoot, out: Path, repeats: int, limit: float) -> Size:
    """Measure the way from the files to a finished build, and leave the build behind.

    Args:
        root: The data.
        out: Where the build is written.
        repeats: Runs per stage.
        limit: Seconds after which a stage is stopped.

    Returns:
        The size of the graph and the stages.
    """
    # In a fork, so that what is held here does not count for what is measured after it.
    found: Size = _returned(lambda: _build_stages(root, out, repeats, limit))
    return found


def measure_reading(root: DataRoot, repeats: int, limit: float) -> Size:
    """Measure reading and building alone, at sizes where the rest would take days.

    Args:
        root: The data.
        repeats: Runs per stage.
        limit: Seconds after which a stage is stopped.

    Returns:
        The size of the asserted graphs and the two stages.
    """
    found: Size = _returned(lambda: _reading_stages(root, repeats, limit)[2])
    return found


def measure_products(
    root: DataRoot, build: Path, out: Path, repeats: int, limit: float
) -> dict[str, Measurement]:
    """Measure what is made of a finished build.

    Args:
        root: The data.
        build: The build.
        out: A folder for what is written.
        repeats: Runs per stage.
        limit: Seconds after which a stage is stopped.

    Returns:
        Name of the stage to its measurement.
    """

    def fresh(command: Callable[..., None], name: str) -> Callable[[], None]:
        def work() -> None:
            with TemporaryDirectory(dir=out) as folder:
                command(out=Path(folder) / name, build=build, data=root.path)

        return work

    out.mkdir(parents=True, exist_ok=True)
    return {
        "load": repeated(lambda: load_store(build), repeats, limit),
        "audit": repeated(lambda: _audited(root, build), repeats, limit),
        "export": repeated(fresh(export, "export"), repeats, limit),
        "site": repeated(fresh(site, "site"), repeats, limit),
    }


def _reading_stages(root: DataRoot, repeats: int, limit: float) -> tuple[Inputs, dict[str, Graph], Size]:
    stages = {"read": repeated(lambda: read_inputs(root, _quiet), repeats, limit)}
    inputs = read_inputs(root, _quiet)
    stages["build"] = repeated(lambda: assemble(inputs, _quiet), repeats, limit)
    graphs = assemble(inputs, _quiet)
    return inputs, graphs, _size(inputs, graphs, stages)


def _build_stages(root: DataRoot, out: Path, repeats: int, limit: float) -> Size:
    def measured(work: Callable[[], Any]) -> Measurement:
        return repeated(work, repeats, limit)

    inputs, graphs, read = _reading_stages(root, repeats, limit)
    stages = dict(read.stages)
    stages["mirror"] = measured(lambda: mirror(graphs))
    for name, workers in (("validate, one process", 1), ("validate", None)):
        tasks = shape_tasks(root, inputs, graphs)
        stages[name] = measured(partial(_all, tasks, workers))
    stages["reason"] = measured(lambda: classify(inputs.ontology.terms))
    # The reasoner's Java stays in a fork: after it this process could not fork safely.
    size = _size(inputs, graphs, stages)
    store = reasoned(graphs, _returned(lambda: classify(inputs.ontology.terms)))
    # As in a build, rdflib's graphs end here.
    graphs.clear()
    gc.collect()
    stages["rules"] = measured(lambda: derive(store, inputs.rules))
    derive(store, inputs.rules)
    stages["write"] = measured(lambda: write_build(KnowledgeGraph(store, ()), out))
    return replace(size, triples=len(store), stages=stages)


def _size(inputs: Inputs, graphs: dict[str, Graph], stages: dict[str, Measurement]) -> Size:
    return Size(
        reviews=len(inputs.reviews),
        claims=sum(len(review.claims) for review in inputs.reviews),
        triples=sum(map(len, graphs.values())),
        asserted_triples=sum(map(len, graphs.values())),
        review_triples=sum(len(graphs[review.source.id]) for review in inputs.reviews),
        stages=stages,
    )


def _returned(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work returns
    return run_apart(work).value


def _all(tasks: Sequence[Callable[[], Any]], workers: int | None) -> list[Any]:
    return list(run_beside(tasks, workers))


def _audited(root: DataRoot, build: Path) -> None:
    """Run the command and drop its answer; that it finds faults is no failure here."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()), suppress(typer.Exit):
        audit(None, everything=True, form=Format.CSV, build=build, data=root.path)


def _quiet(_step: str) -> None:
    pass
