"""One rule or query with another text, for a whole process and those that it starts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path

from smekg.paths import DataRoot
from smekg.queries import reader
from smekg.queries.model import StoredQuery

__all__ = ["change_query", "environment"]

Reader = Callable[[DataRoot], dict[str, StoredQuery]]
#: The id of the rule or query and its text, as JSON.
_CHANGED = "SMEKG_CHANGED_QUERY"
_AT_START = Path(__file__).with_name("at_start")


def environment(query_id: str, text: str) -> Mapping[str, str]:
    """Say what a process must be started with.

    Args:
        query_id: Id of the rule or query.
        text: What it says now.

    Returns:
        Environment variables beside those of this process.
    """
    paths = os.pathsep.join([str(_AT_START), *filter(None, sys.path)])
    return {_CHANGED: json.dumps([query_id, text]), "PYTHONPATH": paths}


def change_query() -> None:
    """Let the readers of this process give the changed text."""
    query_id, text = json.loads(os.environ[_CHANGED])

    def changed(stored: StoredQuery) -> StoredQuery:
        return replace(stored, text=text) if stored.header.id == query_id else stored

    def of_all(read: Reader) -> Reader:
        @wraps(read)
        def reading(root: DataRoot) -> dict[str, StoredQuery]:
            return {name: changed(stored) for name, stored in read(root).items()}

        return reading

    find = reader.find_query
    vars(reader).update(
        read_rules=of_all(reader.read_rules),
        read_queries=of_all(reader.read_queries),
        find_query=lambda root, wanted: changed(find(root, wanted)),
    )
