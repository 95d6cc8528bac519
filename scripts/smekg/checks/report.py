"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass, field

from smekg.errors import Finding

__all__ = ["Report"]


@dataclass
class Report:
    """What a check found.

    Attributes:
        findings: Faults.
        warnings: Rules of severity Warning or Info that the data breaks.
        summary: What was checked, for the case that nothing was found.
        looked_at: What was looked at anew: review ids, `base` and `ontology`.
    """

    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    summary: str = ""
    looked_at: tuple[str, ...] = ()
