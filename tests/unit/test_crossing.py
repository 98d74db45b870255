"""Where a curve first comes down to a level."""

import pytest

from neurosim.measures.crossing import crossing


@pytest.mark.parametrize(
    ("values", "level", "place"),
    [
        ([1.0, 1.0, 0.0], 0.5, 0.75),
        ([1.0, 0.6, 0.5], 0.5, 1.0),
        ([1.0, 0.5, 0.8], 0.5, 0.5),
        ([1.0, 0.2, 0.9], 0.6, 0.25),
    ],
)
def test_it_is_where_the_line_first_comes_down(values, level, place):
    assert crossing([0.0, 0.5, 1.0], values, level) == pytest.approx(place)


@pytest.mark.parametrize("values", [[1.0, 0.9, 0.8], [0.4, 1.0, 0.0], [0.5, 0.0, 0.0]])
def test_there_is_none_where_it_never_does_or_does_not_begin_above(values):
    assert crossing([0.0, 0.5, 1.0], values, 0.5) is None
