"""A measure against many parameters: how it goes with each, and how strongly."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from neurosim.figures.charts_looks import COLOURS
from neurosim.figures.study_data import StudyData, Who
from neurosim.figures.style import BLACK, GREY, VERMILLION, levels, page, spoken, style
from neurosim.figures.synapse_data import MARKERS
from neurosim.figures.synapse_panels import HATCHES
from neurosim.measures import Summary
from neurosim.measures.sensitivity import RankCorrelation, rank_correlations

WIDTH, PER_ROW, TALL = 16.0, 4, 3.9
"""Width of the page in inches, panels in a row, and the height of one with what is below it."""

MOST = 11
"""Parameters that have a panel: those that matter most. All have a bar."""

SURE = 0.05
"""p value below which a bar has a star."""


def correlations(data: StudyData) -> dict[Who, tuple[RankCorrelation, ...]]:
    """Return the rank correlation of each parameter with the first measure, for everyone."""
    return {
        who: rank_correlations(
            [[data.points[point][axis] for point in found] for axis in range(len(data.labels))],
            [each.mean for each in found.values()],
        )
        for who, found in data.first().items()
    }


def ranks_figure(data: StudyData) -> Figure:
    """Draw the first measure against each parameter, and its rank correlation with all."""
    every, ranks = data.first(), correlations(data)
    order = sorted(
        range(len(data.labels)),
        key=lambda axis: -max((abs(each[axis].rho) for each in ranks.values()), default=0.0),
    )
    looks = {who: (COLOURS[n % len(COLOURS)], n) for n, who in enumerate(every)}
    shown = order[:MOST]
    rows = -(-(len(shown) + 1) // PER_ROW)
    bars = max(TALL, 0.9 + 0.34 * len(order) * max(1, len(every)) ** 0.5)
    extra = bars - TALL
    caption = _caption(data)
    legend_rows = -(-(len(every) + 2) // 5)
    above = 1.25 + 0.3 * legend_rows
    height = above + TALL * rows + extra + 0.24 * caption.count("\n") + 0.4
    with style(), rc_context({"text.parse_math": False}):
        figure = page(WIDTH, height)
        figure.text(0.02, 1 - 0.2 / height, data.question, size=16, weight="bold", va="top")
        figure.text(0.02, 1 - 0.62 / height, data.result, size=13, va="top")
        _legend(figure, looks, 1 - 0.95 / height)
        wide, gap = 0.185, 0.058
        for number in range(len(shown) + 1):
            row, column = divmod(number, PER_ROW)
            left = 0.06 + column * (wide + gap)
            tall = (TALL - 1.25) / height
            top = 1 - (above + row * TALL) / height
            last = number == len(shown)
            if last:
                left, tall = left + 0.07, (bars - 1.25) / height
            width = wide - 0.05 if last else wide
            ax = figure.add_axes((left, top - tall, width, tall))
            if last:
                draw_ranks(ax, data, [*reversed(order)], ranks, looks)
            else:
                draw_scatter(ax, data, shown[number], every, looks)
                ax.set_ylabel(data.chart.y if column == 0 else "")
        figure.text(0.02, 0.12 / height, caption, fontsize=11, va="bottom")
    return figure


def draw_scatter(
    ax: Axes,
    data: StudyData,
    axis: int,
    every: Mapping[Who, Mapping[int, Summary]],
    looks: Mapping[Who, tuple[str, int]],
) -> None:
    """Draw the first measure at each point against one parameter, with its spread over seeds."""
    for who, found in every.items():
        colour, number = looks[who]
        at = [data.points[point][axis] for point in found]
        means = [each.mean for each in found.values()]
        ax.errorbar(
            at, means, [each.sd or 0.0 for each in found.values()], linestyle="none",
            color=colour, marker=MARKERS[number % len(MARKERS)], markersize=5, elinewidth=0.8,
            alpha=0.8,
        )  # fmt: skip
    numbers = [each for found in every.values() for each in found.values()]
    for level, colour, dashes in (("chance", VERMILLION, "--"), ("ceiling", BLACK, ":")):
        values = {round(getattr(each, level), 2) for each in numbers}
        if len(values) == 1:
            ax.axhline(values.pop(), color=colour, linestyle=dashes, linewidth=1.8, zorder=1)
    if data.chart.limits is not None:
        low, high = data.chart.limits
        ax.set_ylim(low - 0.03 * (high - low), high + 0.06 * (high - low))
    ax.set_xlabel("\n".join(_wrapped(data.labels[axis], 30)))


def draw_ranks(
    ax: Axes,
    data: StudyData,
    order: Sequence[int],
    ranks: Mapping[Who, tuple[RankCorrelation, ...]],
    looks: Mapping[Who, tuple[str, int]],
) -> None:
    """Draw Spearman's rank correlations as bars, with a star where chance does not explain them."""
    tall = 0.8 / max(len(ranks), 1)
    for who, found in ranks.items():
        colour, number = looks[who]
        for row, axis in enumerate(order):
            at = row + 0.4 - (number + 0.5) * tall
            each = found[axis]
            ax.barh(
                at, each.rho, 0.9 * tall, color=colour, edgecolor="white", linewidth=0,
                hatch=HATCHES[number % len(HATCHES)],
            )  # fmt: skip
            if each.p < SURE:
                end = each.rho + (0.04 if each.rho >= 0 else -0.04)
                ax.text(
                    end, at, "*", ha="left" if each.rho >= 0 else "right", va="center_baseline",
                    fontsize=13,
                )  # fmt: skip
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_xlim(-1.2, 1.2)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["-1", "-.5", "0", ".5", "1"])
    ax.set_ylim(-0.6, len(order) - 0.4)
    labels = ["\n".join(_wrapped(data.labels[axis], 24)) for axis in order]
    ax.set_yticks(range(len(order)), labels, fontsize=9)
    ax.set_xlabel("Spearman's rank\ncorrelation")


def _legend(figure: Figure, looks: Mapping[Who, tuple[str, int]], top: float) -> None:
    several = len({condition for _, condition in looks}) > 1
    handles = [
        Line2D(
            [], [], color=colour, linestyle="none", marker=MARKERS[number % len(MARKERS)],
            markersize=8, label=f"{spoken(who[0])}, {who[1]}" if several else spoken(who[0]),
        )
        for who, (colour, number) in looks.items()
    ]  # fmt: skip
    figure.legend(
        handles=[*handles, *levels()], ncols=5, loc="upper left", bbox_to_anchor=(0.012, top),
        borderaxespad=0, columnspacing=1.6,
    )  # fmt: skip


def _wrapped(label: str, width: int) -> list[str]:
    """Break a dotted name where its parts end."""
    return [line.replace(". ", ".") for line in textwrap.wrap(label.replace(".", ". "), width)]


def _caption(data: StudyData) -> str:
    told = (
        "Marks: points, with sd over seeds. Star: p < .05 (two-sided, means over "
        "seeds, Holm's correction for the number of parameters, for each agent and condition)."
    )
    return "\n".join(textwrap.wrap(" ".join((told, *data.said())), 175))
