"""Legends of charts: who has which colour, and what dashes, hatches and markers mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from neurosim.experiments.chart import Chart
from neurosim.figures.charts import COLOURS, colours_of, is_bars, lines, published_marker
from neurosim.figures.style import BLACK, GREY, levels, spoken
from neurosim.figures.synapse_data import MARKERS
from neurosim.figures.synapse_legends import Handle
from neurosim.figures.synapse_panels import HATCHES, LINES, face
from neurosim.measures import Summary


def everyone(results: Sequence[Summary], charts: Iterable[Chart]) -> list[Handle]:
    """Return what colours mean, and the lines and circles that all charts have."""
    # Where every chart is of one condition, colours tell measures apart, and nobody.
    colours = {} if all(chart.condition for chart in charts) else colours_of(results)
    by_condition = len({condition for _, condition in colours}) > 1
    names: dict[str, str] = {}
    for who, colour in colours.items() if len(colours) > 1 else ():
        names.setdefault(who[1] if by_condition else spoken(who[0]), colour)
    handles: list[Handle] = [Patch(facecolor=c, label=name) for name, c in names.items()]
    handles += levels()
    if any(len(each.per_seed) > 1 for each in results):
        circle = Line2D([], [], color=GREY, marker="o", linestyle="none", label="one seed")
        circle.set(markerfacecolor="white", markersize=4)
        handles.append(circle)
    return handles


def meaning(chart: Chart, results: Sequence[Summary]) -> list[Handle]:
    """Return what measures and published data of a chart look like."""
    return [*_measures(chart, results), *_published(chart)]


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
        if bars:
            hatch = HATCHES[n % len(HATCHES)]
            yield Patch(facecolor=colour, edgecolor="white", linewidth=0, hatch=hatch, label=label)
        else:
            look = Line2D([], [], color=colour, linestyle=LINES[n % len(LINES)], label=label)
            look.set(linewidth=2.2, marker=MARKERS[n % len(MARKERS)], markersize=5.5)
            yield look


def _published(chart: Chart) -> Iterator[Handle]:
    for n, data in enumerate(chart.published):
        name = f"{data.name} [{data.source}], {data.certainty.value}"
        look = Line2D([], [], color=BLACK, linestyle="none", label=name)
        look.set(marker=published_marker(n), markersize=7, markeredgewidth=1.2)
        look.set(markerfacecolor=face(data))
        yield look
