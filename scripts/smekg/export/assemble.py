"""All files of an export, in groups, with the descriptions that are made when the files are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from smekg.dataset import CREATOR, HOME, LICENSE, TITLE, Download, schema_org
from smekg.errors import UsageError
from smekg.export.bibliography import bibliography_files
from smekg.export.json_ld import json_ld_nodes
from smekg.export.material import ExportFile, Material
from smekg.export.metadata.citation import citation_cff, zenodo_json
from smekg.export.metadata.dcat import DCAT_FILE, dcat_graph
from smekg.export.metadata.redirects import REDIRECTS_FILE, redirects
from smekg.export.metadata.ro_crate import RO_CRATE_FILE, ro_crate
from smekg.export.metadata.void import VOID_FILE, void_graph
from smekg.export.nanopublications import nanopublication_files
from smekg.export.property_graph_files import property_graph_files
from smekg.export.rdf import canonical_triples, graph_files, ontology_files, serializations
from smekg.export.tables import table_files
from smekg.store import serialize

__all__ = ["MANIFEST", "SUMS", "Group", "export_files", "exported", "exported_build", "no_export"]

#: The list of what an export holds.
MANIFEST = "manifest.json"
#: The checksums of all files but this one and the manifest.
SUMS = "SHA256SUMS"


class Group(StrEnum):
    """Files that are made together."""

    RDF = "rdf"
    ONTOLOGY = "ontology"
    PROPERTY_GRAPH = "property-graph"
    BIBLIOGRAPHY = "bibliography"
    TABLES = "tables"
    NANOPUBLICATIONS = "nanopublications"
    METADATA = "metadata"


_NOTES = """\
- `sha256sum -c SHA256SUMS` checks the files.
- `smekg.nq` is canonical (RDFC-1.0): equal graphs give equal bytes. N-Quads, TriG and JSON-LD keep the
  named graphs apart; Turtle, N-Triples and RDF/XML merge them; `graphs/` holds each by itself.
