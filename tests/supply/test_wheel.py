"""What a user gets from a wheel: the package with its data, and no word of a paper."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import REPOSITORY
from support.typed_answers import departures


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, made while an annotator's working phrases lie in the folder."""
    secret = REPOSITORY / "sources" / "guimaraes-2021" / "phrases.local.yaml"
    made_here = not secret.exists()
    if made_here:
        secret.write_text("g21-1-01: words of a paper that must not leave\n", encoding="utf-8")
    wheels = tmp_path_factory.mktemp("wheels")
    try:
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(REPOSITORY)],
            check=True,
        )
    finally:
        if made_here:
            secret.unlink()
    (found,) = wheels.glob("smekg-*.whl")
    return found


@pytest.mark.slow
def test_the_wheel_holds_no_word_of_a_paper(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "phrases" in name and name.endswith(".yaml")]


@pytest.mark.slow
def test_the_wheel_alone_builds_answers_and_writes_the_site(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment, with the locked dependencies and their hashes, far from the repository."""
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")

    def run(program: str, *arguments: str | Path) -> str:
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        return subprocess.run(
            [str(programs / program), *map(str, arguments)],
            check=True,
            cwd=tmp_path,
            env=clean,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ).stdout

    run("pip", "install", "-q", "-r", REPOSITORY / ".ci" / "requirements" / "run.txt")
    run("pip", "install", "-q", "--no-deps", wheel)
    assert "No broken requirements" in run("pip", "check")
    run("smekg", "build")
    answer = run("smekg", "query", "g21-table-2", "--format", "csv")
    assert departures("g21-table-2", *_table(answer)) == []
    run("smekg", "site")
    assert (tmp_path / "dist" / "site" / "index.html").is_file()


def _table(answer: str) -> tuple[list[str], list[list[str]]]:
    columns, *rows = csv.reader(answer.splitlines())
    return columns, rows
