"""The fitted exponent is that of the power law from which the points come."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fit import growth_exponent


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_a_power_law_gives_its_exponent(power: float) -> None:
    points = {size: 0.003 * size**power for size in (10.0, 100.0, 1000.0)}
    assert growth_exponent(points) == pytest.approx(power, abs=1e-9)


@given(
    power=st.floats(-3, 3),
    scale=st.floats(1e-6, 1e6),
    sizes=st.sets(st.integers(1, 10**6), min_size=2, max_size=6),
)
def test_scale_and_number_of_points_do_not_matter(power: float, scale: float, sizes: set[int]) -> None:
    found = growth_exponent({size: scale * size**power for size in sizes})
    assert found == pytest.approx(power, abs=1e-6)


def test_a_fixed_cost_makes_growth_look_slower() -> None:
    found = growth_exponent({size: 5 + 0.01 * size for size in (10, 100, 1000)})
    assert found is not None
    assert 0 < found < 1


def test_quadratic_growth_beside_linear_is_seen() -> None:
    found = growth_exponent({size: size + 0.1 * size**2 for size in (10, 100, 1000)})
    assert found is not None
    assert 1.5 < found < 2


def test_one_point_is_no_growth_and_nothing_measured_is_left_out() -> None:
    assert growth_exponent({10: 1.0}) is None
    assert growth_exponent({10: 1.0, 100: 0.0}) is None
    assert math.isclose(growth_exponent({10: 1.0, 50: 0.0, 100: 10.0}) or 0, 1.0)
