"""Diaries as npz files, without any loss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from neurosim.errors import InputError
from neurosim.protocol import Diary, Item, Recording, Spikes
from neurosim.store.arrays import TROUBLE, Arrays, DamagedError, packed, unpacked
from neurosim.store.files import read, write
from neurosim.store.pieces import (
    get_event,
    get_item,
    get_parts,
    in_a_line,
    put_event,
    put_item,
    put_parts,
)


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


def packed_diary(diary: Diary) -> bytes:
    """Return a diary as the content of an npz file."""
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
    return packed(description, arrays)


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
    }
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
    )


def _spikes(arrays: Arrays, name: str, number: int, size: int) -> Spikes:
    cells, seconds = arrays[f"{name}cells.{number}"], arrays[f"{name}seconds.{number}"]
    if cells.dtype != np.int32 or cells.ndim != 1 or cells.shape != seconds.shape:
        raise DamagedError("spikes and their times do not fit together")
    if not 0 <= size <= 10_000_000 or np.any((cells < 0) | (cells >= size)):
        raise DamagedError("a spike of a cell that does not exist")
    if not np.all(np.isfinite(seconds)):
        raise DamagedError("a spike at no time")
    return Spikes(cells, seconds, size)
