"""The tests that derive from a few claims each, or ask with parameters, asked with one rule or query changed.

A process of its own runs them, with this module as a plugin.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from mutation.changed_query import environment
from smekg.queries.model import StoredQuery
from support.axioms_said_twice import SAID_TWICE

__all__ = ["small_case_killer"]

#: Folder of the build that the tests of a query ask; empty for a rule, whose build `Answers` asks.
_BUILD = "SMEKG_CHANGED_QUERY_BUILD"
#: Folder of rules, or query, to the module whose tests derive with it or ask it.
_TESTS = {
    "contradictions": "synthesis/test_contradictions.py",
    "gaps": "synthesis/test_gaps.py",
    "number-checks": "synthesis/test_audit.py",
    "overlap": "synthesis/test_overlap.py",
    "propositions": "synthesis/test_propositions.py",
    "secondary": "synthesis/test_secondary.py",
    "study-design": "queries/test_competency.py",
    "switching": "synthesis/test_definition_switching.py",
    "wording": "synthesis/test_wording.py",
    **dict.fromkeys(SAID_TWICE, "queries/test_axioms_said_twice.py"),
    **dict.fromkeys(("g21-table-2", "g21-table-4", "z20-table-2"), "synthesis/test_definition_switching.py"),
    "gg18-propositions": "synthesis/test_propositions.py",
    "x-count-audit": "synthesis/test_audit.py",
    "x-decision": "synthesis/test_propositions.py",
    "x-gaps": "synthesis/test_gaps.py",
    "x-jingle-jangle": "synthesis/test_wording.py",
    "x-moves": "synthesis/test_definition_switching.py",
    "x-overlap": "synthesis/test_overlap.py",
    "x-secondary-citations": "synthesis/test_secondary.py",
}
#: Fixtures of tests that ask a build.
_OF_THE_BUILD = {"dist", "site", "smekg"}


def small_case_killer(stored: StoredQuery, text: str, build: Path | None) -> str | None:
    """Ask the tests.

    Args:
        stored: The rule or query.
        text: What it says now.
        build: The build that tests of a query ask; None for a rule.

    Returns:
        The test that notices, if one does; None where none derives with it or asks it.
    """
    query_id = stored.header.id
    tests = _TESTS.get(query_id) or _TESTS.get(Path(stored.path).parent.name)
    if tests is None:
        return None
    asked = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-n", "0", "-p", "no:cacheprovider"),
            *("-p", __name__, f"tests/{tests}"),
        ],
        cwd=REPOSITORY,
        env={**os.environ, **environment(query_id, text), _BUILD: str(build.resolve()) if build else ""},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^(?:FAILED|ERROR) \S*?(?:::(\w+))?(?:\[.*)?(?: - .*)?$", asked.stdout, re.MULTILINE)
    assert (found is None) == (asked.returncode == 0), asked.stdout + asked.stderr
    return f"small case: {found[1] or 'a test module'}" if found else None


@pytest.fixture(scope="session", autouse=True)
def _finished_build(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Put the build where the tests look for the one that they share."""
    if os.environ[_BUILD]:
        shared = tmp_path_factory.getbasetemp() / "build"
        shared.mkdir()
        (shared / "dist").symlink_to(os.environ[_BUILD])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what asks a build where there is none."""
    if not os.environ[_BUILD]:
        items[:] = [item for item in items if _OF_THE_BUILD.isdisjoint(getattr(item, "fixturenames", ()))]
