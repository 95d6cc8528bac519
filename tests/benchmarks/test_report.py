"""The report says what was measured, what hit a limit, and which aims are met."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.report import report
from benchmarks.results import Measurement, QueryTimes, Results, Size, read_results, write_results
from benchmarks.targets import copies, targets

MACHINE = {"processor": "one of a kind", "cores": "2"}


def size(reviews: int, **stages: Measurement) -> Size:
    """A size at which the time of everything is linear in the number of claims, and memory too."""
    claims = reviews * 400
    linear = {
        "read": Measurement((0.0005 * claims,), 100 + claims / 100, 100),
        "build": Measurement((0.0005 * claims,), 100 + claims / 50, 100),
        "mirror": Measurement((0.1,), 100 + claims / 40, 100 + claims / 50),
        "write": Measurement((0.1,), 100 + claims / 30, 100 + claims / 50),
        "check, one core": Measurement((0.009 * claims,), claims / 10),
        "check, full": Measurement((0.005 * claims,), claims / 10),
        "check, again": Measurement((0.0001 * claims,), claims / 10),
        "interpreter": Measurement((0.01, 0.02, 0.03)),
        "smekg query": Measurement((0.21, 0.22, 0.23)),
    }
    return Size(
        reviews=reviews,
        claims=claims,
        triples=claims * 25,
        review_triples=claims * 20,
        stages={**linear, **stages},
        queries={
            "x-fast": QueryTimes(3, 0.0101, 0.01, rdflib=1.0),
            "x-stuck": QueryTimes(4, 0.02, 0.02, rdflib_limit=60.0),
            "x-broken": QueryTimes(5, 0.02, 0.02, rdflib_fault="AlreadyBound"),
            "x-not-asked": QueryTimes(6, 0.02, 0.02),
        },
        baselines={
            "Morph-KGC": Measurement((0.006 * claims,), facts={"triples": claims * 10}, note="morph 1"),
            "LinkML": Measurement(limit=900.0, note="linkml 1"),
        },
    )


def test_a_run_that_reaches_everything_says_so() -> None:
    run = Results(MACHINE, (size(10), size(100)))
    assert [target.aim for target in targets(run) if not target.met] == []
    text = report(run)
    assert "**missed**" not in text
    assert "- processor: one of a kind" in text
    assert "| 100 | 40,000 | 1,000,000 |" in text


@pytest.mark.parametrize(
    ("stage", "seconds", "aim"),
    [
        ("read", 900.0, "reading and building"),
        ("check, again", 20.0, "checking again"),
        ("check, one core", 210.0, "two cores"),
        ("smekg query", 0.6, "starts in"),
    ],
)
def test_a_stage_that_takes_too_long_misses_its_aim(stage: str, seconds: float, aim: str) -> None:
    run = Results(MACHINE, (size(10), size(100, **{stage: Measurement((seconds,), 1000, 100)})))
    missed = [target.aim for target in targets(run) if not target.met]
    assert missed
    assert all(aim in one for one in missed)


def test_a_slow_wrapper_and_a_quick_rdflib_are_told() -> None:
    slow = replace(size(100), queries={"x-slow": QueryTimes(1, 0.03, 0.02, rdflib=0.3)})
    missed = [target.found for target in targets(Results(MACHINE, (slow,))) if not target.met]
    assert [one.split(" (")[0] for one in missed] == [
        "together 1.500, worst 1.50, x-slow",
        "least 10 ×, Oxigraph alone 15 ×; 1 of 1 below 20",
    ]


def test_memory_is_told_in_copies_of_the_graph() -> None:
    # The graph takes 800 MB above the 100 that were there; writing holds 1,333.
    assert copies(size(100), "write") == pytest.approx(1333.3 / 800, rel=1e-3)
    greedy = size(100, write=Measurement((1.0,), 2000, 900))
    missed = [target.found for target in targets(Results(MACHINE, (greedy,))) if not target.met]
    assert [one.split(" (")[0] for one in missed] == ["most 2.4, by write"]
    # What is written is a quarter more than what rdflib held.
    derived = replace(greedy, asserted_triples=800_000)
    assert copies(derived, "write") == pytest.approx(1900 / (800 * 1.25), rel=1e-3)


def test_what_hit_its_limit_or_failed_is_shown_as_that() -> None:
    text = report(
        Results(MACHINE, (size(10, site=Measurement(limit=900.0), export=Measurement(note="failed: X")),))
    )
    assert "| site | > 900 s |" in text
    assert "| export | failed: X |" in text
    assert "| x-stuck | 10 | 20.0 | > 60,000 | > 3,000 |" in text
    assert "| x-broken | 10 | 20.0 | fails: AlreadyBound |" in text
    assert "| LinkML | 10 | > 900 s |" in text


def test_nothing_measured_is_no_failure() -> None:
    assert "## Stages" in report(Results(MACHINE, ()))
    assert "## Stages" in report(Results(MACHINE, (Size(5, 10, 100, 90),)))


def test_a_run_comes_back_from_its_file(tmp_path: Path) -> None:
    run = Results(MACHINE, (size(10), size(100)))
    write_results(run, tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == run
