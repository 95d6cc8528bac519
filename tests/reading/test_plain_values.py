"""What an annotation may mean in one way only: numbers, days, names of parts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import TINY
from smekg.errors import FindingsError
from smekg.paths import DataRoot
from smekg.sources.plain_values import decimal_number, iso_day, whole_number
from smekg.sources.reader import read_review


@pytest.mark.parametrize("text", ["1.0", "1_000", "+1", " 1", "٣", "１", "1e3", "9" * 10, "", "-1"])
def test_a_count_is_digits(text: str) -> None:
    with pytest.raises(ValueError, match="a count is written in digits"):
        whole_number(text)


@pytest.mark.parametrize(
    "text", ["1e400000", "1E999999999", "NaN", "Infinity", ".5", "1.", "1_000", "٣", "1" * 31]
)
def test_a_number_is_digits_with_a_point(text: str) -> None:
    with pytest.raises(ValueError, match="a number is written in digits"):
        decimal_number(text)


@pytest.mark.parametrize(
    "text", ["1769817600", "0", "2026-01-31T00:00:00Z", "2026-1-31", "２０２６-01-31", "2026-02-30"]
)
def test_a_day_is_a_day_of_the_calendar(text: str) -> None:
    with pytest.raises(ValueError, match="day"):
        iso_day(text)


SOURCE, CLAIMS = "source.yaml", "claims/section-1.yaml"


@pytest.mark.parametrize(
    ("file", "change", "line", "words"),
    [
        (SOURCE, ("2026-01-31", "1769817600"), 5, "a day is written as 2026-03-01"),
        (SOURCE, ('number: "1"', 'number: "1 > 2"'), 10, "which does not match"),
        (
            SOURCE,
            ("sections:\n", 'sections:\n  - {number: "1", title: Again}\n'),
            11,
            '"1" stands in line 10',
        ),
        (
            SOURCE,
            ("elements:\n", 'elements:\n  - {id: table-1, kind: list, caption: A, section: "1"}\n'),
            13,
            "already",
        ),
        (SOURCE, ('section: "1"}', 'section: "2"}'), 12, 'section "2" is not listed under `sections`'),
        (CLAIMS, ("position: 1", "position: 1.0"), 19, "a count is written in digits"),
        (CLAIMS, ("position: 1", "value: 1e400000"), 19, "a number is written in digits"),
    ],
)
def test_the_line_of_such_a_value_is_named(
    tmp_path: Path, file: str, change: tuple[str, str], line: int, words: str
) -> None:
    folder = tmp_path / "sources" / "tiny-2020"
    shutil.copytree(TINY, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert change[0] in text
    (folder / file).write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        read_review(DataRoot(tmp_path), "tiny-2020")
    found = caught.value.findings
    assert any(f.path.endswith(file) and f.line == line and words in f.message for f in found), str(
        caught.value
    )
