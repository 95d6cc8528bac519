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
class Moderation:
    """Statements that a factor changes an effect.

    Attributes:
        moderator: IRI of the factor.
        relation: What it does to the effect, for example `weakens`.
        cause: IRI of what works.
        result: IRI of what it works on.
        count: How many claims say so.
    """

    moderator: str
    relation: str
    cause: str
    result: str
    count: int


@dataclass(frozen=True)
class Framework:
    """The framework as the start page shows it.

    Attributes:
        factors: Its factors by block, group and name.
        connections: What connects them.
        moderations: Which of them change which effects, whether or not these are in the picture.
        types: Types of collaboration that the reviews' tables set side by side.
        governance: Forms of governance, each with the wider one.
    """

    factors: tuple[Factor, ...]
    connections: tuple[Connection, ...]
    moderations: tuple[Moderation, ...]
    types: tuple[str, ...]
    governance: tuple[tuple[str, str], ...]


def read_framework(content: Content) -> Framework:
    """Read the framework from the graph.

    Args:
        content: The graph.

    Returns:
        The framework; without factors where the build has no such review.
    """
    factors = tuple(
        sorted(_factors(content), key=lambda f: (BLOCKS.index(f.block), f.group, f.label, f.sign))
    )
    named = {factor.iri for factor in factors}
    counts = Counter(link for link in _links(content) if link[0] in named and link[1] in named)
    connections = tuple(Connection(*link, count) for link, count in sorted(counts.items()))
    changes = Counter(change for change in _changes(content) if change[0] in named)
    moderations = tuple(Moderation(*change, count) for change, count in sorted(changes.items()))
    return Framework(factors, connections, moderations, _types(content), tuple(_governance(content)))


def _factors(content: Content) -> set[Factor]:
    found = run_local(content.store, select_all(content.queries[QUERY].body))
    at = [found.columns.index(name) for name in ("term", "factor", "block", "group", "direction")]
    return {Factor(*(row[position] for position in at)) for row in found.rows}


def _links(content: Content) -> Iterator[tuple[str, str, str]]:
    """Cause, result and sign of each effect; through a mediator in two steps."""
    for claim in content.claims:
        sign = content.text(content.text(claim, SMEKG.direction), SKOS.notation)
        # A statement on something narrower counts for the wider factor.
        causes = {*content.iris(claim, SMEKG.hasAntecedent), *content.iris(claim, SMEKG.countsForAntecedent)}
        results = {*content.iris(claim, SMEKG.hasOutcome), *content.iris(claim, SMEKG.countsForOutcome)}
        yield from ((cause, result, sign) for cause in causes for result in results)
        for mediator in content.iris(claim, SMEKG.mediator):
            yield from ((cause, mediator, "") for cause in causes)
            yield from ((mediator, result, "") for result in results)


def _changes(content: Content) -> Iterator[tuple[str, str, str, str]]:
    """Moderator, what it does, cause and result of each effect that a claim says to be changed."""
    for claim in content.instances(SMEKG.ModerationClaim):
        relation = content.label(content.text(claim, SMEKG.relation))
        for effect in content.iris(claim, SMEKG.moderates):
            cause, result = content.text(effect, SMEKG.subject), content.text(effect, SMEKG.object)
            yield content.text(claim, SMEKG.subject), relation, cause, result


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
