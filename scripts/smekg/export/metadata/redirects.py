"""The redirects that https://w3id.org/smekg needs: from every IRI to its page, or to a file with its RDF."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from smekg.export.material import Material
from smekg.namespaces import GRAPH, ID

__all__ = ["PLACEHOLDER", "REDIRECTS_FILE", "redirects"]

#: Where the file lies below the folder of an export.
REDIRECTS_FILE = "w3id/.htaccess"
#: Where the redirects lead as long as nobody has said where the site will stand. The name is reserved for
#: examples (RFC 2606), so that it can never be somebody's.
PLACEHOLDER = "https://smekg.example"

_ADDED = frozenset(("derived", "inferred"))
#: File ending to the media types by which a client asks for it, the one preferred last.
_ASKED = (
    ("nq", "application/n-quads"),
    ("trig", "application/trig"),
    ("nt", "application/n-triples"),
    ("rdf", r"application/rdf\+xml"),
    ("jsonld", r"application/ld\+json"),
    ("ttl", "text/turtle|application/x-turtle"),
)
_TRIPLES = r"RewriteCond %{ENV:FORMAT} ^(ttl|nt|rdf|jsonld)$"
_QUADS = r"RewriteCond %{ENV:FORMAT} ^(trig|nq)$"
_ANY_RDF = r"RewriteCond %{ENV:FORMAT} !^html$"

_HEAD = """# Redirects of https://w3id.org/smekg, made by `smekg export`: to be the file smekg/.htaccess of
# https://github.com/perma-id/w3id.org. HTML leads to the page of an IRI; an RDF format leads to the smallest
# file that says what the IRI stands for.
"""
_UNSET = """# The addresses below are placeholders; `smekg export --home https://…` writes the real ones.
"""


@dataclass(frozen=True)
class _Place:
    """Which individuals lie in one named graph.

    Attributes:
        kinds: Kinds of individuals.
        start: How the rest of their IRIs begins; empty where all of a kind lie in the graph.
        graph: Name of the graph.
    """

    kinds: tuple[str, ...]
    start: str
    graph: str


def redirects(material: Material) -> str:
    """Write the redirects.

    Args:
        material: The build.

    Returns:
        An `.htaccess` for Apache with mod_rewrite.
    """
    home = material.home
    parts = [
        _HEAD + (_UNSET if home == PLACEHOLDER else ""),
        "Options +FollowSymLinks\n<IfModule mod_headers.c>\n"
        'Header always set Access-Control-Allow-Origin "*"\n</IfModule>\nRewriteEngine on\n',
        _format_rules(),
        "# Files of the export\n" + "".join(_file_rules(home)),
        "# The data set, the ontology, the named graphs, nanopublications\n"
        + "".join(_document_rules(home, re.escape(material.version))),
        "# Individuals: works, claims, concepts, …\n" + "".join(_individual_rules(home, material.quads)),
        f"# Pages and files of the site\nRewriteRule ^(.*)$ {home}/$1 [R=302,L]\n",
    ]
    return "\n".join(parts)


def _format_rules() -> str:
    lines = [
        "# What the client asks for: a page, unless it names an RDF format and does not name HTML first\n"
    ]
    lines.append("RewriteRule ^ - [E=FORMAT:html]\n")
    for ending, media_types in _ASKED:
        lines.append(r"RewriteCond %{HTTP_ACCEPT} !^\s*(text/html|application/xhtml\+xml)" + "\n")
        lines.append(f"RewriteCond %{{HTTP_ACCEPT}} ({media_types})\n")
        lines.append(f"RewriteRule ^ - [E=FORMAT:{ending}]\n")
    return "".join(lines)


def _file_rules(home: str) -> Iterator[str]:
    yield f"RewriteRule ^export/(.+)$ {home}/export/$1 [R=302,L]\n"
    yield f"RewriteRule ^context\\.jsonld$ {home}/export/context.jsonld [R=302,L]\n"
    yield f"RewriteRule ^schema/claims\\.json$ {home}/export/schema/claims.json [R=302,L]\n"
    yield f"{_TRIPLES}\nRewriteRule ^queries$ {home}/export/graphs/queries.%1 [R=303,L]\n"
    yield f"{_QUADS}\nRewriteRule ^queries$ {home}/export/smekg.%1 [R=303,L]\n"
    yield f"RewriteRule ^queries$ {home}/ask/index.html [R=303,L]\n"
    yield f"RewriteRule ^shapes$ {home}/export/ontology/shapes.ttl [R=303,L]\n"


def _document_rules(home: str, version: str) -> Iterator[str]:
    ontology = rf"^ontology(?:/{version})?$"
    yield f"{_TRIPLES}\nRewriteRule ^$ {home}/export/metadata/dcat.%1 [R=303,L]\n"
    yield f"{_QUADS}\nRewriteRule ^$ {home}/export/smekg.%1 [R=303,L]\n"
    yield f"{_TRIPLES}\nRewriteRule {ontology} {home}/export/ontology/smekg.%1 [R=303,L]\n"
    yield f"{_QUADS}\nRewriteRule {ontology} {home}/export/smekg.%1 [R=303,L]\n"
    yield f"RewriteRule {ontology} {home}/ontology.html [R=303,L]\n"
    yield f"{_TRIPLES}\nRewriteRule ^graph/([^/.]+)$ {home}/export/graphs/$1.%1 [R=303,L]\n"
    yield f"{_QUADS}\nRewriteRule ^graph/([^/.]+)$ {home}/export/smekg.%1 [R=303,L]\n"
    yield f"RewriteRule ^graph/([^/.]+)$ {home}/graph/$1.ttl [R=303,L]\n"
    yield f"{_TRIPLES}\nRewriteRule ^mappings/[^/.]+$ {home}/export/graphs/mappings.%1 [R=303,L]\n"
    yield f"{_QUADS}\nRewriteRule ^mappings/[^/.]+$ {home}/export/smekg.%1 [R=303,L]\n"
    yield f"RewriteRule ^mappings/([^/.]+)$ {home}/mappings/$1.html [R=303,L]\n"
    yield f"{_ANY_RDF}\nRewriteRule ^np/([^/]+)$ {home}/export/nanopublications/claims.trig [R=303,L]\n"
    yield f"RewriteRule ^np/([^/]+)$ {home}/id/claim/$1.html [R=303,L]\n"


def _individual_rules(home: str, quads: Sequence[ox.Quad]) -> Iterator[str]:
    for place in _places(_graphs_by_subject(quads)):
        kinds = place.kinds[0] if len(place.kinds) == 1 else f"(?:{'|'.join(place.kinds)})"
        target = f"{home}/export/graphs/{place.graph}.%1"
        yield f"{_TRIPLES}\nRewriteRule ^id/{kinds}/{place.start} {target} [R=303,L]\n"
    # Individuals of a kind that lie in several graphs and do not tell by their IRI in which.
    yield f"{_TRIPLES}\nRewriteRule ^id/ {home}/export/smekg.%1 [R=303,L]\n"
    yield f"{_QUADS}\nRewriteRule ^id/ {home}/export/smekg.%1 [R=303,L]\n"
    yield rf"RewriteRule ^id/(.+)(?<!\.html)$ {home}/id/$1.html [R=303,L]" + "\n"


def _graphs_by_subject(quads: Iterable[ox.Quad]) -> Mapping[str, frozenset[str]]:
    """Name of each individual to the graphs that state something of it, else to those that derive it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for subject, _, _, graph in quads:
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(ID):
            found[subject.value.removeprefix(ID)].add(graph.value.removeprefix(GRAPH))
    return {name: frozenset(graphs - _ADDED or graphs) for name, graphs in found.items()}


