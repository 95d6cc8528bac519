"""Where the reader's copy has a passage: in the section that the annotation says, in another, or untold."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
import yaml

from conftest import Run
from smekg.passages.anchor import make_anchor
from smekg.passages.copy import read_copy
from smekg.passages.letters import letter_stream
from smekg.passages.sections import FRONT_MATTER, map_sections
from smekg.paths import DataRoot
from smekg.sources.model import Section

# Prose of our own under headings of our own.
ABSTRACT = "We asked forty bakers of two towns how they came to sell their bread across the border."
ONE = (
    "Bread is bought where it is baked, or so it was long held. Bakers who trade together say "
    "otherwise. Trust among bakers grew with every year of common trade."
)
TWO_ONE = (
    "Twelve of the forty bakers sold abroad in the first year. Nobody lost money by it. Each of them "
    "belonged to the guild."
)
TWO_TWO = (
    "The guild did not set the price of a loaf. Trust among bakers grew with every year of common trade."
)
PAPER = f"""Bread across the border

Abstract
{ABSTRACT}

1. Introduction
{ONE}

2. What we found
2.1. Sales abroad
{TWO_ONE}

Table 1. Kinds of bread
rye and wheat, baked on the same day as sold

2.2. The guild: its aims and its means
{TWO_TWO}
"""
SECTIONS = [
    Section(number=number, title=title)
    for number, title in {
        "abstract": "Abstract",
        "1": "Introduction",
        "2": "What we found",
        "2.1": "Sales abroad",
        "2.2": "The guild: its aims …",
    }.items()
]
REPEATED = "Trust among bakers grew with every year of common trade"
PHRASES: dict[str, tuple[str, str, int | None, str | None]] = {
    "tiny-1-01": ("abstract", "how they came to sell their bread across the border", None, None),
    "tiny-1-02": ("1", REPEATED, 1, None),
    "tiny-1-03": ("2.1", "Twelve of the forty bakers sold abroad in the first year", None, None),
    "tiny-1-04": ("2.2", "The guild did not set the price of a loaf", None, None),
    "tiny-1-05": ("2.2", REPEATED, 2, None),
    "tiny-1-06": ("1", "rye and wheat, baked on the same day as sold", None, "table-1"),
}


def place(text: str, words: str) -> tuple[str, ...]:
    copy = read_copy(text)
    sections = map_sections(copy, SECTIONS)
    assert sections is not None
    return sections.possible(copy.letters.index(letter_stream(words)))


def test_headings_part_the_copy_into_sections() -> None:
    assert place(PAPER, "Bread across the border") == (FRONT_MATTER,)
    assert place(PAPER, "We asked forty") == ("abstract",)
    assert place(PAPER, "Bread is bought") == ("1",)
    assert place(PAPER, "Nobody lost money") == ("2.1",)
    assert place(PAPER, "the price of a loaf") == ("2.2",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1. Introduction", "## 1 INTRODUCTION"),
        ("2.2. The guild: its aims and its means", "2.2 The guild:\nits aims and\nits means"),
        ("2.1. Sales abroad", "Sales abroad"),
        ("2.1. Sales abroad", "**2.1.** *Sales abroad*"),
        ("Abstract\n", "Contents\n1. Introduction 1\n2.1. Sales abroad 2\n\nAbstract\n"),
        ("Nobody lost", "Introduction of such sales\ncost little. Nobody lost"),
        ("Nobody lost", "They gave no\nintroduction\nto it. Nobody lost"),
    ],
    ids=["Markdown", "on three lines", "no number", "bold", "contents", "words of it", "last word"],
)
def test_headings_are_known_in_another_layout(old: str, new: str) -> None:
    assert old in PAPER
    changed = PAPER.replace(old, new)
    assert place(changed, "Bread is bought") == ("1",)
    assert place(changed, "Each of them belonged") == ("2.1",)
    assert place(changed, "the price of a loaf") == ("2.2",)


def test_a_heading_that_is_missing_leaves_two_sections_possible() -> None:
    changed = PAPER.replace("2.1. Sales abroad\n", "")
    assert place(changed, "Nobody lost money") == ("2", "2.1")


def test_a_heading_that_could_be_two_places_is_not_used() -> None:
    changed = PAPER.replace("2. What we found\n", "1. Introduction\n2. What we found\n")
    assert place(changed, "Bread is bought") == ("abstract", "1")


def test_a_copy_without_headings_tells_no_section() -> None:
    assert map_sections(read_copy(f"{ABSTRACT}\n{ONE}\n{TWO_ONE}\n{TWO_TWO}"), SECTIONS) is None


@pytest.fixture
def bakers(tiny: DataRoot) -> DataRoot:
    """The tiny review, annotated for the text above."""
    folder = tiny.sources / "tiny-2020"
    source = yaml.safe_load((folder / "source.yaml").read_text(encoding="utf-8"))
    source["sections"] = [section.model_dump(exclude_none=True) for section in SECTIONS]
    source["elements"][0]["section"] = "2.1"
    # JSON is YAML, without the short cuts for equal values that the reader of the annotations refuses.
    (folder / "source.yaml").write_text(json.dumps(source, default=str, indent=1), encoding="utf-8")
    claims_file = folder / "claims" / "section-1.yaml"
    first, cell = yaml.safe_load(claims_file.read_text(encoding="utf-8"))
    letters = letter_stream(PAPER)
    claims = [cell]
    for claim_id, (section, phrase, occurrence, element) in PHRASES.items():
        anchor = make_anchor(phrase, letters, occurrence).model_dump(mode="json")
        claims.append(first | {"id": claim_id, "section": section, "passage": anchor})
        if element:
            claims[-1]["element"] = element
    claims_file.write_text(json.dumps(claims, indent=1), encoding="utf-8")
    return tiny


def verify(smekg: Run, data: DataRoot, copy: Path, text: str) -> tuple[int, dict[str, dict[str, str]], str]:
    copy.write_text(text, encoding="utf-8")
    command = ("passages", "verify", "tiny-2020", "--text", copy, "--data", data.path, "--format", "json")
    result = smekg(*command)
    assert result.returncode < 2, result.stderr
    rows = {row["claim"]: row for row in json.loads(result.stdout)}
    return result.returncode, rows, result.stderr


def test_every_claim_is_found_where_the_annotation_says(bakers: DataRoot, smekg: Run, tmp_path: Path) -> None:
    code, rows, notes = verify(smekg, bakers, tmp_path / "copy.txt", PAPER)
    assert code == 0
    assert rows["tiny-1-04"] == {
        "claim": "tiny-1-04",
        "verdict": "found",
        "section": "2.2",
        "found_in": "2.2",
    }
    # A table floats: its place accuses nobody.
    assert rows.pop("tiny-1-06") == {
        "claim": "tiny-1-06",
        "verdict": "found",
        "section": "1",
        "found_in": "2.1",
    }
    assert {key: row["found_in"] for key, row in rows.items()} == {key: PHRASES[key][0] for key in rows}
    assert "6 passages: 6 found, 0 found in another section, 0 absent" in notes
    assert "1 more claim is a table cell and known by place, so that no passage is needed" in notes


def test_a_sentence_that_moved_is_found_in_another_section(
    bakers: DataRoot, smekg: Run, tmp_path: Path
) -> None:
    sentence = "The guild did not set the price of a loaf."
    moved = PAPER.replace(sentence + " ", "").replace(ONE, f"{ONE} {sentence}")
    code, rows, notes = verify(smekg, bakers, tmp_path / "copy.txt", moved)
    assert code == 0
    assert rows["tiny-1-04"]["verdict"] == "found in another section"
    assert rows["tiny-1-04"]["found_in"] == "1"
    assert "6 passages: 5 found, 1 found in another section, 0 absent" in notes


def test_without_headings_nothing_is_said_of_sections(bakers: DataRoot, smekg: Run, tmp_path: Path) -> None:
    bare = textwrap.fill(
        f"{TWO_ONE} {ABSTRACT} rye and wheat, baked on the same day as sold {ONE} {TWO_TWO}", 60
    )
    code, rows, notes = verify(smekg, bakers, tmp_path / "copy.txt", bare)
    assert code == 0
    assert {(row["verdict"], row["found_in"]) for row in rows.values()} == {("found", "unknown")}
    assert "does not tell the sections" in notes


@pytest.mark.parametrize("kept", ["1", "2.2"])
def test_of_a_repeated_phrase_the_one_that_is_meant_counts(
    bakers: DataRoot, smekg: Run, tmp_path: Path, kept: str
) -> None:
    """The text has it in section 1 and in section 2.2; one of the two is changed."""
    changed = ONE if kept == "2.2" else TWO_TWO
    text = PAPER.replace(changed, changed.replace("grew with", "fell with"))
    code, rows, _ = verify(smekg, bakers, tmp_path / "copy.txt", text)
    first, second = rows["tiny-1-02"], rows["tiny-1-05"]
    if kept == "2.2":
        assert (first["verdict"], first["found_in"]) == ("found in another section", "2.2")
        # Of two that must be there one is left: which one, the letters do not say.
        assert second["verdict"] == "absent"
    else:
        assert (first["verdict"], first["found_in"]) == ("found", "1")
        assert (second["verdict"], second["found_in"]) == ("found in another section", "1")
    assert code == (1 if kept == "2.2" else 0)


def test_a_dropped_negation_is_absent(bakers: DataRoot, smekg: Run, tmp_path: Path) -> None:
    text = PAPER.replace("did not set", "did set").replace("Twelve of", "Eleven of")
    code, rows, notes = verify(smekg, bakers, tmp_path / "copy.txt", text)
    assert code == 1
    absent = {key for key, row in rows.items() if row["verdict"] == "absent"}
    assert absent == {"tiny-1-03", "tiny-1-04"}
    assert {rows[key]["found_in"] for key in absent} == {""}
    assert "6 passages: 4 found, 0 found in another section, 2 absent" in notes
