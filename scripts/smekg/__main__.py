"""The console command `smekg`."""

from __future__ import annotations

import os
import sys

import typer

from smekg import __version__
from smekg.commands import new, passages
from smekg.commands.audit import audit
from smekg.commands.build import build
from smekg.commands.check import check
from smekg.commands.classify import classify
from smekg.commands.common import note, write_out
from smekg.commands.coverage import coverage
from smekg.commands.diff import diff
from smekg.commands.duplicates import duplicates
from smekg.commands.export import export
from smekg.commands.query import query
from smekg.commands.serve import serve
from smekg.commands.site import site
from smekg.commands.stats import stats
from smekg.errors import EXIT_CLEAN, EXIT_FAILURE, SmekgError, disk_is_full

__all__ = ["app", "main"]

app = typer.Typer(
    name="smekg",
    help="The SME collaboration knowledge graph: build it, check it, ask it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, check, query, stats, audit, coverage, classify, duplicates, site, export, serve, diff):
    app.command()(command)
app.add_typer(passages.app, name="passages")
app.add_typer(new.app, name="new")


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
