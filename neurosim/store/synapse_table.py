"""Results of runs on synapses: over seeds, as tables for people."""

from __future__ import annotations

import math
import statistics
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neurosim.experiments.findings import CLOSE, Verdict
from neurosim.store.synapse_rows import Measured
from neurosim.store.table import Table, counted

MOST_ROWS = 40
"""Measures that a table for people shows. Chosen: they fit a page."""

COLUMN = 14
"""Letters of a name in a line of a column's title."""


@dataclass(frozen=True)
class MeasuredSummary:
    """One measure of one subject, over seeds.

    Attributes
    ----------
    sd
        Standard deviation over seeds (n - 1 in the denominator); None for a single seed.
    control
        Mean of the same with plasticity off; None where it does not exist.
    """

    agent: str
    measure: str
    mean: float
    sd: float | None
    per_seed: tuple[float, ...]
    control: float | None
    unit: str
    published: float | None
    sem: float | None
    source: str

    def told(self) -> dict[str, Any]:
        """Return it as the command line's JSON has it."""
        return {
            "agent": self.agent,
            "condition": "plastic",
            "measure": self.measure,
            "mean": self.mean,
            "sd": self.sd,
            "per_seed": self.per_seed,
            "chance": self.control,
            "ceiling": None,
            "unit": self.unit,
            "published": self.published,
            "sem": self.sem,
            "source": self.source or None,
        }

    @property
    def title(self) -> str:
        """The measure with its unit."""
        return self.measure if self.unit == "1" else f"{self.measure} ({self.unit})"


def measured_summaries(rows: Iterable[Measured]) -> list[MeasuredSummary]:
    """Return a summary of every measure of every subject, in the order they first appear."""
    groups: dict[tuple[str, str], list[Measured]] = {}
    for row in rows:
        groups.setdefault((row.agent, row.measure), []).append(row)
    return [_summary(group) for group in groups.values()]


