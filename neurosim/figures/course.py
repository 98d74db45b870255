"""How much was recalled day by day: every agent, intact and lesioned, evening after evening."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neurosim.experiments.days import TIMES
from neurosim.figures.recall import KINDS, by_condition, group_name, legend_above
from neurosim.figures.style import BLACK, VERMILLION, levels
from neurosim.measures import Summary

NIGHT = 0.4
"""Where the morning after stands, in days from the evening."""

GROUP = 0.7
"""Room between agents, in days."""

ASIDE = 0.06
"""How far conditions stand aside, in days: most of them score the same."""


@dataclass(frozen=True, eq=False)
class Course:
    """What one agent, intact or lesioned, recalled in one condition, in order of time.

    Parameters
    ----------
    days
        When each test was taken: the evening of day 1 is 1, the morning after it 1 + `NIGHT`.
    results
        What the tests gave.
    silent
        The share of answers that were silent.
    """

    days: tuple[float, ...]
    results: tuple[Summary, ...]
    silent: tuple[float, ...]


def draw_course(ax: Axes, results: Sequence[Summary]) -> None:
    """Draw recall over days as lines, with the spread over seeds, chance and ceiling."""
    colours = by_condition(results)
    left, ticks, names = 0.0, [], []
    for name, courses in courses_of(results).items():
        for number, (condition, course) in enumerate(courses.items()):
            aside = left + ASIDE * (number - (len(courses) - 1) / 2)
            _draw(ax, course, aside, colours[condition])
        last = max(day for course in courses.values() for day in course.days)
        _draw_levels(ax, [*courses.values()], left)
        count = round(last - NIGHT)
        middle = left + (1 + last) / 2
        ax.text(middle, -0.09, name, transform=ax.get_xaxis_transform(), ha="center", va="top")
        ticks += [left + day + NIGHT / 2 for day in range(1, count + 1)]
        names += [str(day) for day in range(1, count + 1)]
        left += count + GROUP
    ax.set_xticks(ticks, names)
    ax.tick_params(axis="x", length=0)
    ax.set_xlim(0.6, left + 0.6)
    ax.set_ylim(-0.03, 1.08)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_ylabel("share of items recalled, all so far")
    ax.text(0, -0.045, "day ", transform=ax.transAxes, ha="right", va="center")
    _explain(ax, colours)


def courses_of(results: Sequence[Summary]) -> dict[str, dict[str, Course]]:
    """Return the courses by the name of a group, from left to right, and by condition."""
    found: dict[str, dict[str, Course]] = {}
    agents = dict.fromkeys(result.agent for result in results)
    conditions = dict.fromkeys(result.condition for result in results)
    for agent, kind, condition in product(agents, KINDS, conditions):
        mine = [s for s in results if s.agent == agent and s.condition == condition]
        course = _course(mine, kind)
        if course.results:
            found.setdefault(group_name(agent, kind), {})[condition] = course
    return found


def _course(results: Sequence[Summary], kind: str) -> Course:
    """Return the course of one agent in one condition."""
    known = {(s.measure, s.at): s for s in results}
    hours = {f"{kind}_{time}": part * NIGHT for part, time in enumerate(TIMES)}
    taken = {s.at + hours[s.measure]: s for s in results if s.at and s.measure in hours}
    days = tuple(sorted(taken))
    tested = tuple(taken[day] for day in days)
    silent = [known.get((f"{s.measure}_silent", s.at)) for s in tested]
    return Course(days, tested, tuple(each.mean if each else 0.0 for each in silent))


def _draw(ax: Axes, course: Course, left: float, colour: str) -> None:
    """Draw one course: open circles in the evening, filled ones in the morning, crosses: silent."""
    days = np.array(course.days) + left
    means = np.array([result.mean for result in course.results])
    spread = [result.sd or 0.0 for result in course.results]
    ax.errorbar(days, means, spread, color=colour, linewidth=1.8, capsize=2, zorder=2)
    for day, mean, silent in zip(course.days, means, course.silent, strict=True):
        evening = day == int(day)
        ax.plot(
            left + day, mean, "X" if silent > 0.5 else "o", markersize=7, zorder=3, clip_on=False,
            markerfacecolor="white" if evening else colour, markeredgecolor=colour,
        )  # fmt: skip


def _draw_levels(ax: Axes, courses: Sequence[Course], left: float) -> None:
    """Draw chance, which falls with the number of items, and the ceiling."""
    for level, colour, line in (("chance", VERMILLION, "--"), ("ceiling", BLACK, ":")):
        levels: dict[float, list[float]] = {}
        for course in courses:
            for day, result in zip(course.days, course.results, strict=True):
                levels.setdefault(left + day, []).append(getattr(result, level))
        means = [statistics.fmean(each) for each in levels.values()]
        ax.plot([*levels], means, color=colour, linestyle=line, linewidth=1.8, zorder=1)


def _explain(ax: Axes, colours: dict[str, str]) -> None:
    def dot(marker: str, face: str, label: str) -> Line2D:
        return Line2D(
            [], [], color=BLACK, linestyle="none", marker=marker, markerfacecolor=face, label=label
        )

    handles = [
        Line2D([], [], color=colour, linewidth=1.8, label=f"nights: {condition}")
        for condition, colour in colours.items()
    ]
    handles += [
        dot("o", "white", "evening (before)"),
        dot("o", BLACK, "morning (after)"),
        dot("X", "white", "mostly silent"),
        *levels(),
    ]
    legend_above(ax, handles)
