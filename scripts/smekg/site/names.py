"""Short names of works: authors and year as in running text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

__all__ = ["author_names", "short_names", "written_authors"]


def author_names(authors: str) -> list[str]:
    """Take the family names out of a BibTeX list of authors.

    Args:
        authors: For example `Boehe, D. M. and Jiménez, A.`.

    Returns:
        The family names in order.
    """
    return [one.split(",")[0].strip() for one in authors.split(" and ") if one.strip()]


def written_authors(authors: str) -> str:
    """Write a BibTeX list of authors as a reader expects it.

    Args:
        authors: For example `Boehe, D. M. and Jiménez, A. and others`.

    Returns:
        For example `Boehe, D. M.; Jiménez, A.; et al.`
    """
    return "; ".join("et al." if name == "others" else name for name in authors.split(" and "))


def short_names(works: Iterable[tuple[str, list[str], str]]) -> dict[str, str]:
    """Name works by authors and year, with a letter where two would have the same name.

    Args:
        works: IRI, family names and year of each work.

    Returns:
        IRI to name, for example `Cisi et al. (2020)`.
    """
    alike: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, names, year in works:
        alike[_joined(names), year].append(iri)
    return {
        iri: f"{authors} ({year or 'n.d.'}{letter})"
        for (authors, year), iris in alike.items()
        for letter, iri in zip(_letters(len(iris)), sorted(iris), strict=True)
    }


def _joined(names: list[str]) -> str:
    if len(names) > 2 or names[-1:] in ([], ["others"]):
        return f"{names[0]} et al." if names else "Unnamed"
    return " and ".join(names)


def _letters(count: int) -> list[str]:
    return [""] if count == 1 else [chr(ord("a") + position) for position in range(count)]
