"""Two tiny reviews: the least from which a site can be made."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import copy_tiny
from smekg.paths import DataRoot

__all__ = ["two_reviews"]


def two_reviews(root: DataRoot, folder: Path, *, sample: int = 12) -> DataRoot:
    """A data root with the tiny review and a second one that says the same of other firms."""
    data = copy_tiny(root, folder)
    first, second = data.sources / "tiny-2020", data.sources / "mini-2021"
    shutil.copytree(first, second)
    for path in second.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("tiny", "mini").replace("Tiny", "Mini")
        # The first review describes the work that both cite.
        text = text.replace("2020", "2021").replace("  title = {Collaborate at home to win abroad},\n", "")
        path.write_text(text.replace("12 firms", f"{sample} firms"), encoding="utf-8")
    return data
