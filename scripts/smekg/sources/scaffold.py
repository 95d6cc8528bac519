"""The empty source folder of a review that is about to be annotated."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from smekg.errors import UsageError
from smekg.namespaces import slug
from smekg.paths import DataRoot
from smekg.sources.bibliography import read_bibliography
from smekg.sources.reader import read_review, review_ids

__all__ = ["NewReview", "scaffold"]

_ID = re.compile(r"([a-z]+)-((?:19|20)\d\d)")
_CODE = re.compile(r"[a-z]+[0-9]+[a-z]?")

_SOURCE = """\
# {title}: what was annotated, by whom, how completely.
id: {id}
code: {code}
work: {key}
annotated: {today}
status: drafted
annotators:
  - {{id: {annotator_id}, name: {annotator}}}

# Every heading, in print order; unnumbered sections get a short word in place of the number.
# `about` names the one thing that a section treats, as a label of the vocabulary.
sections:
  - {{number: abstract, title: Abstract}}
# - {{number: "1", title: Introduction}}
# - {{number: "2.1", title: Networks, about: network}}

# Every table and figure; also printed lists (kind: list) and numbered propositions that a query rebuilds.
elements: []
# - id: table-1
#   kind: table
#   number: 1
#   caption: Caption as printed
#   section: "2.1"
#   rows:
#     - {{term: network, printed: Networks}}

# What was coded to the last statement, so that an empty cell there means "not studied".
completeness: []
# - {{id: table-1, covers: every cell of Table 1, elements: [table-1]}}
"""

_WORKS = """\
@article{{{key},
  author = {{{author}}},
  title = {{{title}}},
  year = {{{year}}},
{doi}  printed = {{{printed}}},
}}
"""

_CITED = """\
@misc{{{key},
  author = {{{author}}},
  year = {{{year}}},
  printed = {{{printed}}},
}}
"""

_CLAIMS = """\
# Abstract.
# One entry per statement; sources/README.md says how. Delete the brackets when you write the first one.
[]
"""

_PHRASES = """\
# Working phrases, one per claim; git ignores this file, because the words are the paper's.
# `smekg passages anchor {id} --text FILE` turns them into anchors.
"""


@dataclass(frozen=True)
class NewReview:
    """A review to be annotated.

    Attributes:
        id: First author's surname and year, for example `zahoor-2020`; the name of the folder.
        title: Title of the review.
        author: Its authors in BibTeX form: `Zahoor, N. and Wood, G.`
        annotator: Who is going to annotate it.
        code: Prefix of the claim ids; None for the first letter and the last digits of the year.
        doi: The review's DOI, if it has one.
    """

    id: str
    title: str
    author: str
    annotator: str
    code: str | None = None
    doi: str | None = None


def scaffold(root: DataRoot, review: NewReview, today: date) -> Path:
    """Write the files that every review has.

    Args:
        root: Where the data lies.
        review: The review.
        today: Written as the day of annotation.

    Returns:
        The new folder.

    Raises:
        UsageError: The id or code is malformed or taken; nothing has been written then.
    """
    match = _ID.fullmatch(review.id)
    if match is None:
        raise UsageError(f'"{review.id}" is no review id; write the first author and the year: zahoor-2020')
    target = root.sources / review.id
    if target.exists():
        raise UsageError(f"{target} exists already; choose another id, or edit what is there")
    code = review.code or f"{match[1][0]}{match[2][2:]}"
    _free_code(root, code)
    files = _files(root, review, code, today)
    root.sources.mkdir(parents=True, exist_ok=True)
    # Written beside its place and moved there whole, so that a failure leaves nothing half-written.
    with tempfile.TemporaryDirectory(dir=root.sources, prefix=".new-") as folder:
        made = Path(folder) / review.id
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(content, encoding="utf-8")
        made.rename(target)
    return target


def _files(root: DataRoot, review: NewReview, code: str, today: date) -> dict[str, str]:
    key = review.id.replace("-", "")
    year = review.id.rpartition("-")[2]
    source = _SOURCE.format(
        id=review.id,
        title=review.title,
        code=code,
        key=key,
        today=today.isoformat(),
        annotator=json.dumps(review.annotator, ensure_ascii=False),
        annotator_id=slug(review.annotator),
    )
    entry = _CITED if _described(root, key) else _WORKS
    works = entry.format(
        key=key,
        author=review.author,
        title=review.title,
        year=year,
        doi=f"  doi = {{{review.doi}}},\n" if review.doi else "",
        printed=f"{_printed(review.author)} ({year})",
    )
    return {
        "source.yaml": source,
        "works.bib": works,
        "claims/abstract.yaml": _CLAIMS,
        "phrases.local.yaml": _PHRASES.format(id=review.id),
    }


def _free_code(root: DataRoot, code: str) -> None:
    if not _CODE.fullmatch(code):
        raise UsageError(f'"{code}" is no code; write letters and digits, such as z20')
    for review_id in _known(root):
        if read_review(root, review_id).source.code == code:
            raise UsageError(f'the code "{code}" belongs to {review_id}; give another one with --code')


def _described(root: DataRoot, key: str) -> bool:
    """Tell whether another review's bibliography describes the new review already."""
    for review_id in _known(root):
        works = read_bibliography(root.review(review_id) / "works.bib", f"sources/{review_id}/works.bib")
        if key in works and "title" in works[key].fields:
            return True
    return False


def _known(root: DataRoot) -> list[str]:
    try:
        return review_ids(root)
    except UsageError:
        return []


def _printed(author: str) -> str:
    surnames = [name.split(",")[0].strip("{} ") for name in author.split(" and ")]
    if len(surnames) == 1:
        return surnames[0]
    return f"{surnames[0]} and {surnames[1]}" if len(surnames) == 2 else f"{surnames[0]} et al."
