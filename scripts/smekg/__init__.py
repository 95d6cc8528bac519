"""smekg: the SME collaboration knowledge graph.

>>> import smekg
>>> kg = smekg.load()
>>> [row["printed_count"] for row in kg.query("g21-table-4")]
['2', '4', '3']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smekg.api import Answer, Smekg, load

__all__ = ["Answer", "Smekg", "__version__", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load the programming interface when it is first used: the command line does without it."""
    if name in ("Answer", "Smekg", "load"):
        from smekg import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