- JSON-LD files name the context <https://w3id.org/smekg/context.jsonld>; `context.jsonld` is a copy of it.
- In the property graph every IRI is a node; class expressions of the ontology are left out.
- The IRIs of the nanopublications are no trusty URIs: they hold no hash, and nothing is signed.
- `tables/datapackage.json` gives the types of the columns; an empty cell is a missing value.
"""

_DATA: dict[Group, Callable[[Material], Iterator[ExportFile]]] = {
    Group.RDF: graph_files,
    Group.ONTOLOGY: ontology_files,
    Group.PROPERTY_GRAPH: property_graph_files,
    Group.BIBLIOGRAPHY: bibliography_files,
    Group.TABLES: table_files,
    Group.NANOPUBLICATIONS: nanopublication_files,
}


def export_files(material: Material, groups: Iterable[Group] = ()) -> Iterator[ExportFile]:
    """Make the files of an export.

    Args:
        material: The build.
        groups: The groups wanted; none: all.

    Yields:
        The files, one made after the other; last a page that explains them, and the manifest.
    """
    wanted = set(groups) or set(Group)
    listed: list[Download] = []
    for group, make in _DATA.items():
        if group in wanted:
            yield from _noted(make(material), listed)
    if Group.METADATA in wanted:
        yield from _noted(_metadata(material, tuple(listed)), listed)
        crate = ro_crate(material, listed)
        holds = "the folder as a research object, RO-Crate 1.2"
        yield from _noted([ExportFile(RO_CRATE_FILE, holds, "application/ld+json", crate)], listed)
    readme = _readme(material, listed).encode()
    yield from _noted([ExportFile("README.md", "what each file is", "text/markdown", readme)], listed)
    sums = "".join(f"{file.sha256}  {file.address}\n" for file in listed).encode()
    yield ExportFile(SUMS, "checksums, for sha256sum -c", "text/plain", sums)
    yield ExportFile(MANIFEST, "this list", "application/json", _manifest(material, listed))


def exported(folder: Path) -> tuple[Download, ...]:
    """List what an export holds.

    Args:
        folder: The folder that `smekg export` wrote.

    Returns:
        Each file with what it holds, media type, size and checksum; without the manifest and the checksums.

    Raises:
        UsageError: There is no export in the folder.
    """
    with _manifest_of(folder) as manifest:
        return tuple(
            Download(
                file["path"],
                file["holds"],
                file["media_type"],
                file["size"],
                file["sha256"],
            )
            for file in manifest["files"]
        )


def exported_build(folder: Path) -> str:
    """Tell which build an export was made from.

    Args:
        folder: The folder that `smekg export` wrote.

    Returns:
        Hash that names the build.

    Raises:
        UsageError: There is no export in the folder.
    """
    with _manifest_of(folder) as manifest:
        return str(manifest["build"])


@contextmanager
def _manifest_of(folder: Path) -> Iterator[dict[str, Any]]:
    """Read the manifest; whatever is missing in it is no export."""
    try:
        yield json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise no_export(folder) from error


def no_export(folder: Path) -> UsageError:
    """Say that there is no export.

    Args:
        folder: Where it was looked for.

    Returns:
        The error with what to do.
    """
    return UsageError(f"there is no export in {folder}; run `smekg export --out {folder}` first")


def _noted(files: Iterable[ExportFile], listed: list[Download]) -> Iterator[ExportFile]:
    """Pass files on and note what they are."""
    for file in files:
        digest = hashlib.sha256(file.data).hexdigest()
        listed.append(Download(file.address, file.holds, file.media_type, len(file.data), digest))
        yield file


def _metadata(material: Material, data: tuple[Download, ...]) -> Iterator[ExportFile]:
    yield ExportFile(
        VOID_FILE,
        "the graph counted in VoID: classes and properties, by named graph",
        "text/turtle",
        serialize(canonical_triples(void_graph(material)), ox.RdfFormat.TURTLE),
    )
    described = canonical_triples(dcat_graph(material, data))
    nodes = json_ld_nodes(described, material.context)
    yield from serializations(DCAT_FILE, "the data set and its files in DCAT", described, nodes)
    dataset = schema_org(data, material.version, material.year, f"{HOME}/export/")
    yield ExportFile(
        "metadata/schema-org.jsonld",
        "the data set in schema.org's terms",
        "application/ld+json",
        _json(dataset),
    )
    yield ExportFile("CITATION.cff", "how to cite smekg", "application/yaml", citation_cff().encode())
    yield ExportFile(".zenodo.json", "what Zenodo is told", "application/json", zenodo_json().encode())
    holds = "redirects from https://w3id.org/smekg, for Apache"
    yield ExportFile(REDIRECTS_FILE, holds, "text/plain", redirects(material).encode())


def _manifest(material: Material, listed: Iterable[Download]) -> bytes:
    return _json(
        {
            "dataset": HOME,
            "version": material.version,
            "build": material.content.build_id,
            "files": [
                {
                    "path": file.address,
                    "holds": file.holds,
                    "media_type": file.media_type,
                    "size": file.size,
                    "sha256": file.sha256,
                }
                for file in listed
            ],
        }
    )


def _readme(material: Material, listed: Iterable[Download]) -> str:
    rows = "".join(
        f"| [`{file.address}`]({file.address}) | {file.holds} | {file.size:,} |\n" for file in listed
    )
    return (
        f"# {TITLE}\n\n"
        f"Version {material.version}, build `{material.content.build_id}`, {material.date}; by {CREATOR};\n"
        f"[CC BY 4.0]({LICENSE}).\n\n{_NOTES}\n"
        f"| file | what it holds | bytes |\n|---|---|---:|\n{rows}"
    )


def _json(document: Any) -> bytes:  # noqa: ANN401 - any JSON
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
