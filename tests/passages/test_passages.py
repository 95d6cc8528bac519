"""Anchors are made from a text, hold none of its words, and are found in another layout of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from smekg.passages.anchor import PhraseError, make_anchor
from smekg.passages.joins import MAX_FOREIGN
from smekg.passages.letters import BLOCK, block_hashes, letter_stream, rolling_hashes
from smekg.passages.verify import find_passages
from smekg.paths import DataRoot
from smekg.sources.model import PassageAnchor

# Prose of our own, long enough to be cut, wrapped and hyphenated.
PAPER = """
Twelve weavers of the northern valley met in the spring of 1987 and agreed to sell their cloth abroad
under one name. Each kept a loom of their own; the dyeing, which needs a large vat, was done in common.
The office that took the orders cost them 3 percent of what they sold. After four years of co-operation
eleven of the twelve exported more than before, and none had left. The efficient use of the vat was not the
reason they gave. They said that buyers had begun to trust a name that stood behind every bale.
"""
PHRASES = {
    "a": "agreed to sell their cloth abroad under one name",
    "b": "cost them 3 percent of what they sold. After four years of co-operation eleven of the twelve",
    "c": "The efficient use of the vat was not the reason they gave",
    "d": "buyers had begun to trust a name that stood behind every bale",
}


def anchors(phrases: dict[str, str] = PHRASES, paper: str = PAPER) -> dict[str, PassageAnchor]:
    letters = letter_stream(paper)
    return {key: make_anchor(phrase, letters, None) for key, phrase in phrases.items()}


@pytest.mark.parametrize(
    "variant",
    [
        lambda t: t,
        lambda t: textwrap.fill(t, 31),
        lambda t: "\n".join(textwrap.wrap(t, 40)).replace(" ", "  "),
        lambda t: t.replace("co-operation", "cooperation"),
        lambda t: t.replace("fi", "ﬁ").replace("ff", "ﬀ"),
        lambda t: re.sub(r"(\w{3})(\w{3})", "\\1-\n\\2", t),
        lambda t: t.replace("e", "e\u00ad"),
        str.upper,
    ],
    ids=["same", "narrow", "spaces", "cooperation", "ligatures", "hyphenated", "soft hyphens", "capitals"],
)
def test_another_layout_of_the_text_has_every_passage(variant: Callable[[str], str]) -> None:
    assert find_passages(variant(PAPER), anchors()) == dict.fromkeys(PHRASES, True)


@pytest.mark.parametrize("place", range(1, len(PHRASES["b"].split())))
def test_a_page_header_may_cut_a_passage_in_two_anywhere(place: int) -> None:
    words = PHRASES["b"].split()
    header = "\n\n14 of 23\nJournal of Valley Weaving 2019, 9, 153\n\n"
    cut = " ".join(words[:place]) + header + " ".join(words[place:])
    text = letter_free_replace(PAPER, PHRASES["b"], cut)
    assert find_passages(text, anchors())["b"]


def letter_free_replace(paper: str, phrase: str, by: str) -> str:
    plain = " ".join(paper.split())
    assert phrase in plain
    return plain.replace(phrase, by)


@pytest.mark.parametrize(
    ("old", "new"),
    [("3 percent", "4 percent"), ("was not the", "was the"), ("eleven", "seven"), ("a name", "the name")],
)
def test_a_near_miss_does_not_pass(old: str, new: str) -> None:
    changed = " ".join(PAPER.split()).replace(old, new)
    before, after = find_passages(PAPER, anchors()), find_passages(changed, anchors())
    assert all(before.values())
    assert list(after.values()).count(False) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("was not the", "was certainly not the"),
        ("had begun", "had not begun"),
        ("to sell their", "to sell or, where no buyer came to the valley, to burn their"),
    ],
)
@pytest.mark.parametrize("width", range(24, 60, 5))
def test_a_word_put_in_is_no_page_header(old: str, new: str, width: int) -> None:
    changed = " ".join(PAPER.split()).replace(old, new)
    found = find_passages(textwrap.fill(changed, width), anchors())
    assert list(found.values()).count(False) == 1


def test_a_short_line_without_a_digit_is_a_word_of_the_text() -> None:
    text = letter_free_replace(PAPER, "was not the reason", "was\n\nhardly\n\nnot the reason")
    assert not find_passages(text, anchors())["c"]


def test_a_foreign_text_has_no_passage() -> None:
    foreign = "A history of bridges, in which no weaver, no vat and no bale is mentioned at all. " * 40
    assert not any(find_passages(foreign, anchors()).values())


def test_a_foreign_run_that_is_too_long_is_no_page_header() -> None:
    words = PHRASES["b"].split()
    cut = " ".join(words[:8]) + " x" * (MAX_FOREIGN + 1) + " " + " ".join(words[8:])
    assert not find_passages(letter_free_replace(PAPER, PHRASES["b"], cut), anchors())["b"]


@pytest.mark.parametrize(
    ("phrase", "occurrence", "words"),
    [
        ("the twelve weavers of the southern valley", None, "does not have"),
        ("cloth abroad", None, "give at least"),
        ("the vat", None, "give at least"),
    ],
)
def test_a_phrase_that_cannot_be_anchored_is_refused(phrase: str, occurrence: int | None, words: str) -> None:
    with pytest.raises(PhraseError, match=words):
        make_anchor(phrase, letter_stream(PAPER), occurrence)


def test_a_repeated_phrase_needs_its_occurrence() -> None:
    letters, phrase = letter_stream(PAPER + PAPER), PHRASES["a"]
    with pytest.raises(PhraseError, match="2 times"):
        make_anchor(phrase, letters, None)
    assert make_anchor(phrase, letters, 2).occurrence == 2
    with pytest.raises(PhraseError, match="occurrence 3"):
        make_anchor(phrase, letters, 3)


@given(st.text(max_size=300))
def test_the_rolling_hash_of_a_window_is_the_hash_of_its_letters(text: str) -> None:
    letters = letter_stream(text)
    rolled = list(rolling_hashes(letters))
    assert len(rolled) == max(0, len(letters) - BLOCK + 1)
    for start, value in enumerate(rolled):
        assert block_hashes(letters[start : start + BLOCK]) == (f"{value:016x}",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_letter_stream_is_stable_and_goes_part_by_part(left: str, right: str) -> None:
    stream = letter_stream(left)
    assert letter_stream(stream) == stream
    assert letter_stream(left + " - \n" + right) == stream + letter_stream(right)


@settings(max_examples=50)
@given(st.integers(0, len(PAPER) - 90), st.integers(30, 90))
def test_any_passage_of_a_text_is_found_in_it(start: int, length: int) -> None:
    phrase = PAPER[start : start + length]
    if len(letter_stream(phrase)) >= BLOCK:
        assert find_passages(textwrap.fill(PAPER, 20), anchors({"x": phrase})) == {"x": True}


COLUMNS = "claim,verdict,section,found_in\n"


def test_anchor_and_verify_from_the_command_line(tiny: DataRoot, smekg: Run, tmp_path: Path) -> None:
    paper, foreign = tmp_path / "paper.txt", tmp_path / "foreign.txt"
    paper.write_text(textwrap.fill(PAPER, 50), encoding="utf-8")
    foreign.write_text("Nothing of the kind. " * 50, encoding="utf-8")
    claims = tiny.sources / "tiny-2020" / "claims" / "section-1.yaml"
    before = claims.read_text(encoding="utf-8")
    (tiny.sources / "tiny-2020" / "phrases.local.yaml").write_text(
        f"tiny-1-01: {PHRASES['a']}\n", encoding="utf-8"
    )
    result = smekg("passages", "anchor", "tiny-2020", "--text", paper, "--data", tiny.path)
    assert result.returncode == 0, result.stderr
    after = claims.read_text(encoding="utf-8")
    assert PHRASES["a"] not in after
    # Only the anchor's line changed, and it is one line.
    changed = [
        pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if len(set(pair)) > 1
    ]
    assert len(changed) == 1
    assert changed[0][1].startswith("  passage: {norm: 1, letters: 40, ")

    found = smekg("passages", "verify", "tiny-2020", "--text", paper, "--data", tiny.path, "--format", "csv")
    assert (found.returncode, found.stdout) == (0, f"{COLUMNS}tiny-1-01,found,1,unknown\n")
    absent = smekg(
        "passages", "verify", "tiny-2020", "--text", foreign, "--data", tiny.path, "--format", "csv"
    )
    assert (absent.returncode, absent.stdout) == (1, f"{COLUMNS}tiny-1-01,absent,1,\n")


def test_phrases_that_are_wrong_are_all_reported_and_nothing_is_written(
    tiny: DataRoot, smekg: Run, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    folder = tiny.sources / "tiny-2020"
    before = (folder / "claims" / "section-1.yaml").read_text(encoding="utf-8")
    (folder / "phrases.local.yaml").write_text(
        "tiny-1-01: words that the paper nowhere has at all\ntiny-9-99: agreed to sell their cloth abroad\n",
        encoding="utf-8",
    )
    result = smekg("passages", "anchor", "tiny-2020", "--text", paper, "--data", tiny.path)
    assert result.returncode == 1
    assert "phrases.local.yaml:1: tiny-1-01: the text does not have this phrase" in result.stderr
    assert 'phrases.local.yaml:2: there is no claim "tiny-9-99"' in result.stderr
    assert (folder / "claims" / "section-1.yaml").read_text(encoding="utf-8") == before
