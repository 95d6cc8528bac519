"""Other copies of one text, as printers and converters make them, and texts that say something else."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

#: Lines of a column on one page.
PAGE = 44
#: The texts of the reviews, where they are on this machine; the project does not hold them.
SEEDS = Path(os.environ.get("SMEKG_TEXTS") or Path(__file__).resolve().parents[3] / "shared" / "seeds")
WHY_SKIPPED = "the texts of the reviews are not on this machine (../shared/seeds, or the folder SMEKG_TEXTS)"


def paragraphs(text: str) -> list[str]:
    """What empty lines part, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def filled(text: str, width: int, *, hyphens: bool = False) -> list[str]:
    """Lines of at most `width` characters; with hyphens, words are cut wherever a line ends."""
    lines: list[str] = []
    for paragraph in paragraphs(text):
        line = ""
        for word in paragraph.split():
            room = width - len(line) - 1
            if not line or len(word) <= room:
                line = f"{line} {word}".strip()
            elif hyphens and room >= 4 and len(word) >= 6 and word.isalpha():
                lines.append(f"{line} {word[: room - 1]}-")
                line = word[room - 1 :]
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


def pages(lines: list[str], size: int = PAGE) -> Iterator[list[str]]:
    return (lines[start : start + size] for start in range(0, len(lines), size))


def narrow(text: str) -> str:
    return "\n".join(filled(text, 38))


def hyphenated(text: str) -> str:
    return "\n".join(filled(text, 47, hyphens=True))


def ligatures(text: str) -> str:
    for letters, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("st", "ﬆ")):
        text = text.replace(letters, ligature)
    return text


def quotes(text: str) -> str:
    """Curly quotes straight and straight ones curly, dashes and hyphens of another kind."""
    return text.translate(str.maketrans("'\"’‘“”-–—", "’“'''\"‐—–"))


def soft_hyphens(text: str) -> str:
    return re.sub(r"(\w{3})(?=\w{3})", "\\1\u00ad", text)


def capitals(text: str) -> str:
    return re.sub(r"[a-z]", lambda m: m[0].upper(), text)


def headed(text: str) -> str:
    """A running head and a page number between the lines."""
    return "".join(
        "\n".join(page) + f"\nReviews of Administration 2021, 11, 153\n{number} of 31\n"
        for number, page in enumerate(pages(filled(text, 90)), start=1)
    )


def short_pages(text: str) -> str:
    """So short pages that many passages are cut, long ones more than once."""
    return "".join(
        "\n".join(page) + f"\n{number}\nA. Author and B. Author\n"
        for number, page in enumerate(pages(filled(text, 60, hyphens=True), 2), start=1)
    )


def footnoted(text: str) -> str:
    """Below each page a footnote of its own, then the foot, a page break and the head."""
    return "".join(
        "\n".join(page)
        + f"\n\n{number} Here another remark of no weight is made at place {number * 7}, in small print\n"
        + "and on two lines.\n"
        + f"© {number} The Publisher\n\fA journal, vol. {number}\n\n"
        for number, page in enumerate(pages(filled(text, 80)), start=1)
    )


def columns(text: str, *, count: int = 2, width: int = 52) -> Iterator[list[tuple[str, ...]]]:
    """Pages of columns: each page a list of rows, one line of each column in a row."""
    for page in pages(filled(text, width, hyphens=True), count * PAGE):
        yield list(zip_longest(*pages(page), fillvalue=""))


def alternating(text: str, *, count: int = 2) -> str:
    """The lines of left and right column by turns."""
    return "".join(
        "".join(f"{line}\n" for row in rows for line in row if line) + f"{number} of 20\n"
        for number, rows in enumerate(columns(text, count=count, width=52 if count == 2 else 36), start=1)
    )


def three_alternating(text: str) -> str:
    return alternating(text, count=3)


def side_by_side(text: str) -> str:
    """Left and right column on one line, each at its margin."""
    return _rows(text, lambda row: f"{row[0]:<56}" + "".join(row[1:]))


def run_together(text: str) -> str:
    """Left and right column on one line, with nothing but a space between them."""
    return _rows(text, " ".join)


def _rows(text: str, together: Callable[[tuple[str, ...]], str]) -> str:
    return "\n\f".join("\n".join(together(row).rstrip() for row in rows) for rows in columns(text))


COPIES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "lines of 38 characters": narrow,
    "hyphens at line ends": hyphenated,
    "ligatures": ligatures,
    "other quotes and dashes": quotes,
    "soft hyphens": soft_hyphens,
    "capitals": capitals,
    "heads and page numbers": headed,
    "a page break every two lines": short_pages,
    "footnotes and page breaks": footnoted,
    "two columns, line by line": alternating,
    "three columns, line by line": three_alternating,
    "two columns, side by side": side_by_side,
    "two columns, run together": run_together,
}


# Texts that say something else.


def other_numbers(text: str) -> str:
    """Every digit changed."""
    return text.translate(str.maketrans("0123456789", "1234567890"))


def without_negations(text: str) -> str:
    return re.sub(r"\b(not|no|never|nor|none|without|neither)\b\s*", "", text, flags=re.IGNORECASE)


def with_negations(text: str) -> str:
    return re.sub(r"\b(is|are|can|may|have|has|was|were|do|to)\b", r"\1 not", text)


def swapped_words(text: str) -> str:
    """Every third pair of neighbouring words exchanged."""
    return re.sub(r"(\S+) (\S+)( \S+ \S+ \S+ \S+)", r"\2 \1\3", text)


def with_clauses(text: str) -> str:
    """Another aside put in after every eighth word; lines that recur would be taken for running heads."""
    chance = random.Random(4)

    def aside() -> str:
        return " ".join("".join(chance.choices("aeiounrstlm", k=chance.randint(3, 9))) for _ in range(6))

    return re.sub(r"(?:\S+ ){8}", lambda m: f"{m[0]}as {aside()} ", text)


CHANGES: dict[str, Callable[[str], str]] = {
    "numbers changed": other_numbers,
    "negations dropped": without_negations,
    "negations put in": with_negations,
    "words swapped": swapped_words,
    "clauses put in": with_clauses,
}
