"""The annotations against the texts of the reviews: who is cited where, which number is printed."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.exceptions import EXCEPTIONS
from annotations.papers import PAPER_RULES, Paper, named_beside, paper_faults, read_paper
from passages.copies import SEEDS, WHY_SKIPPED
from smekg.paths import default_root
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import Claim
from smekg.sources.reader import read_review, review_ids

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=WHY_SKIPPED)


@pytest.fixture(scope="module")
def papers() -> dict[str, tuple[AnnotatedReview, Paper]]:
    root = default_root()
    reviews = [read_review(root, review) for review in review_ids(root)]
    return {review.source.id: (review, read_paper(review)) for review in reviews}


def test_the_texts_bear_the_annotations_out(papers: dict[str, tuple[AnnotatedReview, Paper]]) -> None:
    found = {}
    for review, paper in papers.values():
        claims = [located.claim for located in review.claims]
        beside = named_beside(claims)
        for claim in claims:
            for rule, message in paper_faults(claim, paper, beside):
                found[rule, claim.id] = message
    assert [(*place, message) for place, message in found.items() if place not in EXCEPTIONS] == []
    assert [place for place in EXCEPTIONS if place not in found and place[0] in PAPER_RULES] == []


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("g21-3-3-1-01", {"studies": ["jankowska2015", "jeong2019", "manolova2010"]}, "cited in one breath"),
        ("g21-3-3-1-188", {"studies": ["oecd2019"]}, "named study"),
        ("z20-trends-165", {"work": None}, "cited in the passage"),
        ("g21-3-3-1-216", {"value": "7"}, "printed number"),
    ],
)
def test_what_the_text_does_not_say_is_found(
    papers: dict[str, tuple[AnnotatedReview, Paper]], name: str, change: dict[str, Any], rule: str
) -> None:
    review, paper = next(pair for pair in papers.values() if name.startswith(f"{pair[0].source.code}-"))
    claims = [located.claim for located in review.claims]
    claim = next(claim for claim in claims if claim.id == name)
    beside = named_beside(claims, without=name)
    assert list(paper_faults(claim, paper, beside)) == []
    changed = Claim.model_validate(claim.model_dump() | change)
    assert rule in {found for found, _ in paper_faults(changed, paper, beside)}
