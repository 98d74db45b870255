"""Drawing charts: every agent and condition, with spread, seeds, chance, ceiling and data."""

from __future__ import annotations

from itertools import pairwise

import matplotlib
import numpy as np
import pytest

from neurosim.experiments import SHARE, Certainty, Chart, DataSet, Scale
from neurosim.figures import ChartData, Format, charts_figure, draw_chart, page, rendered
from neurosim.figures.charts_looks import colours_of
from neurosim.figures.style import BLACK, BLUE, ORANGE, VERMILLION
from neurosim.measures import Row, summarised

CURVE = Chart("A curve", "seconds of sleep", "share", (("m", "first"), ("n", "second")), SHARE)
BARS = Chart("Bars", "", "share", (("single", "one"), ("other", "two")), SHARE)
HUMAN = DataSet("people", "marr1971", Certainty.DIGITISED, "", "", (0.0, 90.0), (0.9, 0.3))


def results(agents=("a",), conditions=("sleep", "awake"), seeds=(0, 1, 2), names=("m", "n")):
    return summarised(
        Row(agent, seed, condition, 0.0, name, at, at / 100 + seed / 50, 0.2, 1.0)
        for agent in agents
        for seed in seeds
        for condition in conditions
        for name in names
        for at in (0.0, 10.0, 40.0)
    )


def singles(agents=("a",), conditions=("sleep", "awake"), seeds=(0, 1)):
    return summarised(
        Row(agent, seed, condition, 0.0, name, None, 0.5, 0.2, 0.9)
        for agent in agents
        for seed in seeds
        for condition in conditions
        for name in ("single", "other")
    )


def axes(chart, found):
    ax = page(6, 4).add_subplot()
    draw_chart(ax, chart, found)
    return ax


def drawn(ax, colour, dashes):
    return [
        line for line in ax.lines if line.get_color() == colour and line.get_linestyle() == dashes
    ]


def curves(ax, colour):
    """The lines of means; error bars have markers as well, and no line."""
    return [
        line
        for line in ax.lines
        if line.get_markerfacecolor() == colour and line.get_marker() in "os"
    ]


def data(charts, found, seeds=(0, 1, 2), exchange=""):
    return ChartData("What?", charts, found, seeds, exchange)


def texts(figure):
    return {text.get_text() for text in figure.findobj(matplotlib.text.Text)}


def panels(figure):
    return [ax for ax in figure.axes if ax.axison]


def test_a_curve_has_means_error_bars_and_single_seeds():
    ax = axes(CURVE, results(conditions=("sleep",), names=("m",)))
    (line,) = curves(ax, BLUE)
    assert list(line.get_xdata()) == [0, 10, 40]
    assert line.get_ydata() == pytest.approx([0.02, 0.12, 0.42])
    (bars,) = (c for c in ax.collections if len(c.get_segments()) == 3)
    low, high = bars.get_segments()[1][:, 1]
    assert (low, high) == pytest.approx((0.12 - 0.02, 0.12 + 0.02))
    seeds = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_ydata()) for line in seeds][1] == pytest.approx([0.1, 0.12, 0.14])


def test_chance_and_ceiling_are_drawn_once_where_all_have_the_same():
    ax = axes(CURVE, results())
    (chance,) = drawn(ax, VERMILLION, "--")
    (ceiling,) = drawn(ax, BLACK, ":")
    assert list(chance.get_ydata()) == pytest.approx([0.2] * 3)
    assert list(ceiling.get_ydata()) == pytest.approx([1.0] * 3)


def test_colours_are_conditions_and_with_one_condition_agents():
    several = colours_of(results(agents=("a", "b")))
    assert several["a", "sleep"] == several["b", "sleep"] == BLUE
    assert several["a", "awake"] == several["b", "awake"] == ORANGE
    one = colours_of(results(agents=("a", "b"), conditions=("intact",)))
    assert (one["a", "intact"], one["b", "intact"]) == (BLUE, ORANGE)


def test_measures_differ_in_dashes_and_markers():
    ax = axes(CURVE, results())
    shown = curves(ax, BLUE)
    assert [line.get_marker() for line in shown] == ["o", "s"]
    assert [bool(line._dash_pattern[1]) for line in shown] == [False, True]


def test_a_single_seed_has_no_circles_and_no_error_bars():
    ax = axes(CURVE, results(seeds=(0,), names=("m",)))
    assert [line for line in ax.lines if line.get_markerfacecolor() == "white"] == []


