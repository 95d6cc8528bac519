"""Claims that break a rule of these tests and are right all the same."""

from __future__ import annotations

from pathlib import Path

import yaml

__all__ = ["EXCEPTIONS"]

#: Rule and claim to why it may.
EXCEPTIONS: dict[tuple[str, str], str] = {
    (entry["rule"], claim): entry["because"]
    for entry in yaml.safe_load(Path(__file__).with_name("exceptions.yaml").read_text(encoding="utf-8"))
    for claim in entry["claims"]
}
