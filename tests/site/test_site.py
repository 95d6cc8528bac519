"""What holds of the site as a whole: complete, self-contained, the same twice, never half-written."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from conftest import Run
from smekg.errors import UsageError
from smekg.folders import check_target
from smekg.namespaces import ID, MAPPINGS, SMEKG
from smekg.site.addresses import address_of, anchor_of, link, root_of
from smekg.site.rendering import SiteFile
from smekg.site.write import Stage, write_site
from smekg.store import load_store

REFERENCE = re.compile(r'<(\w+)[^>]*?\s(?:href|src|action)="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]+)"')
CANONICAL = re.compile(r'<link rel="canonical"[^>]*>')
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Address of each page to its text."""
    root = site.resolve()
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.html")
    }


def references(address: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Element, address and anchor of each reference of a page that stays in the site."""
    for element, reference in REFERENCE.findall(text):
        parts = urlsplit(unescape(reference))
        if not parts.scheme:
            joined = os.path.normpath(os.path.join(os.path.dirname(address), unquote(parts.path)))  # noqa: PTH118, PTH120
            yield element, address if not parts.path else joined, unquote(parts.fragment)


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{ID}work/boehe2013", "id/work/boehe2013.html"),
        (f"{ID}section/guimaraes-2021/3.3.1", "id/section/guimaraes-2021/3.3.1.html"),
        (f"{SMEKG}Cluster", "ontology/Cluster.html"),
        (f"{SMEKG}basedOn", "ontology.html#basedOn"),
        ("https://w3id.org/smekg/ontology", "ontology.html"),
        ("https://w3id.org/smekg/graph/derived", "graph/derived.ttl"),
        ("https://w3id.org/smekg/queries", "ask/index.html"),
        ("https://w3id.org/smekg/mappings/fibo", "mappings/fibo.html"),
        ("https://example.org/x", None),
    ],
)
def test_the_page_of_an_iri_lies_at_the_path_of_the_iri(iri: str, address: str | None) -> None:
    assert address_of(iri) == address


def test_links_are_relative_and_encoded() -> None:
    assert root_of("index.html") == "./"
    assert root_of("id/section/guimaraes-2021/3.3.1.html") == "../../../"
    assert link("id/concept/r-d.html", "../") == "../id/concept/r-d.html"
    assert link("ask/index.html#about=a b", "./") == "./ask/index.html#about=a%20b"
    assert anchor_of(f"{SMEKG}Cluster") == "ontology.html#Cluster"


def test_every_iri_of_smekg_has_a_page(site: Path, dist: Path, pages: dict[str, str]) -> None:
    named = {quad.subject.value for quad in load_store(dist) if isinstance(quad.subject, ox.NamedNode)}
    own = [iri for iri in sorted(named) if iri.startswith((ID, MAPPINGS, SMEKG))]
    assert len(own) > 12_000
    missing = []
    for iri in own:
        address, _, anchor = (address_of(iri) or "").partition("#")
        if address not in pages or (anchor and f'id="{anchor}"' not in pages[address]):
            missing.append(iri)
    assert not missing


def test_every_internal_link_resolves(site: Path, pages: dict[str, str]) -> None:
    root = site.resolve()
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    anchors = {address: set(ANCHOR.findall(text)) for address, text in pages.items()}
    broken = {
        (address, target, anchor)
        for address, text in pages.items()
        for _, target, anchor in references(address, text)
        # An anchor with `=` is a state that a script reads, not a place in the page.
        if target not in files or (anchor and "=" not in anchor and anchor not in anchors.get(target, ()))
    }
    assert not broken, sorted(broken)[:20]


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, str]) -> None:
    loaded = {
        reference
        for text in pages.values()
        for element, reference in REFERENCE.findall(CANONICAL.sub("", text))
        if element not in ("a", "form") and not reference.startswith(".")
    }
    assert not loaded
    for path in (site / "assets").rglob("*.css"):
        assert not re.search(r"url\(|@import", path.read_text(encoding="utf-8")), path


def test_no_page_has_code_in_its_markup(pages: dict[str, str]) -> None:
    inline = re.compile(
        r"<script(?![^>]*(?:\ssrc=|type=\"application/(?:ld\+)?json\"))[^>]*>|\son\w+=\"|javascript:"
    )
    assert not [address for address, text in pages.items() if inline.search(text)][:5]


def test_each_page_has_one_heading_a_title_and_linked_data(pages: dict[str, str]) -> None:
    for address, text in pages.items():
        assert len(re.findall(r"<h1[ >]", text)) == 1, address
        assert re.search(r"<title>[^<]+ · smekg</title>", text), address
        found = LINKED_DATA.findall(text)
        assert len(found) == 1, address
        assert "@context" in json.loads(found[0]), address


def test_the_linked_data_of_the_pages_is_what_the_graph_states(dist: Path, pages: dict[str, str]) -> None:
    derived = {"https://w3id.org/smekg/graph/derived", "https://w3id.org/smekg/graph/inferred"}
    stated = {
        str(quad.triple)
        for quad in load_store(dist)
        if quad.graph_name.value not in derived
        and isinstance(quad.subject, ox.NamedNode)
        and not isinstance(quad.object, ox.BlankNode)
        and quad.subject.value.startswith(ID)
    }
    told = {
        str(quad.triple)
        for address, text in pages.items()
        if address.startswith("id/")
        for quad in ox.parse(LINKED_DATA.findall(text)[0], format=ox.RdfFormat.JSON_LD)
    }
    assert told == stated


def test_the_first_page_is_light(site: Path, pages: dict[str, str]) -> None:
    """Everything that the start page loads before the graph or the search index, uncompressed."""
    loaded = {
        target for element, target, _ in references("index.html", pages["index.html"]) if element != "a"
    }
    files = {"index.html", *(target for target in loaded if (site / target).is_file())}
    assert "assets/style.css" in files
    assert sum((site / file).stat().st_size for file in files) <= 300_000


def test_the_shipped_graph_is_the_build(site: Path, dist: Path) -> None:
    shipped = gzip.decompress((site / "data" / "smekg.nq.gz").read_bytes())
    assert shipped == (dist / "current" / "smekg.nq").read_bytes()


def test_checksums_and_sizes_on_the_download_page_are_those_of_the_files(
    site: Path, pages: dict[str, str]
) -> None:
    rows = re.findall(
        r'<a href="\./([^"]+)" download>.*?class="number">([\d,]+)</td><td><code>([0-9a-f]{64})',
        pages["download.html"],
    )
    assert len(rows) >= 9
    for address, size, sha256 in rows:
        data = (site / address).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (int(size.replace(",", "")), sha256), address


# Writing


def a_site(word: str) -> list[Stage]:
    index, work = SiteFile("index.html", word.encode()), SiteFile("id/work/x.html", word.encode())
    return [lambda _: [lambda: [index]], lambda taken: [lambda: [work]] * len(taken)]


def test_a_site_takes_the_place_of_the_last_one_in_one_step(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(a_site("old"), out)
    write_site(a_site("new"), out)
    assert (out / "id/work/x.html").read_text() == "new"
    assert len([path for path in tmp_path.iterdir() if path != out]) == 1


def test_a_folder_whose_name_goes_on_is_left_alone(tmp_path: Path) -> None:
    write_site(a_site("other"), tmp_path / "site-2")
    write_site(a_site("old"), tmp_path / "site")
    write_site(a_site("new"), tmp_path / "site")
    assert (tmp_path / "site-2" / "index.html").read_text() == "other"


def test_a_failure_while_writing_leaves_the_last_good_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(a_site("old"), out)

    def breaking() -> Iterator[SiteFile]:
        yield SiteFile("index.html", b"new")
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="the disk is full"):
        write_site([lambda _: [list, breaking]], out)
    assert (out / "index.html").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_two_files_of_one_address_are_a_fault(tmp_path: Path) -> None:
    page = SiteFile("index.html", b"one")
    with pytest.raises(ValueError, match="two files have the address"):
        write_site([lambda _: [lambda: [page], lambda: [page]]], tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "thesis")
    (tmp_path / "file").write_text("mine")
    for name in ("thesis", "elsewhere", "file"):
        with pytest.raises(UsageError, match="give a"):
            check_target(tmp_path / name)
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "empty")
    write_site(a_site("new"), tmp_path / "empty")
    assert (tmp_path / "empty" / "index.html").read_text() == "new"


def test_without_a_build_the_command_says_what_to_do(smekg: Run, tmp_path: Path) -> None:
    result = smekg("site", "--build", tmp_path / "none", "--out", tmp_path / "site")
    assert result.returncode == 2
    assert "smekg build" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()
