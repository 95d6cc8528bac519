"""Files of the repository that are made from others: `python -m smekg.generated` writes them anew.

- `sources/schema.json` lets an editor complete and check claims files while they are typed.
- `sources/errata-schema.json` does so for `errata.yaml`.
- `queries/README.md` lists the stored queries, `queries/competency/README.md` the competency questions.
- `ontology/diagrams.md` draws each module of the ontology.
- `CITATION.cff` and `.zenodo.json` say how smekg is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from smekg.coverage import competency_questions
from smekg.diagrams.mermaid import modules_page
from smekg.diagrams.modules import read_modules
from smekg.export.metadata.citation import citation_cff, zenodo_json
from smekg.ontology import read_ontology
from smekg.paths import DataRoot, default_root
from smekg.queries.model import Parameter, StoredQuery
from smekg.queries.reader import read_queries, read_rules
from smekg.sources.json_schema import claims_schema, errata_schema
from smekg.terms import index_terms

__all__ = ["competency_page", "generated_files", "queries_page"]

_PAGE_HEAD = """# Stored queries

Each file is SPARQL as it stands; its `#+` header is YAML. This page is made from the headers by
`python -m smekg.generated`.

Run one with `smekg query ID`. `--format csv|json|md|table` chooses the form, `--param NAME=VALUE` sets a
parameter, `--layout printed` lays a printed table out as the paper does, and `--claims` adds the ids of the
claims behind each row.

A header has `id` (the file's name), `summary`, `question`, `source` (the table, figure or section that
is rebuilt), `tags`, `columns` (exactly what the query selects), and where it needs them `elements` (ids of
the framework elements whose print the answer gives again: `[g21-table-2]`), `meanings` (what columns tell
whose names do not say so), `parameters`, `claims`, `entries`, `layout` and `engines`; another key is an
error. A parameter `name` stands in the query as
`VALUES ?_name { UNDEF }`, or with its default for `UNDEF`; the caller's value takes that place. A rule names
under `after` the rules whose triples it reads. A `sibling` is the same question with one term replaced, which
must have no answer. The rows come in a total order. Queries see all graphs as one and are written for
Oxigraph: `MINUS` rather than `FILTER NOT EXISTS` over a join. A query with the tag `verify` selects
`?entity ?error` and answers only when something is wrong; `smekg check` runs it.

`claims` says on which claims a cell stands. It maps a column to the variables that hold them, and `rest` to
those behind all columns that it does not name: `claims: {rest: [claim], studies: [study_claims]}`. A variable
holds one claim, or a text of claims with spaces between. Where a sub-select joins several entries to a cell,
it joins their claims in the same order, with `|` between those of two entries, and `entries` says what stands
between the entries themselves: `entries: {studies: "; "}`. Such a query computes its columns in the WHERE
part, not in SELECT.

`layout` has the printed `title` and either `cells`, the column whose values are the entries of printed cells,
with `rows` and `columns`, the columns that say of which; or, where a row is printed as it is, the `headings`
of the columns that are printed, `transposed: true` where rows are printed as columns, and in `merged` the
columns whose equal neighbours are printed as one cell. `joined` says what stands between printed entries.

`engines` names the engines that do not give the rows of a query, and why: `engines: {virtuoso-7: "…"}`. The
tests run each query on the Oxigraph server and on Virtuoso 7; one that gives other rows there must say so,
and one that says so must. [How engines differ](ENGINES.md) tells how to write a query for all of them.

Two habits keep queries fast on Oxigraph. What labels a term stands inside each branch of a UNION, not behind
it, where the labels of all terms would be joined. And a parameter is compared with variables that are bound
anyway, not looked for with EXISTS over a path.

The catalogue of all queries and rules is in the graph too, as the named graph `queries`, in the manner of the
SIB's [SPARQL examples](https://github.com/sib-swiss/sparql-examples): `sh:select` (of a rule `sh:construct`)
is a text that runs as it stands, `rdfs:comment` the question, `schema:keywords` the tags; `sh:parameter`
leads to what the query takes, `smekg:rebuilds` to what it prints again. It has no `schema:target`, since no
endpoint is the one to ask, and nothing of `claims`, `entries`, `layout` and `meanings`, which only smekg can
follow. Which tables and figures are rebuilt, by which text:

