"""The browser libraries: complete, unaltered, licensed, and silent on the network."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY

FRONTEND = REPOSITORY / "scripts" / "frontend"
VENDOR = Path(str(files("smekg"))) / "site" / "assets" / "vendor"

#: Addresses that bundled code names without asking for them.
NAMESPACES = {"http://www.w3.org/2000/svg"}
#: What could ask a server for something. MiniSearch has a method named fetch, which is no such call.
_REQUEST = re.compile(
    r"(?<![\w.$])(?:(?:globalThis|window|self)\.)?fetch\((?![^()]*\)\{)"
    r"|importScripts|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\("
)
_ADDRESS = re.compile(r"https?://[^\s\"'`)]+")


def manifest(folder: Path = VENDOR) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_files_are_those_of_the_manifest() -> None:
    listed = manifest()["files"]
    for entry in listed:
        data = (VENDOR / entry["file"]).read_bytes()
        assert (len(data), sha256(data)) == (entry["bytes"], entry["sha256"]), entry["file"]
        if "unpacked" in entry:
            plain = gzip.decompress(data)
            assert (len(plain), sha256(plain)) == (entry["unpacked"]["bytes"], entry["unpacked"]["sha256"])
    there = {path.name for path in VENDOR.iterdir() if path.is_file()}
    assert there == {entry["file"] for entry in listed} | {"manifest.json"}


def test_the_packed_module_carries_no_time() -> None:
    assert (VENDOR / "oxigraph.wasm.gz").read_bytes()[4:8] == bytes(4)


def test_every_bundled_package_is_locked_and_has_its_licence() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    listed = manifest()
    packages = {package["name"]: package for package in listed["packages"]}
    assert set(packages) == {name for entry in listed["files"] for name in entry["packages"]}
    for name, package in packages.items():
        locked = lock[f"node_modules/{name}"]
        assert (package["version"], package["licence"]) == (locked["version"], locked["license"])
        assert "MIT" in package["licence"].split(" OR ")
        text = (VENDOR / package["text"]).read_text(encoding="utf-8")
        assert "Copyright" in text
        assert "WITHOUT WARRANTY" in text.upper()
    texts = {path.name for path in (VENDOR / "licences").iterdir()}
    assert texts == {Path(package["text"]).name for package in packages.values()}


def test_versions_are_exact() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    for version in {**wanted["dependencies"], **wanted["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), version


@pytest.mark.parametrize("file", [e["file"] for e in manifest()["files"] if e["file"].endswith(".js")])
def test_no_bundle_asks_a_server(file: str) -> None:
    code = (VENDOR / file).read_text(encoding="utf-8")
    assert _REQUEST.search(code) is None
    assert set(_ADDRESS.findall(code)) <= NAMESPACES


def test_the_search_for_requests_finds_them() -> None:
    for code in ("fetch(a)", "x=self.fetch(`u`)", "await import('https://x')", "new WebSocket(u)"):
        assert _REQUEST.search(code), code


@pytest.mark.slow
def test_building_again_gives_the_same_files(tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("there is no Node to build the browser libraries with")
    work = tmp_path / "frontend"
    shutil.copytree(FRONTEND, work, ignore=shutil.ignore_patterns("node_modules"))
    installed = subprocess.run([npm, "ci"], cwd=work, capture_output=True, text=True, check=False)
    if installed.returncode != 0:
        pytest.skip(f"npm cannot install the packages: {installed.stderr.strip()[-200:]}")
    built = tmp_path / "vendor"
    subprocess.run([node, "build.mjs", str(built)], cwd=work, check=True)
    # Node's zlib may pack otherwise in another version; what is packed must be the same.
    assert _unpacked(manifest(built)) == _unpacked(manifest())
    for path in VENDOR.rglob("*"):
        if path.is_file() and path.suffix != ".gz" and path.name != "manifest.json":
            assert (built / path.relative_to(VENDOR)).read_bytes() == path.read_bytes(), path.name


def _unpacked(listed: dict[str, Any]) -> dict[str, Any]:
    files = [entry.get("unpacked", entry) | {"file": entry["file"]} for entry in listed["files"]]
    return {**listed, "files": files}
