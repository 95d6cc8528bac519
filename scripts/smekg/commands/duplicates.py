"""`smekg duplicates`."""

from __future__ import annotations

from typing import Annotated

import typer

from smekg.commands.common import DataOption, FormatHelp, data_root, note, write_out
from smekg.queries.run import Rows
from smekg.tables import Format, render

__all__ = ["duplicates"]


def duplicates(
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    data: DataOption = None,
) -> None:
    """List works under different keys that may be one work, for you to judge; nothing is merged.

    Give one work one key in every works.bib; list two that differ in sources/distinct-works.yaml.

    Example: smekg duplicates --format csv
    """
    from smekg.sources.duplicates import possible_duplicates, read_judgements  # noqa: PLC0415 - slow to load
    from smekg.sources.reader import read_review, review_ids  # noqa: PLC0415

    root = data_root(data)
    reviews = [read_review(root, review_id) for review_id in review_ids(root)]
    found = possible_duplicates(reviews, read_judgements(root))
    rows = tuple((c.first, c.second, "; ".join(c.reviews), c.why) for c in found)
    write_out(render(Rows(("first", "second", "reviews", "why"), rows), form, "Works that may be one"))
    note(f"{len(found)} pair{'' if len(found) == 1 else 's'} to judge")
