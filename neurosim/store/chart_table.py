"""Results that are drawn as charts, as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from neurosim.experiments import Chart, DataSet
from neurosim.measures import Summary
from neurosim.store.manifest import Manifest
from neurosim.store.table import Section, Table, counted

Key = tuple[str, str, str]
Places = Mapping[float | None, Summary]

NARROW = 6
"""Columns of which no more fit beside each other; of more, the spread stands below the mean."""


def chart_table(summaries: Iterable[Summary], charts: Sequence[Chart], manifest: Manifest) -> Table:
    """Return what the charts show, a line for every agent, condition and measure.

    Curves have a column for every place, those without a name first; ``measures.csv`` has all
    other measures as well.
    """
    found, ticks = _by_line(summaries, charts), _ticks(charts)
    columns = _columns(found, ticks)
    between = " ± " if len(columns) <= NARROW else "\n± "
    rows = []
    for key, line in found.items():
        named = {_title(at, ticks[key[2]]): each for at, each in line.items()}
        cells = [_cell(named.get(title), between) for title in columns]
        chance = _range(each.chance for each in line.values())
        ceiling = _range(each.ceiling for each in line.values())
        rows.append((*key, *cells, chance, ceiling))
    header = ("agent", "condition", "measure", *columns, "chance", "ceiling")
    return Table(header, tuple(rows), _note(charts, manifest))


def compared_charts(
    runs: Sequence[Iterable[Summary]], charts: Sequence[Chart], titles: Sequence[str]
) -> Table:
    """Return what the charts of several runs show, side by side."""
    results = [_by_line(run, charts) for run in runs]
    ticks = _ticks(charts)
    keys = dict.fromkeys((key, at) for each in results for key, line in each.items() for at in line)
    rows = tuple(
        (*key, "" if at is None else _title(at, ticks[key[2]]), *cells)
        for key, at in keys
        for cells in [[_cell(each.get(key, {}).get(at)) for each in results]]
    )
    header = ("agent", "condition", "measure", "at", *titles)
    return Table(header, rows, "mean ± sd over the n seeds of each run")


def published_section(charts: Sequence[Chart]) -> tuple[Section, ...]:
    """Return what the report says of published data that are drawn beside, if there are any."""
    rows = tuple(
        (chart.title, data.name, data.source, data.certainty.value, _points(data))
        for chart in charts
        for data in chart.published
    )
    notes = " ".join(dict.fromkeys(chart.note for chart in charts if chart.note))
    if not (rows or notes):
        return ()
    table = Table(("chart", "data", "source", "how they came here", "points"), rows)
    return (Section("Published counterpart", notes, table if rows else None),)


def _points(data: DataSet) -> str:
    return f"{len(data.x)} point{'s' if len(data.x) > 1 else ''}"


def _by_line(summaries: Iterable[Summary], charts: Sequence[Chart]) -> dict[Key, Places]:
    """Return the summaries that are drawn by agent, condition and measure, and by place."""
    drawn = dict.fromkeys(name for chart in charts for name, _ in chart.measures)
    order = {name: place for place, name in enumerate(drawn)}
    found: dict[Key, dict[float | None, Summary]] = {}
    for each in summaries:
        if each.measure in order:
            found.setdefault((each.agent, each.condition, each.measure), {})[each.at] = each
    agents = {key[0]: place for place, key in enumerate(found)}
    lines = sorted(found, key=lambda key: (agents[key[0]], order[key[2]]))
    return {key: found[key] for key in lines}


def _ticks(charts: Sequence[Chart]) -> dict[str, tuple[str, ...]]:
    """Return the names of places by measure, () where places are quantities."""
    return {name: chart.ticks for chart in charts for name, _ in chart.measures}


def _columns(found: Mapping[Key, Places], ticks: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the titles of all places: single numbers, quantities in order, names as charted."""
    places = {at: _title(at, ()) for line in found.values() for at in line}
    order = [places[at] for at in sorted(places, key=lambda at: (at is not None, at or 0.0))]
    order += [name for names in ticks.values() for name in names]
    used = {_title(at, ticks[key[2]]) for key, line in found.items() for at in line}
    return [title for title in dict.fromkeys(order) if title in used]


def _title(at: float | None, names: Sequence[str]) -> str:
    if at is None:
        return "value"
    named = at.is_integer() and 0 <= at < len(names)
    return names[int(at)] if named else f"{at:g}"


def _cell(summary: Summary | None, between: str = " ± ") -> str:
    """Return a mean with its spread."""
    if summary is None:
        return "-"
    spread = "" if summary.sd is None else f"{between}{summary.sd:.2f}"
    return f"{summary.mean:.2f}{spread}"


def _range(values: Iterable[float]) -> str:
    """Return the least and the largest of several numbers, or the one that they are."""
    several = sorted(values)
    return " to ".join(dict.fromkeys(f"{value:.3g}" for value in (several[0], several[-1])))


def _note(charts: Sequence[Chart], manifest: Manifest) -> str:
    """Say in a few sentences what the numbers of a run are."""
    spread = "mean ± sd over seeds" if len(manifest.seeds) > 1 else "a single seed"
    axes = "; ".join(dict.fromkeys(chart.x for chart in charts if chart.x))
    columns = f"Columns: {axes}. " if axes else ""
    more = "All measures are in measures.csv. "
    return f"{spread} ({counted(manifest.seeds)}). {columns}{more}{manifest.exchange()}".rstrip()
