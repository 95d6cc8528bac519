"""What a claim's own sentence says, held against its slots.

An annotator fills the slots and writes the sentence `says` apart from them, and the guide asks that every
restriction, hedge and number stands in both. So the sentence tells on a slot that was lost or turned round.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node

from annotations.lexicon import BOUNDS, HEDGES, LESS, MORE, NATIONS, NUMBER_WORDS
from smekg.graph.claims import THE_REVIEW
from smekg.namespaces import SMEKG
from smekg.ontology import Ontology
from smekg.sources.located import LocatedClaim
from smekg.sources.model import Claim
from smekg.terms import TermIndex

__all__ = ["Vocabulary", "read_vocabulary", "says_number", "slot_faults", "words"]

_STOP = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "of",
            "in",
            "to",
            "for",
            "by",
            "with",
            "from",
            "on",
            "at",
            "as",
            "into",
            "through",
        ),
        *("and", "or", "among", "between", "its", "their", "it", "is", "are", "be", "that", "which", "other"),
        *("than", "through", "who", "whose"),
    }
)
#: Slots whose labels are terms.
TERM_SLOTS = ("subject", "object", "compared_with", "mediator", "theory")
_SIGNS = {"positive": 1, "negative": -1}


@dataclass(frozen=True)
class Vocabulary:
    """What the sentences are held against.

    Attributes:
        index: The labels.
        spellings: Term to the words of each of its labels.
        places: Spelling of a place to its term.
        signs: Label of a relation that says a sign to that sign, 1 or -1.
        families: Term to the terms beside it: under the same wider term, or wide terms of the same scheme.
    """

    index: TermIndex
    spellings: Mapping[URIRef, tuple[frozenset[str], ...]]
    places: Mapping[str, URIRef]
    signs: Mapping[str, int]
    families: Mapping[URIRef, frozenset[URIRef]]

    def fit(self, term: URIRef, sentence: frozenset[str]) -> float:
        """Tell which share of a term's words a sentence has, by the label that fits best."""
        spellings = self.spellings.get(term, ())
        return max((len(words & sentence) / len(words) for words in spellings if words), default=0)


def words(text: str) -> frozenset[str]:
    """Content words, cut to their beginnings, so that `export` and `exporting` are one."""
    return frozenset(
        word[:5] if len(word) > 5 else word.rstrip("s")
        for word in re.findall(r"[a-z]+|\d+", text.lower())
        if word not in _STOP
    )


def read_vocabulary(ontology: Ontology, index: TermIndex) -> Vocabulary:
    """Collect what the sentences are held against."""
    graph = ontology.terms + ontology.vocabulary
    by_term: dict[URIRef, list[frozenset[str]]] = {}
    for found in index.labels["term"].items():
        for term in found[1]:
            by_term.setdefault(term, []).append(words(found[0]))
    return Vocabulary(
        index,
        {term: tuple(found) for term, found in by_term.items()},
        dict(_places(graph)),
        dict(_signs(graph)),
        _families(graph, set(by_term)),
    )


def _families(graph: Graph, terms: set[URIRef]) -> dict[URIRef, frozenset[URIRef]]:
    """The terms beside each term; equal ones only by what the vocabulary says, whoever uses them."""
    members: defaultdict[Node, set[URIRef]] = defaultdict(set)
    groups: dict[URIRef, list[Node]] = {}
    for term in terms:
        wider = [w for p in (SKOS.broader, RDFS.subClassOf) for w in graph.objects(term, p)]
        groups[term] = [w for w in wider if isinstance(w, URIRef)] or list(graph.objects(term, SKOS.inScheme))
        for group in groups[term]:
            members[group].add(term)
    return {term: frozenset().union(*(members[g] for g in groups[term])) - {term} for term in terms}


def _places(graph: Graph) -> Iterator[tuple[str, URIRef]]:
    for place in graph.subjects(RDF.type, SMEKG.Place):
        assert isinstance(place, URIRef)
        for name in (SKOS.prefLabel, SKOS.altLabel):
            for label in graph.objects(place, name):
                yield str(label), place
                yield from ((adjective, place) for adjective, of in NATIONS.items() if of == str(label))


def _signs(graph: Graph) -> Iterator[tuple[str, int]]:
    for relation, direction in graph.subject_objects(SMEKG.impliesDirection):
        sign = _SIGNS.get(str(graph.value(direction, SKOS.notation)))
        if sign is not None:
            yield str(graph.value(relation, SKOS.prefLabel)), sign
    yield from (("has advantage", 1), ("has disadvantage", -1), ("strengthens", 1), ("weakens", -1))


