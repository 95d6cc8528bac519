"""How to cite smekg: CITATION.cff, and the description that Zenodo takes."""

from __future__ import annotations

import json

from smekg import __version__
from smekg.dataset import CREATOR, DESCRIPTION, HOME, KEYWORDS, TITLE

__all__ = ["citation_cff", "zenodo_json"]


def citation_cff() -> str:
    """Write `CITATION.cff`.

    Returns:
        The file, in Citation File Format 1.2.0. A release adds its date, and its DOI once there is one.
    """
    keywords = "".join(f"  - {word}\n" for word in KEYWORDS)
    return (
        "cff-version: 1.2.0\n"
        "message: If you use smekg, please cite it as below.\n"
        f'title: "{TITLE}"\n'
        "type: dataset\n"
        f'abstract: "{DESCRIPTION}"\n'
        "authors:\n"
        f"  - name: {CREATOR}\n"
        f"version: {__version__}\n"
        "license:\n"
        "  - Apache-2.0\n"
        "  - CC-BY-4.0\n"
        f"url: {HOME}\n"
        f"keywords:\n{keywords}"
    )


def zenodo_json() -> str:
    """Write `.zenodo.json`.

    Returns:
        The file that Zenodo reads when a release is deposited; it gives date and DOI itself.
    """
    described = {
        "title": TITLE,
        "description": f"<p>{DESCRIPTION}</p>",
        "upload_type": "dataset",
        "version": __version__,
        "creators": [{"name": CREATOR}],
        "license": "cc-by-4.0",
        "access_right": "open",
        "language": "eng",
        "keywords": list(KEYWORDS),
        "notes": "Code: Apache 2.0; ontology, annotations, queries and all that is built of them: CC BY 4.0.",
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"