def _summary(group: Sequence[Measured]) -> MeasuredSummary:
    first, values = group[0], tuple(row.value for row in group)
    return MeasuredSummary(
        first.agent,
        first.measure,
        statistics.fmean(values),
        statistics.stdev(values) if len(values) > 1 else None,
        values,
        _mean(row.control for row in group),
        first.unit,
        first.published,
        first.sem,
        first.source,
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def synapse_table(
    summaries: Sequence[MeasuredSummary],
    verdicts: Mapping[str, Sequence[Verdict]],
    seeds: Sequence[int],
    most: int = MOST_ROWS,
) -> Table:
    """Return measures by subject, what was published, and the verdicts below.

    Parameters
    ----------
    most
        Rows that are shown at most; those with published numbers come first.
    """
    found = {(s.agent, s.measure): s for s in summaries}
    agents = list(dict.fromkeys(s.agent for s in summaries))
    measures = list(dict.fromkeys(s.measure for s in summaries))
    shown = _most_telling(summaries, measures, most)
    rows = tuple(_row(measure, agents, found) for measure in shown)
    left = len(measures) - len(shown)
    spread = "mean ± sd over seeds" if len(seeds) > 1 else "a single seed"
    note = (
        f"{spread} ({counted(seeds)}); relative changes where no unit is given; control: "
        "plasticity off; published: mean ± standard error"
        + (f"; {left} more measures are in measures.csv" if left else "")
    )
    lines = [line for agent in agents for line in verdict_lines(agent, verdicts.get(agent, ()))]
    header = ("measure", *map(column_title, agents), "control", "published", "source")
    return Table(header, rows, "\n".join([*lines, *([""] if lines else []), note]))


def compared_synapses(runs: Sequence[Sequence[MeasuredSummary]], titles: Sequence[str]) -> Table:
    """Return the measures of several runs, side by side."""
    results = [{(s.agent, s.measure): s for s in run} for run in runs]
    keys = dict.fromkeys(key for each in results for key in each)
    known = {s.measure: s for run in runs for s in run}
    rows = []
    for agent, measure in keys:
        found = [each.get((agent, measure)) for each in results]
        decimals = decimals_of(s.mean for s in found if s)
        cells = (cell(summary, decimals) for summary in found)
        rows.append((agent, known[measure].title, *cells, published_cell(known[measure])))
    text = "mean ± sd over the n seeds of each run; published: mean ± standard error"
    return Table(("agent", "measure", *titles, "published"), tuple(rows), text)


def verdict_lines(agent: str, verdicts: Iterable[Verdict]) -> list[str]:
    """Say how well a subject meets data, a line for each source."""
    lines = []
    for v in verdicts:
        how = "meets" if v.met else "MISSES"
        worst = "" if v.met else f"; worst: {v.worst}"
        far = f"{v.distance:.1f} SEM rms over {v.points} points, best constant {v.constant:.1f}"
        lines.append(f"{agent} {how} {v.name}, {v.source} ({far}{worst})")
    return lines


def verdict_table(verdicts: Mapping[str, Sequence[Verdict]]) -> Table:
    """Return how well all subjects meet all data."""
    rows = tuple(
        (agent, v.name, v.source, str(v.points), f"{v.distance:.2f}",
         f"{v.constant:.2f}", "met" if v.met else "missed", v.worst)
        for agent, each in verdicts.items()
        for v in each
    )  # fmt: skip
    far = ("rms distance (SEM)", "best constant (SEM)")
    header = ("agent", "data", "source", "points", *far, "verdict", "farthest off")
    return Table(header, rows, met_means())


def met_means() -> str:
    """Say when data are met."""
    return f"met: within {CLOSE:g} standard errors, root mean square, and nearer than any constant"


def column_title(name: str) -> str:
    """Return a name in short lines."""
    return "\n".join(textwrap.wrap(name, COLUMN, break_on_hyphens=True, break_long_words=False))


def cell(summary: MeasuredSummary | None, decimals: int) -> str:
    """Return a mean with its spread."""
    if summary is None:
        return "-"
    spread = "" if summary.sd is None else f" ± {summary.sd:.{decimals}f}"
    return f"{rounded(summary.mean, decimals)}{spread}"


def published_cell(summary: MeasuredSummary) -> str:
    """Return a published number with its standard error."""
    if summary.published is None:
        return "-"
    error = "" if summary.sem is None else f" ± {summary.sem:.3g}"
    return f"{summary.published:.3g}{error}"


def rounded(value: float, decimals: int) -> str:
    """Return a number with so many decimals, and without a sign if only 0 is left of it."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def decimals_of(values: Iterable[float]) -> int:
    """Return how many decimals a row of numbers needs: two, or more where all are small."""
    largest = max(map(abs, values), default=0.0)
    return 2 if largest >= 0.1 or largest < 1e-9 else min(4, 1 - math.floor(math.log10(largest)))


def _row(
    measure: str, agents: Sequence[str], found: Mapping[tuple[str, str], MeasuredSummary]
) -> tuple[str, ...]:
    known = [found[agent, measure] for agent in agents if (agent, measure) in found]
    first = known[0]
    decimals = decimals_of(s.mean for s in known)
    cells = (cell(found.get((agent, measure)), decimals) for agent in agents)
    off = sorted(s.control for s in known if s.control is not None)
    controls = dict.fromkeys(rounded(each, decimals) for each in off)
    control = " to ".join([*controls][:1] + [*controls][1:][-1:]) or "-"
    return (first.title, *cells, control, published_cell(first), first.source or "-")


def _most_telling(
    summaries: Iterable[MeasuredSummary], measures: Sequence[str], most: int
) -> list[str]:
    """Return the measures that are shown: if there are too many, those with published numbers."""
    if len(measures) <= most:
        return list(measures)
    held = {s.measure for s in summaries if s.published is not None}
    chosen = sorted(measures, key=lambda measure: measure not in held)[:most]
    return [measure for measure in measures if measure in set(chosen)]
