"""The landscape of a loss: contours, paths, and what is no landscape."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.figures import Format, LossSurface, draw_loss_surface, page, rendered

FIRST, SECOND = np.linspace(-2, 2, 21), np.linspace(-1, 3, 31)


def surface(loss=None):
    bowl = FIRST**2 + 5 * (SECOND[:, np.newaxis] - 1) ** 2
    return LossSurface(FIRST, SECOND, bowl if loss is None else loss, (0.0, 1.0))


def drawn(paths):
    figure = page(5, 4)
    ax = figure.add_subplot()
    draw_loss_surface(ax, surface(), paths)
    return figure, ax


def test_every_path_is_drawn_and_named_and_so_is_the_bottom():
    one = np.array([[-1.0, 2.0], [0.0, 1.0]])
    _, ax = drawn({"good": one, "too long": 2 * one})
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["good", "too long", "least loss"]
    assert np.array_equal(ax.lines[0].get_xydata(), one)
    assert len({(line.get_color(), line.get_linestyle()) for line in ax.lines}) == 3


def test_a_path_that_leaves_does_not_widen_the_landscape():
    _, ax = drawn({"away": np.array([[0.0, 0.0], [1e9, -1e9]])})
    assert ax.get_xlim() == (-2, 2)
    assert ax.get_ylim() == (-1, 3)
    assert ax.get_xlabel() == "first weight"


def test_the_same_landscape_gives_the_same_file():
    files = [rendered(drawn({"good": np.zeros((2, 2))})[0], Format.PNG) for _ in range(2)]
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (np.zeros((21, 31)), "a row for each second weight"),
        (np.full((31, 21), -1.0), "not negative"),
        (np.zeros((31, 21)), "not all 0"),
        (np.full((31, 21), np.nan), "finite"),
    ],
)
def test_what_is_no_landscape_is_refused(loss, words):
    with pytest.raises(InputError, match=words):
        surface(loss)
