"""The IRIs of smekg as plain texts: who only asks the graph needs no rdflib, which takes long to load."""

from __future__ import annotations

__all__ = ["GRAPHS", "ID", "KINDS", "PREFIXES"]

ID = "https://w3id.org/smekg/id/"
#: What the IRIs of named graphs begin with.
GRAPHS = "https://w3id.org/smekg/graph/"

#: Kinds of data individuals; each has a path of its own below `ID` and a prefix of the same name.
KINDS = (
    "annotation",
    "annotator",
    "case",
    "check",
    "citation",
    "claim",
    "comparison",
    "completeness",
    "concept",
    "conclusion",
    "contradiction",
    "element",
    "erratum",
    "grade",
    "group",
    "grouping",
    "inclusion",
    "list",
    "mapping",
    "naming",
    "option-set",
    "overlap",
    "parameter",
    "passage",
    "place",
    "prefix",
    "query",
    "relation",
    "row",
    "scheme",
    "section",
    "sector",
    "work",
)

#: Prefix of every namespace that written files may use, to the namespace.
PREFIXES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": ID,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rs": "http://www.w3.org/2001/sw/DataAccess/tests/result-set#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "smekg": "https://w3id.org/smekg/ontology#",
    "smekgs": "https://w3id.org/smekg/shapes#",
    "vann": "http://purl.org/vocab/vann/",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{kind: f"{ID}{kind}/" for kind in KINDS},
}
