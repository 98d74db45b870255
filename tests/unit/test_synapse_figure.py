import itertools

import matplotlib
import numpy as np
import pytest
from matplotlib.patches import Patch

from benches import Tiny, write_bench
from neurosim.experiments.findings import Certainty, DataSet, Panel, Verdict, verdicts
from neurosim.figures import Format, MeanCurve, SynapseData, page, rendered, synapse_figure
from neurosim.figures.synapse_legends import LINE, Legend
from neurosim.figures.synapse_panels import (
    broken,
    draw_bars,
    draw_curves,
    draw_published,
    limits,
    slot,
)

WORDS = "triplets of visual cortex, layer 5 [sjostrom2001]; "
LONG = "triplet-visual-cortex-all-to-all-full"
ARTIFICIAL = ("delta-rule", "bcm-rate", "backprop-step")
NAMES = ("pre5 post5 pre", "post10 pre10 post", "theta burst", "quadruplet -89")


def bench_data(panels=2, rules=3, seeds=(0,), sd=0.0, labels=("+10 ms", "-10 ms")):
    axes = tuple(
        Panel(f"p{n}", f"A panel with a title, {n}", "lag, post minus pre (ms)",
              "relative change of weight", NAMES if n == 1 else ())
        for n in range(panels)
    )  # fmt: skip
    spiking = tuple(f"{LONG}-{n}" for n in range(rules))
    x = tuple(float(n) for n in range(4))
    curves = tuple(
        MeanCurve(agent, panel.name, label, x, tuple(0.1 * k * (n + place) for place in range(4)),
                  (sd,) * 4)
        for k, agent in enumerate((*spiking, *ARTIFICIAL))
        for panel in axes
        for n, label in enumerate(labels)
    )  # fmt: skip
    published = tuple(
        DataSet(f"visual cortex, layer {n}", "sjostrom2001", kind, panel.name, label, x,
                (0.1, 0.2, 0.3, 0.4), sem)
        for panel in axes
        for label in labels
        for n, (kind, sem) in enumerate(
            [(Certainty.TABLE, (0.1,) * 4), (Certainty.DIGITISED, ())]
        )
    )  # fmt: skip
    held = (Verdict("visual cortex, layer 5", "sjostrom2001", 10, 0.6, "plus10_at_20", 3.0),
            Verdict("hippocampal culture", "wang2005", 13, 2.7, "pre10_post", 3.6))  # fmt: skip
    everybody = (*spiking, *ARTIFICIAL)
    return SynapseData(
        "How does the change of a synapse depend on the lag between spikes?", axes, seeds, spiking,
        ARTIFICIAL, curves, published, dict.fromkeys(everybody, held),
        {panel.name: 0.0 for panel in axes},
    )  # fmt: skip


def texts(figure):
    return [text.get_text() for text in figure.findobj(matplotlib.text.Text)]


def boxes(figure):
    """Everything on the page that must not lie on anything else, in inches."""
    renderer = figure.canvas.get_renderer()
    parts = [*figure.axes, *figure.legends, *figure.texts]
    found = [part.get_tightbbox(renderer) for part in parts]
    return [box.get_points() / figure.dpi for box in found]


@pytest.mark.parametrize("panels", [1, 2, 3, 4])
@pytest.mark.parametrize("rules", [1, 4])
def test_nothing_lies_on_anything_else_or_leaves_the_page(panels, rules):
    figure = synapse_figure(bench_data(panels, rules, (0, 1), 0.05))
    rendered(figure, Format.PNG)
    width, height = figure.get_size_inches()
    found = boxes(figure)
    assert len(found) == 2 * panels + 3 + 4
    for box in found:
        assert np.all(box >= -0.01), box
        assert np.all(box <= (width + 0.01, height + 0.01)), box
    for (low, high), (left, right) in itertools.combinations(found, 2):
        overlap = np.minimum(high, right) - np.maximum(low, left)
        assert np.min(overlap) <= 0.02, (low, high, left, right)


