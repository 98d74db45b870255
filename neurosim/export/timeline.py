"""Where recordings lie in time, in files whose recordings may not lie side by side.

A subject's events follow on one another, and a diary says when each began. Its lesioned copies are
tested while its own clock stands still, all of them at the same moment: they are other animals, as
it were, and get timelines of their own, on which tests lie end to end, none before the moment in
the subject's life at which it was made.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol import Diary, Recording, Vector


@dataclass(frozen=True, eq=False)
class Placed:
    """A recording on a timeline.

    Parameters
    ----------
    at
        Seconds at which it begins here; ``record.began`` is when it began in the subject's life.
    """

    record: Recording
    at: float

    @property
    def until(self) -> float:
        """Seconds at which it ends here."""
        return self.at + self.record.event.seconds


@dataclass(frozen=True, eq=False)
class Timeline:
    """What the subject, or its copies that lost one region, lived through, in order.

    Parameters
    ----------
    lesioned
        What was lost; "" for the subject.
    """

    lesioned: str
    placed: tuple[Placed, ...]

    def observed(self, population: str) -> Vector:
        """Return when a population was recorded, shape (stretches, 2), in seconds."""
        stretches: list[list[float]] = []
        for each in self.placed:
            if population not in each.record.spikes:
                continue
            if stretches and each.at <= stretches[-1][1]:
                stretches[-1][1] = each.until
            else:
                stretches.append([each.at, each.until])
        return np.array(stretches).reshape(-1, 2)

    def populations(self) -> dict[str, int]:
        """Return the number of cells of every population whose spikes were recorded.

        Raises
        ------
        InputError
            If it is not the same in all recordings.
        """
        found: dict[str, int] = {}
        for each in self.placed:
            for name, spikes in each.record.spikes.items():
                if found.setdefault(name, spikes.size) != spikes.size:
                    raise InputError(f"{name} has {found[name]} cells, then {spikes.size}")
        return found

    def spikes(self, population: str) -> tuple[NDArray[np.int64], Vector]:
        """Return the spikes of a population, cell by cell, each in the order of time.

        Returns
        -------
        counts, seconds
            Number of spikes of each cell, shape (cells,), and time of each spike, shape (spikes,).
        """
        trains = [(each.record.spikes.get(population), each.at) for each in self.placed]
        told = [(train, at) for train, at in trains if train is not None]
        cells = np.concatenate([train.cells for train, _ in told])
        seconds = np.concatenate([train.seconds + at for train, at in told])
        order = np.lexsort((seconds, cells))
        counts = np.bincount(cells, minlength=self.populations()[population])
        return counts, seconds[order]


def timelines(diary: Diary) -> tuple[Timeline, ...]:
    """Return the timeline of the subject, and those of its lesioned copies, in order."""
    names = dict.fromkeys(record.lesioned for record in diary.recordings)
    return tuple(_timeline(diary, name) for name in sorted(names, key=bool))


def _timeline(diary: Diary, lesioned: str) -> Timeline:
    lived = [record for record in diary.recordings if record.lesioned == lesioned]
    return Timeline(lesioned, _placed([each for each in lived if each.event.seconds > 0]))


def _placed(records: Sequence[Recording]) -> tuple[Placed, ...]:
    found: list[Placed] = []
    for record in records:
        clock = found[-1].until if found else 0.0
        if not math.isfinite(record.began):
            raise InputError(f"an event began after {record.began} seconds")
        found.append(Placed(record, max(record.began, clock)))
    return tuple(found)
