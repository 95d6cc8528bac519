"""The command: what it writes, the same twice, nothing half-written, and errors that say what to do."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run
from smekg.commands.export import export as command
from smekg.errors import UsageError
from smekg.export.assemble import Group, exported
from smekg.export.material import Material
from smekg.paths import DataRoot
from smekg.site.content import read_content
from support.small_disk import resize

#: Files that list all others, so that they differ where some are left out.
LISTS = ("README.md", "SHA256SUMS", "manifest.json")


def files(folder: Path) -> dict[str, str]:
    root = folder.resolve()
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def run_with(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "smekg", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def part(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with the ontology and one review only, which is quicker to export."""
    folder = tmp_path_factory.mktemp("part")
    (folder / "current").mkdir()
    with (dist / "current" / "smekg.nq").open(encoding="utf-8") as lines:
        kept = [line for line in lines if line.endswith(("graph/ontology> .\n", "graph/iplik-2010> .\n"))]
    (folder / "current" / "smekg.nq").write_text("".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def exported_part(part: Path) -> Path:
    out = part / "export"
    result = run_with({"PYTHONHASHSEED": "1"}, "export", "--build", part, "--out", out)
    assert result.returncode == 0, result.stderr
    return out


def test_the_export_has_files_of_each_group(export: Path) -> None:
    addresses = [file.address for file in exported(export)]
    for start in (
        *(
            "smekg.",
            "graphs/",
            "ontology/",
            "property-graph/",
            "bibliography/",
            "tables/",
            "nanopublications/",
        ),
        *("metadata/", "w3id/"),
    ):
        assert any(address.startswith(start) for address in addresses), start
    assert len(addresses) > 100


def test_the_order_of_sets_does_not_matter(exported_part: Path, part: Path, tmp_path: Path) -> None:
    """Every group, made of a part of the data; the slow test below takes all of it, and two builds."""
    result = run_with({"PYTHONHASHSEED": "2"}, "export", "--build", part, "--out", tmp_path / "again")
    assert result.returncode == 0, result.stderr
    found = files(exported_part)
    assert len(found) > 80
    assert files(tmp_path / "again") == found


def test_some_groups_alone_are_the_same(exported_part: Path, part: Path, tmp_path: Path, smekg: Run) -> None:
    out = tmp_path / "few"
    result = smekg("export", "--build", part, "--out", out, "--only", "bibliography", "--only", "tables")
    assert result.returncode == 0, result.stderr
    whole, few = files(exported_part), files(out)
    assert {name.split("/")[0] for name in few} == {"tables", "bibliography", *LISTS}
    assert {name: sha for name, sha in few.items() if name not in LISTS}.items() <= whole.items()


@pytest.mark.slow
def test_two_exports_of_two_builds_give_the_same_bytes(export: Path, tmp_path: Path) -> None:
    build, out = tmp_path / "dist", tmp_path / "export"
    made = run_with({"PYTHONHASHSEED": "11"}, "build", "--out", build)
    assert made.returncode == 0, made.stderr
    made = run_with({"PYTHONHASHSEED": "12"}, "export", "--build", build, "--out", out)
    assert made.returncode == 0, made.stderr
    assert files(out) == files(export)


def test_the_date_and_the_address_are_those_that_are_given(part: Path, tmp_path: Path) -> None:
    out = tmp_path / "export"
    home = ("--home", "https://example.org/smekg/")
    result = run_with(
        {"SOURCE_DATE_EPOCH": "1800000000"},
        *("export", "--build", part, "--out", out, "--only", "metadata"),
        *home,
    )
    assert result.returncode == 0, result.stderr
    assert '"datePublished": "2027-01-15"' in (out / "ro-crate-metadata.json").read_text(encoding="utf-8")
    text = (out / "w3id" / ".htaccess").read_text(encoding="utf-8")
    assert "https://example.org/smekg/export/$1" in text
    assert "smekg.example" not in text
    assert "placeholders" not in text


# Errors


def test_without_a_build_the_command_says_what_to_do(smekg: Run, tmp_path: Path) -> None:
    result = smekg("export", "--build", tmp_path / "none", "--out", tmp_path / "export")
    assert result.returncode == 2
    assert "run `smekg build" in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_asked_wrongly_is_said(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("words")
    out = tmp_path / "export"
    with pytest.raises(UsageError, match=f"--only is none of {', '.join(Group)}"):
        command(out=out, only=["tabels"])
    with pytest.raises(UsageError, match="holds files that smekg did not write"):
        command(out=tmp_path / "mine")
    for home in ("smekg.org", "ftp://example.org", "https://example.org/a b", "https://example.org/$1"):
        with pytest.raises(UsageError, match="--home is the address of a site"):
            command(out=out, home=home)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_date_that_is_none_is_said(root: DataRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    content = read_content(ox.Store(), {}, "none")
    with pytest.raises(UsageError, match="give a number of seconds since 1970"):
        _ = Material(content, Path(), root, "https://example.org").moment


def test_a_full_disk_leaves_the_last_good_export_and_nothing_half_written(
    small_disk: Path, part: Path, smekg: Run
) -> None:
    resize(small_disk, 512_000)
    out = small_disk / "export"
    (small_disk / ".export-0123456789abcdef").mkdir()
    (small_disk / ".export-0123456789abcdef" / "smekg.ttl").write_text("the last good one")
    out.symlink_to(".export-0123456789abcdef")
    result = smekg("export", "--build", part, "--out", out, "--only", "ontology")
    assert result.returncode == 2, result.stderr
    assert f"cannot write to {out}: the disk is full; make room" in result.stderr
    assert "Traceback" not in result.stderr
    assert (out / "smekg.ttl").read_text() == "the last good one"
    assert sorted(path.name for path in small_disk.iterdir()) == [".export-0123456789abcdef", "export"]
