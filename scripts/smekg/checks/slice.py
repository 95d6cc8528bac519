"""Everything that is checked in one slice of the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from smekg.checks.terms import undeclared_terms
from smekg.errors import Finding
from smekg.inputs import Inputs
from smekg.queries.model import StoredQuery
from smekg.queries.run import run_local
from smekg.store import mirror
from smekg.validation.findings import Broken, Places, broken_rules
from smekg.validation.slices import Slice

__all__ = ["check_slice"]


def check_slice(make: Callable[[], Slice], common: Inputs, places: Places) -> Broken:
    """Check one slice: shapes, verification queries, terms.

    Args:
        make: Cuts out the slice.
        common: Ontology and stored queries.
        places: Where things are written down.

    Returns:
        What is wrong with the slice's own nodes.
    """
    part = make()
    broken = broken_rules(part, common.ontology.shapes, places)
    faults = [
        *broken.violations,
        *_verified(part, common.queries.values(), places),
        *undeclared_terms(part.own, common.ontology, places),
    ]
    return Broken(faults, broken.warnings)


def _verified(part: Slice, queries: Iterable[StoredQuery], places: Places) -> Iterator[Finding]:
    """Rows of the queries that answer only when something is wrong."""
    store = mirror({part.name: part.merged})
    for query in queries:
        if "verify" in query.header.tags:
            for entity, error in run_local(store, query.text).rows:
                if entity not in part.others:
                    path, line = places.get(entity, ("graph", 0))
                    yield Finding(path, line, f"{entity.rsplit('/', 1)[-1]}: {error}")
