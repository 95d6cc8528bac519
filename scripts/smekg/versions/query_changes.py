"""Stored queries of two versions: what is asked otherwise, and whose answer changed, and because of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from smekg.progress import Progress
from smekg.queries.model import StoredQuery
from smekg.queries.run import Rows, run_local
from smekg.versions.changes import Change, Section
from smekg.versions.sides import Side

__all__ = ["answer_changes", "query_changes"]

#: How many of the rows that came or went are shown.
SHOWN = 5

Queries = Mapping[str, StoredQuery]


def query_changes(old: Queries, new: Queries) -> Iterator[Change]:
    """Compare what is asked.

    Args:
        old: Stored queries of the old version.
        new: Stored queries of the new version.

    Yields:
        Queries that were added, removed, or ask otherwise.
    """
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            question = old[name].header.question
            why = "whoever runs it by its id gets an error"
            yield Change(Section.QUERIES, "removed", name, name, old=question, breaking=why)
        elif name not in old:
            stored = new[name]
            yield Change(
                Section.QUERIES, "added", name, name, new=stored.header.question, place=f"{stored.path}:1"
            )
        else:
            yield from _changed(old[name], new[name])


def _changed(old: StoredQuery, new: StoredQuery) -> Iterator[Change]:
    name, place = new.header.id, f"{new.path}:1"

    def change(slot: str, before: str, after: str, breaking: str = "") -> Change:
        return Change(
            Section.QUERIES, "changed", name, name, slot, before, after, breaking=breaking, place=place
        )

    was, now = old.header, new.header
    if was.columns != now.columns:
        lost = [column for column in was.columns if column not in now.columns]
        why = f"gone or renamed: {', '.join(lost)}" if lost else ""
        yield change("columns", ", ".join(was.columns), ", ".join(now.columns), why)
    before, after = ([p.name for p in header.parameters] for header in (was, now))
    if before != after:
        lost = [name for name in before if name not in after]
        why = f"gone or renamed: {', '.join(lost)}" if lost else ""
        yield change("parameters", ", ".join(before), ", ".join(after), why)
    if was.question != now.question:
        yield change("question", was.question, now.question)
    if old.body != new.body:
        removed, added = _lines(old.body, new.body), _lines(new.body, old.body)
        yield change("text", f"{removed} other lines", f"{added} other lines")


def _lines(text: str, other: str) -> int:
    return (Counter(text.splitlines()) - Counter(other.splitlines())).total()


def answer_changes(
    sides: tuple[Side, Side], asked: tuple[Queries, Queries], progress: Progress, *, same_graph: bool
) -> Iterator[Change]:
    """Ask both versions what they have stored, and compare the answers.

    Args:
        sides: The old and the new version.
        asked: Queries to ask the one and the other.
        progress: Told what is being done.
        same_graph: Whether both graphs are equal, so that only changed queries can answer otherwise.

    Yields:
        The answers that changed.
    """
    progress("asking both versions the stored queries")
    (before, after), (old, new) = sides, asked
    for name in sorted(old.keys() & new.keys()):
        one, other = old[name].body, new[name].body
        if same_graph and one == other:
            continue
        was, now = run_local(before.store, one), run_local(after.store, other)
        if was != now:
            because = "the query changed"
            if one == other:
                because = "the data changed"
            elif not same_graph:
                because = _because(was, run_local(after.store, one), now)
            yield _answer(new[name], was, now, because)


def _because(was: Rows, crossed: Rows, now: Rows) -> str:
    """Let the old question, asked of the new data, tell what made the difference."""
    if crossed == was:
        return "the query changed"
    return "the data changed" if crossed == now else "the query and the data changed"


def _answer(stored: StoredQuery, was: Rows, now: Rows, because: str) -> Change:
    common = [column for column in was.columns if column in now.columns]
    old, new = _counted(was, common), _counted(now, common)
    gone, come = old - new, new - old
    told = f"rows added: {come.total()}, removed: {gone.total()}"
    if not gone and not come:
        told = "the same rows in another order" if was.columns == now.columns else "other columns"
    return Change(
        Section.ANSWERS,
        "answer changed",
        stored.header.id,
        stored.header.id,
        slot=f"{len(was.rows)} → {len(now.rows)} rows",
        old=_first(gone),
        new=_first(come),
        note=f"{told}; {because}",
        place=f"{stored.path}:1",
    )


def _counted(rows: Rows, columns: list[str]) -> Counter[tuple[str, ...]]:
    places = [rows.columns.index(column) for column in columns]
    return Counter(tuple(row[place] for place in places) for row in rows.rows)


def _first(rows: Counter[tuple[str, ...]]) -> str:
    listed = [" · ".join(filter(None, row)) for row in sorted(rows.elements())]
    more = len(listed) - SHOWN
    return "\n".join([*listed[:SHOWN], *([f"… and {more} more"] if more > 0 else [])])
