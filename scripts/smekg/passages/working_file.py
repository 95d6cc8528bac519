"""The annotator's working phrases, and writing their anchors into the claims files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smekg.errors import Finding, FindingsError, UsageError
from smekg.passages.anchor import PhraseError, make_anchor
from smekg.passages.letters import letter_stream
from smekg.sources.located import LocatedClaim
from smekg.sources.marked_yaml import read_marked
from smekg.sources.model import PassageAnchor
from smekg.validation_messages import explain

__all__ = ["WORKING_FILE", "anchor_phrases", "splice_anchors"]

#: Name of the working file; git ignores it, because it holds the paper's own words.
WORKING_FILE = "phrases.local.yaml"
#: Hashes that another YAML reader would take for a number.
_NUMBER_LIKE = re.compile(r"\d+(e\d+)?")


class _Phrase(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    phrase: str
    occurrence: int | None = Field(default=None, ge=1)


@dataclass(frozen=True)
class _Line:
    text: str
    first: int
    last: int


def anchor_phrases(working_file: Path, text: str, claims: Iterable[LocatedClaim]) -> dict[str, PassageAnchor]:
    """Make the anchors of all phrases in a working file.

    Args:
        working_file: YAML: claim id to phrase, or to `{phrase: …, occurrence: …}`.
        text: The paper.
        claims: The claims of the review.

    Returns:
        Claim id to anchor.

    Raises:
        UsageError: There is no working file.
        FindingsError: Phrases are not in the text, or belong to no claim; all are listed.
    """
    if not working_file.is_file():
        raise UsageError(f"there is no {working_file}; write one line per claim: `id: phrase of the paper`")
    document = read_marked(working_file, working_file.name)
    if not isinstance(document.value, dict):
        raise FindingsError([Finding(document.path, 1, "expected lines of the form `id: phrase`")])
    letters = letter_stream(text)
    known = {located.claim.id for located in claims}
    anchors: dict[str, PassageAnchor] = {}
    faults: list[Finding] = []
    for claim_id, raw in document.value.items():
        line = document.line(claim_id)
        if claim_id not in known:
            faults.append(Finding(document.path, line, f'there is no claim "{claim_id}"'))
            continue
        try:
            entry = _Phrase.model_validate({"phrase": raw} if isinstance(raw, str) else raw)
            anchors[claim_id] = make_anchor(entry.phrase, letters, entry.occurrence)
        except ValidationError as error:
            faults += [
                Finding(document.path, line, f"{claim_id}: {explain(d, _Phrase)}") for d in error.errors()
            ]
        except PhraseError as error:
            faults.append(Finding(document.path, line, f"{claim_id}: {error}"))
    if faults:
        raise FindingsError(faults)
    return anchors


def splice_anchors(
    claims: Iterable[LocatedClaim], anchors: Mapping[str, PassageAnchor], texts: Mapping[str, str]
) -> dict[str, str]:
    """Put anchors into the text of claims files and leave every other character as it is.

    Args:
        claims: The claims as read from those files.
        anchors: Claim id to anchor.
        texts: File name to its text.

    Returns:
        File name to new text, for the files that change.
    """
    edits: defaultdict[str, list[_Line]] = defaultdict(list)
    for located in claims:
        anchor = anchors.get(located.claim.id)
        if anchor is None or anchor == located.claim.passage:
            continue
        document, index = located.document, located.index
        first = document.lines.get((index, "passage"), document.ends[(index,)] + 1)
        last = document.ends.get((index, "passage"), first - 1)
        edits[document.path].append(_Line(f"  passage: {_flow(anchor)}", first, last))
    return {path: _edited(texts[path], lines) for path, lines in edits.items()}


def _flow(anchor: PassageAnchor) -> str:
    blocks = ", ".join(f'"{block}"' if _NUMBER_LIKE.fullmatch(block) else block for block in anchor.blocks)
    place = f", occurrence: {anchor.occurrence}" if anchor.occurrence > 1 else ""
    return (
        f"{{norm: {anchor.norm}, letters: {anchor.letters}, sha256: {anchor.sha256}, "
        f"blocks: [{blocks}]{place}}}"
    )


def _edited(text: str, edits: Iterable[_Line]) -> str:
    lines = text.splitlines()
    for edit in sorted(edits, key=lambda e: e.first, reverse=True):
        lines[edit.first - 1 : edit.last] = [edit.text]
    return "\n".join(lines) + "\n"
