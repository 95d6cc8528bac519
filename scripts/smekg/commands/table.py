"""The commands by name; the module of one is loaded when it is called, or when help lists them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

__all__ = ["SETTINGS", "CommandTable"]

#: Names of the commands, in the order of the help. The module of the same name has a function of that name,
#: or an `app` with subcommands.
NAMES = (
    *("build", "check", "query", "stats", "audit", "coverage", "classify", "duplicates", "site", "export"),
    *("serve", "publish", "diff", "passages", "new"),
)
SETTINGS = {"help_option_names": ["-h", "--help"]}


class CommandTable(TyperGroup):
    """A group whose commands lie in modules: to load them all takes longer than most queries."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever Typer gives a group
        super().__init__(**options)
        self.commands: Any = _Modules()


class _Modules(Mapping[str, Any]):
    """Name of a command to what Typer makes of it."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - Typer moved the type between its versions
        if name not in NAMES:
            raise KeyError(name)
        module = import_module(f"smekg.commands.{name}")
        app = getattr(module, "app", None)
        if app is None:
            app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, context_settings=SETTINGS)
            app.command(name)(getattr(module, name))
        command = get_command(app)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)
