"""How a measured quantity grows with size."""

from __future__ import annotations

import math
from collections.abc import Mapping

__all__ = ["growth_exponent"]


def growth_exponent(values: Mapping[float, float]) -> float | None:
    """Fit a power law by least squares on the logarithms.

    Args:
        values: Size to what was measured there; what is not above zero cannot be fitted and is left out.

    Returns:
        The exponent: 1 for linear growth, 2 for quadratic; none with fewer than two different sizes.
    """
    points = [(math.log(size), math.log(value)) for size, value in values.items() if size > 0 and value > 0]
    if len(points) < 2:
        return None
    middle_x = math.fsum(x for x, _ in points) / len(points)
    middle_y = math.fsum(y for _, y in points) / len(points)
    spread = math.fsum((x - middle_x) ** 2 for x, _ in points)
    return math.fsum((x - middle_x) * (y - middle_y) for x, y in points) / spread
