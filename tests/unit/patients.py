"""Agents with a hippocampus whose scores are known beforehand."""

import copy

from neurosim.protocol import Replay
from neurosim.protocol.dummies import Oracle


class Patient(Oracle):
    """An oracle that loses with its hippocampus what it has not slept on often enough."""

    regions = ("hippocampus",)
    needed = 1
    """Nights with replay that make a memory independent."""

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.nights = []

    def _study(self, event):
        self.nights.append(0)
        return super()._study(event)

    def _sleep(self, event):
        if event.replay is Replay.NATURAL:
            self.nights = [count + 1 for count in self.nights]
        return super()._sleep(event)

    def _lesion(self, region, fraction):
        damaged = copy.deepcopy(self)
        kept = zip(self.memory, self.nights, strict=True)
        damaged.memory = [bits for bits, count in kept if count >= self.needed]
        return damaged


class SlowPatient(Patient):
    """A patient who needs more nights."""

    needed = 2
