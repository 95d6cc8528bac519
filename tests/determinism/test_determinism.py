"""The same sources give the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from determinism.places import Place, checksums, copied_backwards, turkish
from smekg.paths import DataRoot
from smekg.reproducible import gzipped

#: The newest first.
OTHER_PYTHONS = ("3.14", "3.13", "3.12")


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = turkish(tmp_path_factory.mktemp("locales") / "made")
    if folder is None:
        pytest.skip("localedef cannot make the Turkish locale on this machine")
    return folder


def far_away(locales: Path) -> Place:
    """A place that has nothing in common with one whose seed is 0 and whose settings are the usual ones."""
    return Place("1", "Pacific/Kiritimati", 0o077, shuffled=True, locale="tr_TR.UTF-8", locales=locales)


def test_a_turkish_place_is_one(locales: Path, tmp_path: Path) -> None:
    program = (
        "import locale, os; looks = {str(os.listdir('.')) for _ in range(50)};"
        "print(locale.setlocale(locale.LC_ALL, ''), len(looks) > 1)"
    )
    for name in "abcdef":
        (tmp_path / name).touch()
    assert far_away(locales).run(["-c", program], tmp_path).split() == ["tr_TR.UTF-8", "True"]


def test_a_tiny_graph_has_the_same_bytes_everywhere(tiny: DataRoot, locales: Path, tmp_path: Path) -> None:
    other = copied_backwards(tiny, tmp_path / "other")
    written = {}
    for name, data, place in (("here", tiny, Place("0")), ("there", other, far_away(locales))):
        place.run(["-m", "determinism.asserted", data.path, tmp_path / name], tmp_path)
        written[name] = checksums(tmp_path / name)
    assert written["here"] == written["there"]
    assert len(written["here"]) > 5


def everything(place: Place, data: Path, out: Path) -> dict[str, str]:
    """Build, export and write the site; give the checksums, also of what was said."""
    said = place.run(["-m", "smekg", "build", "--data", data, "--out", out / "dist", "--no-store"], out)
    for command in ("export", "site"):
        said += place.run(
            [
                "-m",
                "smekg",
                command,
                "--data",
                data,
                "--build",
                out / "dist",
                "--out",
                out / "dist" / command,
            ],
            out,
        )
    (out / "said.txt").write_text(said.replace(str(out), "OUT").replace(str(data), "DATA"), encoding="utf-8")
    return checksums(out)


@pytest.fixture(scope="module")
def usual(root: DataRoot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return everything(Place("0"), root.path, tmp_path_factory.mktemp("usual"))


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Files that one has and the other has not, or has with other bytes."""
    return sorted({name for name, _ in one.items() ^ other.items()})


@pytest.mark.slow
def test_build_export_and_site_have_the_same_bytes_far_away(
    usual: dict[str, str], root: DataRoot, locales: Path, tmp_path: Path
) -> None:
    other = copied_backwards(root, tmp_path / "data")
    (tmp_path / "out").mkdir()
    assert differing(usual, everything(far_away(locales), other.path, tmp_path / "out")) == []


@pytest.mark.slow
def test_build_export_and_site_have_the_same_bytes_with_any_hash_seed(
    usual: dict[str, str], root: DataRoot, tmp_path: Path
) -> None:
    place = Place("random", "America/St_Johns", shuffled=True, locale="C.UTF-8")
    assert differing(usual, everything(place, root.path, tmp_path)) == []


def test_a_gzip_file_names_neither_time_nor_system() -> None:
    packed = gzipped(b"graph")
    # RFC 1952: method 8, no flags, no time; how hard it was tried; 255 for a system that is not known.
    assert (packed[:8], packed[9]) == (b"\x1f\x8b\x08" + bytes(5), 255)
    assert gzip.decompress(packed) == b"graph"


@pytest.fixture(scope="module")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of the newest other Python of this machine, with smekg and what it needs."""
    current = f"{sys.version_info[0]}.{sys.version_info[1]}"
    found = next((path for v in OTHER_PYTHONS if v != current and (path := interpreter(v))), None)
    if found is None:
        pytest.skip(f"none of Python {', '.join(OTHER_PYTHONS)} is on this machine, but this one")
    folder = tmp_path_factory.mktemp("python")
    for command in (
        [found, "-m", "venv", folder],
        [folder / "bin" / "pip", "install", "-q", "-e", REPOSITORY],
    ):
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"an environment of {found} cannot be made: {done.stderr[-300:]}")
    return folder / "bin" / "python"


def interpreter(version: str) -> Path | None:
    """Find a Python on the path or among those of pyenv; a shim that leads nowhere is none."""
    home = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    kept = sorted((home / "versions").glob(f"{version}.*/bin/python"), reverse=True)
    for path in (*([Path(name)] if (name := shutil.which(f"python{version}")) else []), *kept):
        if subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    return None


@pytest.mark.slow
def test_build_export_and_site_have_the_same_bytes_on_another_python(
    usual: dict[str, str], root: DataRoot, other_python: Path, tmp_path: Path
) -> None:
    assert differing(usual, everything(Place("2", python=other_python), root.path, tmp_path)) == []
