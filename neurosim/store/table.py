"""Results as tables for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from neurosim.errors import InputError
from neurosim.measures import Summary
from neurosim.store.folder import RunFolder

COLUMNS = {
    "recall_evening": "recall\nevening",
    "recall_morning": "recall\nmorning",
    "lesioned_evening": "lesioned\nevening",
    "lesioned_morning": "lesioned\nmorning",
}
"""Measures that are shown, and what they are called."""

SILENT = "_silent"
"""What the name of a measure's share of silent answers ends with."""


@dataclass(frozen=True)
class Table:
    """A table of texts with a sentence on what is in it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def summary_table(run: RunFolder) -> Table:
    """Return recall by agent and condition, with chance and ceiling."""
    results = {(s.agent, s.condition, s.measure): s for s in run.summaries()}
    rows = []
    for agent, condition in dict.fromkeys((a, c) for a, c, _ in results):
        found = {measure: results.get((agent, condition, measure)) for measure in COLUMNS}
        cells = [
            cell(summary, results.get((agent, condition, measure + SILENT)))
            for measure, summary in found.items()
        ]
        known = [summary for summary in found.values() if summary]
        levels = (_range([s.chance for s in known]), _range([s.ceiling for s in known]))
        rows.append((agent, condition, *cells, *levels))
    header = ("agent", "condition", *COLUMNS.values(), "chance", "ceiling")
    return Table(header, tuple(rows), note(run))


def compared(runs: Sequence[RunFolder]) -> Table:
    """Return the recall of several runs, side by side.

    Raises
    ------
    InputError
        If the runs are of different experiments.
    """
    names = {run.manifest.experiment.name for run in runs}
    if len(names) > 1:
        raise InputError(f"only runs of one experiment can be compared, not {sorted(names)}")
    results = [{(s.agent, s.condition, s.measure): s for s in run.summaries()} for run in runs]
    keys = dict.fromkeys(key for each in results for key in each if key[2] in COLUMNS)
    rows = tuple(
        (
            *key[:2],
            COLUMNS[key[2]].replace("\n", " "),
            *(cell(each.get(key), each.get((*key[:2], key[2] + SILENT))) for each in results),
        )
        for key in sorted(keys)
    )
    titles = (f"{run.path}\nn = {len(run.manifest.seeds)}" for run in runs)
    text = "mean ± sd over the n seeds of each run; silent answers count as wrong"
    return Table(("agent", "condition", "measure", *titles), rows, text)


def note(run: RunFolder) -> str:
    """Say in a sentence what the numbers of a run are."""
    seeds = run.manifest.seeds
    listed = ", ".join(map(str, seeds)) if len(seeds) <= 10 else f"{seeds[0]} ... {seeds[-1]}"
    spread = "mean ± sd over seeds" if len(seeds) > 1 else "a single life"
    return (
        f"share of items recalled, {spread} (n = {len(seeds)}: {listed}); in brackets the share of "
        "silent answers, which count as wrong; chance: guessing; ceiling: while studying. "
        f"{run.manifest.exchange()}"
    ).rstrip()


def cell(summary: Summary | None, silent: Summary | None) -> str:
    """Return a mean with its spread, and the share of silence if there was any."""
    if summary is None:
        return "-"
    spread = "" if summary.sd is None else f" ± {summary.sd:.2f}"
    share = f" ({silent.mean:.0%} silent)" if silent and silent.mean > 0 else ""
    return f"{summary.mean:.2f}{spread}{share}"


def as_json(run: RunFolder) -> dict[str, Any]:
    """Return the results as the command line's JSON object."""
    return {
        "experiment": run.manifest.experiment.name,
        "seeds": list(run.manifest.seeds),
        "out": str(_shown(run.path)),
        "results": [asdict(summary) for summary in run.summaries()],
    }


def _range(values: Sequence[float]) -> str:
    texts = dict.fromkeys(f"{value:.2f}" for value in sorted(values))
    return " to ".join([*texts][:1] + [*texts][1:][-1:]) or "-"


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
