"""YAML as annotators write it: no type is guessed, every line is known, nothing unsafe gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from smekg.errors import Finding, FindingsError
from smekg.sources.marked_yaml import parse_marked, read_marked
from smekg.sources.text_files import MAX_BYTES, foreign_character


def test_scalars_stay_the_text_that_was_typed() -> None:
    marked = parse_marked("country: NO\ntime: 12:30\nnumber: 1.50\nempty:\n", "f")
    assert marked.value == {"country": "NO", "time": "12:30", "number": "1.50", "empty": ""}


def test_lines_of_nested_parts_are_known() -> None:
    marked = parse_marked("- id: a\n  context:\n    places:\n      - Chile\n      - Peru\n- id: b\n", "f")
    assert marked.line(0, "context", "places", 1) == 5
    assert marked.line(1, "id") == 6
    assert marked.line(1, "missing") == 6
    assert marked.ends[(0,)] == 5


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 'the key "a" is given twice'),
        ("a: &x [1]\nb: *x\n", 1, "anchors"),
        ("a: !!python/object:os.system x\n", 1, "not allowed"),
        ("a: [1\nb: 2\n", 2, "not valid YAML"),
        ("- " * 30 + "x", 1, "levels deep"),
        ("a: b: c\n", 1, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("a: 1\n[b, c]: 2\n", 2, "a key is a word"),
        ("*x : 1\n", 1, "aliases"),
        ("[", 1, "not valid YAML"),
        ('a: 1\nb: "x\\0y"\n', 2, "the character U+0000 is none of a text"),
        ('a: "x\\Py"\n', 1, "the character U+2029 is none of a text"),
    ],
)
def test_faults_name_the_line_and_the_remedy(text: str, line: int, words: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parse_marked(text, "claims/x.yaml")
    (finding,) = caught.value.findings
    assert finding.line == line
    assert words in finding.message
    assert str(finding).startswith(f"claims/x.yaml:{line}: ")


def test_every_duplicate_key_is_reported() -> None:
    with pytest.raises(FindingsError) as caught:
        parse_marked("a: 1\na: 2\nb: 1\nb: 2\n", "f")
    assert [f.line for f in caught.value.findings] == [2, 4]


def test_a_yaml_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    with pytest.raises(FindingsError, match="anchors"):
        parse_marked(bomb, "bomb.yaml")


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_text("- x\n" * (10 * 1024 * 1024 // 4), encoding="utf-8")
    assert path.stat().st_size > MAX_BYTES
    with pytest.raises(FindingsError, match="split it by section"):
        read_marked(path, "big.yaml")


def test_invalid_utf8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: 1\nb: Guimarães\n".encode("latin-1"))
    with pytest.raises(FindingsError, match=r"latin.yaml:2: byte 0xe3 is not valid UTF-8"):
        read_marked(path, "latin.yaml")


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"a: 1\nb: \x07\n", 2, "0007"),
        (b"a: 1\rb: 2\rc: \x1b[2J\r", 3, "001B"),
        ("a: x\u2028b: y\n".encode(), 1, "2028"),
        ("\ufeffa: \ufeff1\n".encode(), 1, "FEFF"),
        ("a: \U0010ffff\n".encode(), 1, "10FFFF"),
    ],
)
def test_a_character_that_no_text_has_is_refused(
    tmp_path: Path, content: bytes, line: int, code: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(FindingsError, match=rf"odd.yaml:{line}: the character U\+{code} is none of a text"):
        read_marked(path, "odd.yaml")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa: 1\nb: x\n", b"a: 1\r\nb: x\r\n", b"a: 1\rb: x\r"])
def test_how_an_editor_saves_a_file_does_not_matter(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "saved.yaml"
    path.write_bytes(content)
    marked = read_marked(path, "saved.yaml")
    assert marked.value == {"a": "1", "b": "x"}
    assert marked.line("b") == 2


def test_a_finding_is_one_line_whatever_the_file_holds() -> None:
    finding = Finding("f.yaml", 1, 'unknown key "a\r\nb\x1b[2J"' + "x" * 1_000_000)
    assert str(finding).isprintable()
    assert len(str(finding)) < 3000


@pytest.mark.parametrize("content", ["", "  \n", "# only a comment\n"])
def test_an_empty_file_is_a_fault(tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FindingsError, match=r"empty|only comments"):
        read_marked(path, "empty.yaml")


_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
_texts = st.text(_letters, max_size=20).filter(lambda text: foreign_character(text) is None)
_documents = st.recursive(
    _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


@given(_documents)
def test_what_a_yaml_writer_wrote_is_read_back(document: object) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, default_style='"')
    if "&id" in text or not text.strip():
        return
    assert parse_marked(text, "f").value == document


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_finding(text: str) -> None:
    try:
        parse_marked(text, "f")
    except FindingsError as error:
        assert error.findings
