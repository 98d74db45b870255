"""A study in which novelty decides what is learned, glance by glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from neurosim.brain.circuit import Circuit
from neurosim.brain.mode import Mode, recalling
from neurosim.brain.states import State
from neurosim.protocol import Experience, Spikes, Study, Vector, Work

NONE = Work()
"""What nothing takes."""


class Glances:
    """The glances of one study, and what was recorded in them.

    A circuit without a sense of novelty takes one long glance, and learns as ever.

    Parameters
    ----------
    circuit
        The circuit that lives through it.
    """

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.work = NONE
        self._trains: list[Mapping[str, Spikes]] = []
        self._seconds: list[float] = []
        self._told: list[tuple[float, float]] = []

    def of(self, event: Experience, mode: Mode) -> Iterator[tuple[Experience, Mode]]:
        """Yield each glance and its mode; what was recorded must be added before the next.

        Parameters
        ----------
        event
            The study.
        mode
            The mode in which something new is learned.
        """
        gate, levels = self.circuit.novelty, self.circuit.acetylcholine
        if gate is None or not isinstance(event, Study):
            yield event, mode
            return
        level = levels.at(State.RECALL)
        first = recalling(event.drug)
        look = replace(first, learning=first.learning and mode.learning, level=level)
        for glance in gate.glances(event):
            yield glance, look
            mismatch = gate.mismatch(self._trains[-1])
            self._told.append((mismatch, level))
            level = gate.followed(level, mismatch, glance.seconds, levels)
            look = replace(mode, level=level)

    def add(self, spikes: Mapping[str, Spikes], seconds: float, work: Work = NONE) -> None:
        """Keep what was recorded in a glance that lasted so many seconds, and what it took."""
        self._trains.append(spikes)
        self._seconds.append(seconds)
        self.work += work

    @property
    def spikes(self) -> dict[str, Spikes]:
        """The spikes of all glances, one after the other."""
        starts = np.cumsum([0.0, *self._seconds[:-1]])
        return {
            name: Spikes(
                np.concatenate([each[name].cells for each in self._trains]),
                np.concatenate(
                    [each[name].seconds + s for each, s in zip(self._trains, starts, strict=True)]
                ),
                first.size,
            )
            for name, first in self._trains[0].items()
        }

    @property
    def levels(self) -> dict[str, Vector]:
        """Novelty and acetylcholine of each glance; nothing without a sense of novelty."""
        if not self._told:
            return {}
        novelty, acetylcholine = np.array(self._told).T
        return {"novelty": novelty, "acetylcholine": acetylcholine}
