"""The integrated framework: its factors, and the statements of all reviews that connect them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib.namespace import RDFS, SKOS

from smekg.namespaces import SMEKG
from smekg.queries.projection import select_all
from smekg.queries.run import run_local
from smekg.site.content import Content

__all__ = ["Connection", "Factor", "Framework", "read_framework"]

#: The stored query that rebuilds the framework.
QUERY = "z20-figure-3"
#: Names of its blocks, in the order in which one leads to the other.
BLOCKS = ("antecedent", "moderator", "collaboration activity", "outcome")


@dataclass(frozen=True)
class Factor:
    """One thing of the framework.

    Attributes:
        iri: Its IRI.
        label: Its name.
        block: One of `BLOCKS`.
        group: The heading below which it stands in its block.
        sign: For a moderator `positive`, `negative` or, where none is given, an empty text.
    """

    iri: str
    label: str
    block: str
    group: str
    sign: str


@dataclass(frozen=True)
class Connection:
    """Statements that connect two factors.

    Attributes:
        source: IRI of the factor that works.
        target: IRI of the factor that it works on, or whose effect it carries or changes.
        sign: `positive`, `negative`, `none`, `mixed` or an empty text.
        count: How many claims say so.
    """

    source: str
    target: str
    sign: str
    count: int


@dataclass(frozen=True)
class Framework:
    """The framework as the start page shows it.

    Attributes:
        factors: Its factors by block, group and name.
        connections: What connects them.
        types: Types of collaboration that the reviews' tables set side by side.
        governance: Forms of governance, each with the wider one.
    """

    factors: tuple[Factor, ...]
    connections: tuple[Connection, ...]
    types: tuple[str, ...]
    governance: tuple[tuple[str, str], ...]


def read_framework(content: Content) -> Framework:
    """Read the framework from the graph.

    Args:
        content: The graph.

    Returns:
        The framework; without factors where the build has no such review.
    """
    factors = tuple(sorted(_factors(content), key=lambda f: (BLOCKS.index(f.block), f.group, f.label)))
    named = {factor.iri for factor in factors}
    counts = Counter(link for link in _links(content) if link[0] in named and link[1] in named)
    connections = tuple(
        Connection(source, target, sign, count) for (source, target, sign), count in sorted(counts.items())
    )
    return Framework(factors, connections, _types(content), tuple(_governance(content)))


def _factors(content: Content) -> set[Factor]:
    found = run_local(content.store, select_all(content.queries[QUERY].body))
    at = [found.columns.index(name) for name in ("term", "factor", "block", "group", "direction")]
    return {Factor(*(row[position] for position in at)) for row in found.rows}


def _links(content: Content) -> Iterator[tuple[str, str, str]]:
    """Cause and result of each effect; through a mediator in two steps; a moderator to both ends."""
    for claim in content.claims:
        sign = content.text(content.text(claim, SMEKG.direction), SKOS.notation)
        between = content.iris(claim, SMEKG.mediator)
        # A statement on something narrower counts for the wider factor.
        causes = {*content.iris(claim, SMEKG.hasAntecedent), *content.iris(claim, SMEKG.countsForAntecedent)}
        results = {*content.iris(claim, SMEKG.hasOutcome), *content.iris(claim, SMEKG.countsForOutcome)}
        yield from ((cause, result, sign) for cause in causes for result in results)
        for mediator in between:
            yield from ((cause, mediator, "") for cause in causes)
            yield from ((mediator, result, "") for result in results)
        for effect in content.iris(claim, SMEKG.moderates):
            ends = (*content.iris(effect, SMEKG.hasAntecedent), *content.iris(effect, SMEKG.hasOutcome))
            yield from ((content.text(claim, SMEKG.subject), end, sign) for end in ends)


def _types(content: Content) -> tuple[str, ...]:
    found = [
        cls
        for cls in content.classes
        if any(v.value == "type" for v in content.objects(cls, SMEKG.standsOnAxis))
    ]
    return tuple(sorted(found, key=content.label))


def _governance(content: Content) -> Iterator[tuple[str, str]]:
    """The forms of governance in the order of their tree, each with the nearest wider form."""
    top = str(SMEKG.GovernanceMechanism)
    forms = set(content.referring(top, RDFS.subClassOf)) & set(content.classes)
    wider = {form: [cls for cls in content.iris(form, RDFS.subClassOf) if cls in forms] for form in forms}
    # The reasoner gives all wider forms: the nearest is the one that has most wider ones itself.
    nearest = {
        form: max(above, key=lambda cls: (len(wider[cls]), cls), default=top) for form, above in wider.items()
    }

    def below(parent: str) -> Iterator[tuple[str, str]]:
        for form in sorted((f for f, above in nearest.items() if above == parent), key=content.label):
            yield form, parent
            yield from below(form)

    yield from below(top)
