"""The start page: counts that agree with the pages they lead to, a picture that agrees with the claims."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def start(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def test_the_counts_are_those_of_the_build(start: str, dist: Path) -> None:
    stats = json.loads((dist / "current" / "stats.json").read_text(encoding="utf-8"))
    counts = dict(re.findall(r"<b>([\d,]+)</b><span>([^<]+)</span>", start))
    told = {what: int(number.replace(",", "")) for number, what in counts.items()}
    assert told["reviews"] == len(stats["claims"])
    assert told["claims, each with its place in a review"] == sum(
        r["total"] for r in stats["claims"].values()
    )
    # Guimarães et al. (2021) and İplik (2010) are cited by none of the others.
    assert told["works that they cite"] == stats["works"] - 2
    assert told["pairs of claims that do not agree, 5 true conflicts"] == 73


def test_a_number_in_the_picture_is_that_of_the_claims_on_the_page_of_the_term(
    start: str, site: Path
) -> None:
    figure = start.partition("<svg")[2].partition("</svg>")[0]
    words, number = r"(?:<text[^>]*>[^<]*</text>)+", r"<text[^>]*>(\d+)</text>"
    entry = rf'<a href="\./((?:id|ontology)/[^"]+)"[^>]*>{words}</a>\s*{number}'
    shown = re.findall(entry, figure)
    assert len(shown) > 50
    for address, count in shown:
        page = (site / address).read_text(encoding="utf-8")
        assert f'<h2 id="claims">Claims <span class="count">{count}</span></h2>' in page, address


def test_moderators_change_effects_and_lead_to_nothing(start: str) -> None:
    data = json.loads(re.findall(r'<script id="connections"[^>]*>(.*?)</script>', start, re.DOTALL)[0])
    # Zahoor et al. (2020), moderators: Eberhard and Craig (2013) on family firms.
    changed = [
        (relation, cause[1], result[1])
        for moderator, relation, (cause, result), _ in data["changes"]
        if moderator == "id/concept/family-ownership.html"
    ]
    assert changed == [
        ("weakens", "inter-organizational network", "international success"),
        ("weakens", "interpersonal network", "international success"),
    ]
    assert not [link for link in data["links"] if link[0] == "id/concept/family-ownership.html"]


def test_a_moderator_of_both_signs_is_listed_in_one_order(start: str) -> None:
    """Firm age has both (Zahoor et al. 2020); a set has no order, so the page must give one."""
    listed = re.findall(r'href="\./id/concept/firm-age\.html">firm age</a>\s*\((\w+)\)', start)
    assert listed == ["negative", "positive"]
