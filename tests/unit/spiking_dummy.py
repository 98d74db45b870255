"""A fake brain: spikes without any dynamics, for testing what stores and draws them."""

import copy

import numpy as np

from neurosim.protocol import Recording, Replay, Spikes
from neurosim.protocol.dummies import Oracle

SIZES = {"EC": 400, "DG": 500, "CA3": 300, "neocortex": 400, "CA3 interneurons": 30}
ACTIVE = {"EC": 40, "DG": 12, "CA3": 15, "neocortex": 40, "CA3 interneurons": 5}
HIPPOCAMPUS = ("DG", "CA3", "CA3 interneurons")


class Pulse(Oracle):
    """Fires the assembly of what it thinks of; without hippocampus it knows what it slept on."""

    regions = ("hippocampus",)

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.assemblies = []
        self.lost, self.slept = False, False

    def _study(self, event):
        record = super()._study(event)
        self.assemblies.append(
            {n: self.random.choice(size, ACTIVE[n], replace=False) for n, size in SIZES.items()}
        )
        return Recording(event, record.response, self._spikes(event.seconds, [(0.0, -1)]))

    def _recall(self, event):
        cue = self.senses.vector(event.cue)
        if (self.lost and not self.slept) or not self.memory:
            silent = {sense: np.zeros(size) for sense, size in self.senses.sizes}
            return Recording(event, silent, self._spikes(event.seconds, []))
        record = super()._recall(event)
        which = int(np.argmax([np.count_nonzero(known & cue) for known in self.memory]))
        return Recording(event, record.response, self._spikes(event.seconds, [(0.05, which)]))

    def _sleep(self, event):
        self.slept = self.slept or event.replay is Replay.NATURAL
        starts = np.arange(0.1, event.seconds - 0.3, 0.6)
        known = len(self.memory)
        replays = [(s, int(self.random.integers(known))) for s in starts if known]
        return Recording(event, spikes=self._spikes(event.seconds, replays, 0.12))

    def _spikes(self, seconds, pulses, length=0.35):
        made = {}
        for name, size in SIZES.items():
            silent = self.lost and name in HIPPOCAMPUS
            noise = 0 if silent else self.random.poisson(0.3 * size * seconds)
            cells = [self.random.integers(size, size=noise)]
            times = [self.random.uniform(0, seconds, noise)]
            for start, which in [] if silent else pulses:
                members = np.repeat(self.assemblies[which][name], 6)
                cells.append(members)
                times.append(start + self.random.uniform(0, length, members.size))
            cell, time = np.concatenate(cells), np.concatenate(times)
            order = np.argsort(time, kind="stable")
            kept = order[time[order] < seconds]
            made[name] = Spikes(cell[kept].astype(np.int32), time[kept], size)
        return made

    def _lesion(self, region, fraction):
        damaged = copy.deepcopy(self)
        damaged.lost = True
        return damaged
