"""A finished build, as those find it who read it."""

from __future__ import annotations

from pathlib import Path

from smekg.errors import UsageError
from smekg.reading import Held
from smekg.shelf import hash_in

__all__ = ["Build", "build_id"]


class Build(Held):
    """A build that stays whole while it is read, also when another one takes its place.

    Attributes:
        out: The folder that `smekg build` wrote.
        folder: The folder with the files of this very build.
    """

    def __init__(self, out: Path) -> None:
        """Open the newest build.

        Args:
            out: The folder that `smekg build` wrote.

        Raises:
            UsageError: There is no build in the folder.
        """
        self.out = out
        try:
            super().__init__(out / "current")
        except OSError as error:
            raise self._missing() from error
        if not self.quads.is_file():
            self.close()
            raise self._missing()

    @property
    def id(self) -> str:
        """The hash of its data, by which its folder is called."""
        return hash_in(self.folder.name)

    @property
    def quads(self) -> Path:
        """The file with all graphs."""
        return self.folder / "smekg.nq"

    @property
    def store(self) -> Path:
        """The folder of the on-disk store, where the build made one."""
        return self.folder / "store"

    def _missing(self) -> UsageError:
        return UsageError(f"there is no build in {self.out}; run `smekg build --out {self.out}` first")


def build_id(out: Path) -> str:
    """Name the build in a folder.

    Args:
        out: The folder that `smekg build` wrote.

    Returns:
        The hash of its data.

    Raises:
        UsageError: There is no build in the folder.
    """
    with Build(out) as build:
        return build.id
