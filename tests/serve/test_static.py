"""The site is served as static hosts do it: right types, tidy addresses, nothing from outside the folder."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from serve.running import Server, make_build, make_site, started
from smekg.serve.site import content_type

NQUADS = b"<a:a> <a:b> <a:c> <a:g> .\n" * 100


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    site = make_site(folder / "site")
    (site / "smekg.nq.gz").write_bytes(gzip.compress(NQUADS))
    with started(site, make_build(folder / "build", "<a:a> <a:b> <a:c> <a:g>")) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "start"),
        ("/index.html", "start"),
        ("/id/claim/x", "claim x"),
        ("/id/claim/x.html", "claim x"),
        ("/id/claim/x?from=search", "claim x"),
        # The page of the ontology, not the folder with the pages of its terms.
        ("/ontology", "ontology"),
        ("/ontology/Cluster", "Cluster"),
        ("/section/", "section"),
        ("/section/index", "section"),
    ],
)
def test_a_page_has_its_address(server: Server, path: str, title: str) -> None:
    answer = server.ask("GET", path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<title>{title}</title>" in answer.text
    head = server.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")


def test_a_folder_gets_its_slash(server: Server) -> None:
    answer = server.ask("GET", "/section")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["location"].endswith(f":{server.port}/section/")


@pytest.mark.parametrize(
    "path",
    [
        *("/none", "/empty", "/empty/", "/id", "/id/", "/ontology/", "/id/claim/x/", "/index.html/"),
        *("/.hidden", "/./.hidden", "/%2ehidden", "/link.txt", "/up/outside.txt", "/up/", "/up"),
        *("/../outside.txt", "/id/../../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt"),
        *("/%2e%2e%2foutside.txt", "/..%5coutside.txt", "//etc/passwd", "/%2fetc/passwd", "/..", "/../"),
        *("/%00", "/index.html%00.txt", "/" + "a" * 5000, "/%ff"),
    ],
)
def test_what_is_not_of_the_site_is_not_there(server: Server, path: str) -> None:
    answer = server.ask("GET", path)
    assert answer.status == 404
    assert "secret" not in answer.text
    assert "not to be seen" not in answer.text


def test_a_missing_page_looks_like_the_site(server: Server) -> None:
    answer = server.ask("GET", "/none")
    assert (answer.status, "<title>not here</title>" in answer.text) == (404, True)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_site_is_only_read(server: Server, method: str) -> None:
    assert server.ask(method, "/index.html", "x").status == 405


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/ask.js", "text/javascript; charset=utf-8"),
        ("/ask.wasm", "application/wasm"),
        ("/graph.ttl", "text/turtle; charset=utf-8"),
        ("/graph.jsonld", "application/ld+json"),
        ("/smekg.nq.gz", "application/gzip"),
    ],
)
def test_a_file_has_its_type(server: Server, path: str, media_type: str) -> None:
    assert server.ask("GET", path).headers["content-type"] == media_type


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("picture.PNG", "image/png"),
        ("graph.nq", "application/n-quads"),
        ("build.tar.gz", "application/gzip"),
        ("build.tar.xz", "application/octet-stream"),
        ("unknown", "application/octet-stream"),
    ],
)
def test_a_type_is_never_guessed_from_the_content(name: str, media_type: str) -> None:
    assert content_type(name) == media_type


def test_a_compressed_file_stays_a_file(server: Server) -> None:
    answer = server.ask("GET", "/smekg.nq.gz", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert gzip.decompress(answer.body) == NQUADS


def test_a_page_is_compressed_on_its_way(server: Server) -> None:
    packed = server.ask("GET", "/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == server.ask("GET", "/").body


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    first = server.ask("GET", "/")
    assert first.headers["cache-control"] == "no-cache"
    again = server.ask("GET", "/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/ask.wasm", "/none", "/sparql", "/sparql?query=x"])
def test_browsers_are_told_to_be_careful(server: Server, path: str) -> None:
    headers = server.ask("GET", path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "server" not in headers