@pytest.mark.parametrize("lengths", [(6, 4, 23, 66, 64), (90,), (170, 3), (5,) * 40])
def test_a_legend_fits_the_page(lengths):
    figure = page(16, 6)
    laid = Legend([Patch(label=(WORDS * 9)[:length]) for length in lengths])
    legend = figure.legend(handles=laid.handles, ncols=laid.columns, handlelength=2.6,
                           columnspacing=1.6, fontsize=11)  # fmt: skip
    box = legend.get_window_extent(figure.canvas.get_renderer())
    assert box.width / figure.dpi <= 15.6 or laid.columns == 1
    assert laid.height == pytest.approx(LINE * -(-len(lengths) // laid.columns))


def test_both_rows_have_the_same_axes():
    figure = synapse_figure(bench_data(3))
    above, below = figure.axes[:3], figure.axes[3:]
    for one, two in zip(above, below, strict=True):
        assert one.get_ylim() == two.get_ylim()
        assert one.get_title("left")[3:] == two.get_title("left")[3:] != ""
        shown = [[t for t in ax.get_yticks() if ax.get_ylim()[0] <= t <= ax.get_ylim()[1]]
                 for ax in (one, two)]  # fmt: skip
        assert shown[0] == shown[1]


def test_it_says_who_how_many_and_how_well():
    said = "\n".join(texts(synapse_figure(bench_data(seeds=(3, 4)))))
    for part in (
        "How does the change of a synapse depend",
        "Spiking synapses",
        "Artificial weights, told only the rates of the same spikes",
        "n = 2 seeds (3, 4); bands and grey error bars: sd over seeds.",
        "Grey line: plasticity off.",
        "visual cortex, layer 5 [sjostrom2001] met (0.6 SEM rms, 10 points)",
        "hippocampal culture [wang2005] missed (2.7 SEM rms, 13 points)",
        "visual cortex, layer 0, +10 ms [sjostrom2001]",
        "post10 pre10 post",
        "bcm-rate",
        LONG,
    ):
        assert part in said


def test_nothing_is_said_of_what_is_not_there():
    whole = bench_data(labels=("",))
    bare = SynapseData(whole.question, whole.panels, (5,), whole.spiking, whole.artificial,
                       whole.curves, (), {}, {})  # fmt: skip
    said = "\n".join(texts(synapse_figure(bare)))
    assert "n = 1 seed (5)." in said
    for part in ("Black", "Grey line", "Met", "sd over seeds"):
        assert part not in said


def test_the_same_data_give_the_same_bytes(tmp_path):
    run = write_bench(tmp_path / "run", (0, 1))
    for form in Format:
        one, two = (rendered(synapse_figure(run.data()), form) for _ in range(2))
        assert one == two


def test_only_rules_or_only_weights_can_be_drawn():
    whole = bench_data(2)
    for spiking, artificial in ((whole.spiking, ()), ((), whole.artificial)):
        part = SynapseData(whole.question, whole.panels, (0,), spiking, artificial, whole.curves,
                           whole.published, {}, whole.levels)  # fmt: skip
        assert len(synapse_figure(part).axes) == 2


def test_what_was_measured_is_what_is_drawn():
    ax = page(6, 4).add_subplot()
    curve = MeanCurve("a", "p", "two", (1.0, 2.0), (0.1, 0.3), (0.0, 0.1))
    draw_curves(ax, [curve], {"a": "red"}, ["one", "two"])
    line, dots = ax.lines
    assert np.array_equal(line.get_xydata(), [[1, 0.1], [2, 0.3]])
    assert np.array_equal(dots.get_xydata(), line.get_xydata())
    assert line.get_linestyle() == "--"
    band = ax.collections[0].get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(0.1)
    assert band[:, 1].max() == pytest.approx(0.4)


def test_bars_stand_beside_each_other_under_their_names():
    ax = page(6, 4).add_subplot()
    curves = [
        MeanCurve(agent, "p", label, (0.0, 1.0), (y, -y), (0.0, 0.0))
        for agent, y in (("a", 0.2), ("b", 0.4))
        for label in ("one", "two")
    ]
    draw_bars(ax, curves, {"a": "red", "b": "blue"}, ["one", "two"], 0.1)
    bars = [bar for group in ax.containers for bar in group]
    spans = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars)
    assert len(spans) == 8
    assert all(end <= start + 1e-9 for (_, end), (start, _) in itertools.pairwise(spans))
    assert all(round(start) == round(end) for start, end in spans)
    assert {round(bar.get_y() + bar.get_height(), 6) for bar in bars} == {0.2, 0.4, -0.2, -0.4}
    assert {bar.get_y() for bar in bars} == {0.1}
    assert [bar.get_hatch() for bar in bars[:4]] == ["", "", "////", "////"]


def test_published_points_are_filled_only_as_tabulated():
    panel = Tiny.panels[1]
    for data, face in zip(Tiny.published, ("#000000", "white", "white"), strict=True):
        ax = page(6, 4).add_subplot()
        draw_published(ax, data, "s", panel, ["one", "two"])
        points = ax.lines[0]
        assert points.get_markerfacecolor() == face
        assert points.get_color() == "#000000"
        middle = slot(["one", "two"], data.label)[0]
        assert points.get_xdata() == pytest.approx(np.array(data.x) + middle)
        assert bool(ax.collections) == bool(data.sem)


def test_published_points_of_a_label_stand_over_its_bars():
    assert slot(["one", "two"], "one") == (-0.2, 0.4)
    assert slot(["one", "two"], "two") == (0.2, 0.4)
    assert slot(["one", "two"], "neither") == (0.0, 0.4)
    assert slot([""], "") == (0.0, 0.8)


def curve(*y, sd=0.0):
    return MeanCurve("a", "p", "", tuple(map(float, range(len(y)))), y, (sd,) * len(y))


def test_axes_hold_rules_data_and_spread():
    data = DataSet("d", "s", Certainty.TABLE, "p", "", (0.0,), (0.9,), (0.3,))
    low, high = limits([curve(0.0, 0.5, sd=0.1)], [], [data], 0.0)
    assert low == pytest.approx(-0.1 - 0.06 * 1.3)
    assert high == pytest.approx(1.2 + 0.06 * 1.3)


def test_weights_stretch_the_axes_but_not_without_end():
    assert limits([curve(0.0, 1.0)], [curve(1.5)], [], 0.0)[1] == pytest.approx(1.59)
    low, high = limits([curve(0.0, 1.0)], [curve(99.0, -99.0)], [], 0.0)
    assert (low, high) == pytest.approx((-1 - 0.18, 2 + 0.18))


def test_rounding_does_not_look_like_a_result():
    low, high = limits([curve(1.0, 1.0 + 1e-12)], [], [], 1.0)
    assert low < 0.95
    assert high > 1.05
    low, high = limits([], [], [], None)
    assert low < high


def test_verdicts_need_errors_and_measures():
    held = verdicts({"at_10": 0.5}, Tiny.published)
    assert [(v.name, v.points, v.worst) for v in held] == [("slices", 1, "at_10")]
    assert held[0].distance == pytest.approx(1.0)
    assert held[0].met


def test_curves_have_a_gap_where_lags_change_sign():
    x, y, sd = broken(MeanCurve("pair", "p", "", (-2.0, -1.0, 1.0), (1.0, 2.0, 3.0), (0.0,) * 3))
    assert x.tolist() == [-2, -1, 0, 1]
    assert np.isnan(y).tolist() == [False, False, True, False]
    assert sd.tolist() == [0, 0, 0, 0]
    whole = MeanCurve("pair", "p", "", (1.0, 2.0), (1.0, 2.0), (0.0, 0.0))
    assert broken(whole)[0].tolist() == [1, 2]
