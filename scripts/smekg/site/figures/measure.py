"""How wide a text is in Helvetica, Arial or Liberation Sans (all measure alike), and where it wraps."""

from __future__ import annotations

import unicodedata
from functools import cache

__all__ = ["text_width", "wrapped"]

#: Thousandths of the letter size to the characters that are this wide.
_REGULAR = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " !,./:;I[\\]ft·",
    333: "()-`r“”",
    355: '"{}*',
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–§±≠≥≤",
    584: "+<=>~^−×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—→…",
    1015: "@",
}
_BOLD = {
    238: "'",
    278: " ,./I\\ijl’‘·|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z“”",
    556: "#$0123456789J_aceksvxy–§±≠≥≤",
    584: "+<=>^~−×",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
    1000: "—→…",
}
_WIDTHS = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
#: For a letter that is in no table: a wide one, so that a box is rather too wide than too narrow.
_UNKNOWN = 700


@cache
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a text.

    Args:
        text: The text; a letter with an accent is as wide as the letter.
        size: Letter size.
        bold: Whether it is set in bold.

    Returns:
        Its width in the unit of the size.
    """
    widths = _WIDTHS[bold]
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(widths.get(letter, _UNKNOWN) for letter in letters) * size / 1000


def wrapped(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines.

    Args:
        text: The text.
        width: What a line may take.
        size: Letter size.
        bold: Whether it is set in bold.

    Returns:
        The lines, at least one; a word that is wider than a line stands alone and sticks out.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)
