"""The tests that derive from a few claims each, asked with one rule or query changed.

A process of its own runs them, with this module as a plugin that puts the changed text in its place.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path

import pytest

from conftest import REPOSITORY
from queries.axioms_said_twice import SAID_TWICE
from smekg.paths import DataRoot
from smekg.queries import reader
from smekg.queries.model import StoredQuery

__all__ = ["small_case_killer"]

Reader = Callable[[DataRoot], dict[str, StoredQuery]]
#: Names the changed rule or query to the process that asks, as JSON: its id and its text.
_CHANGED = "SMEKG_CHANGED_QUERY"
#: Folder of rules, or query, to the module whose tests derive with it.
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
    "gg18-propositions": "synthesis/test_propositions.py",
    "x-count-audit": "synthesis/test_audit.py",
    "x-decision": "synthesis/test_propositions.py",
    "x-gaps": "synthesis/test_gaps.py",
    "x-jingle-jangle": "synthesis/test_wording.py",
    "x-moves": "synthesis/test_definition_switching.py",
    "x-overlap": "synthesis/test_overlap.py",
}
#: Fixtures of tests that ask the real graph, which `Answers` asks already.
_OF_THE_BUILD = {"dist", "site", "smekg"}


def small_case_killer(stored: StoredQuery, text: str) -> str | None:
    """Ask the tests.

    Args:
        stored: The rule or query.
        text: What it says now.

    Returns:
        The test that notices, if one does; None where none derives with it.
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
        env=os.environ
        | {_CHANGED: json.dumps([query_id, text]), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^(?:FAILED|ERROR) \S*?(?:::(\w+))?(?:\[.*)?(?: - .*)?$", asked.stdout, re.MULTILINE)
    assert (found is None) == (asked.returncode == 0), asked.stdout + asked.stderr
    return f"small case: {found[1] or 'a test module'}" if found else None


def pytest_configure() -> None:
    """Let the readers give the changed text, before a test module takes them."""
    query_id, text = json.loads(os.environ[_CHANGED])

    def changed(stored: StoredQuery) -> StoredQuery:
        return replace(stored, text=text) if stored.header.id == query_id else stored

    def of_all(read: Reader) -> Reader:
        @wraps(read)
        def reading(root: DataRoot) -> dict[str, StoredQuery]:
            return {name: changed(stored) for name, stored in read(root).items()}

        return reading

    find = reader.find_query
    patch = pytest.MonkeyPatch()
    patch.setattr(reader, "read_rules", of_all(reader.read_rules))
    patch.setattr(reader, "read_queries", of_all(reader.read_queries))
    patch.setattr(reader, "find_query", lambda root, wanted: changed(find(root, wanted)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what asks the real graph."""
    items[:] = [item for item in items if _OF_THE_BUILD.isdisjoint(getattr(item, "fixturenames", ()))]
