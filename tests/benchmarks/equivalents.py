"""The main slots of the same claims as YAML for LinkML and as CSV for Morph-KGC, with schema and mapping.

Labels are given as the IRIs that they name, since neither tool resolves labels; lines, pointers and ids are
not checked by them. So they are asked for less than smekg does: what they take is the least that a
conversion costs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from rdflib import Graph, URIRef
from rdflib.namespace import PROV, RDF

from smekg.namespaces import SMEKG

__all__ = ["write_equivalents"]

#: Slots that hold one IRI, one text, and several IRIs.
IRI_SLOTS: dict[str, URIRef] = {
    "kind": RDF.type,
    # Morph-KGC has columns of its own that are called subject and object.
    "subject_term": SMEKG.subject,
    "object_term": SMEKG.object,
    "relation": SMEKG.relation,
    "origin": SMEKG.origin,
    "status": SMEKG.status,
    "direction": SMEKG.direction,
    "stated_in": SMEKG.statedIn,
    "in_section": SMEKG.inSection,
    "generated_by": PROV.wasGeneratedBy,
    "passage": SMEKG.passage,
}
TEXT_SLOTS: dict[str, URIRef] = {"says": SMEKG.statement, "as_printed": SMEKG.printedAs}
LIST_SLOTS: dict[str, URIRef] = {"studies": SMEKG.basedOn}

_Record = dict[str, str | list[str]]


def write_equivalents(graphs: Mapping[str, Graph], folder: Path) -> int:
    """Write the claims of some graphs for both tools.

    Args:
        graphs: The graphs of reviews.
        folder: Where to write; it must exist.

    Returns:
        Number of claims.
    """
    records = [record for graph in graphs.values() for record in _records(graph)]
    _write_yaml({"claims": records}, folder / "claims.yaml")
    _write_yaml(_schema(), folder / "schema.yaml")
    _write_csv(records, folder)
    (folder / "mapping.ttl").write_text(_mapping(folder), encoding="utf-8")
    return len(records)


def _records(graph: Graph) -> Iterator[_Record]:
    for claim in sorted(set(graph.subjects(PROV.wasGeneratedBy)), key=str):
        record: _Record = {"id": str(claim)}
        for slot, predicate in (IRI_SLOTS | TEXT_SLOTS).items():
            values = sorted(map(str, graph.objects(claim, predicate)))
            if values:
                record[slot] = values[0]
        for slot, predicate in LIST_SLOTS.items():
            values = sorted(map(str, graph.objects(claim, predicate)))
            if values:
                record[slot] = values
        yield record


def _write_yaml(content: object, path: Path) -> None:
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def _schema() -> dict[str, object]:
    def slot(predicate: URIRef, kind: str, *, several: bool = False) -> dict[str, object]:
        return {"slot_uri": str(predicate), "range": kind, **({"multivalued": True} if several else {})}

    slots = {
        "id": {"identifier": True, "range": "uriorcurie"},
        **{name: slot(predicate, "uriorcurie") for name, predicate in IRI_SLOTS.items()},
        **{name: slot(predicate, "string") for name, predicate in TEXT_SLOTS.items()},
        **{name: slot(predicate, "uriorcurie", several=True) for name, predicate in LIST_SLOTS.items()},
    }
    claims = {"range": "Claim", "multivalued": True, "inlined_as_list": True}
    return {
        "id": "https://example.org/claims",
        "name": "claims",
        "prefixes": {"linkml": "https://w3id.org/linkml/", "ex": "https://example.org/", "smekg": str(SMEKG)},
        "default_prefix": "ex",
        "imports": ["linkml:types"],
        "classes": {
            "Claim": {"class_uri": "smekg:Claim", "attributes": slots},
            "File": {"tree_root": True, "attributes": {"claims": claims}},
        },
    }


def _write_csv(records: list[_Record], folder: Path) -> None:
    single = ["id", *IRI_SLOTS, *TEXT_SLOTS]
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as stream:
        # Morph-KGC takes this word, and not an empty cell, for no value.
        rows = csv.DictWriter(stream, single, restval="NULL", extrasaction="ignore")
        rows.writeheader()
        rows.writerows(records)
    for slot in LIST_SLOTS:
        with (folder / f"{slot}.csv").open("w", encoding="utf-8", newline="") as stream:
            pairs = csv.writer(stream)
            pairs.writerow(("id", slot))
            pairs.writerows((record["id"], value) for record in records for value in record.get(slot, ()))


def _mapping(folder: Path) -> str:
    """RML: one map of the table of claims, one of each table of a slot with several values."""
    iris = [_column(slot, predicate, "rr:termType rr:IRI") for slot, predicate in IRI_SLOTS.items()]
    texts = [_column(slot, predicate, 'rr:language "en"') for slot, predicate in TEXT_SLOTS.items()]
    maps = [_map("claims", folder, [*iris, *texts])]
    for slot, predicate in LIST_SLOTS.items():
        maps.append(_map(slot, folder, [_column(slot, predicate, "rr:termType rr:IRI")]))
    return (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n" + "".join(maps)
    )


def _map(name: str, folder: Path, columns: list[str]) -> str:
    return (
        f"\n<#{name}> a rr:TriplesMap ;\n"
        f'  rml:logicalSource [ rml:source "{folder / name}.csv" ; rml:referenceFormulation ql:CSV ] ;\n'
        '  rr:subjectMap [ rml:reference "id" ; rr:termType rr:IRI ] ;\n' + " ;\n".join(columns) + " .\n"
    )


def _column(slot: str, predicate: URIRef, kind: str) -> str:
    return (
        f"  rr:predicateObjectMap [ rr:predicate <{predicate}> ; "
        f'rr:objectMap [ rml:reference "{slot}" ; {kind} ] ]'
    )
