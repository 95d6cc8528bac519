"""BibTeX as works.bib has it, read letter by letter: entries with fields in braces, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rdflib.namespace import XSD

from fuzz.comparing import Iri, Statement, Text, Typed

_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*\{\s*([^\s,{}=]+)\s*,")
_FIELD = re.compile(r"\s*([A-Za-z]+)\s*=\s*")
ID = "https://w3id.org/smekg/id/"
SMEKG = "https://w3id.org/smekg/ontology#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CITO = "http://purl.org/spar/cito/"


class PlainEntry(NamedTuple):
    """An entry as it stands in the file."""

    type: str
    key: str
    fields: dict[str, str]

    def statements(
        self, source: Mapping[str, Any], types: Mapping[str, str], properties: Mapping[str, str]
    ) -> Iterator[Statement]:
        """Say what the entry says of its work, and how the review prints the citation."""
        here, fields = f"{ID}work/{self.key}", self.fields
        yield here, _RDF_TYPE, Iri(SMEKG + "Publication")
        yield here, SMEKG + "year", Typed(fields["year"], str(XSD.integer))
        yield here, SMEKG + "citationKey", Text(self.key)
        if self.type in types:
            yield here, _RDF_TYPE, Iri("http://purl.org/spar/fabio/" + types[self.type])
        yield here, SMEKG + "authors", Text(fields.get("author") or fields["editor"])
        for field, predicate in properties.items():
            if field in fields:
                yield here, predicate, Text(fields[field])
        if self.key == source["work"]:
            return
        citation = f"{ID}citation/{source['id']}/{self.key}"
        yield citation, _RDF_TYPE, Iri(_CITO + "Citation")
        yield citation, _CITO + "hasCitingEntity", Iri(f"{ID}work/{source['work']}")
        yield citation, _CITO + "hasCitedEntity", Iri(here)
        yield citation, SMEKG + "printedCitation", Text(fields["printed"])
        for variant in fields.get("variants", "").split(";"):
            if variant.strip():
                yield citation, SMEKG + "printedVariant", Text(variant.strip())


def read_entries(text: str) -> list[PlainEntry]:
    """Read a file.

    Args:
        text: Its content.

    Returns:
        The entries.

    Raises:
        AssertionError: Something stands in it that is neither an entry, nor a comment line.
    """
    text = re.sub(r"^\s*%.*$", "", text.removeprefix("\ufeff"), flags=re.MULTILINE)
    entries, at = [], _space(text, 0)
    while at < len(text):
        head = _HEAD.match(text, at)
        assert head, f"no entry begins here: {text[at : at + 40]!r}"
        fields, at = _fields(text, head.end())
        entries.append(PlainEntry(head[1].lower(), head[2], fields))
        at = _space(text, at)
    return entries


def _fields(text: str, at: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while text[_space(text, at)] != "}":
        name = _FIELD.match(text, at)
        assert name, f"no field begins here: {text[at : at + 40]!r}"
        value, at = _value(text, name.end())
        assert name[1].lower() not in fields, f"{name[1]} is given twice"
        fields[name[1].lower()] = " ".join(re.sub("[{}]", "", value).split())
        at = _space(text, at)
        assert text[at] in ",}", f"a field ends here otherwise than with a comma: {text[at : at + 40]!r}"
        at += text[at] == ","
    return fields, _space(text, at) + 1


def _value(text: str, at: int) -> tuple[str, int]:
    """A value in braces, in quotation marks, or a number."""
    number = re.compile("[0-9]+").match(text, at)
    if number:
        return number[0], number.end()
    assert text[at] in '{"', f"a value begins otherwise than with a brace or a quotation mark: {text[at]!r}"
    close, depth, end = {"{": "}", '"': '"'}[text[at]], 0, at + 1
    while depth or text[end] != close:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[at + 1 : end], end + 1


def _space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
