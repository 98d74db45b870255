"""What the figures of parameter studies show."""

import random
from dataclasses import replace

import numpy as np
import pytest

from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.figures import Format, rendered
from neurosim.figures.study import study_charts, study_figure, study_results
from neurosim.figures.study_data import StudyData
from neurosim.figures.study_maps import grid_of
from neurosim.figures.study_ranks import correlations
from neurosim.measures import Summary

BARS = Chart("Recall", "", "share", (("recall", "recalled"),), SHARE)
CURVE = Chart("Curve", "load", "share", (("kept", "kept"),), SHARE)
TICKS = Chart("Senses", "sense", "share", (("sense", "recalled"),), SHARE, ("sight", "sound"))


def summary(measure, at, mean, condition="sleep"):
    return Summary("hopfield_1982", condition, measure, at, mean, 0.1, (), 0.2, 1.0)


def study(labels, points, results, charts=(BARS,)):
    words = "A grid of points: every combination"
    return StudyData("Why?", labels, points, tuple(results), charts, (0, 1), words)


def test_against_one_parameter_stand_single_numbers_means_of_curves_and_named_places():
    results = [
        (point, each)
        for point in (0, 1)
        for each in (
            summary("recall", None, 0.1 + point),
            summary("kept", 5.0, 0.2),
            summary("kept", None, 0.3 + point),
            summary("sense", 0.0, 0.4 + point),
            summary("sense", 1.0, 0.5 + point),
            summary("sense", None, 0.45 + point),
        )
    ]
    data = study(("night (s)",), ((20.0,), (40.0,)), results, (BARS, CURVE, TICKS))
    bars, curve, ticks = study_charts(data)
    assert (bars.x, bars.scale, bars.title) == ("night (s)", Scale.LINEAR, "Recall")
    assert curve.title == "Curve: mean over load"
    assert ticks.ticks == ()
    assert ticks.measures == (
        ("sense at 0", "recalled, sight"),
        ("sense at 1", "recalled, sound"),
    )
    shown = {(each.measure, each.at): each.mean for each in study_results(data)}
    assert shown["recall", 20.0] == 0.1
    assert shown["kept", 40.0] == 1.3
    assert shown["sense at 1", 40.0] == 1.5
    assert ("kept", 5.0) not in shown
    assert rendered(study_figure(data), Format.SVG)


def test_values_over_decades_are_laid_out_logarithmically():
    data = study(("rate",), ((0.001,), (0.1,)), [])
    (chart,) = study_charts(data)
    assert chart.scale is Scale.LOG


def grid():
    points = tuple((x, y) for x in (1.0, 2.0, 3.0) for y in (20.0, 10.0))
    results = [
        (number, summary("recall", None, x / 10 + y / 100, condition))
        for number, (x, y) in enumerate(points)
        for condition in ("sleep", "awake")
    ]
    return study(("a", "b"), points, results)


def test_a_map_has_a_row_for_each_value_of_the_second_parameter():
    data = grid()
    every = data.first()
    assert list(every) == [("hopfield_1982", "sleep"), ("hopfield_1982", "awake")]
    found = grid_of(data, every["hopfield_1982", "sleep"])
    np.testing.assert_allclose(found, [[0.2, 0.3, 0.4], [0.3, 0.4, 0.5]])
    axes = study_figure(data).axes
    assert axes[0].get_title(loc="left") == "hopfield 1982, sleep"
    assert [tick.get_text() for tick in axes[0].get_yticklabels()] == ["10", "20"]


def test_points_without_results_are_told_in_a_map():
    data = grid()
    data = replace(data, results=tuple(each for each in data.results if each[0] != 0))
    found = grid_of(data, data.first()["hopfield_1982", "sleep"])
    assert np.isnan(found[1, 0])
    assert np.isfinite(found).sum() == 5
    texts = [text.get_text() for text in study_figure(data).axes[0].texts]
    assert texts.count("none") == 1


@pytest.fixture
def sampled():
    draw = random.Random(3)
    points = tuple((float(n), draw.random(), draw.random()) for n in range(20))
    results = [(n, summary("recall", None, 1 - x / 20)) for n, (x, _, _) in enumerate(points)]
    return study(("alpha (s)", "beta", "agent.long.name.of.a.parameter (mV)"), points, results)


def test_ranks_say_which_parameter_matters(sampled):
    (found,) = correlations(sampled).values()
    assert found[0].rho == pytest.approx(-1)
    assert found[0].p < 1e-6
    assert all(abs(each.rho) < 0.5 < each.p for each in found[1:])


def test_the_parameter_that_matters_most_comes_first_and_has_a_star(sampled):
    figure = study_figure(sampled)
    first, *_, last = figure.axes
    assert first.get_xlabel() == "alpha (s)"
    assert [text.get_text() for text in last.texts] == ["*"]
    assert last.get_yticklabels()[-1].get_text() == "alpha (s)"


def test_two_parameters_that_are_drawn_have_no_map(sampled):
    points = tuple(point[:2] for point in sampled.points)
    data = replace(sampled, labels=sampled.labels[:2], points=points)
    assert not data.is_grid
    assert len(study_figure(data).axes) == 3