@pytest.mark.parametrize("least", [0.0, 5.0])
def test_a_logarithmic_axis_has_room_for_nothing(least):
    chart = Chart("", "items", "share", (("m", ""),), SHARE, scale=Scale.LOG)
    found = summarised(
        Row("a", 0, "c", 0.0, "m", at, 0.5, 0.2, 1.0) for at in (least, 10.0, 20.0, 40.0)
    )
    ax = axes(chart, found)
    places = ax.transData.transform([(at, 0.5) for at in (least, 10.0, 20.0, 40.0)])[:, 0]
    assert np.all(np.diff(places) > 20)
    low, high = ax.get_xlim()
    assert low < least
    assert high > 40
    assert [text.get_text() for text in ax.get_xticklabels()] == [f"{least:g}", "10", "20", "40"]


def ticks(ax):
    return [text.get_text() for text in ax.get_xticklabels()]


def test_published_places_are_written_below_a_logarithmic_axis_as_well():
    far = DataSet("far", "marr1971", Certainty.DIGITISED, "", "", (0.0, 20.0, 50.0), (1, 1, 1))
    chart = Chart("", "trials", "share", (("m", ""),), SHARE, scale=Scale.LOG, published=(far,))
    found = summarised(Row("a", 0, "c", 0.0, "m", at, 0.5, 0.2, 1.0) for at in (0.0, 1.0, 5.0))
    assert ticks(axes(chart, found)) == ["0", "1", "5", "20", "50"]


def test_of_many_places_ten_are_written_and_their_own_come_first():
    many = DataSet("many", "marr1971", Certainty.DIGITISED, "", "", tuple(range(1, 31)), (1,) * 30)
    chart = Chart("", "trials", "share", (("m", ""),), SHARE, scale=Scale.LOG, published=(many,))
    found = summarised(Row("a", 0, "c", 0.0, "m", at, 0.5, 0.2, 1.0) for at in (7.0, 23.0))
    ax = axes(chart, found)
    assert {"7", "23", "1"} <= set(ticks(ax))
    assert len(ticks(ax)) <= 10
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


@pytest.mark.parametrize(
    ("places", "written"), [((0.0, 10.0, 40.0), True), ((0.0, 1.0, 2.0, 100.0), False)]
)
def test_a_linear_axis_has_its_places_or_if_they_are_too_near_round_numbers(places, written):
    chart = Chart("", "s", "share", (("m", ""),), SHARE)
    ax = axes(chart, summarised(Row("a", 0, "c", 0.0, "m", at, 0.5, 0.2, 1.0) for at in places))
    assert (list(ax.get_xticks()) == list(places)) == written


def test_single_numbers_are_bars_with_their_own_levels():
    ax = axes(BARS, singles())
    assert [bar.get_height() for bar in ax.patches] == [0.5] * 4
    assert [bar.get_facecolor()[:3] for bar in ax.patches] == [
        matplotlib.colors.to_rgb(colour) for colour in (BLUE, ORANGE) * 2
    ]
    assert len(drawn(ax, VERMILLION, "--")) == 4
    assert len(drawn(ax, BLACK, ":")) == 4
    edges = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches)
    assert all(right <= left for (_, right), (left, _) in pairwise(edges))
    assert [text.get_text() for text in ax.get_xticklabels()] == ["one", "two"]


def test_bars_that_nobody_measured_have_no_place_unless_there_are_published_ones():
    found = [each for each in singles() if each.measure == "other"]
    assert ticks(axes(BARS, found)) == ["two"]
    people = DataSet("people", "marr1971", Certainty.DIGITISED, "", "", (0.0, 1.0), (0.9, 0.3))
    published = Chart("", "", "share", BARS.measures, SHARE, published=(people,))
    assert ticks(axes(published, found)) == ["one", "two"]


def test_bars_stand_in_one_order_though_a_first_life_lacks_a_measure():
    rows = [
        Row("a", seed, condition, 0.0, name, None, 0.5, 0.2, 0.9)
        for seed in (0, 1)
        for condition in ("sleep", "awake")
        for name in ("single", "other")
        if (seed, condition, name) != (0, "sleep", "other")
    ]
    ax = axes(BARS, summarised(rows))
    bars = [(bar.get_x(), matplotlib.colors.to_hex(bar.get_facecolor())) for bar in ax.patches]
    assert [colour for _, colour in sorted(bars)] == [BLUE.lower(), ORANGE.lower()] * 2


