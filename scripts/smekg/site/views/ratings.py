"""Ratings, such as `HF`, with what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib.namespace import SKOS

from smekg.namespaces import SMEKG
from smekg.site.content import Content

__all__ = ["Sign", "ratings"]


@dataclass(frozen=True)
class Sign:
    """A sign with its meaning.

    Attributes:
        text: The sign as it stands in a table.
        iri: The rating or criterion that it stands for.
        means: The rating's definition; of a criterion nothing, its name tells.
    """

    text: str
    iri: str
    means: str = ""


def ratings(content: Content) -> list[Sign]:
    """List all ratings of the graph.

    Args:
        content: The graph.

    Returns:
        Their signs, scale by scale, the best of each first.
    """
    found = content.instances(SMEKG.Rating)
    ordered = sorted(
        found, key=lambda iri: (content.text(iri, SMEKG.onScale), -int(content.text(iri, SMEKG.rank)))
    )
    return [
        Sign(content.text(iri, SKOS.notation), iri, content.text(iri, SKOS.definition)) for iri in ordered
    ]