def slot_faults(located: LocatedClaim, known: Vocabulary) -> Iterator[tuple[str, str]]:
    """Find slots that the claim's sentence, id or file contradicts.

    Args:
        located: The claim.
        known: The vocabulary.

    Yields:
        The rule and what is wrong.
    """
    claim = located.claim
    if claim.section is not None and claim.element is None:
        yield from _section_faults(located, claim.section)
    if claim.says is None:
        return
    if claim.value is not None:
        yield from _number_faults(claim, claim.says)
    yield from _hedge_faults(claim, claim.says)
    yield from _place_faults(claim, claim.says, known)
    yield from _sign_faults(claim, claim.says, known)
    yield from _term_faults(claim, claim.says, known)


def _section_faults(located: LocatedClaim, section: str) -> Iterator[tuple[str, str]]:
    file = located.document.path.rsplit("/", 1)[-1].removesuffix(".yaml").removeprefix("section-")
    if file != section.replace(".", "-"):
        yield "section", f"section {section} in the file of section {file}"


def _number_faults(claim: Claim, says: str) -> Iterator[tuple[str, str]]:
    value = claim.value
    assert value is not None
    if not says_number(says, value):
        yield "number", f"{value} is not in: {says}"
    for comparator, words_for in BOUNDS.items():
        if claim.comparator is None and re.search(words_for, says, re.IGNORECASE):
            yield "comparator", f"no comparator, though it says {comparator!r}: {says}"


def says_number(text: str, value: Decimal) -> bool:
    """Tell whether a text has a number, in digits or in words."""
    plain = text.replace(",", "")
    if re.search(rf"(?<![\d.]){re.escape(f'{value:f}')}(?!\d|\.\d)", plain):
        return True
    if value % 1_000_000 == 0 and re.search(rf"(?<!\d){value / 1_000_000:f} million", plain):
        return True
    return value == value.to_integral_value() and bool(
        re.search(rf"(?<!\w)(?:{NUMBER_WORDS.get(int(value), '(?!)')})(?!\w)", text, re.IGNORECASE)
    )


def _hedge_faults(claim: Claim, says: str) -> Iterator[tuple[str, str]]:
    hedge = HEDGES.search(says)
    if hedge and claim.qualifier is None and claim.condition is None:
        yield "hedge", f"no qualifier, though it says {hedge.group()!r}: {says}"


def _place_faults(claim: Claim, says: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    given = {known.index.resolve("place", label) for label in claim.context.places}
    slots = " ".join(filter(None, (*(getattr(claim, slot) for slot in TERM_SLOTS), *claim.cases)))
    for name in _named_places(says, known):
        if known.places[name] not in given and name not in slots:
            yield "place", f"{name} is in no slot: {says}"


def _named_places(text: str, known: Vocabulary) -> list[str]:
    longest_first = sorted(known.places, key=len, reverse=True)
    return re.findall(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text)


def _sign_faults(claim: Claim, says: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    sign = known.signs.get(claim.relation, _SIGNS.get(claim.direction or ""))
    if sign is None:
        return
    more, less = (bool(pattern.search(_without_terms(claim, says, known))) for pattern in (MORE, LESS))
    if (sign > 0 and less and not more) or (sign < 0 and more and not less):
        yield "sign", f"{claim.direction or claim.relation} contradicts: {says}"


def _without_terms(claim: Claim, says: str, known: Vocabulary) -> str:
    """The sentence without the words of the claim's terms: "lower costs" are no lowering."""
    of_terms = frozenset(
        word
        for slot in TERM_SLOTS
        for spelling in _spellings(getattr(claim, slot), known)
        for word in spelling
    ) | words(claim.as_printed or "")
    return " ".join(word for word in re.findall(r"[a-z]+", says.lower()) if not words(word) & of_terms)


def _spellings(label: str | None, known: Vocabulary) -> tuple[frozenset[str], ...]:
    if label is None or label == THE_REVIEW:
        return ()
    return known.spellings[known.index.resolve("term", label)]


def _term_faults(claim: Claim, says: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    """A term that the sentence does not name at all, while it names one that stands beside it in full."""
    sentence = words(f"{says} {claim.as_printed or ''}")
    terms = {
        slot: known.index.resolve("term", label)
        for slot in TERM_SLOTS
        if (label := getattr(claim, slot)) is not None and label != THE_REVIEW
    }
    for slot, term in terms.items():
        if known.fit(term, sentence) == 0:
            named = [t for t in known.families[term] if known.fit(t, sentence) == 1]
            if set(named) - set(terms.values()):
                yield slot, f"no word of {getattr(claim, slot)!r} is in: {says}"
