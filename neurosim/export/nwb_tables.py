"""Tables of an NWB file: units, epochs, trials, cues of sleep, places, items and parameters.

Columns are plain arrays, made in one go: a brain has thousands of cells, and NWB's own way, row by
row, takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from hdmf.common import DynamicTable, VectorData, VectorIndex
from numpy.typing import NDArray
from pynwb.behavior import Position, SpatialSeries
from pynwb.epoch import TimeIntervals
from pynwb.misc import Units

from neurosim.export.graph import printable
from neurosim.export.place import in_a_name
from neurosim.export.timeline import Timeline
from neurosim.protocol import Diary, Drug, Item, Recall, Sleep, Study, Walk
from neurosim.store import Card

STEP = "circuit.dt"
"""What brains call their time step, in ms."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    value
        Reads what is in it off whatever a row is made of.
    """

    name: str
    description: str
    value: Callable[[Any], Any]


def units_of(timeline: Timeline, agent: Card) -> Units:
    """Return a unit for each recorded cell, silent ones among them.

    Their times are as fine as the agent's steps, where it says how long these are.
    """
    sizes = timeline.populations()
    regions = [name for name, size in sizes.items() for _ in range(size)]
    cells = np.concatenate([np.arange(size, dtype=np.int32) for size in sizes.values()])
    trains = [timeline.spikes(name) for name in sizes]
    seen = [(timeline.observed(name), size) for name, size in sizes.items()]
    return Units(
        name="units",
        description="every cell of every recorded population, also those that never fired",
        columns=[
            _column("region", "population that the cell belongs to", list(map(printable, regions))),
            _column("cell", "index of the cell in its population, from 0", cells),
            *_ragged("spike_times", "seconds of life", trains),
            *_ragged(
                "obs_intervals",
                "when its spikes were recorded",
                [(np.full(size, len(each)), np.tile(each, (size, 1))) for each, size in seen],
            ),
        ],
        colnames=["region", "cell", "spike_times", "obs_intervals"],
        resolution=next((n.value / 1000 for n in agent.parameters if n.name == STEP), None),
    )


def _ragged(
    name: str, description: str, parts: Sequence[tuple[NDArray[Any], NDArray[Any]]]
) -> tuple[VectorData, VectorIndex]:
    """Return a column of rows of different lengths: part by part, lengths and all values."""
    values = _column(name, description, np.concatenate([each for _, each in parts]))
    ends = np.cumsum(np.concatenate([lengths for lengths, _ in parts]), dtype=np.uint64)
    return values, VectorIndex(name=f"{name}_index", data=ends, target=values)


def _column(name: str, description: str, data: Any) -> VectorData:
    return VectorData(name=name, description=description, data=data)


def _drug(drug: Drug | None) -> str:
    return "" if drug is None else drug.substance.value


def _item(event: Any) -> str:
    match event:
        case Study():
            return event.item.name
        case Recall():
            return event.target
    return ""


def _senses(event: Any) -> str:
    match event:
        case Study():
            return ",".join(event.item.code)
        case Recall():
            return ",".join(event.cue)
        case Walk():
            return event.track.sense
    return ""


def _stage(event: Any) -> str:
    return event.stage.value if isinstance(event, Sleep) else "awake"


INTERVAL = (
    Column("start_time", "seconds of life at which it begins", lambda placed: placed.at),
    Column("stop_time", "seconds of life at which it ends", lambda placed: placed.until),
    Column("kind", "what is lived through", lambda p: type(p.record.event).__name__.lower()),
    Column("label", "what the experiment calls it", lambda p: p.record.event.label),
)
EPOCH = (
    *INTERVAL,
    Column("stage", "awake, or the stage of sleep", lambda p: _stage(p.record.event)),
    Column("replay", "what becomes of replay, in sleep",
           lambda p: getattr(getattr(p.record.event, "replay", None), "value", "")),
    Column("drug", "what it is lived under", lambda p: _drug(p.record.event.drug)),
    Column("dose", "dose of the drug, as the model counts it",
           lambda p: float(getattr(p.record.event.drug, "dose", 0.0))),
    Column("learning", "whether anything may be learned",
           lambda p: bool(getattr(p.record.event, "learning", False))),
    Column("lesioned", "what this copy of the animal has lost", lambda p: p.record.lesioned),
    Column("began", "seconds into the life of the intact animal at which it began",
           lambda p: p.record.began),
)  # fmt: skip
TRIAL = (
    *INTERVAL,
    Column("item", "what is shown or, of a test, asked for", lambda p: _item(p.record.event)),
    Column("senses", "senses that something is shown to", lambda p: _senses(p.record.event)),
    Column("reward", "how rewarding it is, 0 to 1",
           lambda p: float(getattr(p.record.event, "reward", 0.0))),
    Column("lesioned", "what this copy of the animal has lost", lambda p: p.record.lesioned),
)  # fmt: skip
CUE = (
    Column("start_time", "seconds of life at which it begins", lambda cue: cue[0]),
    Column("stop_time", "seconds of life at which it ends", lambda cue: cue[1]),
    Column("item", "what it belongs to", lambda cue: cue[2]),
    Column("senses", "senses that it is presented to", lambda cue: cue[3]),
)


def epochs_of(timeline: Timeline) -> TimeIntervals:
    """Return every event in order: what, in which state, under which drug."""
    return _intervals("epochs", "every event that was lived through", EPOCH, timeline.placed)


def trials_of(timeline: Timeline) -> TimeIntervals | None:
    """Return the events in which something is shown or asked; None if there are none."""
    shown = [p for p in timeline.placed if isinstance(p.record.event, Study | Recall | Walk)]
    return _intervals("trials", "studies, tests and laps", TRIAL, shown) if shown else None


def cues_of(timeline: Timeline) -> TimeIntervals | None:
    """Return what was presented in sleep; None if nothing was."""
    cues = [
        (placed.at + cue.at, placed.at + cue.at + cue.seconds, cue.target, ",".join(cue.code))
        for placed in timeline.placed
        if isinstance(placed.record.event, Sleep)
        for cue in placed.record.event.cues
    ]
    return _intervals("sleep_cues", "what was presented in sleep", CUE, cues) if cues else None


def _intervals(
    name: str, description: str, columns: Sequence[Column], rows: Sequence[Any]
) -> TimeIntervals:
    return TimeIntervals(
        name=name,
        description=description,
        columns=_filled(columns, rows),
        colnames=[column.name for column in columns],
    )


def _filled(columns: Sequence[Column], rows: Sequence[Any]) -> list[VectorData]:
    filled = []
    for column in columns:
        values = [column.value(row) for row in rows]
        texts = [printable(each) if isinstance(each, str) else each for each in values]
        data = texts if isinstance(texts[0], str) else np.array(texts)
        filled.append(_column(column.name, column.description, data))
    return filled


def places_of(timeline: Timeline) -> Position | None:
    """Return where the animal was in each step of its walks; None if it did not walk."""
    walks = [(p.at, p.record.event) for p in timeline.placed if isinstance(p.record.event, Walk)]
    if not walks:
        return None
    times = np.concatenate([at + walk.step * np.arange(len(walk.places)) for at, walk in walks])
    gaps = np.diff(times)
    if gaps.size and np.allclose(gaps, gaps[0], rtol=0, atol=1e-9):
        clock = {"starting_time": times[0], "rate": 1 / walks[0][1].step}
    else:
        clock = {"timestamps": times}
    series = SpatialSeries(
        name="position",
        description="place on the track at the beginning of each step of a walk",
        data=np.concatenate([np.asarray(walk.places) for _, walk in walks]),
        reference_frame="0 is where the track begins, 1 where it ends",
        unit="n.a.",
        **clock,
    )
    return Position(name="Position", spatial_series=series)


def items_of(diary: Diary) -> DynamicTable | None:
    """Return what was studied, with the input units that it activates; None if nothing was."""
    items: dict[int, Item] = {id(event.item): event.item for event, _ in diary.studies()}
    if not items:
        return None
    first = next(iter(items.values()))
    columns = (
        Column("item", "what the experimenter calls it", lambda item: item.name),
        *(
            Column(f"code_{in_a_name(sense)}", "input units that it activates", _code(sense))
            for sense in first.code
        ),
    )
    return DynamicTable(
        name="items",
        description="every item that was studied, as it reaches the senses",
        columns=_filled(columns, list(items.values())),
        colnames=[column.name for column in columns],
    )


def _code(sense: str) -> Callable[[Item], Any]:
    return lambda item: np.asarray(item.code.get(sense, ()), bool)


def parameters_of(cards: Mapping[str, Card]) -> DynamicTable:
    """Return every number of what took part, with unit and source.

    Parameters
    ----------
    cards
        What took part, by what it is ("agent").
    """
    rows = [(of, number) for of, card in cards.items() for number in card.parameters]
    columns = (
        Column("of", "what it is a number of", lambda row: row[0]),
        Column("parameter", "its name", lambda row: row[1].name),
        Column("value", "its value, in its unit", lambda row: row[1].value),
        Column("unit", "its unit", lambda row: row[1].unit),
        Column("source", "key of the reference, or 'chosen'", lambda row: row[1].source),
        Column("note", "what was read off, or why it was chosen", lambda row: row[1].note),
    )
    return DynamicTable(
        name="parameters",
        description="every number that was simulated with",
        columns=_filled(columns, rows),
        colnames=[column.name for column in columns],
    )
