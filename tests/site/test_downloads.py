"""The files of an export on the page of downloads: there, whole, and only those of the same build."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from itertools import chain
from pathlib import Path

import pytest

from conftest import Run
from smekg.builds import build_id
from smekg.errors import UsageError
from smekg.folders import write_folder
from smekg.site.content import Content, read_content
from smekg.site.files import export_files, read_export
from smekg.site.pages import download
from smekg.site.rendering import render_pages
from smekg.store import load_store

ROW = re.compile(
    r'href="\./export/([^"]+)" download>[^<]*</a></th>'
    r'<td>.*?class="number">([\d,]+)</td><td><code>([0-9a-f]{64})'
)
LISTED = re.compile(r'href="\./export/([^"]+)" download>')


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An export with a single file."""
    folder = tmp_path / "export"
    (folder / "tables").mkdir(parents=True)
    data = b"a,b\r\n1,2\r\n"
    (folder / "tables" / "t.csv").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  tables/t.csv\n")
    file = {
        "path": "tables/t.csv",
        "holds": "a table",
        "media_type": "text/csv",
        "size": 10,
        "sha256": digest,
    }
    (folder / "manifest.json").write_text(json.dumps({"build": "b1", "files": [file]}))
    return folder


@pytest.fixture(scope="module")
def content(dist: Path) -> Content:
    return read_content(load_store(dist), {}, build_id(dist))


@pytest.fixture(scope="module")
def offering(dist: Path, export: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The part of a site that offers an export: the page of downloads and the files."""
    offer = read_export(export, build_id(dist))
    page = render_pages(content, download.pages(content, [], offer))
    out = tmp_path_factory.mktemp("offering") / "site"
    write_folder(chain(page, export_files(offer)), out)
    return out


def check(site: Path, export: Path) -> None:
    """The page leads to each file of the export that a host serves, with its size and checksum."""
    made, copied = export.resolve(), (site / "export").resolve()
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert {path.relative_to(copied).as_posix() for path in copied.rglob("*") if path.is_file()} == files
    page = (site / "download.html").read_text(encoding="utf-8")
    # Hosts of static files do not serve what begins with a full stop; it is copied for whoever sets them up.
    hidden = {name for name in files if name.rpartition("/")[2].startswith(".")}
    assert hidden == {".zenodo.json", "w3id/.htaccess"}
    assert set(LISTED.findall(page)) == files - hidden
    rows = {name: (int(size.replace(",", "")), sha256) for name, size, sha256 in ROW.findall(page)}
    assert set(rows) == files - hidden - {"manifest.json", "SHA256SUMS"}
    for name, told in rows.items():
        data = (copied / name).read_bytes()
        assert told == (len(data), hashlib.sha256(data).hexdigest()), name


def test_the_page_leads_to_every_file_of_the_export_with_size_and_checksum(
    offering: Path, export: Path
) -> None:
    check(offering, export)


@pytest.mark.slow
def test_the_command_makes_such_a_site(dist: Path, export: Path, tmp_path: Path, smekg: Run) -> None:
    told = smekg("site", "--build", dist, "--export", export, "--out", tmp_path / "site")
    assert told.returncode == 0, told.stderr
    check(tmp_path / "site", export)


def test_the_copy_passes_its_own_checksums(offering: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("there is no sha256sum on this machine")
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    told = subprocess.run(command, cwd=offering / "export", capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_without_an_export_the_page_says_how_to_make_one(content: Content) -> None:
    (page,) = render_pages(content, download.pages(content, [], None))
    text = page.data.decode()
    assert "smekg export --out dist/export" in text
    assert "smekg site --export dist/export" in text
    assert not LISTED.findall(text)


def test_an_export_is_read_as_it_is(small: Path) -> None:
    found = read_export(small, "b1")
    assert [file.address for file in found.files] == ["export/tables/t.csv"]
    assert {file.address: file.data for file in export_files(found)} == {
        f"export/{name}": (small / name).read_bytes()
        for name in ("tables/t.csv", "manifest.json", "SHA256SUMS")
    }


def test_an_export_of_another_build_is_refused(small: Path) -> None:
    with pytest.raises(
        UsageError, match="was made from build b1, the site is made from b2; run `smekg export"
    ):
        read_export(small, "b2")


def test_a_file_that_changed_since_the_export_is_told(small: Path) -> None:
    (small / "tables" / "t.csv").write_bytes(b"a,b\r\n1,3\r\n")
    with pytest.raises(UsageError, match=r"tables/t\.csv is not the file that was exported"):
        list(export_files(read_export(small, "b1")))
    (small / "tables" / "t.csv").unlink()
    with pytest.raises(UsageError, match=r"tables/t\.csv cannot be read: No such file"):
        list(export_files(read_export(small, "b1")))


@pytest.mark.parametrize("manifest", [None, "{", "{}", '{"build": "b1", "files": [{}]}'])
def test_a_folder_without_an_export_is_told(small: Path, manifest: str | None) -> None:
    (small / "manifest.json").unlink()
    if manifest is not None:
        (small / "manifest.json").write_text(manifest)
    with pytest.raises(UsageError, match="there is no export in"):
        read_export(small, "b1")


def test_the_command_says_what_to_do_before_it_writes(dist: Path, tmp_path: Path, smekg: Run) -> None:
    told = smekg("site", "--build", dist, "--export", tmp_path / "none", "--out", tmp_path / "site")
    assert told.returncode == 2
    assert f"run `smekg export --out {tmp_path / 'none'}` first" in " ".join(told.stderr.split())
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []
