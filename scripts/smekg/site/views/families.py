"""The main families of terms, chosen from the graph by class, scheme and what claims say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib.namespace import SKOS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.views.claims import claim_ranks, in_order
from smekg.site.views.hierarchy import Tree, class_tree, scheme_tree

__all__ = ["Family", "Node", "SizeDefinition", "branches", "claim_counts", "families", "size_definitions"]

#: Slots of claims by which a term counts as spoken of.
_SLOTS = (
    *(SMEKG.subject, SMEKG.object, SMEKG.mediator, SMEKG.comparedWith, SMEKG.inViewOf),
    *(SMEKG.concernsPlace, SMEKG.concernsSector, SMEKG.illustratedBy, SMEKG.relation),
)


@dataclass(frozen=True)
class Node:
    """A term in a tree, with what stands below it.

    Attributes:
        iri: The term.
        count: How many claims speak of it, or of what the family counts.
        children: The terms below it.
    """

    iri: str
    count: int
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Family:
    """A family of terms.

    Attributes:
        id: Anchor on the page.
        name: Heading.
        note: How its members were chosen.
        nodes: Its terms.
        folded: Whether it is too long to stand open.
        root: The class below which they stand, or an empty text.
    """

    id: str
    name: str
    note: str
    nodes: tuple[Node, ...]
    folded: bool = False
    root: str = ""

    @property
    def size(self) -> int:
        """How many different terms it has, its root among them."""

        def walk(nodes: Iterable[Node]) -> Iterator[str]:
            for node in nodes:
                yield node.iri
                yield from walk(node.children)

        return len({*walk(self.nodes), *([self.root] if self.root else [])})


@dataclass(frozen=True)
class SizeDefinition:
    """A class that sets bounds of size.

    Attributes:
        iri: The class.
        least: Least number of employees, or an empty text.
        most: Greatest number of employees, or an empty text.
        sales: Greatest sales with their currency, or an empty text.
        works: How many works use it.
    """

    iri: str
    least: str
    most: str
    sales: str
    works: int


def claim_counts(content: Content) -> Mapping[str, int]:
    """Count the claims that speak of each term; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        Term to number of claims; a claim counts once for a term.
    """
    counts: dict[str, int] = {}
    for claim in content.claims:
        for term in {term for slot in _SLOTS for term in content.iris(claim, slot)}:
            counts[term] = counts.get(term, 0) + 1
    return counts


def branches(
    content: Content, tree: Tree, roots: Iterable[str], among: Iterable[str] | None = None
) -> tuple[Node, ...]:
    """Grow the part of a tree that stands below some of its things.

    Args:
        content: The graph.
        tree: The whole tree.
        roots: The things to begin with.
        among: The things that may be in it; none: all.

    Returns:
        The roots with what is below them; a thing with several things above it hangs below each.
    """
    counts = content.once(claim_counts)
    inside = None if among is None else set(among)

    def grow(iri: str, above: frozenset[str]) -> Node:
        below = (link.iri for link in tree.below.get(iri, ()))
        kept = [one for one in below if one not in above and (inside is None or one in inside)]
        return Node(iri, counts.get(iri, 0), tuple(grow(one, above | {one}) for one in kept))

    return tuple(grow(root, frozenset({root})) for root in roots)


def families(content: Content) -> list[Family]:
    """Choose the families that stand first in the list of terms.

    Args:
        content: The graph.

    Returns:
        The families, in the order of the page.
    """
    return [*_types(content), *_constructs(content), *_choices(content), *_individuals(content)]


def _types(content: Content) -> Iterator[Family]:
    yield _below(content, "collaboration", "Types of collaboration", SMEKG.Collaboration)
    yield _below(content, "governance", "Forms of governance", SMEKG.GovernanceMechanism)
    chosen = "Concepts in a table or family of theories, or in whose view a claim holds."
    yield Family("theories", "Theories", chosen, tuple(_theories(content)))


def _below(content: Content, anchor: str, name: str, root: object) -> Family:
    (top,) = branches(content, content.once(class_tree), [str(root)])
    return Family(anchor, name, "", top.children, root=str(root))


def _constructs(content: Content) -> Iterator[Family]:
    for axis, name, slot in (
        ("antecedent", "Antecedents", SMEKG.countsForAntecedent),
        ("outcome", "Outcomes", SMEKG.countsForOutcome),
    ):
        nodes = [Node(term, len(content.referring(term, slot))) for term in _on_axis(content, axis)]
        nodes.sort(key=lambda node: (-node.count, content.label(node.iri)))
        chosen = f"Terms that reviews use as {axis} of an effect, with the number of effects, most first."
        yield Family(f"{axis}s", name, chosen, tuple(nodes), folded=True)


def _choices(content: Content) -> Iterator[Family]:
    yield _below(content, "entry-modes", "Entry modes", SMEKG.EntryMode)
    ordered = "Processes with the stages that reviews give them, in order."
    yield Family("stages", "Stages", ordered, tuple(_stages(content)))
    rated = "Strategies with the options that a table rates for them."
    yield Family("options", "Strategic options", rated, tuple(_options(content)))


def _individuals(content: Content) -> Iterator[Family]:
    for anchor, name, cls in (("places", "Places", SMEKG.Place), ("sectors", "Industries", SMEKG.Sector)):
        members, tree = sorted(content.instances(cls), key=content.label), content.once(scheme_tree)
        yield Family(anchor, name, "", branches(content, tree, tree.roots(members), members))
    counts = content.once(claim_counts)
    cases = sorted(content.instances(SMEKG.RealCase), key=content.label)
    nodes = tuple(Node(case, counts.get(case, 0)) for case in cases)
    yield Family("cases", "Real cases", "Named undertakings that reviews speak of.", nodes)


def _theories(content: Content) -> Iterator[Node]:
    counts = content.once(claim_counts)
    family = {
        concept: content.text(concept, SMEKG.belongsToFamily)
        for concept in content.instances(SKOS.Concept)
        if content.iris(concept, SMEKG.belongsToFamily)
    }
    viewed = {view for claim in content.claims for view in content.iris(claim, SMEKG.inViewOf)}
    every = set(family) | set(family.values()) | viewed | _on_axis(content, "theory")
    for head in sorted((one for one in every if family.get(one, one) == one), key=content.label):
        members = sorted((one for one, of in family.items() if of == head and one != head), key=content.label)
        children = tuple(Node(one, counts.get(one, 0)) for one in members)
        yield Node(head, counts.get(head, 0), children)


def _on_axis(content: Content, axis: str) -> set[str]:
    return {
        term
        for term in content.subjects
        if any(value.value == axis for value in content.objects(term, SMEKG.standsOnAxis))
    }


def _stages(content: Content) -> Iterator[Node]:
    """Processes with their stages in order; a claim that one thing precedes another tells of no process."""
    counts = content.once(claim_counts)
    by: dict[str, dict[str, None]] = {}
    for claim in in_order(content, content.instances(SMEKG.SequenceClaim)):
        if content.text(claim, SMEKG.position):
            by.setdefault(content.text(claim, SMEKG.subject), {})[content.text(claim, SMEKG.object)] = None
    for process in sorted(by, key=content.label):
        yield Node(process, counts[process], tuple(Node(stage, counts[stage]) for stage in by[process]))


def _options(content: Content) -> Iterator[Node]:
    counts, ranks = content.once(claim_counts), content.once(claim_ranks)
    tables: dict[str, set[str]] = {}
    for options in content.instances(SMEKG.OptionSet):
        table = content.text(options, SMEKG.choiceIn)
        tables.setdefault(table, set()).update(content.iris(options, SMEKG.takesOption))

    def place(option: str) -> int:
        claims = content.referring(option, SMEKG.subject)
        return min((ranks[claim] for claim in claims if claim in ranks), default=0)

    for table in sorted(tables):
        nodes = (Node(option, counts.get(option, 0)) for option in sorted(tables[table], key=place))
        strategy = content.text(table, SMEKG.servesStrategy) or table
        yield Node(strategy, counts.get(strategy, 0), tuple(nodes))


def size_definitions(content: Content) -> list[SizeDefinition]:
    """List the classes that set bounds of size.

    Args:
        content: The graph.

    Returns:
        The definitions, by name.
    """
    bounds = (SMEKG.employeesAtLeast, SMEKG.employeesAtMost, SMEKG.salesUpTo)
    found = [cls for cls in content.classes if any(content.objects(cls, bound) for bound in bounds)]
    return [_size(content, cls) for cls in sorted(found, key=content.label)]


def _size(content: Content, cls: str) -> SizeDefinition:
    sales = content.text(cls, SMEKG.salesUpTo)
    return SizeDefinition(
        iri=cls,
        least=content.text(cls, SMEKG.employeesAtLeast),
        most=content.text(cls, SMEKG.employeesAtMost),
        sales=f"{int(sales):,} {content.text(cls, SMEKG.salesIn)}" if sales else "",
        works=len(content.referring(cls, SMEKG.usesDefinition)),
    )