def _places(graphs: Mapping[str, frozenset[str]]) -> list[_Place]:
    by_kind: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for name, where in graphs.items():
        kind, _, rest = name.partition("/")
        by_kind[kind][rest] = where
    starts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in sorted(by_kind):
        for start, graph in _starts(by_kind[kind]):
            starts[start, graph].append(kind)
    return [_Place(tuple(kinds), start, graph) for (start, graph), kinds in sorted(starts.items())]


def _starts(members: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """How the names of one kind begin, with the graph of those that begin so."""
    common = frozenset.intersection(*members.values())
    if common:
        return [("", min(common))]
    groups: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for name, where in members.items():
        groups[_review_part(name, where)].append(where)
    found = {start: frozenset.intersection(*where) for start, where in groups.items()}
    # Names of works begin with authors, so that a rule for each would be a list of all works.
    if "" in found or not all(found.values()) or len(found) > len(frozenset.union(*members.values())):
        return []
    return [(start, min(where)) for start, where in sorted(found.items())]


def _review_part(name: str, where: frozenset[str]) -> str:
    """The review's id, or its code, with which a name begins; an empty text where it begins with neither."""
    for review in sorted(where):
        if re.match(rf"{re.escape(review)}(?:[-/]|$)", name):
            return f"{review}(?:[-/]|$)"
    code = re.match(r"[a-z]+\d\d-", name)
    return code.group() if code else ""
