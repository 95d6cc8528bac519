"""Stored queries and rules with something taken out, and layouts with columns changed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from mutation.answers import Answers
from mutation.mutant import Kind, Mutant, sample
from mutation.small_cases import small_case_killer
from mutation.sparql_edits import without_distinct, without_filter, without_order, without_pattern
from smekg.errors import FindingsError
from smekg.queries.layouts import lay_out
from smekg.queries.model import Layout, StoredQuery
from smekg.queries.parameters import defaults
from smekg.queries.reader import read_query
from smekg.queries.traces import trace
from support.printed_tables import misprints

__all__ = ["query_kinds"]

Edits = Callable[[str], Iterator[tuple[str, str]]]
_BLOCK = r"(VALUES\s+\?_{name}\s*\{{)[^{{}}]*(\}})"


def query_kinds(answers: Answers) -> list[Kind]:
    """List the kinds of changed queries and rules.

    Args:
        answers: The graph and the stored queries.

    Returns:
        The kinds.
    """
    queries: dict[str, Edits] = {
        "triple pattern dropped": without_pattern,
        "FILTER dropped": without_filter,
        "DISTINCT dropped": without_distinct,
        "ORDER BY dropped": without_order,
    }
    kinds = [
        Kind(f"query: {name}", partial(_mutants, answers.queries, edits, partial(_query_killer, answers)))
        for name, edits in queries.items()
    ]
    for name, edits in (("triple pattern dropped", without_pattern), ("FILTER dropped", without_filter)):
        kinds.append(
            Kind(f"rule: {name}", partial(_mutants, answers.rules, edits, partial(_rule_killer, answers)))
        )
    kinds.append(Kind("query: default of a parameter changed", partial(_default_mutants, answers)))
    kinds.append(Kind("layout: two columns swapped", partial(_layout_mutants, answers)))
    return kinds


def _mutants(
    stored: Mapping[str, StoredQuery],
    edits: Edits,
    killer: Callable[[StoredQuery, str], str | None],
    chance: random.Random,
    number: int,
) -> Iterator[Mutant]:
    changes = [(query, *change) for query in stored.values() for change in edits(query.text)]
    for query, what, text in sample(chance, changes, number):
        yield Mutant(f"{query.header.id}: {what}", partial(killer, query, text))


def _reread(stored: StoredQuery, text: str) -> StoredQuery | None:
    """Read the changed text as the reader reads its file; None where it refuses it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{stored.header.id}.rq"
        path.write_text(text, encoding="utf-8")
        try:
            return read_query(path, stored.path)
        except FindingsError:
            return None


def _query_killer(answers: Answers, stored: StoredQuery, text: str) -> str | None:
    changed = _reread(stored, text)
    if changed is None:
        return "reader of queries"
    if "ORDER BY" not in text.rsplit("}", 1)[-1]:
        return "total order of stored queries"
    return answers.killer_of_query(changed) or small_case_killer(stored, text, answers.build)


def _rule_killer(answers: Answers, stored: StoredQuery, text: str) -> str | None:
    return answers.killer_of_rule(stored.header.id, text) or small_case_killer(stored, text, None)


def _default_mutants(answers: Answers, chance: random.Random, number: int) -> Iterator[Mutant]:
    changes = []
    for query in answers.queries.values():
        for parameter in query.header.parameters:
            (default,) = defaults(query.text)[parameter.name]
            others = [f'"{value}"' for value in parameter.values] or [
                "1" if parameter.type == "integer" else '"x"'
            ]
            other = next(value for value in others if value != default)
            text = re.sub(_BLOCK.format(name=parameter.name), rf"\1 {other} \2", query.text)
            changes.append((query, f"{parameter.name} {default} → {other}", text))
    for query, what, text in sample(chance, changes, number):
        yield Mutant(f"{query.header.id}: {what}", partial(_query_killer, answers, query, text))


def _layout_mutants(answers: Answers, chance: random.Random, number: int) -> Iterator[Mutant]:
    changes = [
        (query, what, layout)
        for query in answers.queries.values()
        if query.header.layout
        for what, layout in _layouts(query.header.layout)
    ]
    for query, what, layout in sample(chance, changes, number):
        yield Mutant(f"{query.header.id}: {what}", partial(_misprinted, answers, query, layout))


def _layouts(layout: Layout) -> Iterator[tuple[str, Layout]]:
    for one, other in pairwise(layout.headings):
        headings = dict(layout.headings)
        headings[one], headings[other] = headings[other], headings[one]
        yield f"headings of {one} and {other}", layout.model_copy(update={"headings": headings})
    if layout.rows is not None:
        turned = {"rows": layout.columns, "columns": layout.rows}
        yield "rows and columns", layout.model_copy(update=turned)
    if layout.cells is None:
        yield "rows printed as columns", layout.model_copy(update={"transposed": not layout.transposed})


def _misprinted(answers: Answers, stored: StoredQuery, layout: Layout) -> str | None:
    table = lay_out(trace(answers.store, stored), layout).rows
    return f"printed {stored.header.id}" if misprints(stored.header.id, table) else None
