"""A copy of a paper: refused in a sentence, or searched to the end, and nothing found that is not there."""

from __future__ import annotations

import io
from functools import cache

from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from fuzz.harness import Target, scratch
from fuzz.mutations import NASTY, broken_text
from passages.test_passages import PAPER, PHRASES, anchors
from smekg.errors import UsageError
from smekg.passages.copy import read_copy
from smekg.passages.letters import digest, letter_stream
from smekg.passages.papers import read_paper
from smekg.passages.verify import PassageFinder


def _check(case: bytes) -> None:
    path = scratch("papers") / "copy"
    path.write_bytes(case)
    try:
        text = read_paper(path)
    except UsageError as error:
        assert str(path) in str(error)
        str(error).encode()
        return
    wanted = anchors()
    copy = read_copy(text)
    finder = PassageFinder(copy, wanted)
    finder.search_cut({anchor.sha256 for anchor in wanted.values()})
    letters = letter_stream(text)
    for key, anchor in wanted.items():
        found = finder.found(anchor)
        for chain in found:
            # What is found are letters of the copy, and together they are the passage.
            assert digest("".join(copy.letters[start:end] for start, end in chain)) == anchor.sha256
        if letter_stream(PHRASES[key]) in letters:
            assert found, f"{key} stands in the copy and is not found"


@cache
def _pdf() -> bytes:
    """A small PDF whose streams are not compressed, so that a changed letter changes what it says."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0, invariant=1)
    for page in range(2):
        for number, line in enumerate(PAPER.splitlines()[page * 20 : page * 20 + 20]):
            canvas.drawString(50, 800 - 14 * number, line[:90])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


_PIECES = (
    *(
        b"endobj",
        b"endstream",
        b"stream\n",
        b"<<",
        b">>",
        b"/Kids [1 0 R]",
        b"/Kids [3 0 R]",
        b"/Parent 2 0 R",
    ),
    *(
        b"/Length 99999999",
        b"/Length -1",
        b"/Length 1 0 R",
        b"/Count 999999999",
        b"/Prev 0",
        b"startxref\n0\n",
    ),
    *(
        b"/Filter /FlateDecode",
        b"/Filter [/FlateDecode /FlateDecode]",
        b"/Type /ObjStm",
        b"/XRefStm 9",
        b"%%EOF",
    ),
    *(b"/ToUnicode 1 0 R", b"/Contents 3 0 R", b"BT ET", b"(", b")", b"<", b"9" * 400, b"[" * 300, b"\0\xff"),
)


@st.composite
def _broken_pdf(draw: st.DrawFn) -> bytes:
    data = _pdf()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, 9999)) * (len(data) + 1) // 10000
        match draw(st.integers(0, 3)):
            case 0:
                data = data[:start] + data[start + draw(st.integers(1, 400)) :]
            case 1:
                data = data[:start] + draw(st.binary(min_size=1, max_size=8)) + data[start:]
            case 2:
                piece = draw(st.sampled_from(_PIECES))
                data = data[:start] + piece + data[start + len(piece) * draw(st.integers(0, 1)) :]
            case _:
                digit = data.find(str(draw(st.integers(0, 9))).encode(), start)
                data = data[:digit] + str(draw(st.integers(0, 99))).encode() + data[digit + 1 :]
    return data


@st.composite
def _layouts(draw: st.DrawFn) -> bytes:
    """The paper with its lines cut, joined, repeated or shuffled, and other things between them."""
    lines = PAPER.splitlines()
    width = draw(st.sampled_from([0, 1, 3, 20, 40, 80, 100_000]))
    if width:
        words = " ".join(lines)
        lines = [words[i : i + width] for i in range(0, len(words), width)]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, 9999)) * (len(lines) + 1) // 10000
        piece = draw(st.sampled_from(("12", "3 of 31", "", "\f", " " * 40 + "right", *NASTY)))
        lines[at:at] = [piece] * draw(st.sampled_from([1, 2, 5, 60]))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


TARGETS = (
    Target(
        "papers",
        (PAPER.encode(),),
        st.one_of(broken_text([PAPER]), _layouts(), st.binary(max_size=200)),
        _check,
        30,
    ),
    Target("pdfs", (_pdf(),), _broken_pdf(), _check, 40),
)
