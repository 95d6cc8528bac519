"""Files of the repository that are made from others: `python -m smekg.generated` writes them anew.

- `sources/schema.json` lets an editor complete and check claims files while they are typed.
- `queries/README.md` lists the stored queries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from smekg.ontology import read_ontology
from smekg.paths import DataRoot, default_root
from smekg.queries.model import Parameter, StoredQuery
from smekg.queries.reader import read_queries, read_rules
from smekg.sources.model import Claim
from smekg.terms import TermIndex, index_terms

__all__ = ["claims_schema", "generated_files", "queries_page"]

#: Keys of a claim whose values come from a closed list of the ontology or the vocabulary.
LISTED_KEYS = (
    *("kind", "relation", "origin", "direction", "qualifier", "comparator"),
    *("rating", "confidence", "status"),
)

_PAGE_HEAD = """# Stored queries

Each file is SPARQL as it stands; its `#+` header is YAML. This page is made from the headers by
`python -m smekg.generated`.

Run one with `smekg query ID`; `--format csv|json|md|table` chooses the form, `--param NAME=VALUE` sets a
parameter, `--layout printed` lays a printed table out as the paper does.

A header has `id` (the file's name), `summary`, `question`, `source` (the table, figure or section that
is rebuilt), `tags`, `columns` (exactly what the query selects), and where it needs them `parameters` and
`layout`; another key is an error. A parameter `name` stands in the query as `VALUES ?_name { UNDEF }`, or
with its default for `UNDEF`; the caller's value takes that place. A rule names under `after` the rules whose
triples it reads. A `sibling` is the same question with one term replaced, which must have no answer. The rows
come in a total order. Queries see all graphs as one and are written for Oxigraph: `MINUS` rather than
`FILTER NOT EXISTS` over a join. A query with the tag `verify` selects `?entity ?error` and answers
only when something is wrong; `smekg check` runs it.
"""


def claims_schema(index: TermIndex) -> dict[str, Any]:
    """Describe a claims file as JSON Schema.

    Args:
        index: The labels of the closed lists.

    Returns:
        The schema, in draft 2020-12.
    """
    schema = TypeAdapter(list[Claim]).json_schema()
    properties = schema["$defs"]["Claim"]["properties"]
    for key in LISTED_KEYS:
        labels = sorted(index.display[label] for label in index.labels[key])
        description = properties[key]["description"]
        properties[key] = {"description": description, "enum": labels}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/smekg/schema/claims.json",
        "title": "smekg claims file",
        **schema,
    }


def queries_page(queries: Mapping[str, StoredQuery], rules: Mapping[str, StoredQuery]) -> str:
    """List stored queries and rules in Markdown.

    Args:
        queries: The queries by id.
        rules: The CONSTRUCT rules by id.

    Returns:
        The page.
    """
    parts = [_PAGE_HEAD]
    ordered = sorted(queries.values(), key=lambda q: (Path(q.path).parent.as_posix(), q.header.id))
    for folder, members in groupby(ordered, key=lambda q: Path(q.path).parent.as_posix()):
        parts.append(f"## {folder.removeprefix('queries/')}\n")
        parts += [_entry(query) for query in members]
    parts.append("## rules\n\nWhat they derive goes to the graph `derived`.\n")
    parts += [f"- **{rule.header.id}**: {rule.header.summary}" for rule in rules.values()]
    return "\n".join(parts) + "\n"


def generated_files(root: DataRoot) -> dict[Path, str]:
    """Make the content of every generated file.

    Args:
        root: Where the data lies.

    Returns:
        File to content.
    """
    ontology = read_ontology(root)
    index = index_terms(ontology.terms, ontology.vocabulary)
    schema = json.dumps(claims_schema(index), ensure_ascii=False, indent=2)
    return {
        root.sources / "schema.json": schema + "\n",
        root.queries / "README.md": queries_page(read_queries(root), read_rules(root)),
    }


def _entry(query: StoredQuery) -> str:
    header = query.header
    lines = [
        f"### {header.id}\n",
        f"{header.question}\n",
        f"- {header.summary}",
        f"- source: {header.source}",
        f"- columns: {', '.join(f'`{column}`' for column in header.columns)}",
    ]
    lines += [f"- parameter `{p.name}` ({_takes(p)}): {p.description}" for p in header.parameters]
    if header.sibling is not None:
        lines.append(f"- no answer with `{header.sibling.instead}`: {header.sibling.because}")
    return "\n".join(lines) + "\n"


def _takes(parameter: Parameter) -> str:
    return " | ".join(parameter.values) or parameter.type


if __name__ == "__main__":
    for path, content in generated_files(default_root()).items():
        path.write_text(content, encoding="utf-8")
