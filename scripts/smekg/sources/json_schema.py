"""The files of annotators described for editors, as JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from smekg.sources.errata import Erratum
from smekg.sources.model import Claim
from smekg.terms import TermIndex

__all__ = ["claims_schema", "errata_schema"]

#: Keys of a claim whose values come from a closed list of the ontology or the vocabulary.
LISTED_KEYS = (
    *("kind", "relation", "origin", "direction", "qualifier", "comparator"),
    *("rating", "confidence", "status"),
)


def claims_schema(index: TermIndex) -> str:
    """Describe a claims file as JSON Schema.

    Args:
        index: The labels of the closed lists.

    Returns:
        The schema, in draft 2020-12, as JSON.
    """
    schema = TypeAdapter(list[Claim]).json_schema()
    properties = schema["$defs"]["Claim"]["properties"]
    for key in LISTED_KEYS:
        labels = sorted(index.display[label] for label in index.labels[key])
        description = properties[key]["description"]
        properties[key] = {"description": description, "enum": labels}
    return _document("claims", schema)


def errata_schema() -> str:
    """Describe a file of errata as JSON Schema.

    Returns:
        The schema, in draft 2020-12, as JSON.
    """
    return _document("errata", TypeAdapter(list[Erratum]).json_schema())


def _document(name: str, schema: Mapping[str, Any]) -> str:
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://w3id.org/smekg/schema/{name}.json",
        "title": f"smekg {name} file",
        **schema,
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"
