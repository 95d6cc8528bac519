"""A check that looks only at what has changed says what a check of everything says."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smekg.checks.report import Report
from smekg.checks.run import run_checks
from smekg.paths import DataRoot
from smekg.validation.slices import Slice, slice_makers

#: A review that cites the tiny one, compares with a claim of it, and shares a work with it.
SOURCE = """id: {id}
code: {code}
work: {work}
annotated: 2026-01-31
status: drafted
annotators:
  - {{id: a-person, name: A Person}}
sections:
  - {{number: "1", title: Findings, about: cluster}}
"""
WORKS = """@article{{boehe2013,
  author = {{Boehe, D. M.}},
  year = {{2013}},
  printed = {{Boehe (2013)}},
}}

@misc{{tiny2020,
  author = {{Tiny}},
  year = {{2020}},
  printed = {{Tiny (2020)}},
}}

@misc{{{work},
  author = {{Other}},
  year = {{2021}},
  printed = {{Other (2021)}},
}}
"""
CLAIMS = """- id: {code}-1-01
  kind: effect
  section: "1"
  subject: participation in a cluster
  relation: increases
  object: innovation
  origin: reported-study
  studies: [boehe2013, tiny2020]
  compare: [tiny-1-01]
  says: Firms in a cluster renew their products more readily.
  passage: {{norm: 1, letters: 61, sha256: {hash}, blocks: [0123456789abcdef, 0fedcba987654321]}}
