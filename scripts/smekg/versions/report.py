"""A comparison as a table, CSV, JSON, or Markdown for release notes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from smekg.queries.run import Rows
from smekg.tables import Format, render
from smekg.versions.changes import Change, Comparison, Section

__all__ = ["report"]

#: Headings of CHANGELOG.md, and the sections that belong under each.
HEADINGS = {
    "Ontology": (Section.TERMS, Section.MAPPINGS),
    "Annotations": (
        Section.CLAIMS,
        Section.NUMBERS,
        Section.WORKS,
        Section.CITATIONS,
        Section.REVIEWS,
        Section.COUNTS,
    ),
    "Code": (Section.QUERIES, Section.ANSWERS),
}
TITLES = {
    Section.TERMS: "Terms",
    Section.MAPPINGS: "Mappings",
    Section.CLAIMS: "Claims",
    Section.NUMBERS: "Verdicts on printed numbers",
    Section.WORKS: "Works",
    Section.CITATIONS: "Citations",
    Section.REVIEWS: "Descriptions of reviews",
    Section.COUNTS: "Counts",
    Section.QUERIES: "Stored queries",
    Section.ANSWERS: "Queries whose answer changed",
}
_COLUMNS = ("kind", "name", "slot", "old", "new", "note", "breaking", "place")


def report(comparison: Comparison, form: Format, limit: int | None) -> str:
    """Write a comparison.

    Args:
        comparison: The comparison.
        form: The form; CSV and JSON hold every change.
        limit: How many changes of one kind are shown in a table or in Markdown; None: all.

    Returns:
        Text that ends with a line break.
    """
    if form is Format.JSON:
        return json.dumps(_document(comparison), ensure_ascii=False, indent=2) + "\n"
    if form is Format.CSV:
        rows = tuple((c.section.value, c.iri, *_cells(c)) for c in comparison.changes)
        return render(Rows(("section", "iri", *_COLUMNS), rows), form)
    if form is Format.MD:
        return "\n".join(_markdown(comparison, limit)) + "\n"
    return "\n".join(_tables(comparison, limit))


def _document(comparison: Comparison) -> dict[str, object]:
    return {
        "old": asdict(comparison.old),
        "new": asdict(comparison.new),
        "same_graph": comparison.same_graph,
        "breaking": len(comparison.breaking),
        "notes": list(comparison.notes),
        "changes": [asdict(change) for change in comparison.changes],
    }


def _tables(comparison: Comparison, limit: int | None) -> Iterator[str]:
    yield f"{_headline(comparison)}\n"
    for section, changes in _by_section(comparison.changes):
        shown = [change for group, _ in _limited(changes, limit) for change in group]
        rows = [_cells(change) for change in shown]
        used = [i for i, _ in enumerate(_COLUMNS) if any(row[i] for row in rows)]
        cells = tuple(tuple(row[i] for i in used) for row in rows)
        title = f"{TITLES[section]}: {_counted(changes)}"
        yield render(Rows(tuple(_COLUMNS[i] for i in used), cells), Format.TABLE, title)
        hidden = len(changes) - len(shown)
        if hidden:
            yield f"… and {hidden} more; --limit 0 shows all\n"


def _markdown(comparison: Comparison, limit: int | None) -> Iterator[str]:
    yield f"{_headline(comparison)}\n"
    if comparison.breaking:
        yield "**Breaking:**\n"
        yield from (f"- {_item(change)}" for change in comparison.breaking)
        yield ""
    sections = dict(_by_section(comparison.changes))
    for heading, parts in HEADINGS.items():
        present = [section for section in parts if section in sections]
        if present:
            yield f"### {heading}\n"
        for section in present:
            yield f"- {TITLES[section]}: {_counted(sections[section])}."
            for shown, hidden in _limited(sections[section], limit):
                yield from (f"  - {_item(change)}" for change in shown)
                if hidden:
                    yield f"  - … and {hidden} more {shown[0].kind}"
        if present:
            yield ""


def _item(change: Change) -> str:
    name = f"`{change.name}`" if change.section in (Section.QUERIES, Section.ANSWERS) else change.name
    told = f"{change.kind} **{_inline(name)}**" + (f", {change.slot}" if change.slot else "")
    if change.section is Section.COUNTS:
        told = f"{_inline(name)}"
    values = [f"“{_inline(text)}”" if text else "—" for text in (change.old, change.new)]
    if change.old and change.new:
        told += f": {values[0]} → {values[1]}"
    elif change.old or change.new:
        told += f": {values[0] if change.old else values[1]}"
    if change.old and not change.new and change.kind not in ("removed", "withdrawn"):
        told += " → —"
    told += f" ({_inline(change.note)})" if change.note else ""
    return told + (f". **Breaking**: {change.breaking}" if change.breaking else "")


def _inline(text: str) -> str:
    """Keep a text on one line, and its signs from being read as Markdown or HTML."""
    for sign in "\\*_[]<>":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "; ")


def _headline(comparison: Comparison) -> str:
    old, new = comparison.old, comparison.new
    if comparison.same_graph and not comparison.changes:
        return f"No difference: {old.name} and {new.name} hold the same graph ({new.digest[:16]})."
    if comparison.same_graph:
        told = f"{old.name} and {new.name} hold the same graph ({new.digest[:16]}); what is asked differs."
    else:
        told = f"From {old.name} ({old.digest[:16]}) to {new.name} ({new.digest[:16]})."
    count = len(comparison.breaking)
    return f"{told} {len(comparison.changes)} changes, {count} of them breaking."


def _by_section(changes: Sequence[Change]) -> Iterator[tuple[Section, list[Change]]]:
    for section, members in groupby(changes, key=lambda change: change.section):
        yield section, list(members)


def _limited(changes: Sequence[Change], limit: int | None) -> Iterator[tuple[list[Change], int]]:
    """Changes of one kind: those shown, breaking ones first, and the number of those left out."""
    for _, members in groupby(changes, key=lambda change: change.kind):
        found = sorted(members, key=lambda change: not change.breaking)
        shown = found if limit is None else found[:limit]
        yield shown, len(found) - len(shown)


def _counted(changes: Sequence[Change]) -> str:
    kinds = groupby(changes, key=lambda change: change.kind)
    return ", ".join(f"{len(list(members))} {kind}" for kind, members in kinds)


def _cells(change: Change) -> tuple[str, ...]:
    return tuple(str(getattr(change, column)) for column in _COLUMNS)
