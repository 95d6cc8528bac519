"""What the commands share: options, progress, output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Optional

import typer

from smekg.paths import DataRoot, default_root
from smekg.progress import Progress

__all__ = ["BuildOption", "DataOption", "FormatHelp", "data_root", "note", "progress_steps", "write_out"]

DataOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--data", help="Folder that holds ontology/, sources/ and queries/ [default: smekg's own]"),
]
BuildOption = Annotated[Path, typer.Option("--build", help="Folder that `smekg build` wrote")]
FormatHelp = "Form of the output"


def data_root(data: Path | None) -> DataRoot:
    """Choose the data to work on.

    Args:
        data: The folder given on the command line, if any.

    Returns:
        That folder, or smekg's own data.
    """
    return DataRoot(data) if data is not None else default_root()


def write_out(text: str) -> None:
    """Write a result to standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def note(text: str) -> None:
    """Write a note to standard error."""
    sys.stderr.write(text.rstrip("\n") + "\n")


@contextmanager
def progress_steps() -> Iterator[Progress]:
    """Show the running step on a terminal; say nothing when standard error is not one.

    Yields:
        A function to call with the name of each step.
    """
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.console import Console  # noqa: PLC0415 - commands whose output is piped need none of it

    console = Console(stderr=True)
    with console.status("starting") as status:
        yield status.update