@pytest.mark.parametrize("width", [2.6, 6])
def test_names_of_bars_do_not_run_into_each_other(width):
    labels = ("list 1\nday 1", "list 1\nlesioned", "list 2\nlesioned", "forced choice", "silent")
    names = tuple((f"m{n}", label) for n, label in enumerate(labels))
    ax = page(width + 1, 4).add_axes((0.5 / (width + 1), 0.3, width / (width + 1), 0.6))
    found = summarised(Row("a", 0, "c", 0.0, name, None, 0.5, 0.2, 1.0) for name, _ in names)
    draw_chart(ax, Chart("", "", "share", names, SHARE), found)
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    assert ticks(ax)[0] == "list 1\nday 1"


def test_places_with_names_are_bars_side_by_side():
    chart = Chart("", "cue", "share", (("m", "first"), ("n", "second")), SHARE, ("sight", "sound"))
    found = summarised(
        Row("a", 0, condition, 0.0, name, at, 0.5, 0.2, 1.0)
        for condition in ("sleep", "awake")
        for name in ("m", "n")
        for at in (0.0, 1.0)
    )
    ax = axes(chart, found)
    edges = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches)
    assert len(edges) == 8
    assert all(right <= left + 1e-9 for (_, right), (left, _) in pairwise(edges))
    assert [text.get_text() for text in ax.get_xticklabels()] == ["sight", "sound"]
    assert {bar.get_hatch() for bar in ax.patches} == {"", "////"}


def test_published_data_are_drawn_and_their_certainty_is_told():
    chart = Chart("", "seconds", "share", (("m", "model"),), SHARE, published=(HUMAN,))
    ax = axes(chart, results(names=("m",)))
    black = [line for line in ax.lines if line.get_color() == BLACK and line.get_marker() != "None"]
    assert any(list(line.get_xdata()) == [0, 90] for line in black)
    assert ax.get_xlim()[1] > 90
    said = texts(charts_figure(data((chart,), results(names=("m",)))))
    assert "people [marr1971], digitised from a figure" in said


def test_limits_hold_everything_where_none_are_given():
    chart = Chart("", "seconds", "rate (Hz)", (("m", ""),))
    found = summarised(Row("a", s, "c", 0.0, "m", 1.0, 40.0 + s, 0.0, 55.0) for s in (0, 9))
    low, high = axes(chart, found).get_ylim()
    assert low <= 0
    assert high > 55


def test_a_page_has_a_panel_for_every_agent_and_says_who_is_who():
    figure = charts_figure(data((CURVE,), results(agents=("one_agent", "b")), exchange="Steps: 5."))
    assert [ax.get_title(loc="left") for ax in panels(figure)] == ["one agent", "b"]
    said = texts(figure)
    assert {"What?", "a  A curve", "sleep", "awake", "first", "second", "one seed"} <= said
    (caption,) = (text for text in said if text.startswith("n = 3 seeds (0, 1, 2)"))
    assert "sd over seeds" in caption
    assert caption.endswith("Steps: 5.")
    one, other = (ax.get_ylim() for ax in panels(figure))
    assert one == other


def test_agents_share_a_panel_where_there_is_one_condition():
    found = results(agents=("a", "b"), conditions=("intact",))
    figure = charts_figure(data((CURVE, CURVE), found))
    assert len(panels(figure)) == 2
    assert {"a", "b"} <= texts(figure)
    assert "intact" not in texts(figure)


def test_an_agent_without_such_tests_is_told_so():
    found = [*results(agents=("a", "b", "c"), names=("m",)), *results(("a", "b"), names=("n",))]
    two = Chart("Only two", "s", "share", (("n", "second"),), SHARE)
    figure = charts_figure(data((CURVE, two), found))
    assert len(panels(figure)) == 5
    assert "no such tests" in texts(figure)


def test_charts_of_one_agent_stand_beside_each_other_and_an_empty_chart_is_left_out():
    found = [*results(agents=("a", "b"), names=("m",)), *results(agents=("a",), names=("n",))]
    both = Chart("Both", "s", "share", (("m", "first"),), SHARE)
    only = Chart("Only a", "s", "share", (("n", "second"),), SHARE)
    nothing = Chart("Nothing", "s", "share", (("unheard", "of"),), SHARE)
    figure = charts_figure(data((both, only, nothing, only), found))
    assert len(panels(figure)) == 4
    one, other = (ax.get_position() for ax in panels(figure)[2:])
    assert one.y0 == other.y0
    assert one.x1 < other.x0
    said = texts(figure)
    assert {"b  Only a", "c  Only a"} <= said
    assert "no such tests" not in said
    assert not any("Nothing" in text for text in said)
    assert any("Agents without a panel took no such tests." in text for text in said)


