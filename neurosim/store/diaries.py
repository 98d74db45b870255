"""Diaries as npz files, without any loss."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError, in_a_line
from neurosim.protocol import Diary, Item, Recording, Spikes, Synapses, Work
from neurosim.store.arrays import (
    TROUBLE,
    USUAL_LEVEL,
    Arrays,
    DamagedError,
    packed,
    unpacked,
)
from neurosim.store.files import read, write
from neurosim.store.pieces import (
    get_event,
    get_item,
    get_parts,
    put_event,
    put_item,
    put_parts,
)

MOST_CELLS = 10_000_000
"""Cells above which nobody has a population."""


def save_diary(path: Path, diary: Diary) -> None:
    """Write everything that was recorded in a life."""
    write(path, packed_diary(diary))


def load_diary(path: Path) -> Diary:
    """Read a diary that `save_diary` wrote.

    Raises
    ------
    InputError
        If the file is missing or damaged.
    """
    return diary_from(read(path.parent, path.name), path.name)


def packed_diary(diary: Diary, level: int = USUAL_LEVEL) -> bytes:
    """Return a diary as the content of an npz file; for the level, see `packed`."""
    arrays: Arrays = {}
    items = {id(event.item): event.item for event, _ in diary.studies()}
    places = {key: place for place, key in enumerate(items)}
    description = {
        "agent": diary.agent,
        "items": [put_item(arrays, f"item{n}", item) for n, item in enumerate(items.values())],
        "recordings": [
            _put_recording(arrays, f"event{n}", record, places)
            for n, record in enumerate(diary.recordings)
        ],
    }
    return packed(description, arrays, level)


def diary_from(content: bytes, name: str) -> Diary:
    """Return the diary in the content of an npz file called `name`.

    Raises
    ------
    InputError
        If the content is damaged.
    """
    try:
        told, arrays = unpacked(content)
        items = [get_item(arrays, f"item{n}", each) for n, each in enumerate(told["items"])]
        recordings = tuple(
            _get_recording(arrays, f"event{n}", each, items)
            for n, each in enumerate(told["recordings"])
        )
        return Diary(str(told["agent"]), recordings)
    except TROUBLE as problem:
        raise InputError(f"{name} is damaged: {in_a_line(problem)}") from problem


def _put_recording(
    arrays: Arrays, name: str, record: Recording, places: Mapping[int, int]
) -> dict[str, Any]:
    response = record.response
    told = {
        "event": put_event(arrays, name, record.event, places),
        "response": None if response is None else put_parts(arrays, f"{name}.response", response),
        "spikes": [[population, spikes.size] for population, spikes in record.spikes.items()],
        "levels": put_parts(arrays, f"{name}.level", record.levels),
        "began": record.began,
        "lesioned": record.lesioned,
        "work": list(map(float, astuple(record.work))),
    }
    if record.synapses:
        told["synapses"] = [
            [n, each.before, each.behind, *each.populations] for n, each in record.synapses.items()
        ]
    for number, synapses in enumerate(record.synapses.values()):
        arrays[f"{name}.source.{number}"] = np.asarray(synapses.source, np.int32)
        arrays[f"{name}.target.{number}"] = np.asarray(synapses.target, np.int32)
        arrays[f"{name}.weights.{number}"] = np.asarray(synapses.weights, np.float64)
    for number, spikes in enumerate(record.spikes.values()):
        arrays[f"{name}.cells.{number}"] = np.asarray(spikes.cells, np.int32)
        arrays[f"{name}.seconds.{number}"] = np.asarray(spikes.seconds, np.float64)
    return told


def _get_recording(arrays: Arrays, name: str, told: Any, items: list[Item]) -> Recording:
    response = told["response"]
    return Recording(
        get_event(arrays, name, told["event"], items),
        None if response is None else get_parts(arrays, f"{name}.response", response),
        {
            str(population): _spikes(arrays, f"{name}.", number, int(size))
            for number, (population, size) in enumerate(told["spikes"])
        },
        float(told["began"]),
        str(told["lesioned"]),
        get_parts(arrays, f"{name}.level", told.get("levels", [])),
        {
            str(pathway): _synapses(arrays, name, number, (int(before), int(behind)), ends)
            for number, (pathway, before, behind, *ends) in enumerate(told.get("synapses", []))
        },
        _work(told.get("work", [])),
    )


def _work(told: Any) -> Work:
    """Return what an event took; the first diaries do not say."""
    work = Work(*map(float, told))
    if not all(math.isfinite(each) and each >= 0 for each in astuple(work)):
        raise DamagedError("work is counted, and cannot be negative")
    return work


def _spikes(arrays: Arrays, name: str, number: int, size: int) -> Spikes:
    cells, seconds = arrays[f"{name}cells.{number}"], arrays[f"{name}seconds.{number}"]
    if cells.dtype != np.int32 or cells.ndim != 1 or cells.shape != seconds.shape:
        raise DamagedError("spikes and their times do not fit together")
    if not _exist(cells, size):
        raise DamagedError("a spike of a cell that does not exist")
    if not np.all(np.isfinite(seconds)):
        raise DamagedError("a spike at no time")
    return Spikes(cells, seconds, size)


def _synapses(
    arrays: Arrays, name: str, number: int, cells: tuple[int, int], ends: list[Any]
) -> Synapses:
    before, behind = cells
    first, second = map(str, ends or ("", ""))  # The first diaries do not name populations.
    parts = (f"{name}.{part}.{number}" for part in ("source", "target", "weights"))
    source, target, weights = (arrays[part] for part in parts)
    if not source.dtype == target.dtype == np.int32 or weights.dtype != np.float64:
        raise DamagedError("synapses are of another kind")
    if source.ndim != 1 or not source.shape == target.shape == weights.shape:
        raise DamagedError("synapses and their weights do not fit together")
    if not (_exist(source, before) and _exist(target, behind)):
        raise DamagedError("a synapse of a cell that does not exist")
    if not np.all(np.isfinite(weights)):
        raise DamagedError("a synapse of no weight")
    return Synapses(source, target, weights, before, behind, (first, second))


def _exist(cells: NDArray[np.int32], size: int) -> bool:
    """Say whether there may be a population of this size, and all cells are within it."""
    return 0 <= size <= MOST_CELLS and bool(np.all((cells >= 0) & (cells < size)))
