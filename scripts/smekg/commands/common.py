"""What the commands share: options, progress, output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from smekg.errors import UsageError
from smekg.paths import DataRoot, default_root
from smekg.progress import Progress

if TYPE_CHECKING:
    from smekg.remote.login import Login

__all__ = [
    "BuildOption",
    "DataOption",
    "FormatHelp",
    "UserOption",
    "data_root",
    "note",
    "progress_steps",
    "read_login",
    "write_out",
]

DataOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--data", help="Folder that holds ontology/, sources/ and queries/ [default: smekg's own]"),
]
BuildOption = Annotated[Path, typer.Option("--build", help="Folder that `smekg build` wrote")]
FormatHelp = "Form of the output"
#: Environment variable with the password: on the command line, other users of the machine could read it.
PASSWORD = "SMEKG_PASSWORD"  # noqa: S105 - the name of the variable
UserOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--user", metavar="NAME", help=f"User of the endpoint; the password comes from {PASSWORD}"),
]


def data_root(data: Path | None) -> DataRoot:
    """Choose the data to work on.

    Args:
        data: The folder given on the command line, if any.

    Returns:
        That folder, or smekg's own data.
    """
    return DataRoot(data) if data is not None else default_root()


def read_login(user: str | None, addresses: Iterable[str]) -> Login | None:
    """Find out who asks an endpoint.

    Args:
        user: The name, if one was given.
        addresses: Where the login is used.

    Returns:
        The name with the password from the environment or, at a terminal, from the keyboard.

    Raises:
        UsageError: There is no password.
    """
    if user is None:
        return None
    from smekg.remote.login import Login, travels_in_clear  # noqa: PLC0415 - most commands do without

    password = os.environ.get(PASSWORD)
    if password is None and sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, err=True)
    if password is None:
        raise UsageError(f"there is no password for {user}; set {PASSWORD}")
    for address in filter(travels_in_clear, addresses):
        note(f"{address} is not encrypted: anybody on the way can read the password, or what is sent with it")
    return Login(user, password)


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