```sparql
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX smekg: <https://w3id.org/smekg/ontology#>

SELECT ?element ?question ?text
WHERE { ?query smekg:rebuilds ?element ; rdfs:comment ?question ; sh:select ?text }
ORDER BY ?element
```

The competency questions have [a page of their own](competency/README.md).
"""

_COMPETENCY_HEAD = """# Competency questions

What a researcher of SME internationalization would ask, a folder per theme. Each question has an answer that
was typed from the papers, below `tests/expected/competency/`, and a sibling: the same question with one term
replaced, which has no answer, for the reason given, though each of its patterns alone matches something.

A new question is a file here and one with its answer there. `smekg coverage` lists the classes, properties
and claim kinds that no question touches; whoever adds a term asks a question that does. This page is made
from the headers by `python -m smekg.generated`.
"""


def queries_page(queries: Mapping[str, StoredQuery], rules: Mapping[str, StoredQuery]) -> str:
    """List stored queries and rules in Markdown.

    Args:
        queries: The queries by id.
        rules: The CONSTRUCT rules by id.

    Returns:
        The page.
    """
    parts = [_PAGE_HEAD]
    competency = {query.header.id for query in competency_questions(queries.values())}
    for folder, members in _by_folder(q for q in queries.values() if q.header.id not in competency):
        parts.append(f"## {folder.removeprefix('queries/')}\n")
        parts += [_entry(query) for query in members]
    parts.append("## rules\n\nWhat they derive goes to the graph `derived`.\n")
    parts += [f"- **{rule.header.id}**: {rule.header.summary}" for rule in rules.values()]
    return "\n".join(parts) + "\n"


def competency_page(questions: Iterable[StoredQuery]) -> str:
    """List competency questions in Markdown.

    Args:
        questions: The questions.

    Returns:
        The page.
    """
    parts = [_COMPETENCY_HEAD]
    for folder, members in _by_folder(questions):
        parts += [f"## {folder.removeprefix('queries/competency/')}\n", *map(_line, members), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def generated_files(root: DataRoot) -> dict[Path, str]:
    """Make the content of every generated file.

    Args:
        root: Where the data lies.

    Returns:
        File to content.
    """
    ontology = read_ontology(root)
    index = index_terms(ontology.terms, ontology.vocabulary)
    queries = read_queries(root)
    return {
        root.sources / "schema.json": claims_schema(index),
        root.sources / "errata-schema.json": errata_schema(),
        root.queries / "README.md": queries_page(queries, read_rules(root)),
        root.queries / "competency" / "README.md": competency_page(competency_questions(queries.values())),
        root.ontology / "diagrams.md": modules_page(read_modules(root)),
        root.path / "CITATION.cff": citation_cff(),
        root.path / ".zenodo.json": zenodo_json(),
    }


def _entry(query: StoredQuery) -> str:
    header = query.header
    lines = [
        f"### {header.id}\n",
        f"{header.question}\n",
        f"- {header.summary}",
        f"- source: {header.source}",
        *(
            [f"- rebuilds: {', '.join(f'`{element}`' for element in header.elements)}"]
            if header.elements
            else []
        ),
        f"- columns: {', '.join(f'`{column}`' for column in header.columns)}",
    ]
    lines += [f"- parameter `{p.name}` ({_takes(p)}): {p.description}" for p in header.parameters]
    lines += [f"- not on {engine}: {reason}" for engine, reason in header.engines.items()]
    if header.sibling is not None:
        lines.append(f"- no answer with `{header.sibling.instead}`: {header.sibling.because}")
    return "\n".join(lines) + "\n"


def _by_folder(queries: Iterable[StoredQuery]) -> Iterator[tuple[str, Iterator[StoredQuery]]]:
    ordered = sorted(queries, key=lambda q: (Path(q.path).parent.as_posix(), q.header.id))
    return groupby(ordered, key=lambda q: Path(q.path).parent.as_posix())


def _line(question: StoredQuery) -> str:
    header = question.header
    line = f"- **{header.id}** ({header.source}): {header.question}"
    if header.sibling is None:
        return line
    return f"{line} No answer with `{header.sibling.instead}`: {header.sibling.because}."


def _takes(parameter: Parameter) -> str:
    return " | ".join(parameter.values) or parameter.type


if __name__ == "__main__":
    for path, content in generated_files(default_root()).items():
        path.write_text(content, encoding="utf-8")
