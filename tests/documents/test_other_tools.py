"""What the README says of other tools, tried with these tools where the machine has them."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from conftest import REPOSITORY
from serve.running import make_site, started

EXPECTED = REPOSITORY / "tests" / "expected"
SECONDS = 300


def snippet(language: str) -> str:
    """The block of the README in a language; there is one."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    return str(found)


def expected(path: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{path}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def run(*words: str | Path, cwd: Path) -> str:
    told = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine to try the README with")
    return found


@pytest.fixture
def folder(export: Path, dist: Path, tmp_path: Path) -> Path:
    """Where a user stands: the export lies at `dist/export`."""
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "export").symlink_to(export.resolve())
    return tmp_path


def test_the_r_of_the_readme_reads_the_tables_and_asks_the_server(
    folder: Path, dist: Path, tmp_path: Path
) -> None:
    rscript = tool("Rscript")
    with started(make_site(tmp_path / "site"), dist) as server:
        script = snippet("r").replace("http://127.0.0.1:8000/", f"http://127.0.0.1:{server.port}/")
        assert str(server.port) in script
        (folder / "snippet.R").write_text(script, encoding="utf-8")
        lines = run(rscript, "--vanilla", "snippet.R", cwd=folder).splitlines()
    rows = [line.split() for line in lines]
    first = rows.index(["direction", "claims"])
    asked = rows.index(["direction", "votes"])
    findings = expected("g21/g21-findings")
    typed = Counter(row["direction"] for row in findings if row["direction"])
    assert {row[1]: int(row[2]) for row in rows[first + 1 : first + 1 + len(typed)]} == dict(typed)
    for row in findings:
        if row["object"] == "export performance":
            assert any(row["subject"] in line and row["direction"] in line for line in lines), row["subject"]
    votes = expected("competency/votes/cq-55-vote-count-on-export-performance")
    assert {row[1]: row[2] for row in rows[asked + 1 :]} == {row["direction"]: row["votes"] for row in votes}


@pytest.mark.slow
def test_libreoffice_reads_every_sheet_of_the_workbook_as_it_is(folder: Path, tmp_path: Path) -> None:
    soffice = tool("soffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # The last number asks for a file per sheet.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    workbook = folder / "dist" / "export" / "tables" / "frameworks.xlsx"
    run(soffice, profile, "--headless", "--convert-to", form, "--outdir", tmp_path, workbook, cwd=folder)
    sheets = openpyxl.load_workbook(workbook, read_only=True)
    assert len(sheets.sheetnames) > 30
    for sheet in sheets:
        cells = [
            str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell not in (None, "")
        ]
        with (tmp_path / f"frameworks-{sheet.title}.csv").open(encoding="utf-8", newline="") as lines:
            assert [cell for row in csv.reader(lines) for cell in row if cell] == cells, sheet.title


@pytest.mark.slow
def test_jabref_reads_every_work(folder: Path, tmp_path: Path) -> None:
    jabref = tool("jabref")
    works = folder / "dist" / "export" / "bibliography" / "works.bib"
    out = tmp_path / "works.ris"
    run(jabref, "--nogui", "--import", works, "--output", f"{out},ris", cwd=folder)
    entries = len(re.findall(r"^@", works.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(re.findall(r"^TY  - ", out.read_text(encoding="utf-8"), re.MULTILINE)) == entries > 400
