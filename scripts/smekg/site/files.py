"""The graph's own files as the site ships them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from smekg.site.rendering import SiteFile

__all__ = ["GRAPH_FILE", "data_files"]

#: The whole graph, which the pages under Ask load into the browser.
GRAPH_FILE = "data/smekg.nq.gz"


def data_files(build: Path) -> Iterator[SiteFile]:
    """Read what the site offers for download from a build.

    Args:
        build: The folder that `smekg build` wrote.

    Yields:
        The named graphs as Turtle, all of them as compressed N-Quads, the counts.
    """
    current = build / "current"
    quads = (current / "smekg.nq").read_bytes()
    # No time of writing in it: the same graph gives the same bytes.
    yield SiteFile(GRAPH_FILE, gzip.compress(quads, compresslevel=6, mtime=0))
    for path in sorted((current / "graphs").glob("*.ttl")):
        yield SiteFile(f"graph/{path.name}", path.read_bytes())
    yield SiteFile("data/stats.json", (current / "stats.json").read_bytes())
