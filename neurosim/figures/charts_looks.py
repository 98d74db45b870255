"""How the parts of a chart are told apart: colours, and dashes, markers or hatches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from neurosim.experiments.chart import Chart
from neurosim.figures.style import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY
from neurosim.measures import Summary

COLOURS = (
    BLUE, ORANGE, PURPLE, GREEN, SKY, "#7A5C00", "#332288", "#882255", "#999933", GREY,
)  # fmt: skip
"""Colours of conditions, of agents or of measures; they repeat after the last."""

Who = tuple[str, str]
"""An agent and a condition."""

Look = tuple[str, str]
"""What has dashes, a marker or a hatch of its own: a measure, and a condition or ""."""


@dataclass(frozen=True)
class Line:
    """One measure of one agent in one condition: its numbers by place, in order."""

    who: Who
    measure: str
    numbers: tuple[Summary, ...]

    @property
    def places(self) -> list[float]:
        """The places on the abscissa; 0 for a single number."""
        return [each.at or 0.0 for each in self.numbers]


def agents_share(chart: Chart, results: Iterable[Summary]) -> bool:
    """Say whether agents share one panel of a chart, in which colours tell them apart."""
    return chart.together and len({each.agent for each in results}) > 1


def colours_of(results: Iterable[Summary], share: bool = False) -> dict[Who, str]:
    """Return a colour for everyone: by condition where there are several, by agent otherwise.

    Parameters
    ----------
    share
        Whether agents share a panel: then it is by agent in any case.
    """
    everyone = list(dict.fromkeys((each.agent, each.condition) for each in results))
    by_condition = not share and len({condition for _, condition in everyone}) > 1
    names = list(dict.fromkeys(who[by_condition] for who in everyone))
    return {who: COLOURS[names.index(who[by_condition]) % len(COLOURS)] for who in everyone}


def colours_in(
    chart: Chart, shown: Iterable[Summary], results: Sequence[Summary]
) -> dict[Who, str]:
    """Return the colours of those who are shown in a panel.

    Parameters
    ----------
    shown
        What is in the panel.
    results
        What is on the page.
    """
    colours = colours_of(results, agents_share(chart, results))
    if not chart.condition:
        return colours
    inside = {(each.agent, each.condition) for each in shown if each.condition == chart.condition}
    return {who: colour for who, colour in colours.items() if who in inside}


def shade(colours: Mapping[Who, str], who: Who, kind: int) -> str:
    """Return the colour of somebody's measure: with nobody to tell apart, measures differ."""
    return COLOURS[kind % len(COLOURS)] if len(colours) == 1 else colours[who]


def lines(chart: Chart, results: Sequence[Summary]) -> list[Line]:
    """Return what a chart shows of some results, measure by measure."""
    found: dict[tuple[str, Who], list[Summary]] = {}
    for name, _ in chart.measures:
        for each in results:
            if each.measure == name and chart.condition in ("", each.condition):
                found.setdefault((name, (each.agent, each.condition)), []).append(each)
    return [
        Line(who, name, tuple(sorted(several, key=lambda each: each.at or 0.0)))
        for (name, who), several in found.items()
    ]


def looks(chart: Chart, shown: Iterable[Line], share: bool) -> list[Look]:
    """Return what dashes, markers and hatches tell apart, in order.

    Parameters
    ----------
    share
        Whether agents share the panel, so that colours do not tell conditions apart.
    """
    names = [name for name, _ in chart.measures]
    if not share:
        return [(name, "") for name in names]
    found = dict.fromkeys((line.measure, line.who[1]) for line in shown)
    return sorted(found, key=lambda look: names.index(look[0]))


def which(line: Line, kinds: Sequence[Look]) -> int:
    """Return which of several looks a line has."""
    here = (line.measure, line.who[1])
    return kinds.index(here) if here in kinds else kinds.index((line.measure, ""))
