"""Any other layout of a text keeps every passage; any changed digit loses one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from passages.copies import alternating, filled, hyphenated, ligatures, quotes, soft_hyphens
from smekg.passages.anchor import make_anchor
from smekg.passages.copy import read_copy
from smekg.passages.letters import BLOCK, letter_stream
from smekg.passages.verify import PassageFinder, find_passages
from smekg.sources.model import PassageAnchor

Change = Callable[[str], str]

SYLLABLES = ("fi", "ne", "lo", "ffa", "sta", "ru", "mi", "flo", "ken", "da", "vel", "so", "ti", "bar")


def prose(sentences: int, seed: int = 1) -> str:
    """Sentences of words that mean nothing, no two alike, with numbers among them."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))

    def sentence() -> str:
        words = [word() for _ in range(chance.randint(8, 16))]
        words.insert(chance.randint(1, len(words) - 1), str(chance.randint(2, 9999)))
        return " ".join(words).capitalize() + "."

    return "\n\n".join(" ".join(sentence() for _ in range(6)) for _ in range(sentences // 6))


TEXT = prose(120)
SENTENCES = re.findall(r"[^.]+\.", TEXT)


def anchored(text: str, phrases: list[str]) -> dict[str, PassageAnchor]:
    letters = letter_stream(text)
    return {str(number): make_anchor(phrase, letters, None) for number, phrase in enumerate(phrases)}


ANCHORS = anchored(TEXT, SENTENCES)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(20, 120),
    st.booleans(),
    st.lists(st.sampled_from([ligatures, quotes, soft_hyphens, str.upper]), max_size=3, unique=True),
)
def test_any_wrapping_keeps_every_passage(width: int, hyphens: bool, changes: list[Change]) -> None:
    text = "\n".join(filled(TEXT, width, hyphens=hyphens))
    for change in changes:
        text = change(text)
    assert all(find_passages(text, ANCHORS).values())


@settings(max_examples=15, deadline=None)
@given(st.integers(30, 90), st.integers(20, 60), st.integers(0, 3))
def test_any_size_of_page_keeps_every_passage(width: int, size: int, head: int) -> None:
    lines = filled(TEXT, width, hyphens=True)
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    heads = ["", "The Journal of Nothing", "Vol. 7, no. 3", "© The Authors 2020"][1 : head + 1]
    text = "".join("\n".join([*page, str(number), *heads, ""]) for number, page in enumerate(pages, 1))
    found = find_passages(text, ANCHORS)
    assert [key for key, there in found.items() if not there] == []


DIGITS = [match.start() for match in re.finditer(r"\d", TEXT)]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(DIGITS), st.integers(1, 9), st.sampled_from([str, hyphenated, alternating]))
@example(6241, 1, alternating)
def test_any_changed_digit_loses_its_passage_alone(place: int, more: int, layout: Change) -> None:
    digit = str((int(TEXT[place]) + more) % 10)
    changed = layout(TEXT[:place] + digit + TEXT[place + 1 :])
    before, after = find_passages(layout(TEXT), ANCHORS), find_passages(changed, ANCHORS)
    lost = [key for key, there in before.items() if there and not after[key]]
    changed_ones = [key for key, there in before.items() if there and _holds(SENTENCES[int(key)], place)]
    assert set(changed_ones) <= set(lost)
    # Passages parted alike tell columns apart: with the changed one, the last proof for another can go.
    assert len(lost) - len(changed_ones) <= (layout is alternating)
    assert not any(there and _holds(SENTENCES[int(key)], place) for key, there in after.items())


def _holds(sentence: str, place: int) -> bool:
    start = TEXT.index(sentence)
    return start <= place < start + len(sentence)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(SENTENCES) - 1), st.data())
def test_any_line_put_into_a_sentence_loses_it(number: int, data: st.DataObject) -> None:
    """A line of other words between two lines of a text in good order is no line of another column."""
    lines = filled(TEXT, 60)
    cut = data.draw(st.integers(1, len(lines) - 1))
    inserted = f"as {prose(6, seed=number)[:50]}".replace(".", "").replace("\n", " ")
    changed = "\n".join([*lines[:cut], re.sub(r"\d", "", inserted), *lines[cut:]])
    letters = letter_stream(changed)
    rightly = {key for key, sentence in enumerate(SENTENCES) if letter_stream(sentence) in letters}
    assert {int(key) for key, there in find_passages(changed, ANCHORS).items() if there} == rightly


def test_two_columns_line_by_line_are_put_in_order() -> None:
    copy = read_copy(alternating(TEXT))
    finder = PassageFinder(copy, ANCHORS)
    finder.search_cut({anchor.sha256 for anchor in ANCHORS.values()})
    assert finder.columns_mixed
    share = sum(bool(finder.found(anchor)) for anchor in ANCHORS.values()) / len(ANCHORS)
    assert share >= 0.95


@pytest.mark.parametrize("text", ["", "\n\n\f\n", "—", "a", "a b c " * 5, "x" * (BLOCK - 1), "1\n" * 400])
def test_a_text_with_next_to_nothing_has_no_passage(text: str) -> None:
    assert not any(find_passages(text, ANCHORS).values())


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_a_copy_has_the_letters_of_its_text(text: str) -> None:
    copy = read_copy(text)
    assert copy.letters == letter_stream(text)
    assert list(copy.lines) == sorted(set(copy.lines))
    assert copy.rows <= set(copy.lines) <= set(copy.words)
