"""Queries by which users mend their own data after a term was replaced: one reports, one acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from smekg.errors import Finding, UsageError, relative
from smekg.paths import DataRoot
from smekg.versions.changes import Section
from smekg.versions.deprecations import Deprecation
from smekg.versions.records import Record, read_records
from smekg.versions.sides import Side
from smekg.versions.term_changes import renamed_terms
from smekg.versions.values import shortened

__all__ = ["Replacement", "migration_files", "missing_migrations", "replacements", "write_migrations"]

_VERSION = re.compile(r"^(\d+\.\d+\.\d+): ")
#: Folder for terms that have another IRI without having been deprecated, so that no note names a version.
_NEXT = "next"

_REPORT = """# What {version} breaks: {old} ({label}) was replaced by {new}.
# Lists what of your data uses the old term. Run it before {name}.ru, and after it: then it lists nothing.
SELECT DISTINCT ?subject ?property ?object
WHERE {{
  VALUES ?old {{ <{old}> }}
  {{ GRAPH ?graph {{ ?subject ?property ?object }} }} UNION {{ ?subject ?property ?object }}
  FILTER(?subject = ?old || ?property = ?old || ?object = ?old)
}}
ORDER BY ?subject ?property ?object
"""
_ACTION = """# What {version} breaks: {old} ({label}) was replaced by {new}.
# Writes the new term for the old one, as subject, property and object. Keep a copy of your data.
"""
#: Where a term can stand in a triple, with a mark for it.
_STANDS = ("{} ?p ?o", "?s {} ?o", "?s ?p {}")
#: Where a triple can stand, with a mark for it: the default graph, a named graph.
_LIES = ("{}", "GRAPH ?g {{ {} }}")
_README = """# Migration queries

Made by `smekg diff OLD NEW --migration DIR`, a folder per version: for each term that was replaced,
`<term>.rq` lists what of your data uses the old term, and `<term>.ru` writes the new one in its place, in the
default graph and in every named graph. Run them on data of your own, not on smekg's graphs. Keep a copy, run
the report, run the action, run the report again: it lists nothing.

With rdflib:

```python
from pathlib import Path
from rdflib import Dataset

data = Dataset()
data.parse("my-data.trig")
for report in sorted(Path(".").glob("*/*.rq")):
    print(report, list(data.query(report.read_text())))
    if report.with_suffix(".ru").exists():
        data.update(report.with_suffix(".ru").read_text())
data.serialize("my-data-mended.trig", format="trig")
```

Any SPARQL 1.1 server takes both files as they are. A term that several others replace has no action:
`<term>.rq` names them, and you judge each use.
"""


@dataclass(frozen=True, order=True)
class Replacement:
    """A term that others take the place of.

    Attributes:
        version: The version since which they do.
        old: IRI of the term.
        label: Its label.
        new: IRIs of what takes its place.
    """

    version: str
    old: str
    label: str
    new: tuple[str, ...]


def replacements(before: Side, after: Side) -> list[Replacement]:
    """Find the terms that were replaced between two versions.

    Args:
        before: The old version.
        after: The new version.

    Returns:
        The terms that were deprecated with a replacement, or have another IRI.
    """
    old, new = (
        read_records(side.asserted(merged=False), side.words)[Section.TERMS] for side in (before, after)
    )
    renamed = {
        Replacement(_NEXT, iri, old[iri].name, (other,)) for iri, other in renamed_terms(old, new).items()
    }
    return sorted(renamed | set(_deprecated(old, new, after)))


def _terms(side: Side) -> Mapping[str, Record]:
    return read_records(side.asserted(merged=False), side.words)[Section.TERMS]


def _deprecated(old: Mapping[str, Record], new: Mapping[str, Record], after: Side) -> Iterator[Replacement]:
    for iri, record in new.items():
        if not record.slots.get("deprecated") or (iri in old and old[iri].slots.get("deprecated")):
            continue
        instead = _iris(after.store, iri, DCTERMS.isReplacedBy)
        found = _VERSION.match(record.text("change note"))
        if instead:
            yield Replacement(found.group(1) if found else _NEXT, iri, record.name, instead)


def _iris(store: ox.Store, subject: str, predicate: str) -> tuple[str, ...]:
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
    return tuple(sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}))


def migration_files(found: list[Replacement]) -> dict[str, str]:
    """Write the queries.

    Args:
        found: The replaced terms.

    Returns:
        Path below the folder to content; empty where nothing was replaced.
    """
    files: dict[str, str] = {}
    for term in found:
        name = _name(term.old)
        words = {"version": term.version, "old": term.old, "label": term.label, "name": name}
        files[f"{term.version}/{name}.rq"] = _REPORT.format(new=" or ".join(term.new), **words)
        if len(term.new) == 1:
            files[f"{term.version}/{name}.ru"] = _ACTION.format(new=term.new[0], **words) + _updates(term)
    return {"README.md": _README, **files} if files else {}


def missing_migrations(
    root: DataRoot, deprecated: Mapping[str, Deprecation], places: Mapping[str, tuple[str, int]]
) -> Iterator[Finding]:
    """Find deprecated terms for whose users no migration is at hand.

    Args:
        root: The data root.
        deprecated: The deprecated terms by IRI.
        places: Where terms are written down.

    Yields:
        A finding for each term that is replaced and has no report in `queries/migrations`.
    """
    for iri, term in deprecated.items():
        report = root.queries / "migrations" / term.version / f"{_name(iri)}.rq"
        if term.replacements and not report.is_file():
            place = places.get(iri, ("ontology", 0))
            yield Finding(
                *place,
                f"{shortened(iri)} is replaced, but {relative(report, root.path)} is missing; run "
                "`smekg diff LAST-TAG . --migration queries/migrations`",
            )


def _name(iri: str) -> str:
    """Name of the files of a term, which no two terms share."""
    return iri.rsplit("/id/", maxsplit=1)[-1].rsplit("#", maxsplit=1)[-1].replace("/", "-")


def _updates(term: Replacement) -> str:
    """One update for each place in which the term can stand."""
    old, new = f"<{term.old}>", f"<{term.new[0]}>"
    updates = []
    for lies in _LIES:
        for stands in _STANDS:
            gone, come = (lies.format(stands.format(iri)) for iri in (old, new))
            updates.append(f"DELETE {{ {gone} }}\nINSERT {{ {come} }}\nWHERE {{ {gone} }}")
    return " ;\n".join(updates) + "\n"


def write_migrations(files: Mapping[str, str], folder: Path) -> None:
    """Write the queries into a folder, beside what earlier versions left there.

    Args:
        files: Path below the folder to content.
        folder: The folder.

    Raises:
        UsageError: It cannot be written.
    """
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error
