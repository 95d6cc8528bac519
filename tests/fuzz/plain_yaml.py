"""YAML as texts, lists and mappings, without smekg's reader."""

from __future__ import annotations

from typing import Any

import yaml


def parsed(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """Read YAML whose scalars all stay texts."""
    try:
        return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts, lists and mappings
    except yaml.YAMLError:
        # The parser in Python refuses tabs that YAML allows.
        return yaml.load(text, yaml.CBaseLoader)  # noqa: S506
