"""`smekg classify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.commands.common import DataOption, FormatHelp, data_root, note, progress_steps, write_out
from smekg.queries.run import Rows
from smekg.tables import Format, render

__all__ = ["classify"]


def classify(
    file: Annotated[Optional[Path], typer.Argument(help="Turtle file with firms")] = None,  # noqa: UP045 - typer reads it at run time
    headcount: Annotated[Optional[int], typer.Option(help="Number of people")] = None,  # noqa: UP045
    turnover: Annotated[Optional[str], typer.Option(help="Annual sales: 30e6")] = None,  # noqa: UP045
    balance: Annotated[Optional[str], typer.Option(help="Balance total: 20e6")] = None,  # noqa: UP045
    currency: Annotated[Optional[str], typer.Option(help="Currency of both amounts: EUR")] = None,  # noqa: UP045
    age: Annotated[Optional[int], typer.Option(help="Full years since the founding")] = None,  # noqa: UP045
    years_to_internationalization: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Years from the founding to the first resources committed abroad"),
    ] = None,
    international: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option("--international/--domestic", help="Whether the firm has committed resources abroad"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    data: DataOption = None,
) -> None:
    """Tell which published definitions of firm size and age a firm meets, does not meet, or leaves open.

    HermiT reasons over the definitions and the figures; nothing is converted between currencies.

    Example: smekg classify --headcount 120 --turnover 30e6 --balance 20e6 --currency EUR
    """
    from smekg.firms import Figures, firm_graph, read_firms  # noqa: PLC0415 - slow to load
    from smekg.ontology import read_ontology  # noqa: PLC0415
    from smekg.reasoning.definitions import judge  # noqa: PLC0415

    figures = Figures(
        headcount, turnover, balance, currency, age, years_to_internationalization, international
    )
    if file is not None and figures != Figures():
        raise typer.BadParameter("give either a file or the figures of one firm")
    with progress_steps() as progress:
        progress("reading the ontology")
        ontology = read_ontology(data_root(data)).terms
        firms = read_firms(ontology, file) if file is not None else firm_graph(ontology, figures)
        progress("reasoning with HermiT")
        verdicts = judge(ontology, firms)
    columns: tuple[str, ...] = ("definition", "answer", "missing")
    rows: tuple[tuple[str, ...], ...] = tuple(
        (v.label, str(v.answer), "; ".join(v.missing)) for v in verdicts
    )
    if file is not None:
        columns = ("firm", *columns)
        rows = tuple((str(v.firm), *row) for v, row in zip(verdicts, rows, strict=True))
    write_out(render(Rows(columns, rows), form, None if file else "Which definitions the firm meets"))
    open_ones = sum(1 for v in verdicts if v.missing)
    if open_ones:
        note(f"{open_ones} cannot be told: the column `missing` names the figures that could settle them")
