"""All fuzz targets by name."""

from __future__ import annotations

from fuzz import mapping_files, paper_copies, parameter_values, raw_requests, review_files, stored_queries
from fuzz.harness import Target

TARGETS: dict[str, Target] = {
    target.name: target
    for module in (
        review_files,
        stored_queries,
        parameter_values,
        paper_copies,
        raw_requests,
        mapping_files,
    )
    for target in module.TARGETS
}
