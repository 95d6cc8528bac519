"""Errata of the tiny review: one claim was mended, another one withdrawn. No real review has any yet."""

from __future__ import annotations

from smekg.paths import DataRoot

__all__ = ["ERRATA", "write_errata"]

ERRATA = """\
- claim: tiny-1-01
  date: 2026-03-01
  version: 0.2.0
  before: The effect was said to hold for firms of Chile.
  after: It holds for firms of Norway.
  reason: Section 1 names Norway.
  reported_by: Jane Roe
- claim: tiny-1-02
  date: 2026-03-02
  version: 0.2.0
  before: Clusters hinder innovation.
  withdrawn: true
  replaced_by: [tiny-t1-cluster-1]
  reason: The section does not say so.
"""


def write_errata(root: DataRoot, text: str = ERRATA) -> None:
    """Give the tiny review a file of errata."""
    (root.sources / "tiny-2020" / "errata.yaml").write_text(text, encoding="utf-8")
