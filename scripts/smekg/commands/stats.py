"""`smekg stats`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from smekg.commands.common import BuildOption, FormatHelp, write_out
from smekg.queries.run import Rows
from smekg.stats import statistics
from smekg.store import open_store
from smekg.tables import Format, render

__all__ = ["stats"]


def stats(
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    build: BuildOption = Path("dist"),
) -> None:
    """Count what the graph holds: claims by kind and origin, triples, works, concepts, classes.

    Example: smekg stats --format json
    """
    counts = statistics(open_store(build))
    if form is Format.JSON:
        write_out(json.dumps(counts, ensure_ascii=False, indent=2) + "\n")
        return
    rows = tuple((what, str(count)) for what, count in _flat(counts))
    write_out(render(Rows(("what", "count"), rows), form, "What the graph holds"))


def _flat(counts: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, int]]:
    for name, value in counts.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name} · ")
        else:
            yield prefix + name, value
