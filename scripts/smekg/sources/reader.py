"""From the files of one review to typed, resolved annotations; every fault is reported with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from smekg.errors import Finding, FindingsError, UsageError, relative
from smekg.garbage import collecting_later
from smekg.paths import DataRoot
from smekg.sources.bibliography import Work, read_bibliography
from smekg.sources.checks import review_faults
from smekg.sources.errata import Erratum, LocatedErratum, errata_faults
from smekg.sources.located import AnnotatedReview, LocatedClaim
from smekg.sources.marked_yaml import Marked, Place, read_marked
from smekg.sources.model import Claim, ReviewSource
from smekg.validation_messages import explain

__all__ = ["read_review", "review_ids"]

_Model = TypeVar("_Model", bound=BaseModel)


def review_ids(root: DataRoot) -> list[str]:
    """List the annotated reviews.

    Args:
        root: Where the data lies.

    Returns:
        The ids, sorted.

    Raises:
        UsageError: There is none.
    """
    ids = sorted(path.parent.name for path in root.sources.glob("*/source.yaml"))
    if not ids:
        raise UsageError(f"no review in {root.sources}: expected <author-year>/source.yaml")
    return ids


@collecting_later()
def read_review(root: DataRoot, review_id: str) -> AnnotatedReview:
    """Read one review: its description, bibliography and claims.

    Labels are not resolved here; that needs the ontology.

    Args:
        root: Where the data lies.
        review_id: The review's id.

    Returns:
        The typed annotations.

    Raises:
        FindingsError: Anything in the files is wrong; all faults of all files are listed.
        UsageError: There is no such review.
    """
    folder = root.review(review_id)
    faults: list[Finding] = []
    source_document, source = _read_source(folder, root, faults)
    works = _read_works(folder, root, faults)
    claims = tuple(_read_claims(folder, root, faults))
    errata = tuple(_read_errata(folder, root, faults))
    if source is not None and source_document is not None:
        faults += review_faults(source, source_document, review_id, works, claims)
        places = {c.claim.id: f"{c.document.path}:{c.line()}" for c in claims}
        faults += errata_faults(source.code, errata, places)
    if faults or source is None or source_document is None:
        raise FindingsError(faults)
    return AnnotatedReview(source, source_document, works or {}, claims, errata)


def _read_source(
    folder: Path, root: DataRoot, faults: list[Finding]
) -> tuple[Marked | None, ReviewSource | None]:
    path = folder / "source.yaml"
    try:
        document = read_marked(path, relative(path, root.path))
    except FindingsError as error:
        faults += error.findings
        return None, None
    return document, _typed(ReviewSource, document, (), "", faults)


def _read_works(folder: Path, root: DataRoot, faults: list[Finding]) -> dict[str, Work] | None:
    path = folder / "works.bib"
    try:
        return read_bibliography(path, relative(path, root.path))
    except FindingsError as error:
        faults += error.findings
        return None


def _read_claims(folder: Path, root: DataRoot, faults: list[Finding]) -> Iterator[LocatedClaim]:
    for path in sorted((folder / "claims").glob("*.yaml")):
        name = relative(path, root.path)
        try:
            document = read_marked(path, name)
        except FindingsError as error:
            faults += error.findings
            continue
        if not isinstance(document.value, list):
            faults.append(Finding(name, 1, "a claims file is a list: start every claim with '- id: …'"))
            continue
        for index, raw in enumerate(document.value):
            claim_id = (
                raw.get("id", f"number {index + 1}") if isinstance(raw, dict) else f"number {index + 1}"
            )
            claim = _typed(Claim, document, (index,), f"claim {claim_id}: ", faults)
            if claim is not None:
                yield LocatedClaim(claim, document, index)


def _read_errata(folder: Path, root: DataRoot, faults: list[Finding]) -> Iterator[LocatedErratum]:
    path = folder / "errata.yaml"
    if not path.exists():
        return
    name = relative(path, root.path)
    try:
        document = read_marked(path, name)
    except FindingsError as error:
        faults += error.findings
        return
    if not isinstance(document.value, list):
        faults.append(Finding(name, 1, "the errata are a list: start every one with '- claim: …'"))
        return
    seen: Counter[str] = Counter()
    for index in range(len(document.value)):
        erratum = _typed(Erratum, document, (index,), f"erratum {index + 1}: ", faults)
        if erratum is not None:
            seen[erratum.claim] += 1
            yield LocatedErratum(erratum, document, index, seen[erratum.claim])


def _typed(
    model: type[_Model], document: Marked, place: Place, prefix: str, faults: list[Finding]
) -> _Model | None:
    raw = document.value
    for step in place:
        raw = raw[step]
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors():
            where = place + tuple(detail["loc"])
            faults.append(Finding(document.path, document.line(*where), prefix + explain(detail, model)))
        return None