"""


def quiet(_step: str) -> None:
    """Tell nobody."""


def add_review(root: DataRoot, code: str) -> None:
    words = {"id": f"{code}-2021", "code": code, "work": f"{code}2021", "hash": "ab" * 32}
    folder = root.sources / words["id"]
    (folder / "claims").mkdir(parents=True)
    for name, text in (("source.yaml", SOURCE), ("works.bib", WORKS), ("claims/section-1.yaml", CLAIMS)):
        (folder / name).write_text(text.format(**words), encoding="utf-8")


@pytest.fixture
def data(tiny: DataRoot, monkeypatch: pytest.MonkeyPatch) -> DataRoot:
    add_review(tiny, "other")
    # The many questions would make each of many checks slow.
    for folder in ("competency", "frameworks", "synthesis", "rules"):
        shutil.rmtree(tiny.queries / folder)
    # The reasoner takes seconds and looks at nothing that is changed here.
    monkeypatch.setattr("smekg.checks.run.reasoned_findings", lambda _ontology: iter(()))
    return tiny


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "check.sqlite"


def compared(data: DataRoot, state: Path) -> Report:
    """Check what has changed, and everything; both say the same."""
    incremental, everything = run_checks(data, quiet, state), run_checks(data, quiet)
    assert sorted(incremental.findings) == sorted(everything.findings)
    assert sorted(incremental.warnings) == sorted(everything.warnings)
    assert incremental.summary == everything.summary
    return incremental


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_what_has_changed_is_looked_at(data: DataRoot, state: Path) -> None:
    assert set(run_checks(data, quiet, state).looked_at) == {"base", "tiny-2020", "other-2021"}
    assert run_checks(data, quiet, state).looked_at == ()
    changed(data.sources / "other-2021" / "claims" / "section-1.yaml", "more readily", "more often")
    assert run_checks(data, quiet, state).looked_at == ("other-2021",)


def test_a_change_that_breaks_a_neighbour(data: DataRoot, state: Path) -> None:
    """The work is a publication only by the entry of the other review: without it the citation is broken."""
    run_checks(data, quiet, state)
    claims = data.sources / "tiny-2020" / "claims" / "section-1.yaml"
    changed(claims, "kind: effect", "kind: tenet")
    assert "other-2021" in compared(data, state).looked_at
    changed(claims, "id: tiny-1-01", "id: tiny-1-09")
    assert 'compares "tiny-1-01"' in str(compared(data, state).findings[0])


@pytest.mark.slow
def test_reviews_come_and_go(data: DataRoot, state: Path) -> None:
    run_checks(data, quiet, state)
    add_review(data, "third")
    assert "third-2021" in compared(data, state).looked_at
    shutil.rmtree(data.sources / "tiny-2020")
    assert any("tiny-1-01" in str(finding) for finding in compared(data, state).findings)


def flip(pairs: dict[str, str]) -> Callable[[str, random.Random], str]:
    def edit(text: str, chance: random.Random) -> str:
        present = [pair for pair in pairs.items() if pair[0] in text]
        return text.replace(*chance.choice(present), 1) if present else text

    return edit


#: What somebody may do to a file, right or wrong.
EDITS = {
    "claims/section-1.yaml": flip(
        {
            "relation: increases": "relation: has advantage",
            "relation: has advantage": "relation: increases",
            "subject: cluster": "subject: cloister",
            "subject: cloister": "subject: cluster",
            "object: innovation": "object: export propensity",
            "object: export propensity": "object: innovation",
            "origin: reported-study": "origin: review-synthesis",
            "origin: review-synthesis": "origin: reported-study",
            "boehe2013": "nobody1999",
            "nobody1999": "boehe2013",
            "kind: effect": "kind: attribution",
            "kind: attribution": "kind: effect",
            "position: 1": "position: 0",
            "position: 0": "position: 1",
            "compare: [tiny-1-01]": "compare: [tiny-t1-cluster-1]",
            "compare: [tiny-t1-cluster-1]": "compare: [tiny-1-01]",
            "-1-01": "-1-02",
            "-1-02": "-1-01",
            "norm: 1": "norm: one",
            "norm: one": "norm: 1",
        }
    ),
    "works.bib": flip(
        {
            "  title = {Collaborate at home to win abroad},\n": "",
            "  printed = {Boehe (2013)},\n": "  printed = {Boehe (2013)},\n  title = {Win abroad},\n",
            "  title = {Win abroad},\n": "",
            "year = {2013}": "year = {2014}",
            "year = {2014}": "year = {2013}",
            "@article{boehe2013": "@book{boehe2013",
            "@book{boehe2013": "@article{boehe2013",
        }
    ),
    "source.yaml": flip(
        {
            "kind: table": "kind: figure",
            "kind: figure": "kind: table",
            "status: drafted": "status: read-twice",
            "status: read-twice": "status: drafted",
            "about: cluster": "about: clusters of grapes",
            "about: clusters of grapes": "about: cluster",
        }
    ),
}


def edit_something(data: DataRoot, chance: random.Random) -> None:
    folder = chance.choice(sorted(data.sources.iterdir()))
    name = chance.choice(sorted(EDITS))
    path = folder / name
    path.write_text(EDITS[name](path.read_text(encoding="utf-8"), chance), encoding="utf-8")


@pytest.mark.parametrize(
    ("seed", "steps"), [(1, 2), pytest.param(2, 30, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_random_edits(data: DataRoot, state: Path, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    faulty = 0
    for _ in range(steps):
        for _ in range(chance.randint(1, 3)):
            edit_something(data, chance)
        faulty += bool(compared(data, state).findings)
    assert faulty < steps or steps < 10


@pytest.mark.parametrize(
    "damage", [None, *(pytest.param(text, marks=pytest.mark.slow) for text in (b"", b"not SQLite"))]
)
def test_a_state_that_cannot_be_used_is_made_anew(data: DataRoot, state: Path, damage: bytes | None) -> None:
    run_checks(data, quiet, state)
    if damage is None:
        content = bytearray(state.read_bytes())
        content[len(content) // 2 :] = b"\0" * (len(content) - len(content) // 2)
        state.write_bytes(content)
    else:
        state.write_bytes(damage)
    changed(data.sources / "other-2021" / "claims" / "section-1.yaml", "more readily", "more often")
    compared(data, state)
    assert run_checks(data, quiet, state).looked_at == ()


@pytest.mark.slow
def test_a_state_that_another_check_has_written_since_is_left_alone(
    data: DataRoot, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_checks(data, quiet, state)
    claims = data.sources / "other-2021" / "claims" / "section-1.yaml"
    changed(claims, "more readily", "more often")

    def makers(*arguments: Any) -> dict[str, Callable[[], Slice]]:  # noqa: ANN401 - passed on
        monkeypatch.setattr("smekg.checks.run.slice_makers", slice_makers)
        changed(claims, "more often", "rarely")
        run_checks(data, quiet, state)
        return slice_makers(*arguments)

    monkeypatch.setattr("smekg.checks.run.slice_makers", makers)
    run_checks(data, quiet, state)
    assert run_checks(data, quiet, state).looked_at == ()
    with sqlite3.connect(state) as database:
        rows = database.execute("SELECT COUNT(*) FROM descriptions WHERE iri LIKE '%claim/other-1-01'")
        assert rows.fetchone() == (1,)
