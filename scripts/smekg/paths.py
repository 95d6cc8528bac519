"""Where the ontology, the annotated sources and the stored queries lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from smekg.errors import UsageError

__all__ = ["DataRoot", "default_root"]


@dataclass(frozen=True)
class DataRoot:
    """A folder that holds `ontology/`, `sources/` and `queries/`.

    Attributes:
        path: The folder.
    """

    path: Path

    @property
    def ontology(self) -> Path:
        """The hand-written ontology: modules, vocabulary, shapes."""
        return self.path / "ontology"

    @property
    def sources(self) -> Path:
        """The annotated reviews, one folder each."""
        return self.path / "sources"

    @property
    def queries(self) -> Path:
        """The stored SPARQL."""
        return self.path / "queries"

    def review(self, review_id: str) -> Path:
        """Find the folder of one review.

        Args:
            review_id: The review's id, which is its folder's name.

        Returns:
            The folder below `sources/`.

        Raises:
            UsageError: There is no such review.
        """
        folder = self.sources / review_id
        if not (folder / "source.yaml").is_file():
            known = ", ".join(sorted(p.parent.name for p in self.sources.glob("*/source.yaml"))) or "none"
            raise UsageError(f'unknown review "{review_id}"; known reviews: {known}')
        return folder


def default_root() -> DataRoot:
    """Locate the data that came with the package.

    An installed wheel carries the data inside the package; an editable install runs from
    `scripts/smekg` and reads the repository itself.

    Returns:
        The folder with the data.

    Raises:
        UsageError: Neither place holds an ontology.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_data", package.parent.parent):
        if (candidate / "ontology" / "smekg.ttl").is_file():
            return DataRoot(candidate)
    raise UsageError("the ontology folder is missing from this installation; install smekg again")
