"""Results of lives as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from neurosim.measures import Summary
from neurosim.store.manifest import LifeManifest
from neurosim.store.table import Table, counted

COLUMNS = {
    "recall_evening": "recall\nevening",
    "recall_morning": "recall\nmorning",
    "lesioned_evening": "lesioned\nevening",
    "lesioned_morning": "lesioned\nmorning",
}
"""Measures that are shown, and what they are called."""

SILENT = "_silent"
"""What the name of a measure's share of silent answers ends with."""


def life_table(summaries: Iterable[Summary], manifest: LifeManifest) -> Table:
    """Return recall by agent, condition and, of several days, day, with chance and ceiling."""
    results = {(s.agent, s.condition, s.at, s.measure): s for s in summaries}
    several = any(at is not None for _, _, at, _ in results)
    rows = []
    for place in dict.fromkeys(key[:3] for key in results):
        found = {measure: results.get((*place, measure)) for measure in COLUMNS}
        cells = [
            cell(summary, results.get((*place, measure + SILENT)))
            for measure, summary in found.items()
        ]
        known = [summary for summary in found.values() if summary]
        levels = (_range([s.chance for s in known]), _range([s.ceiling for s in known]))
        agent, condition, at = place
        day = (f"{at:g}" if at is not None else "-",) if several else ()
        rows.append((agent, condition, *day, *cells, *levels))
    days = ("day",) if several else ()
    header = ("agent", "condition", *days, *COLUMNS.values(), "chance", "ceiling")
    return Table(header, tuple(rows), _note(manifest))


def compared_lives(runs: Sequence[Iterable[Summary]], titles: Sequence[str]) -> Table:
    """Return the recall of several runs, side by side."""
    results = [{(s.agent, s.condition, s.measure, s.at or 0.0): s for s in run} for run in runs]
    keys = dict.fromkeys(key for each in results for key in each if key[2] in COLUMNS)
    rows = tuple(
        (
            agent,
            condition,
            COLUMNS[measure].replace("\n", " ") + (f", day {at:g}" if at else ""),
            *(
                cell(
                    each.get((agent, condition, measure, at)),
                    each.get((agent, condition, measure + SILENT, at)),
                )
                for each in results
            ),
        )
        for agent, condition, measure, at in sorted(keys)
    )
    text = "mean ± sd over the n seeds of each run; silent answers count as wrong"
    return Table(("agent", "condition", "measure", *titles), rows, text)


def _note(manifest: LifeManifest) -> str:
    """Say in a sentence what the numbers of a run are."""
    seeds = manifest.seeds
    spread = "mean ± sd over seeds" if len(seeds) > 1 else "a single life"
    return (
        f"share of items recalled, {spread} ({counted(seeds)}); in brackets the share of "
        "silent answers, which count as wrong; chance: guessing; ceiling: while studying. "
        f"{manifest.exchange()}"
    ).rstrip()


def cell(summary: Summary | None, silent: Summary | None) -> str:
    """Return a mean with its spread, and the share of silence if there was any."""
    if summary is None:
        return "-"
    spread = "" if summary.sd is None else f" ± {summary.sd:.2f}"
    share = f" ({silent.mean:.0%} silent)" if silent and silent.mean > 0 else ""
    return f"{summary.mean:.2f}{spread}{share}"


def _range(values: Sequence[float]) -> str:
    texts = dict.fromkeys(f"{value:.2f}" for value in sorted(values))
    return " to ".join([*texts][:1] + [*texts][1:][-1:]) or "-"
