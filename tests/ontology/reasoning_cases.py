"""Situations that the ontology must judge, and the axioms that they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rdflib import Graph

from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG
from smekg.ontology import read_ontology
from smekg.paths import default_root
from smekg.reasoning.figures import definitions
from smekg.reasoning.owlapi import Axiom, Entailments, Triple

ROOT = default_root()
CASES = Path(__file__).resolve().parent / "competency"
EX = "https://example.org/"
TURTLE = "".join(f"@prefix {p}: <{n}> .\n" for p, n in {**PREFIXES, "ex": EX}.items())


@dataclass(frozen=True)
class Case:
    """A situation, what follows from it and what does not."""

    name: str
    given: Graph
    holds: tuple[Triple, ...] = ()
    fails: tuple[Triple, ...] = ()
    inconsistent: bool = False

    def answered_by(self, entailments: Entailments) -> bool:
        """Tell whether what must follow does; `entailments` hold the given statements already."""
        if self.inconsistent:
            return not entailments.consistent
        return all(entailments.entails(triple) for triple in self.holds)


def turtle(text: str) -> Graph:
    return Graph().parse(data=TURTLE + text, format="turtle")


def triples(lines: Iterable[str]) -> tuple[Triple, ...]:
    return tuple(next(iter(turtle(f"{line} ."))) for line in lines)


def read_case(file: Path, entry: dict[str, Any]) -> Case:
    assert set(entry) <= {"question", "given", "holds", "not", "inconsistent"}, entry
    assert entry["question"].endswith("?"), entry["question"]
    return Case(
        f"{file.stem}: {entry['question']}",
        turtle(entry["given"]),
        triples(entry.get("holds", ())),
        triples(entry.get("not", ())),
        bool(entry.get("inconsistent", False)),
    )


def read_cases() -> list[Case]:
    return [
        read_case(file, entry)
        for file in sorted(CASES.glob("*.yaml"))
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


ALL = read_cases()


@cache
def terms() -> Graph:
    return read_ontology(ROOT).terms


@cache
def loaded() -> Entailments:
    return Entailments(terms())


@cache
def relevant_parts() -> tuple[tuple[Case, Entailments], ...]:
    """Pair each case with the axioms that matter to it, those with few axioms first: they are fast."""
    parts = [
        (case, loaded().adding(case.given).relevant_to(case.given, case.holds + case.fails)) for case in ALL
    ]
    return tuple(sorted(parts, key=lambda pair: len(pair[1].axioms)))


def who_notices(axiom: Axiom, instead: Graph | None = None) -> Case | None:
    """Take out an axiom, or put another statement in its place: find a case that has another answer then."""
    for case, part in relevant_parts():
        if axiom in part.axioms and (case.holds or case.inconsistent):
            changed = part.without(axiom)
            if not case.answered_by(changed if instead is None else changed.adding(instead)):
                return case
    return None


def axioms_in_need() -> list[Axiom]:
    """The axioms that some case must need.

    A size definition names its general sense even where that follows from a wider range, because HermiT
    finds the inclusion of ranges only sometimes. A range of rdfs:Literal says nothing that OWL does not say
    of every datatype property.
    """
    sized = {str(cls).replace(str(SMEKG), "smekg:") for cls in definitions(terms())}
    return [
        axiom
        for axiom in loaded().axioms
        if not axiom.text.endswith("Range: rdfs:Literal") and axiom.text.split(" SubClassOf ")[0] not in sized
    ]