@pytest.mark.parametrize("agents", [("a",), ("a", "b"), ("a", "b", "c", "d")])
@pytest.mark.parametrize("conditions", [("x",), ("x", "y"), ("w", "x", "y", "z")])
def test_texts_lie_on_the_page_and_legends_beside_the_axes(agents, conditions):
    charts = (
        CURVE,
        Chart("Third", "seconds", "share", (("m", "model"),), SHARE, published=(HUMAN,)),
        BARS,
    )
    found = [*results(agents, conditions), *singles(agents, conditions)]
    figure = charts_figure(data(charts, found))
    figure.canvas.draw()
    whole = figure.bbox
    for text in figure.findobj(matplotlib.text.Text):
        box = text.get_window_extent()
        if text.get_text() and text.get_visible():
            assert box.x0 >= -1, text
            assert box.x1 <= whole.width + 1, text
            assert box.y0 >= -1, text
            assert box.y1 <= whole.height + 1, text
    for legend in figure.legends:
        box = legend.get_window_extent()
        for ax in figure.axes:
            assert not box.overlaps(ax.get_window_extent()), (legend, ax)


@pytest.mark.parametrize("form", list(Format))
def test_the_same_results_give_the_same_bytes(form):
    charts = (CURVE, BARS)
    found = [*results(), *singles()]
    one, two = (rendered(charts_figure(data(charts, found)), form) for _ in range(2))
    assert one == two


def test_with_nobody_to_tell_apart_colours_are_measures():
    alone = results(conditions=("intact",))
    ax = axes(CURVE, alone)
    assert [line.get_marker() for line in (*curves(ax, BLUE), *curves(ax, ORANGE))] == ["o", "s"]
    figure = charts_figure(data((CURVE,), alone))
    assert [ax.get_title(loc="left") for ax in panels(figure)] == ["a"]
    (legend,) = (each for each in figure.legends if len(each.get_texts()) == 2)
    assert [line.get_color() for line in legend.get_lines()] == [BLUE, ORANGE]


# Charts of one condition


APART = (
    Chart("Asleep", "s", "share", CURVE.measures, SHARE, condition="sleep"),
    Chart("Awake", "s", "share", CURVE.measures, SHARE, condition="awake"),
)


def test_a_chart_of_one_condition_shows_that_one_in_colours_of_measures():
    figure = charts_figure(data(APART, results()))
    assert len(panels(figure)) == 2
    for ax in panels(figure):
        assert [len(curves(ax, colour)) for colour in (BLUE, ORANGE)] == [1, 1]
    legends = [each for each in figure.legends if {"first", "second"} <= words(each)]
    assert [[line.get_color() for line in each.get_lines()] for each in legends] == [
        [BLUE, ORANGE],
        [BLUE, ORANGE],
    ]
    assert not {"sleep", "awake"} & texts(figure)


def test_a_chart_of_one_condition_has_a_panel_for_every_agent():
    figure = charts_figure(data(APART[:1], results(agents=("x", "y"))))
    assert [ax.get_title(loc="left") for ax in panels(figure)] == ["x", "y"]
    for ax in panels(figure):
        assert [len(curves(ax, colour)) for colour in (BLUE, ORANGE)] == [1, 1]


def test_beside_a_chart_of_all_conditions_it_is_told_what_their_colours_are():
    figure = charts_figure(data((*APART, CURVE), results()))
    assert {"sleep", "awake"} <= texts(figure)


def test_a_condition_that_nobody_lived_has_no_chart():
    never = Chart("Never", "s", "share", CURVE.measures, SHARE, condition="never")
    assert len(panels(charts_figure(data((CURVE, never), results())))) == 1


def words(legend):
    return {text.get_text() for text in legend.get_texts()}


# Long labels


def test_a_long_label_is_broken_and_does_not_run_into_the_next_chart():
    name = "people who were told " + "again and " * 12 + "again"
    long = DataSet(name, "marr1971", Certainty.DIGITISED, "", "", (0.0, 40.0), (1, 0))
    chart = Chart("Long", "s", "share", (("m", ""),), SHARE, published=(long,))
    figure = charts_figure(data((chart, CURVE), results()))
    figure.canvas.draw()
    legend = next(each for each in figure.legends if any("told" in w for w in words(each)))
    box = legend.get_window_extent()
    assert box.x1 <= figure.bbox.width / 2
    for ax in figure.axes:
        assert not box.overlaps(ax.get_window_extent())
    (label,) = (w for w in words(legend) if "told" in w)
    assert label.replace("\n", " ") == f"{name} [marr1971], digitised from a figure"


