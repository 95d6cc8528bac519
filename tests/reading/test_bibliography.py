"""BibTeX as reviews cite: author, year and printed form are required, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smekg.errors import FindingsError
from smekg.sources.bibliography import read_bibliography

GOOD = "@misc{boehe2013,\n  author = {Boehe},\n  year = {2013},\n  printed = {Boehe (2013)},\n}\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "works.bib"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_keeps_its_line_and_loses_its_braces(tmp_path: Path) -> None:
    text = (
        GOOD + "\n@article{oecd2019,\n  author = {{OECD}},\n  year = 2019,\n  printed = {OECD (2019)},\n}\n"
    )
    works = read_bibliography(write(tmp_path, text), "works.bib")
    assert list(works) == ["boehe2013", "oecd2019"]
    assert (works["oecd2019"].line, works["oecd2019"].fields["author"]) == (7, "OECD")
    assert works["boehe2013"].printed == "Boehe (2013)"


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("  author = {Boehe},\n", ""), 1, "the author is missing"),
        (("2013},", "c. 2013},"), 1, "year"),
        (("  printed = {Boehe (2013)},\n", ""), 1, "the printed form is missing"),
        (("misc{boehe2013", "misc{Boehe:2013"), 1, "a key is lower-case letters and digits"),
        (("year =", "yaer = {2013},\n  year ="), 1, 'unknown field "yaer"'),
        (("year =", "doi = {https://doi.org/10.1/x},\n  year ="), 1, "the DOI must start with 10."),
        (("  year = {2013},\n", "  year = {2013},\n  year = {2014},\n"), 1, "gives a field twice (year)"),
    ],
)
def test_faults_name_entry_and_remedy(tmp_path: Path, change: tuple[str, str], line: int, words: str) -> None:
    with pytest.raises(FindingsError) as caught:
        read_bibliography(write(tmp_path, GOOD.replace(*change)), "works.bib")
    assert any(f.line == line and words in f.message for f in caught.value.findings), str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace("@misc", "misc"), 1, "no entry begins here"),
        (f"{GOOD}\nto do: ask\n", 7, "no entry begins here"),
        (f"@comment{{{GOOD}}}\n", 1, "only entries of works are read"),
        (f'@string{{jibs = "Journal"}}\n{GOOD}', 1, "only entries of works are read"),
        (GOOD.replace("{Boehe}", "boehe"), 2, "is not one text in braces"),
        (GOOD.replace("{Boehe}", '{Boehe} # " and others"'), 2, "is not one text in braces"),
        (GOOD.replace("{Boehe}", "{Bo{ehe}"), 1, ""),
        (GOOD.replace("{Boehe}", '{{\\"O}zkan}'), 2, "author holds a backslash"),
        (GOOD.replace("  year", "  Author = {Doe},\n  year"), 3, "Author and author are one field"),
        (GOOD.replace("@misc", "@artcle"), 1, 'unknown type "@artcle"; did you mean "@article"?'),
        (GOOD.replace("{2013}", "{20１３}"), 1, "the year is missing or not four digits"),
    ],
)
def test_what_bibtex_would_drop_or_read_otherwise_is_refused(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(FindingsError) as caught:
        read_bibliography(write(tmp_path, text), "works.bib")
    assert any(f.line == line and words in f.message for f in caught.value.findings), str(caught.value)


def test_a_remark_is_a_line_with_a_percent_sign(tmp_path: Path) -> None:
    assert list(read_bibliography(write(tmp_path, f"% a remark\n{GOOD}% another\n"), "works.bib")) == [
        "boehe2013"
    ]


def test_a_key_used_twice_is_reported_at_its_second_place(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match=r'works.bib:6: the key "boehe2013" is used twice'):
        read_bibliography(write(tmp_path, GOOD + GOOD), "works.bib")


def test_an_entry_that_does_not_end_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match=r"works.bib:1: .*"):
        read_bibliography(write(tmp_path, GOOD.rstrip("}\n")), "works.bib")


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_with_findings(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("bib") / "works.bib"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read_bibliography(path, "works.bib")
    except FindingsError as error:
        assert error.findings
