"""Hashes of what a check looks at, by which it knows what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from smekg.paths import DataRoot

__all__ = ["common_fingerprint", "ontology_fingerprint", "review_fingerprint", "text_fingerprint"]

#: Libraries whose version may change a verdict.
_LIBRARIES = ("bibtexparser", "owlready2", "pydantic", "pyoxigraph", "pyshacl", "pyyaml", "rdflib")


def common_fingerprint(root: DataRoot) -> str:
    """Name the state of everything that concerns all reviews: ontology, stored queries, smekg itself.

    Args:
        root: Where the data lies.

    Returns:
        A SHA-256.
    """
    package = Path(__file__).resolve().parents[1]
    code = (path for path in package.rglob("*.py") if "_data" not in path.parts)
    return text_fingerprint(
        [*_libraries(), _files(root.ontology), _files(root.queries), _digest(package, code)]
    )


def ontology_fingerprint(root: DataRoot) -> str:
    """Name the state of what the reasoner looks at.

    Args:
        root: Where the data lies.

    Returns:
        A SHA-256.
    """
    header = _digest(root.ontology, [root.ontology / "smekg.ttl"])
    return text_fingerprint([*_libraries(), header, _files(root.ontology / "modules")])


def review_fingerprint(root: DataRoot, review_id: str) -> str:
    """Name the state of the files of a review.

    Args:
        root: Where the data lies.
        review_id: The review's id.

    Returns:
        A SHA-256.
    """
    return _files(root.review(review_id))


def text_fingerprint(texts: Iterable[str]) -> str:
    """Name a list of texts.

    Args:
        texts: The texts.

    Returns:
        A SHA-256.
    """
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()


def _libraries() -> list[str]:
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(name)
    return found


def _files(folder: Path) -> str:
    return _digest(folder, (path for path in folder.rglob("*") if path.is_file()))


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()