@pytest.mark.parametrize("levels", [2, 5])
def test_many_levels_are_thin(levels):
    names = tuple((f"m{n}", f"{n}") for n in range(levels))
    found = summarised(
        Row("a", 0, "c", 0.0, name, at, 0.5, 0.1 * n, 1.0)
        for n, (name, _) in enumerate(names)
        for at in (0.0, 1.0)
    )
    ax = axes(Chart("", "s", "share", names, SHARE), found)
    widths = {line.get_linewidth() for line in drawn(ax, VERMILLION, "--")}
    assert len(drawn(ax, VERMILLION, "--")) == levels
    assert (max(widths) < 1) == (levels == 5)


# Charts in which agents share a panel


TOGETHER = Chart("All", "s", "share", (("m", "first"),), SHARE, together=True)
BOTH = Chart("Both", "s", "share", CURVE.measures, SHARE, condition="sleep", together=True)
TWO = ("one_agent", "b")


def test_agents_share_a_panel_in_colours_of_their_own_and_dashes_are_conditions():
    figure = charts_figure(data((TOGETHER,), results(agents=TWO, names=("m",))))
    (ax,) = panels(figure)
    for colour in (BLUE, ORANGE):
        assert [line.get_marker() for line in curves(ax, colour)] == ["o", "s"]
        assert [bool(line._dash_pattern[1]) for line in curves(ax, colour)] == [False, True]
    (who,) = (each for each in figure.legends if "one agent" in words(each))
    faces = [patch.get_facecolor()[:3] for patch in who.get_patches()]
    assert faces == [matplotlib.colors.to_rgb(colour) for colour in (BLUE, ORANGE)]
    (ends,) = (each for each in figure.legends if words(each) == {"sleep", "awake"})
    assert [line.get_marker() for line in ends.get_lines()] == ["o", "s"]
    assert not any("took no such tests" in text for text in texts(figure))


def test_of_one_condition_dashes_are_measures():
    figure = charts_figure(data((BOTH,), results(agents=TWO)))
    (ax,) = panels(figure)
    assert [len(curves(ax, colour)) for colour in (BLUE, ORANGE)] == [2, 2]
    assert any(words(each) == {"first", "second"} for each in figure.legends)
    assert not {"sleep", "awake"} & texts(figure)


def test_of_several_conditions_and_measures_dashes_tell_both():
    chart = Chart("All", "s", "share", CURVE.measures, SHARE, together=True)
    figure = charts_figure(data((chart,), results(agents=TWO)))
    (ax,) = panels(figure)
    blue = [line for line in ax.lines if line.get_markerfacecolor() == BLUE]
    assert [line.get_marker() for line in blue if line.get_marker() in "os^D"] == list("os^D")
    told = {"first, sleep", "first, awake", "second, sleep", "second, awake"}
    assert any(words(each) == told for each in figure.legends)


def test_bars_of_agents_that_share_a_panel_have_hatches_by_condition():
    chart = Chart("", "", "share", BARS.measures, SHARE, together=True)
    ax = axes(chart, singles(agents=TWO))
    bars = sorted(ax.patches, key=lambda bar: bar.get_x())
    assert [bar.get_hatch() for bar in bars[:4]] == ["", "////"] * 2
    colours = [matplotlib.colors.to_hex(bar.get_facecolor()).upper() for bar in bars[:4]]
    assert colours == [BLUE, BLUE, ORANGE, ORANGE]
    assert ticks(ax) == ["one", "two"]


def test_an_agent_alone_has_nobody_to_share_with():
    figure = charts_figure(data((TOGETHER,), results(names=("m",))))
    (ax,) = panels(figure)
    assert [len(curves(ax, colour)) for colour in (BLUE, ORANGE)] == [1, 1]
    assert [ax.get_title(loc="left")] == ["a"]
    assert {"sleep", "awake"} <= texts(figure)


def test_beside_a_chart_of_conditions_it_tells_itself_who_is_who():
    figure = charts_figure(data((CURVE, TOGETHER), results(agents=TWO)))
    assert len(panels(figure)) == 3
    top = next(each for each in figure.legends if {"sleep", "chance"} <= words(each))
    assert "one agent" not in words(top)
    (own,) = (each for each in figure.legends if "one agent" in words(each))
    assert {"one agent", "b", "sleep", "awake"} == words(own)
