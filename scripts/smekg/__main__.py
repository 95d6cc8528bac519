"""The console command `smekg`."""

from __future__ import annotations

import os
import sys

import typer

from smekg import __version__
from smekg.commands.common import note, write_out
from smekg.commands.table import SETTINGS, CommandTable
from smekg.errors import EXIT_CLEAN, EXIT_FAILURE, SmekgError, disk_is_full

__all__ = ["app", "main"]

app = typer.Typer(
    name="smekg",
    cls=CommandTable,
    help="The SME collaboration knowledge graph: build it, check it, ask it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Print the version", is_eager=True),
) -> None:
    """Show the version, if asked to."""
    if show:
        write_out(f"smekg {__version__}\n")
        raise typer.Exit


def main() -> None:
    """Run the command line; errors a user can mend are shown without a traceback."""
    try:
        app()
    except SmekgError as error:
        note(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        if not disk_is_full(error):
            raise
        where = f" {error.filename}" if error.filename else ""
        note(f"cannot write{where}: the disk is full; make room and run the command again")
        sys.exit(EXIT_FAILURE)
    except KeyboardInterrupt:
        note("interrupted; the last good build is untouched")
        sys.exit(EXIT_FAILURE)
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_CLEAN)


if __name__ == "__main__":
    main()
