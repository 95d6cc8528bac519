"""The notebook, run in a real kernel: its answers are what was typed from the papers."""

from __future__ import annotations

import asyncio
import csv
import json
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import REPOSITORY
from support.html_tables import Tables

NOTEBOOK = REPOSITORY / "scripts" / "notebooks" / "effects-by-direction.ipynb"
EXPECTED = REPOSITORY / "tests" / "expected"

#: What a cell answers: texts, the rows of its tables, the media types of its figures.
Answers = Mapping[str, list[dict[str, str]]]


def expected(path: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{path}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def answers(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Id of each cell to its outputs by media type; `text` is what it printed."""
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed, so there is no kernel to run in")
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415 - comes with nbclient

    folder = tmp_path_factory.mktemp("repository")
    (folder / "scripts" / "notebooks").mkdir(parents=True)
    (folder / "dist").symlink_to(dist.resolve())
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    # Sockets of files, which no other user reaches; their paths must be short.
    with tempfile.TemporaryDirectory() as short:
        manager = AsyncKernelManager(
            kernel_name="python3", transport="ipc", connection_file=str(Path(short) / "kernel.json")
        )
        client = nbclient.NotebookClient(
            notebook,
            km=manager,
            timeout=120,
            resources={"metadata": {"path": str(folder / "scripts" / "notebooks")}},
        )
        # A browser test in the same process may have left its event loop running in this thread.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, client.async_execute()).result()
    return {cell.id: [*map(_output, cell.outputs)] for cell in notebook.cells if "outputs" in cell}


def _output(output: Mapping[str, object]) -> dict[str, str]:
    data = output.get("data")
    if isinstance(data, dict):
        return {str(kind): str(value) for kind, value in data.items()}
    return {"text": str(output["text"])}


def table(answers: Answers, cell: str) -> list[dict[str, str]]:
    """The data frame that a cell shows, without its index."""
    shown = next(output["text/html"] for output in answers[cell] if "text/html" in output)
    names, *rows = [[text.strip() for text, _ in row[1:]] for row in Tables(shown).tables[0]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def votes(rows: list[dict[str, str]]) -> dict[str, int]:
    """Votes by direction, those that there are."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row["direction"]] += int(row["votes"])
    return dict(counted)


def counted(row: Mapping[str, str]) -> dict[str, int]:
    directions = ("positive", "mixed", "null", "negative", "unsigned")
    return {name: int(row[name]) for name in directions if row[name] != "0"}


def test_the_votes_on_an_outcome_are_those_of_the_papers(answers: Answers) -> None:
    rows = {row["outcome"]: row for row in table(answers, "by-outcome")}
    typed = expected("competency/votes/cq-55-vote-count-on-export-performance")
    assert counted(rows["export performance"]) == votes(typed) == {"positive": 4, "null": 1}
    figure = {row["outcome"]: row for row in table(answers, "of-a-figure")}
    typed = expected("competency/votes/cq-24-vote-count-on-international-success")
    assert counted(figure["international success"]) == votes(typed)


def test_the_stored_query_with_a_parameter_answers_as_typed(answers: Answers) -> None:
    found = {(row["subject"], row["direction"], row["studies"]) for row in table(answers, "findings")}
    typed = {
        (row["subject"], row["direction"], row["studies"])
        for row in expected("g21/g21-findings")
        if row["object"] == "export performance"
    }
    assert found == typed


def test_the_fullest_cells_of_country_and_type_are_those_of_the_papers(answers: Answers) -> None:
    typed = {
        (row["row"], row["column"]): row["studies"]
        for row in expected("synthesis/x-gaps")
        if row["table"] == "country-type"
    }
    shown = table(answers, "cells")
    assert len(shown) == 10
    assert all(typed[row["row"], row["column"]] == row["studies"] for row in shown)
    assert int(shown[0]["studies"]) == max(map(int, typed.values()))


def test_a_number_leads_back_to_the_claims_behind_it(answers: Answers) -> None:
    typed = expected("competency/votes/cq-56-what-raises-export-performance")
    shown = table(answers, "claims")
    assert Counter((row["antecedent"], row["studies"]) for row in shown) == Counter(
        (row["antecedent"], row["studies"]) for row in typed
    )
    # Section 3.3.2 of Guimarães et al. (2021).
    assert {row["section"] for row in shown} == {"3.3.2"}
    assert all(row["claim"].startswith("https://w3id.org/smekg/id/claim/g21-3-3-2-") for row in shown)


def test_both_figures_are_drawn(answers: Answers) -> None:
    for cell in ("figure-types", "figure-countries"):
        assert any("image/png" in output for output in answers[cell]), cell


def test_the_reasoner_s_conclusions_are_in_the_world(answers: Answers) -> None:
    printed = next(output["text"] for output in answers["owl"] if output.get("text", "").startswith("["))
    assert "'network'" in printed
    assert "'collaboration'" in printed


def test_the_notebook_is_stored_without_answers() -> None:
    """Answers belong to a build; stored ones would go stale unseen."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) >= 10
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_what_the_notebook_imports_is_in_its_extra() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["optional-dependencies"]["notebook"]
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    imported = {
        line.split()[1].partition(".")[0] for line in source.splitlines() if line.startswith("import ")
    }
    assert imported - {"smekg"} <= {requirement.partition(">")[0] for requirement in needed}
    # The tests run it with the same; only who opens it by hand needs JupyterLab.
    assert {one for one in needed if "lab" not in one} <= set(project["optional-dependencies"]["dev"])
