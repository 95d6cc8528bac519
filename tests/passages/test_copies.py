"""The passages of the four reviews in other copies of their texts; changed and foreign texts do not pass."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from conftest import Run
from passages.copies import CHANGES, COPIES, SEEDS, WHY_SKIPPED
from smekg.passages.copy import read_copy
from smekg.passages.letters import letter_stream
from smekg.passages.verdicts import Report, Verdict, verify_review
from smekg.passages.verify import PassageFinder, find_passages
from smekg.paths import default_root
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import PassageAnchor
from smekg.sources.reader import read_review, review_ids

REVIEWS = review_ids(default_root())
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=WHY_SKIPPED)

#: Least share of passages found, in percent, where a copy has lost the order of its lines; 100 elsewhere.
#: Where columns run together, most borders are seen from one side only, and then nothing is believed.
LEAST_FOUND = {
    "two columns, line by line": 98,
    "two columns, side by side": 98,
    "three columns, line by line": 95,
    "two columns, run together": 35,
}
#: A footnote of the introduction that this text prints within the next section but one.
MOVED = {"zahoor-2020": {f"z20-introduction-{number}" for number in (88, 89, 90, 91)}}
#: Layouts in which changed texts are tried; the others leave every line as it is.
LAYOUTS = (
    "lines of 38 characters",
    "hyphens at line ends",
    "heads and page numbers",
    "a page break every two lines",
    "footnotes and page breaks",
    *LEAST_FOUND,
)


@cache
def annotated(review: str) -> AnnotatedReview:
    return read_review(default_root(), review)


@cache
def seed(review: str) -> str:
    return (SEEDS / f"{review}.txt").read_text(encoding="utf-8")


def anchors(review: str) -> dict[str, PassageAnchor]:
    claims = (located.claim for located in annotated(review).claims)
    return {claim.id: claim.passage for claim in claims if claim.passage is not None}


@cache
def phrases(review: str) -> dict[str, str]:
    """The letters of each passage, as the text has them."""
    copy = read_copy(seed(review))
    finder = PassageFinder(copy, anchors(review))
    runs = {key: finder.found(anchor)[0][0] for key, anchor in anchors(review).items()}
    return {key: copy.letters[start:end] for key, (start, end) in runs.items()}


def found(report: Report) -> set[str]:
    return {verdict.claim for verdict in report.verdicts if verdict.verdict is not Verdict.ABSENT}


#: The copies of all reviews are many; these, and every copy of the shortest review, are looked at each time.
OFTEN = {"as it is", "heads and page numbers", "two columns, line by line"}


@pytest.mark.parametrize(
    ("review", "copy"),
    [
        pytest.param(review, copy, marks=() if review == "iplik-2010" or copy in OFTEN else pytest.mark.slow)
        for review in REVIEWS
        for copy in COPIES
    ],
)
def test_another_copy_has_the_passages(review: str, copy: str) -> None:
    report = verify_review(annotated(review), COPIES[copy](seed(review)))
    share = 100 * len(found(report)) / len(report.verdicts)
    assert share >= LEAST_FOUND.get(copy, 100)
    assert report.columns_mixed == (copy in LEAST_FOUND)
    assert report.sections_known == (copy not in LEAST_FOUND)
    elsewhere = {v.claim for v in report.verdicts if v.verdict is Verdict.ELSEWHERE}
    assert elsewhere == (MOVED.get(review, set()) if report.sections_known else set())


@pytest.mark.parametrize("review", REVIEWS)
def test_the_headings_of_a_copy_tell_the_sections(review: str) -> None:
    report = verify_review(annotated(review), seed(review))
    told = [v for v in report.verdicts if v.found_in == v.section]
    # In Zahoor et al. four headings stand in lost pictures or within a line, and the abstract has none.
    assert len(told) >= (0.65 if review == "zahoor-2020" else 0.97) * len(report.verdicts)


def false_finds(review: str, change: str, copy: str) -> set[str]:
    """Claims found though the changed text has no longer their letters in a row, as often as it must."""
    text = CHANGES[change](seed(review))
    letters = letter_stream(text)
    rightly = {
        key
        for key, anchor in anchors(review).items()
        if letters.count(phrases(review)[key]) >= anchor.occurrence
    }
    assert len(rightly) < len(anchors(review)), "the change touches no passage"
    return found(verify_review(annotated(review), COPIES[copy](text))) - rightly


@pytest.mark.parametrize("review", REVIEWS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_text_does_not_pass(review: str, change: str) -> None:
    assert false_finds(review, change, "as it is") == set()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("copy", ["heads and page numbers", "two columns, line by line"])
def test_a_changed_text_does_not_pass_in_another_layout(change: str, copy: str) -> None:
    assert false_finds("iplik-2010", change, copy) == set()


@pytest.mark.slow
@pytest.mark.parametrize("review", REVIEWS)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("copy", LAYOUTS)
def test_no_changed_text_passes_in_any_layout(review: str, change: str, copy: str) -> None:
    assert false_finds(review, change, copy) == set()


@pytest.mark.parametrize("review", REVIEWS)
@pytest.mark.parametrize("other", REVIEWS)
def test_a_foreign_text_does_not_pass(review: str, other: str) -> None:
    if review != other:
        for copy in ("as it is", "heads and page numbers"):
            assert found(verify_review(annotated(review), COPIES[copy](seed(other)))) == set()


@pytest.mark.slow
@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("review", REVIEWS)
def test_no_foreign_text_passes_in_any_layout(review: str, copy: str) -> None:
    others = [COPIES[copy](seed(other)) for other in REVIEWS if other != review]
    assert [found(verify_review(annotated(review), text)) for text in others] == [set()] * 3


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["as it is", "heads and page numbers", "two columns, line by line"])
def test_the_cost_grows_with_the_text_and_no_faster(copy: str) -> None:
    """Ten times the text takes about ten times as long; twenty would be too much in any run."""
    others = [COPIES[copy](seed(other)) for other in REVIEWS if other != "zahoor-2020"]
    one, ten = "\n".join(others), "\n".join(others * 10)

    def seconds(text: str) -> float:
        start = time.perf_counter()
        find_passages(text, anchors("zahoor-2020"))
        return time.perf_counter() - start

    assert min(seconds(ten) for _ in range(2)) < 20 * min(seconds(one) for _ in range(3))


@pytest.mark.parametrize("review", REVIEWS)
def test_what_has_no_passage_is_a_table_cell_known_by_its_place(review: str) -> None:
    report = verify_review(annotated(review), "")
    assert report.unanchored == ()
    assert report.cells + len(report.verdicts) == len(annotated(review).claims)
    places = [
        (c.element, c.part, c.position, c.subject, c.object, c.work)
        for c in (located.claim for located in annotated(review).claims)
        if c.passage is None
    ]
    assert len(places) == len(set(places))


def test_the_command_answers_for_a_whole_review(smekg: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(COPIES["heads and page numbers"](seed("guimaraes-2021")), encoding="utf-8")
    result = smekg("passages", "verify", "guimaraes-2021", "--text", copy, "--format", "csv")
    assert result.returncode == 0, result.stderr
    count = len(anchors("guimaraes-2021"))
    assert f"{count} passages: {count} found, 0 found in another section, 0 absent" in result.stderr
    cells = len(annotated("guimaraes-2021").claims) - count
    assert f"{cells} more claims are table cells and known by place" in result.stderr
    result = smekg("passages", "verify", "iplik-2010", "--text", copy)
    assert result.returncode == 1
    count = len(anchors("iplik-2010"))
    assert f"{count} passages: 0 found, 0 found in another section, {count} absent" in result.stderr
