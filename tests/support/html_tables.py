"""Reading the tables of a page of the explorer."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["Links", "Tables"]

#: Text and address of each link.
Links = list[tuple[str, str]]


class Tables(HTMLParser):
    """Reads the tables of a page: rows of cells, a cell as its text without notes, and all its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, Links]]]] = []
        self._cell: list[str] | None = None
        self._links: Links = []
        self._href = ""
        self._notes = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row, cell or link."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell, self._links = [], []
        elif tag == "a":
            self._href = dict(attrs).get("href") or ""
        elif tag in ("li", "br") and self._cell:
            self._cell.append("\n")
        elif tag in ("span", "details") and ("class", "notes") in attrs:
            self._notes = tag

    def handle_endtag(self, tag: str) -> None:
        """End a cell or link."""
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append(("".join(self._cell), self._links))
            self._cell = None
        elif tag == "a":
            self._href = ""
        elif tag == self._notes:
            self._notes = ""

    def handle_data(self, data: str) -> None:
        """Keep the words of a cell."""
        if self._cell is not None:
            if not self._notes:
                self._cell.append(data)
            if self._href:
                self._links.append((data, self._href))
