"""Firms to be classified, from figures or from Turtle: decimals, one property per currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from smekg.errors import Finding, FindingsError, UsageError
from smekg.namespaces import SMEKG, bind_prefixes
from smekg.ontology import read_turtle

__all__ = ["THE_FIRM", "Figures", "currencies", "firm_graph", "read_firms"]

#: The firm whose figures stand on the command line.
THE_FIRM = URIRef("https://example.org/firm")
_YES, _NO = Literal(True), Literal(False)


@dataclass(frozen=True)
class Figures:
    """What is known of one firm; None is unknown.

    Attributes:
        headcount: Number of people.
        turnover: Annual sales, in `currency`.
        balance: Balance total, in `currency`.
        currency: ISO 4217 code of both amounts.
        age: Full years since the founding.
        years_to_internationalization: Years from the founding to the first commitment abroad.
        international: Whether the firm has committed resources to international activities.
    """

    headcount: int | None = None
    turnover: str | None = None
    balance: str | None = None
    currency: str | None = None
    age: int | None = None
    years_to_internationalization: int | None = None
    international: bool | None = None


def currencies(ontology: Graph) -> list[str]:
    """List the currencies in which the definitions are stated.

    Args:
        ontology: Header and modules.

    Returns:
        ISO 4217 codes, sorted.
    """
    return sorted({str(code) for code in ontology.objects(None, SMEKG.currencyCode)})


def firm_graph(ontology: Graph, figures: Figures) -> Graph:
    """Describe one firm as RDF.

    Args:
        ontology: Header and modules.
        figures: What is known of it.

    Returns:
        The firm, typed `smekg:Enterprise`.

    Raises:
        UsageError: An amount is no number, negative, or has no currency or one that no definition uses.
    """
    graph = bind_prefixes(Graph())
    graph.add((THE_FIRM, RDF.type, SMEKG.Enterprise))
    for predicate, value in _facts(ontology, figures):
        graph.add((THE_FIRM, predicate, value))
    if len(graph) == 1:
        raise UsageError("nothing is known of the firm; give a figure, such as --headcount 120, or a file")
    return graph + _bounds_that_follow(graph)


def read_firms(ontology: Graph, path: Path) -> Graph:
    """Read firms from a Turtle file.

    Args:
        ontology: Header and modules.
        path: The file.

    Returns:
        Its triples.

    Raises:
        UsageError: The file holds no `smekg:Enterprise`.
        FindingsError: The file is no Turtle, or figures have another datatype than the ontology says;
            all of these are listed.
    """
    graph = read_turtle(path, str(path))
    if (None, RDF.type, SMEKG.Enterprise) not in graph:
        raise UsageError(f"{path} describes no firm; give each the type smekg:Enterprise")
    faults = list(_mistyped(ontology, graph, path))
    if faults:
        raise FindingsError(faults)
    return graph + _bounds_that_follow(graph)


def _facts(ontology: Graph, figures: Figures) -> Iterator[tuple[URIRef, Literal]]:
    counts = {
        SMEKG.headcount: ("--headcount", figures.headcount),
        SMEKG.ageInYears: ("--age", figures.age),
        SMEKG.yearsToInternationalization: (
            "--years-to-internationalization",
            figures.years_to_internationalization,
        ),
    }
    for predicate, (option, count) in counts.items():
        if count is not None:
            if count < 0:
                raise UsageError(f"{option} {count} is below 0; give a count")
            yield predicate, Literal(count, datatype=XSD.integer)
    if figures.international is not None:
        yield SMEKG.isInternationallyActive, Literal(figures.international)
    for option, name, amount in (
        ("--turnover", "turnover", figures.turnover),
        ("--balance", "balanceTotal", figures.balance),
    ):
        if amount is not None:
            yield _amount_property(ontology, option, name, figures.currency), _decimal(option, amount)


def _bounds_that_follow(graph: Graph) -> Graph:
    """Say what age and presence abroad tell of the years to internationalization.

    A firm of n years that is active abroad started within n years; one that is not has not started. OWL
    cannot compare two figures of one individual, so the conclusion is stated here.
    """
    bounds = bind_prefixes(Graph())
    for firm, active in graph.subject_objects(SMEKG.isInternationallyActive):
        age = graph.value(firm, SMEKG.ageInYears)
        if (firm, SMEKG.yearsToInternationalization, None) in graph:
            continue
        started, datatype, facet, facets = BNode(), BNode(), BNode(), BNode()
        if active == _YES and age is not None:
            bounds.add((firm, RDF.type, started))
            bounds.add((started, OWL.someValuesFrom, datatype))
            bounds.add((datatype, RDF.type, RDFS.Datatype))
            bounds.add((datatype, OWL.onDatatype, XSD.integer))
            bounds.add((datatype, OWL.withRestrictions, facets))
            Collection(bounds, facets, [facet])
            bounds.add((facet, XSD.maxInclusive, age))
        elif active == _NO:
            never = BNode()
            bounds.add((firm, RDF.type, never))
            bounds.add((never, RDF.type, OWL.Class))
            bounds.add((never, OWL.complementOf, started))
            bounds.add((started, OWL.someValuesFrom, XSD.integer))
        else:
            continue
        bounds.add((started, RDF.type, OWL.Restriction))
        bounds.add((started, OWL.onProperty, SMEKG.yearsToInternationalization))
    return bounds


def _amount_property(ontology: Graph, option: str, name: str, currency: str | None) -> URIRef:
    known = ", ".join(currencies(ontology))
    if currency is None:
        raise UsageError(f"{option} has no currency; add --currency with one of {known}")
    for predicate in ontology.subjects(SMEKG.currencyCode, Literal(currency.upper())):
        if str(predicate).startswith(f"{SMEKG}{name}"):
            return URIRef(str(predicate))
    raise UsageError(
        f"no definition asks for {option.lstrip('-')} in {currency}; currencies in use: {known}. "
        "Amounts are never converted: give the figure from the firm's accounts, or leave it out"
    )


def _decimal(option: str, amount: str) -> Literal:
    try:
        number = Decimal(amount)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise UsageError(f'{option} "{amount}" is no amount; write digits, such as 30000000 or 30e6')
    # Written out: 3E+7 is the lexical form of a double, and a double meets no decimal bound.
    return Literal(f"{number:f}", datatype=XSD.decimal)


def _mistyped(ontology: Graph, graph: Graph, path: Path) -> Iterator[Finding]:
    accepted = {
        XSD.decimal: {XSD.decimal, XSD.integer},
        XSD.integer: {XSD.integer},
        XSD.boolean: {XSD.boolean},
    }
    lines = path.read_text(encoding="utf-8").splitlines()
    for predicate in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        wanted = accepted.get(URIRef(str(ontology.value(predicate, RDFS.range))))
        for firm, value in graph.subject_objects(predicate):
            if wanted is None or not isinstance(value, Literal) or value.datatype in wanted:
                continue
            name = str(predicate).replace(str(SMEKG), "smekg:")
            line = next((i for i, text in enumerate(lines, 1) if name.partition(":")[2] in text), 0)
            right = str(ontology.value(predicate, RDFS.range)).rsplit("#", 1)[-1]
            wrong = str(value.datatype or "text").rsplit("#", 1)[-1]
            yield Finding(
                str(path),
                line,
                f"<{firm}>: {name} {value} is an xsd:{wrong}, which no bound counts; write an xsd:{right}, "
                f"such as {'30000000.0' if right == 'decimal' else 'true' if right == 'boolean' else '120'}",
            )
