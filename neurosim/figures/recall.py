"""How much was recalled: every agent, intact and lesioned, in the evening and in the morning."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from neurosim.experiments.days import TIMES
from neurosim.figures.style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    VERMILLION,
    levels,
    spoken,
)
from neurosim.measures import Summary

KINDS = {"recall": "", "lesioned": "without\nhippocampus"}
COLOURS = (BLUE, ORANGE, PURPLE)
"""Colours of the conditions: the treatment and its controls."""

WIDTH, PAIR, GROUP = 0.8, 0.35, 1.1
"""Width of a bar, and the space after a pair of bars and after a group."""

NARROWEST = 16.0
"""Room for bars that is left at least, so that few bars are not as broad as houses."""


@dataclass(frozen=True)
class Bar:
    """One bar: recall of one agent in one condition at one time of the day."""

    at: float
    condition: str
    time: str
    result: Summary
    silent: float


def draw_recall(ax: Axes, results: Sequence[Summary]) -> None:
    """Draw recall as bars over seeds, with single seeds, chance and ceiling."""
    groups = arranged(results)
    colours = by_condition(results)
    for bars in groups.values():
        for bar in bars:
            _draw_bar(ax, bar, colours[bar.condition])
        _draw_levels(ax, bars)
    middles = [statistics.fmean(bar.at for bar in bars) for bars in groups.values()]
    ax.set_xticks(middles, list(groups))
    ax.tick_params(axis="x", length=0, pad=6)
    ax.set_xlim(-1, max(NARROWEST, *(bars[-1].at + 1 for bars in groups.values())))
    ax.set_ylim(0, 1.08)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_ylabel("share of items recalled")
    _explain(ax, colours)


def by_condition(results: Sequence[Summary]) -> dict[str, str]:
    """Return the colour of each condition."""
    conditions = dict.fromkeys(result.condition for result in results)
    return {name: COLOURS[n % len(COLOURS)] for n, name in enumerate(conditions)}


def arranged(results: Sequence[Summary]) -> dict[str, list[Bar]]:
    """Arrange results from left to right: agents, intact and lesioned, conditions, times."""
    found = {(s.agent, s.condition, s.measure): s for s in results}
    agents = dict.fromkeys(s.agent for s in results)
    conditions = dict.fromkeys(s.condition for s in results)
    groups: dict[str, list[Bar]] = {}
    at = 0.0
    for agent, kind in ((agent, kind) for agent in agents for kind in KINDS):
        bars: list[Bar] = []
        for condition in conditions:
            for time in TIMES:
                measure = f"{kind}_{time}"
                result = found.get((agent, condition, measure))
                if result is not None:
                    silent = found.get((agent, condition, f"{measure}_silent"))
                    share = silent.mean if silent else 0.0
                    bars.append(Bar(at, condition, time, result, share))
                    at += 1.0
            at += PAIR if bars else 0.0
        if bars:
            groups[group_name(agent, kind)] = bars
            at += GROUP
    return groups


def group_name(agent: str, kind: str) -> str:
    """Return what an agent is called below its results: narrow."""
    return "\n".join([*spoken(agent).split(" "), *([KINDS[kind]] if KINDS[kind] else [])])


def _draw_bar(ax: Axes, bar: Bar, colour: str) -> None:
    morning = bar.time == TIMES[-1]
    mean = bar.result.mean
    face = colour if morning else "white"
    ax.bar(bar.at, mean, WIDTH, color=face, edgecolor=colour, linewidth=1.6, zorder=2)
    if bar.silent > 0:
        ax.bar(
            bar.at, bar.silent, WIDTH, mean, color="white", edgecolor=GREY, hatch="////",
            linewidth=0.0, zorder=1,
        )  # fmt: skip
    if bar.result.sd is not None:
        ax.errorbar(bar.at, mean, bar.result.sd, color=BLACK, capsize=3, linewidth=1.3, zorder=4)
    values = np.array(bar.result.per_seed)
    spread = np.linspace(-0.22, 0.22, len(values)) if len(values) > 1 else np.zeros(1)
    ax.plot(
        bar.at + spread, values, "o", markersize=4, markerfacecolor="white",
        markeredgecolor=BLACK, markeredgewidth=0.9, zorder=5, clip_on=False,
    )  # fmt: skip


def _draw_levels(ax: Axes, bars: Sequence[Bar]) -> None:
    left, right = bars[0].at - 0.6, bars[-1].at + 0.6
    chance = statistics.fmean(bar.result.chance for bar in bars)
    ceiling = statistics.fmean(bar.result.ceiling for bar in bars)
    ax.plot([left, right], [chance] * 2, color=VERMILLION, linestyle="--", linewidth=1.8, zorder=3)
    ax.plot([left, right], [ceiling] * 2, color=BLACK, linestyle=":", linewidth=1.8, zorder=3)


def _explain(ax: Axes, colours: dict[str, str]) -> None:
    handles: list[Patch | Line2D] = [
        Patch(facecolor=colour, edgecolor=colour, label=f"night: {condition}")
        for condition, colour in colours.items()
    ]
    handles += [
        Patch(facecolor="white", edgecolor=BLACK, linewidth=1.6, label="evening (before)"),
        Patch(facecolor=BLACK, edgecolor=BLACK, label="morning (after)"),
        Patch(facecolor="white", edgecolor=GREY, hatch="////", linewidth=0, label="silent"),
        *levels(),
        Line2D(
            [], [], color=BLACK, marker="o", markerfacecolor="white", linestyle="none",
            markersize=4, label="one seed",
        ),
    ]  # fmt: skip
    legend_above(ax, handles)


def legend_above(ax: Axes, handles: Sequence[Patch | Line2D]) -> None:
    """Explain what is drawn in three columns above it."""
    ax.legend(
        handles=handles, ncols=3, loc="lower left", bbox_to_anchor=(0, 1.0), columnspacing=1.2,
        handlelength=1.6, labelspacing=0.35, borderaxespad=0.2, edgecolor=PALE,
    )  # fmt: skip
