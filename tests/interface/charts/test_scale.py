"""Round steps from zero, whole numbers only."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.interface.charts.scale import MOST_STEPS, scale_for

figures = st.lists(st.decimals(min_value=0, max_value=10**12, places=2), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        ("0", [0, 1]),
        ("0.4", [0, 1]),
        ("1", [0, 1]),
        ("3", [0, 1, 2, 3]),
        ("5", [0, 2, 4, 6]),
        ("9.5", [0, 5, 10]),
        ("25", [0, 10, 20, 30]),
        ("100", [0, 50, 100]),
        ("12204300", [0, 5_000_000, 10_000_000, 15_000_000]),
    ],
)
def test_the_scale_for_a_largest_figure(largest, ticks):
    assert list(scale_for([Decimal(0), Decimal(largest)]).ticks) == ticks


@given(figures)
def test_every_figure_lies_on_it_and_the_last_tick_is_its_top(values):
    scale = scale_for(values)

    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert list(scale.ticks)[-1] == scale.top
    assert 1 < len(scale.ticks) <= MOST_STEPS + 1


@given(figures)
def test_more_is_never_lower(values):
    scale = scale_for(values)
    shares = [scale.share(value) for value in sorted(values)]

    assert shares == sorted(shares)
