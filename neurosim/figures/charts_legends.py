"""Legends of charts: who has which colour, and what dashes, hatches and markers mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from neurosim.experiments.chart import Chart
from neurosim.figures.charts import is_bars, published_marker
from neurosim.figures.charts_looks import (
    COLOURS,
    Who,
    agents_share,
    colours_in,
    colours_of,
    lines,
    looks,
)
from neurosim.figures.style import BLACK, GREY, levels, spoken
from neurosim.figures.synapse_data import MARKERS
from neurosim.figures.synapse_legends import Handle
from neurosim.figures.synapse_panels import HATCHES, LINES, face
from neurosim.measures import Summary


def everyone(results: Sequence[Summary], charts: Iterable[Chart]) -> list[Handle]:
    """Return what colours mean, and the lines and circles that all charts have."""
    apart = [chart for chart in charts if not agents_share(chart, results)]
    if not apart:
        handles = _agents(colours_of(results, share=True))
    # Where every chart is of one condition, colours tell measures apart, and nobody.
    elif all(chart.condition for chart in apart):
        handles = []
    else:
        handles = _conditions_or_agents(colours_of(results))
    handles += levels()
    if any(len(each.per_seed) > 1 for each in results):
        circle = Line2D([], [], color=GREY, marker="o", linestyle="none", label="one seed")
        circle.set(markerfacecolor="white", markersize=4)
        handles.append(circle)
    return handles


def meaning(chart: Chart, results: Sequence[Summary], apart: bool = True) -> list[Handle]:
    """Return what measures and published data of a chart look like.

    Parameters
    ----------
    apart
        Whether there are charts on the page in which colours are not agents, so that one in which
        they are has to say so.
    """
    if not agents_share(chart, results):
        return [*_measures(chart, results), *_published(chart)]
    who = _agents(colours_in(chart, results, results)) if apart else []
    return [*who, *_looks(chart, results), *_published(chart)]


def _conditions_or_agents(colours: Mapping[Who, str]) -> list[Handle]:
    """Return what colours mean where they are by condition, if there are several."""
    if len({condition for _, condition in colours}) == 1:
        return _agents(colours)
    names = {condition: colour for (_, condition), colour in colours.items()}
    return [Patch(facecolor=colour, label=name) for name, colour in names.items()]


def _agents(colours: Mapping[Who, str]) -> list[Handle]:
    """Return what colours mean where they are by agent, if there are several."""
    names = {spoken(agent): colour for (agent, _), colour in colours.items()}
    if len(names) == 1:
        return []
    return [Patch(facecolor=colour, label=name) for name, colour in names.items()]


def _looks(chart: Chart, results: Sequence[Summary]) -> Iterator[Handle]:
    """Yield what tells measures and conditions apart where agents share a panel."""
    shown = lines(chart, results)
    kinds, bars = looks(chart, shown, True), is_bars(chart, shown)
    titles = dict(chart.measures)
    several = (len({name for name, _ in kinds}) > 1, len({end for _, end in kinds}) > 1)
    for n, (name, condition) in enumerate(kinds if any(several) else ()):
        words = (titles[name] if several[0] else "", condition if several[1] else "")
        yield _look(n, ", ".join(word for word in words if word), GREY, bars)


def _measures(chart: Chart, results: Sequence[Summary]) -> Iterator[Handle]:
    shown = lines(chart, results)
    bars, measured = is_bars(chart, shown), {line.measure for line in shown}
    if len(chart.measures) == 1 or (bars and not chart.ticks):
        return  # One needs no legend, and bars of single numbers have their names below them.
    alone = bool(chart.condition) or len(colours_of(results)) == 1
    for n, (name, label) in enumerate(chart.measures):
        colour = COLOURS[n % len(COLOURS)] if alone else GREY
        if name not in measured:
            continue
        yield _look(n, label, colour, bars)


def _look(number: int, label: str, colour: str, bars: bool) -> Handle:
    """Return what the dashes and marker, or the hatch, of a number look like."""
    if bars:
        hatch = HATCHES[number % len(HATCHES)]
        return Patch(facecolor=colour, edgecolor="white", linewidth=0, hatch=hatch, label=label)
    line = Line2D([], [], color=colour, linestyle=LINES[number % len(LINES)], label=label)
    line.set(linewidth=2.2, marker=MARKERS[number % len(MARKERS)], markersize=5.5)
    return line


def _published(chart: Chart) -> Iterator[Handle]:
    for n, data in enumerate(chart.published):
        name = f"{data.name} [{data.source}], {data.certainty.value}"
        look = Line2D([], [], color=BLACK, linestyle="none", label=name)
        look.set(marker=published_marker(n), markersize=7, markeredgewidth=1.2)
        look.set(markerfacecolor=face(data))
        yield look
