"""What the files of a review say, read without smekg's readers: the triples that its graph must have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from rdflib.namespace import RDFS, SKOS, XSD

from fuzz.comparing import Iri, Label, Number, Statement, Text, Typed, Value
from fuzz.plain_bibtex import read_entries
from fuzz.plain_yaml import parsed

ID = "https://w3id.org/smekg/id/"
SMEKG = "https://w3id.org/smekg/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TERMS = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"
_CITO = "http://purl.org/spar/cito/"
_FABIO = "http://purl.org/spar/fabio/"
_BIBO = "http://purl.org/ontology/bibo/"

#: Slots of a claim that name a term, and the property by which the graph says so.
LABELS = {
    **{"kind": _RDF + "type", "subject": SMEKG + "subject", "object": SMEKG + "object"},
    **{"compared_with": SMEKG + "comparedWith", "mediator": SMEKG + "mediator", "theory": SMEKG + "inViewOf"},
    **{slot: SMEKG + slot for slot in ("relation", "origin", "direction", "qualifier")},
    **{slot: SMEKG + slot for slot in ("rating", "comparator", "confidence", "status")},
}  # fmt: skip
ENGLISH = {
    **{"says": "statement", "as_printed": "printedAs", "reason": "reason", "condition": "underCondition"},
    **{"inferred": "inferredBecause", "base": "base", "note": "editorialNote"},
    **{"uncheckable": "uncheckableBecause"},
}  # fmt: skip
WORKS = {"studies": "basedOn", "disputed_by": "disputedBy"}
CLAIMS = {"mediates": "mediates", "moderates": "moderates", "restates": "restates", "equals": "equalsNumber"}
NUMBERS = {"value": "value", "denominator": "denominator"}
CONDITIONS = {
    **{"kinds": "whereKind", "relations": "whereRelation", "subjects": "whereSubject"},
    **{"objects": "whereObject", "places": "wherePlace", "ratings": "whereRating"},
}  # fmt: skip
ELEMENTS = {"table": "Table", "figure": "Figure", "list": "PrintedList", "proposition": "NumberedProposition"}
TYPES = {
    **{"article": "JournalArticle", "book": "Book", "incollection": "BookChapter"},
    **{"inproceedings": "ConferencePaper", "phdthesis": "DoctoralThesis", "techreport": "ReportDocument"},
}  # fmt: skip
FIELDS = {
    **{"booktitle": _TERMS + "isPartOf", "journal": _TERMS + "isPartOf", "doi": _BIBO + "doi"},
    **{"number": _BIBO + "issue", "pages": _BIBO + "pages", "volume": _BIBO + "volume"},
    **{"publisher": _TERMS + "publisher", "title": _TERMS + "title"},
}  # fmt: skip


def statements(folder: Path) -> Iterator[Statement]:
    """Say what the files of a review say, one statement at a time."""
    source = _read(folder / "source.yaml")
    works = read_entries((folder / "works.bib").read_text(encoding="utf-8"))
    yield from _source(source)
    for entry in works:
        yield from entry.statements(source, TYPES, FIELDS)
    for path in sorted((folder / "claims").glob("*.yaml")):
        for claim in _read(path):
            yield from _claim(claim, source)
    errata = folder / "errata.yaml"
    if errata.exists():
        seen: Counter[str] = Counter()
        for erratum in _read(errata):
            seen[erratum["claim"]] += 1
            yield from _erratum(erratum, seen[erratum["claim"]], source)


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return parsed(path.read_text(encoding="utf-8"))


def _node(kind: str, *parts: str) -> Iri:
    return Iri("/".join([ID + kind, *parts]))


def _whole(text: str) -> Typed:
    assert re.fullmatch(r"[0-9]+", text), f"not a whole number: {text!r}"
    return Typed(str(int(text)), str(XSD.integer))


def _flag(text: str) -> Typed:
    return Typed(str(text.lower() in ("true", "yes", "on", "1", "t", "y")).lower(), str(XSD.boolean))


def _english(text: str) -> Text:
    return Text(text.strip(), "en")


def _term(label: str, source: Mapping[str, Any]) -> Value:
    return _node("work", source["work"]) if label.strip() == "the review" else Label(label)


def _source(source: Mapping[str, Any]) -> Iterator[Statement]:
    review, code = source["id"], source["code"]
    work, node = _node("work", source["work"]), _node("annotation", review).text
    yield work.text, _RDF + "type", Iri(SMEKG + "Review")
    yield work.text, _TERMS + "identifier", Text(review)
    yield node, _RDF + "type", Iri(_PROV + "Activity")
    yield node, _PROV + "used", work
    yield node, _PROV + "endedAtTime", Typed(f"{source['annotated']}T00:00:00Z", str(XSD.dateTime))
    for annotator in source["annotators"]:
        agent = _node("annotator", annotator["id"])
        software = _flag(annotator.get("software", "false")).text == "true"
        yield node, _PROV + "wasAssociatedWith", agent
        yield agent.text, _RDF + "type", Iri(_PROV + ("SoftwareAgent" if software else "Person"))
        yield agent.text, str(RDFS.label), _english(annotator["name"])
    for position, section in enumerate(source["sections"], start=1):
        here = _node("section", review, section["number"].strip()).text
        yield here, _RDF + "type", Iri(SMEKG + "Section")
        yield here, _TERMS + "isPartOf", work
        yield here, SMEKG + "sectionNumber", Text(section["number"].strip())
        yield here, SMEKG + "position", _whole(str(position))
        yield here, _TERMS + "title", _english(section["title"])
        if "about" in section:
            yield here, SMEKG + "treats", Label(section["about"])
    for element in source.get("elements", ()):
        yield from _element(element, source)
    for statement in source.get("completeness", ()):
        here = _node("completeness", f"{code}-{statement['id']}").text
        yield here, _RDF + "type", Iri(SMEKG + "CompletenessStatement")
        yield here, SMEKG + "aboutReview", work
        yield here, SMEKG + "statement", _english(statement["covers"])
        yield from _each(here, "coversKind", [Label(kind) for kind in statement.get("kinds", ())])
        yield from _each(here, "coversSection", _sections(statement, review))
        yield from _each(here, "coversElement", _elements(statement, code))


def _each(here: str, name: str, values: list[Any]) -> Iterator[Statement]:
    """A triple is there or not: what is listed twice is said once."""
    for value in dict.fromkeys(values):
        yield here, SMEKG + name, value


def _sections(holder: Mapping[str, Any], review: str) -> list[Iri]:
    return [_node("section", review, number.strip()) for number in holder.get("sections", ())]


def _elements(holder: Mapping[str, Any], code: str) -> list[Iri]:
    return [_node("element", f"{code}-{element}") for element in holder.get("elements", ())]


def _element(element: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[Statement]:
    code = source["code"]
    here = _node("element", f"{code}-{element['id']}")
    kind, number = element["kind"], element.get("number")
    label = (
        f"{kind.capitalize()} {number.strip()}"
        if number
        else f"{kind.capitalize()}: {element['caption'].strip()}"
    )
    yield here.text, _RDF + "type", Iri(SMEKG + ELEMENTS[kind])
    yield here.text, _TERMS + "isPartOf", _node("work", source["work"])
    yield here.text, str(RDFS.label), Text(label, "en")
    yield here.text, str(SKOS.notation), Text(element["id"])
    yield here.text, _TERMS + "title", _english(element["caption"])
    yield here.text, SMEKG + "inSection", _node("section", source["id"], element["section"].strip())
    for position, row in enumerate(element.get("rows", ()), start=1):
        heading = _node("row", f"{code}-{element['id']}", str(position)).text
        yield heading, _RDF + "type", Iri(SMEKG + "TableRow")
        yield heading, SMEKG + "inElement", here
        yield heading, SMEKG + "position", _whole(str(position))
        yield heading, SMEKG + "printedAs", _english(row["printed"])
        yield heading, SMEKG + "treats", Label(row["term"])


def _claim(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[Statement]:
    here, review, code = _node("claim", claim["id"]).text, source["id"], source["code"]
    given = {"status": source["status"]} | dict(claim)
    for slot, predicate in LABELS.items():
        if slot in given:
            terms = slot in ("subject", "object", "compared_with", "mediator", "theory")
            yield here, predicate, _term(given[slot], source) if terms else Label(given[slot])
    yield from _each(here, "illustratedBy", [_term(case, source) for case in claim.get("cases", ())])
    for slot, name in ENGLISH.items():
        if slot in claim:
            yield here, SMEKG + name, _english(claim[slot])
    for slot, name in WORKS.items():
        yield from _each(here, name, [_node("work", key) for key in claim.get(slot, ())])
    for slot, name in CLAIMS.items():
        if slot in claim:
            yield here, SMEKG + name, _node("claim", claim[slot])
    yield from _each(here, "sameMatterAs", [_node("claim", other) for other in claim.get("compare", ())])
    yield here, SMEKG + "statedIn", _node("work", source["work"])
    yield here, _PROV + "wasGeneratedBy", _node("annotation", review)
    yield from _place(here, claim, source)
    yield from _context(here, claim.get("context", {}))
    yield from _number(here, claim, code)
    if "counts" in claim:
        yield from _counts(here, claim, source)
    if "passage" in claim:
        yield from _passage(here, claim["passage"], source)


def _number(here: str, claim: Mapping[str, Any], code: str) -> Iterator[Statement]:
    for slot, name in NUMBERS.items():
        if slot in claim:
            yield here, SMEKG + name, Number(Decimal(claim[slot]))
    if "unit" in claim:
        yield here, SMEKG + "unit", Text(claim["unit"].strip())
    if "dates" in claim:
        yield here, SMEKG + "datesWork", _node("work", claim["dates"])
    if "ranked_in" in claim:
        yield here, SMEKG + "rankedIn", _node("element", f"{code}-{claim['ranked_in']}")
    for end, key in claim.get("spans", {}).items():
        name = {"start": "spansFrom", "end": "spansTo"}[end]
        yield here, SMEKG + name, _node("claim" if "-" in key else "work", key)
    if "part_of" in claim:
        yield from _part(here, claim["part_of"])


def _part(here: str, part: Mapping[str, Any]) -> Iterator[Statement]:
    if "number" in part:
        yield here, SMEKG + "partOfNumber", _node("claim", part["number"])
    yield here, SMEKG + "brokenDownBy", Text(part["by"].strip())
    yield here, SMEKG + "partsExclude", _flag(part["exclusive"])
    yield here, SMEKG + "partsExhaust", _flag(part["exhaustive"])


def _place(here: str, claim: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[Statement]:
    if "work" in claim:
        yield here, SMEKG + "object", _node("work", claim["work"])
    if "section" in claim:
        yield here, SMEKG + "inSection", _node("section", source["id"], claim["section"].strip())
    if "element" in claim:
        yield here, SMEKG + "inElement", _node("element", f"{source['code']}-{claim['element']}")
    if "part" in claim:
        yield here, SMEKG + "part", Text(claim["part"].strip())
    if "position" in claim:
        yield here, SMEKG + "position", _whole(claim["position"])


def _context(here: str, context: Mapping[str, Any]) -> Iterator[Statement]:
    yield from _each(here, "concernsPlace", [Label(label) for label in context.get("places", ())])
    yield from _each(here, "concernsSector", [Label(label) for label in context.get("sectors", ())])
    for slot in ("sample", "period", "population"):
        if slot in context:
            yield here, SMEKG + slot, _english(context[slot])


def _counts(here: str, claim: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[Statement]:
    counts, node = claim["counts"], _node("list", claim["id"])
    yield here, SMEKG + "counts", node
    yield node.text, _RDF + "type", Iri(SMEKG + "CountedList")
    yield node.text, SMEKG + "isListedInFull", _flag(str(counts["listed"] == "all"))
    yield node.text, SMEKG + "countsEach", Label(counts["each"])
    for key, name in CONDITIONS.items():
        values = [
            _term(label, source) if key in ("subjects", "objects") else Label(label)
            for label in counts.get(key, ())
        ]
        yield from _each(node.text, name, values)
    yield from _each(node.text, "whereSection", _sections(counts, source["id"]))
    yield from _each(node.text, "whereElement", _elements(counts, source["code"]))
    yield from _each(node.text, "wherePart", [Text(part.strip()) for part in counts.get("parts", ())])
    if "among" in counts:
        yield node.text, SMEKG + "whereAmong", _node("element", f"{source['code']}-{counts['among']}")


def _passage(here: str, anchor: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[Statement]:
    occurrence = anchor.get("occurrence", "1")
    suffix = "" if int(occurrence) == 1 else f"-{int(occurrence)}"
    node = _node("passage", f"{source['id']}-{anchor['sha256'][:16]}{suffix}")
    yield here, SMEKG + "passage", node
    yield node.text, _RDF + "type", Iri(SMEKG + "Passage")
    yield node.text, SMEKG + "statedIn", _node("work", source["work"])
    yield node.text, SMEKG + "normalisation", _whole(anchor["norm"])
    yield node.text, SMEKG + "letterCount", _whole(anchor["letters"])
    yield node.text, SMEKG + "sha256", Text(anchor["sha256"])
    yield node.text, SMEKG + "blockHashes", Text(" ".join(anchor["blocks"]))
    yield node.text, SMEKG + "occurrence", _whole(occurrence)


def _erratum(erratum: Mapping[str, Any], number: int, source: Mapping[str, Any]) -> Iterator[Statement]:
    claim, node = _node("claim", erratum["claim"]).text, _node("erratum", erratum["claim"], str(number))
    work = _node("work", source["work"])
    yield node.text, _RDF + "type", Iri(SMEKG + "Erratum")
    yield node.text, str(RDFS.label), Text(f"erratum {number} of {erratum['claim']}", "en")
    yield node.text, SMEKG + "aboutReview", work
    yield node.text, _TERMS + "modified", Typed(erratum["date"], str(XSD.date))
    yield node.text, SMEKG + "mendedInVersion", Text(erratum["version"])
    yield node.text, SMEKG + "saidBefore", _english(erratum["before"])
    yield node.text, SMEKG + "mendedBecause", _english(erratum["reason"])
    if "after" in erratum:
        yield node.text, SMEKG + "saysNow", _english(erratum["after"])
    if "reported_by" in erratum:
        yield node.text, SMEKG + "reportedBy", Text(erratum["reported_by"].strip())
    yield claim, _PROV + "wasRevisionOf", node
    if _flag(erratum.get("withdrawn", "false")).text == "true":
        yield claim, _RDF + "type", Iri(SMEKG + "WithdrawnClaim")
        yield claim, SMEKG + "aboutReview", work
        for other in erratum.get("replaced_by", ()):
            yield claim, _TERMS + "isReplacedBy", _node("claim", other)
