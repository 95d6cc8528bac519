"""A PDF is a copy like any other; one that has no text, or cannot be read, says what to do."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from conftest import Run
from passages.copies import COPIES, SEEDS, WHY_SKIPPED, paragraphs
from passages.test_passages import PAPER, PHRASES, anchors
from smekg.errors import UsageError
from smekg.passages.papers import read_paper
from smekg.passages.verdicts import Verdict, verify_review
from smekg.passages.verify import find_passages
from smekg.paths import default_root
from smekg.sources.reader import read_review, review_ids


def typeset(text: str, columns: int) -> bytes:
    """Set a text in justified columns, with a running head and a page number on every page."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    width = (A4[0] - 100 - 20 * (columns - 1)) / columns
    frames = [Frame(50 + n * (width + 20), 50, width, A4[1] - 110, 0, 0, 0, 0) for n in range(columns)]

    def head(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Vera", 7)
        canvas.drawString(60, A4[1] - 30, "Reviews of Administration 2021, 11, 153")
        canvas.drawString(A4[0] / 2, 20, f"{document.page} of 31")

    document = BaseDocTemplate(buffer, pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=head))
    style = ParagraphStyle("body", fontName="Vera", fontSize=9, leading=11, alignment=4)
    document.build([Paragraph(escape(paragraph), style) for paragraph in paragraphs(text)])
    return buffer.getvalue()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_pdf_has_every_passage(tmp_path: Path, columns: int) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typeset(PAPER, columns))
    assert find_passages(read_paper(path), anchors()) == dict.fromkeys(PHRASES, True)


@pytest.mark.parametrize(("old", "new"), [("3 percent", "4 percent"), ("was not the", "was the")])
def test_a_changed_pdf_does_not_pass(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typeset(" ".join(PAPER.split()).replace(old, new), 2))
    assert list(find_passages(read_paper(path), anchors()).values()).count(False) == 1


@pytest.mark.skipif(not SEEDS.is_dir(), reason=WHY_SKIPPED)
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    "review",
    [r if r == "iplik-2010" else pytest.param(r, marks=pytest.mark.slow) for r in review_ids(default_root())],
)
def test_a_pdf_of_a_review_has_every_passage(tmp_path: Path, review: str, columns: int) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typeset((SEEDS / f"{review}.txt").read_text(encoding="utf-8"), columns))
    report = verify_review(read_review(default_root(), review), read_paper(path))
    assert report.count(Verdict.ABSENT) == 0
    assert report.sections_known


def test_a_pdf_of_pictures_asks_for_text_recognition(smekg: Run, tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    result = smekg("passages", "verify", "iplik-2010", "--text", tmp_path / "scan.pdf")
    assert result.returncode == 2
    assert (
        "scan.pdf has no text, only pictures of pages; run text recognition (OCR) on it first"
        in result.stderr
    )
    assert "Traceback" not in result.stderr


def test_an_encrypted_pdf_asks_for_one_without_a_password(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(typeset(PAPER, 1))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UsageError, match=r"locked\.pdf is encrypted; open it, save or print it"):
        read_paper(tmp_path / "locked.pdf")


@pytest.mark.parametrize("broken", ["cut", "emptied", "nothing"])
def test_a_broken_pdf_asks_for_another(tmp_path: Path, broken: str) -> None:
    whole = typeset(PAPER, 1)
    content = {
        "cut": whole[:200],
        "emptied": whole[: len(whole) // 2] + b"\0" * (len(whole) // 2),
        "nothing": b"%PDF-1.7\n",
    }[broken]
    (tmp_path / "broken.pdf").write_bytes(content)
    with pytest.raises(UsageError, match=r"broken\.pdf (is a broken PDF|has no text)"):
        read_paper(tmp_path / "broken.pdf")


def test_a_file_that_is_neither_is_refused(tmp_path: Path) -> None:
    (tmp_path / "copy.docx").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(UsageError, match="neither a PDF nor UTF-8 text; save the paper as plain text"):
        read_paper(tmp_path / "copy.docx")
    with pytest.raises(UsageError, match="cannot read"):
        read_paper(tmp_path / "none.txt")
    (tmp_path / "marked.txt").write_bytes(b"\xef\xbb\xbfwords")
    assert read_paper(tmp_path / "marked.txt") == "words"


def share_found(review_id: str, copy: Callable[[str], str]) -> float:
    """Share of a review's passages that a copy of its text has, in percent."""
    text = (SEEDS / f"{review_id}.txt").read_text(encoding="utf-8")
    report = verify_review(read_review(default_root(), review_id), copy(text))
    return 100 * (1 - report.count(Verdict.ABSENT) / len(report.verdicts))


def typeset_and_read(columns: int) -> Callable[[str], str]:
    def copy(text: str) -> str:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "paper.pdf"
            path.write_bytes(typeset(text, columns))
            return read_paper(path)

    return copy


if __name__ == "__main__":  # the table of the README
    pdfs = {f"PDF, columns: {columns}": typeset_and_read(columns) for columns in (1, 2)}
    for name, copy in (COPIES | pdfs).items():
        found = (f"{share_found(review, copy):.1f} %" for review in review_ids(default_root()))
        sys.stdout.write(f"| {name} | {' | '.join(found)} |\n")
