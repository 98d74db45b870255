"""Diaries as npz files, without any loss."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import DTypeLike, NDArray

from neurosim.errors import InputError, in_a_line
from neurosim.protocol import Diary, Item, Recording, Spikes, Synapses, Work
from neurosim.store.arrays import (
    TROUBLE,
    USUAL_LEVEL,
    Arrays,
    DamagedError,
    Draft,
    pack,
)
from neurosim.store.files import fill, inside
from neurosim.store.pieces import (
    get_event,
    get_item,
    get_parts,
    put_event,
    put_item,
    put_parts,
)
from neurosim.store.shelf import Shelf

SPIKE_PARTS: dict[str, DTypeLike] = {"cells": np.int32, "seconds": np.float64}
SYNAPSE_PARTS: dict[str, DTypeLike] = {
    "source": np.int32,
    "target": np.int32,
    "weights": np.float64,
}
"""Attributes that are arrays, with the kind of their numbers."""

MOST_CELLS = 10_000_000
"""Cells above which nobody has a population."""


def save_diary(path: Path, diary: Diary) -> None:
    """Write everything that was recorded in a life."""
    fill(path, partial(pack_diary, diary))


def load_diary(path: Path) -> Diary:
    """Read a diary that `save_diary` wrote.

    Raises
    ------
    InputError
        If the file is missing or damaged.
    """
    return diary_in(path.parent, path.name, Shelf())


def packed_diary(diary: Diary, level: int = USUAL_LEVEL) -> bytes:
    """Return a diary as the content of an npz file; for the level, see `packed`."""
    file = io.BytesIO()
    pack_diary(diary, file, level)
    return file.getvalue()


def pack_diary(diary: Diary, file: BinaryIO, level: int = USUAL_LEVEL) -> None:
    """Write a diary into an empty file, spikes of one population after the other."""
    arrays: Draft = {}
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
    pack(file, description, arrays, level)


def diary_in(folder: Path, name: str, shelf: Shelf) -> Diary:
    """Return the diary in a file of a folder; spikes and synapses are read when asked for.

    All are looked at before, one after the other.

    Raises
    ------
    InputError
        If the file is missing or damaged.
    """
    path = inside(folder, name)
    try:
        npz = shelf.file(path)
        told = npz.description()
        lived = (
            on_the_shelf(record, n, path, shelf) for n, record in enumerate(_recordings(npz, told))
        )
        return Diary(str(told["agent"]), tuple(lived))
    except TROUBLE as problem:
        raise InputError(f"{name} is damaged: {in_a_line(problem)}") from problem


def on_the_shelf(record: Recording, number: int, path: Path, shelf: Shelf) -> Recording:
    """Return a recording whose spikes and synapses are read from a diary when asked for.

    Parameters
    ----------
    number
        Its place in the diary.
    path
        Where the diary is.
    """
    name = f"event{number}"
    trains = {
        population: partial(_spikes, name=name, number=n, size=spikes.size)
        for n, (population, spikes) in enumerate(record.spikes.items())
    }
    looks = {
        pathway: partial(
            _synapses, name=name, number=n, cells=(s.before, s.behind), ends=s.populations
        )
        for n, (pathway, s) in enumerate(record.synapses.items())
    }
    return replace(
        record,
        spikes=shelf.later(path, f"{name}.spikes", trains),
        synapses=shelf.later(path, f"{name}.synapses", looks),
    )


def _recordings(arrays: Arrays, told: Any) -> Iterator[Recording]:
    items = [get_item(arrays, f"item{n}", each) for n, each in enumerate(told["items"])]
    for n, each in enumerate(told["recordings"]):
        yield _get_recording(arrays, f"event{n}", each, items)


def _put_recording(
    arrays: Draft, name: str, record: Recording, places: Mapping[int, int]
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
    for number, pathway in enumerate(record.synapses):
        for part, kind in SYNAPSE_PARTS.items():
            made = partial(_part, record.synapses, pathway, part, kind)
            arrays[f"{name}.{part}.{number}"] = made
    for number, population in enumerate(record.spikes):
        for part, kind in SPIKE_PARTS.items():
            made = partial(_part, record.spikes, population, part, kind)
            arrays[f"{name}.{part}.{number}"] = made
    return told


def _part(things: Mapping[str, Any], name: str, part: str, kind: DTypeLike) -> NDArray[Any]:
    """Return an array of what may have to be fetched: not all are in memory at once."""
    return np.asarray(getattr(things[name], part), kind)


def _get_recording(arrays: Arrays, name: str, told: Any, items: list[Item]) -> Recording:
    response = told["response"]
    return Recording(
        get_event(arrays, name, told["event"], items),
        None if response is None else get_parts(arrays, f"{name}.response", response),
        {
            str(population): _spikes(arrays, name, number, int(size))
            for number, (population, size) in enumerate(told["spikes"])
        },
        float(told["began"]),
        str(told["lesioned"]),
        get_parts(arrays, f"{name}.level", told.get("levels", [])),
        {
            str(pathway): _synapses(arrays, name, number, (int(before), int(behind)), _ends(*ends))
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
    cells, seconds = (arrays[f"{name}.{part}.{number}"] for part in SPIKE_PARTS)
    if cells.dtype != np.int32 or cells.ndim != 1 or cells.shape != seconds.shape:
        raise DamagedError("spikes and their times do not fit together")
    if not _exist(cells, size):
        raise DamagedError("a spike of a cell that does not exist")
    if not np.all(np.isfinite(seconds)):
        raise DamagedError("a spike at no time")
    return Spikes(cells, seconds, size)


def _synapses(
    arrays: Arrays,
    name: str,
    number: int,
    cells: tuple[int, int],
    ends: tuple[str, str],
) -> Synapses:
    before, behind = cells
    source, target, weights = (arrays[f"{name}.{part}.{number}"] for part in SYNAPSE_PARTS)
    if not source.dtype == target.dtype == np.int32 or weights.dtype != np.float64:
        raise DamagedError("synapses are of another kind")
    if source.ndim != 1 or not source.shape == target.shape == weights.shape:
        raise DamagedError("synapses and their weights do not fit together")
    if not (_exist(source, before) and _exist(target, behind)):
        raise DamagedError("a synapse of a cell that does not exist")
    if not np.all(np.isfinite(weights)):
        raise DamagedError("a synapse of no weight")
    return Synapses(source, target, weights, before, behind, ends)


def _ends(before: object = "", behind: object = "") -> tuple[str, str]:
    """Return the populations that a pathway connects; the first diaries do not name them."""
    return str(before), str(behind)


def _exist(cells: NDArray[np.int32], size: int) -> bool:
    """Say whether there may be a population of this size, and all cells are within it."""
    return 0 <= size <= MOST_CELLS and bool(np.all((cells >= 0) & (cells < size)))
