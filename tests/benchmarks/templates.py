"""What synthetic reviews are modelled on: stretches of the real ones, closed under their pointers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from smekg.paths import DataRoot
from smekg.sources.bibliography import Work, read_bibliography
from smekg.sources.marked_yaml import read_marked
from smekg.sources.reader import review_ids

__all__ = ["Template", "read_templates", "stretch"]

Raw = dict[str, Any]


@dataclass(frozen=True)
class Template:
    """A real review as it stands in its files, before anything is typed.

    Attributes:
        source: The content of `source.yaml`.
        works: The cited works by key.
        files: Name of a claims file to its claims.
    """

    source: Raw
    works: dict[str, Work]
    files: dict[str, list[Raw]]


def read_templates(root: DataRoot) -> list[Template]:
    """Read the real reviews, in the order of their ids."""
    return [_read(root, review_id) for review_id in review_ids(root)]


def _read(root: DataRoot, review_id: str) -> Template:
    folder = root.review(review_id)
    files = {
        path.stem: read_marked(path, path.name).value for path in sorted((folder / "claims").glob("*.yaml"))
    }
    source = read_marked(folder / "source.yaml", "source.yaml").value
    return Template(source, read_bibliography(folder / "works.bib", "works.bib"), files)


def stretch(template: Template, size: int, chance: random.Random) -> dict[str, list[Raw]]:
    """Take about so many claims from consecutive files, with the claims that they point at.

    Args:
        template: The review.
        size: How many claims are wanted.
        chance: Where to begin.

    Returns:
        Name of a file to its claims.
    """
    names = list(template.files)
    start = chance.randrange(len(names))
    taken: dict[str, list[Raw]] = {}
    missing = size
    for name in names[start:] + names[:start]:
        if missing <= 0:
            break
        taken[name] = template.files[name][:missing]
        missing -= len(taken[name])
    return _closed(template, taken)


def _closed(template: Template, taken: dict[str, list[Raw]]) -> dict[str, list[Raw]]:
    """Add the claims that those taken point at, wherever they stand."""
    places = {claim["id"]: name for name, claims in template.files.items() for claim in claims}
    wanted = {claim["id"] for claims in taken.values() for claim in claims}
    waiting = [claim for claims in taken.values() for claim in claims]
    by_id = {claim["id"]: claim for claims in template.files.values() for claim in claims}
    while waiting:
        for other in pointers(waiting.pop()):
            if other in places and other not in wanted:
                wanted.add(other)
                waiting.append(by_id[other])
    found = {
        name: [claim for claim in claims if claim["id"] in wanted] for name, claims in template.files.items()
    }
    return {name: claims for name, claims in found.items() if claims}


def pointers(claim: Raw) -> Iterator[str]:
    """What stands in a claim where the id of another may: claims of the same review, and perhaps works."""
    for key in ("mediates", "moderates", "restates", "equals"):
        if key in claim:
            yield claim[key]
    yield from claim.get("spans", {}).values()
    if "number" in claim.get("part_of", {}):
        yield claim["part_of"]["number"]
