"""A fake brain with place cells: spikes whose order is known beforehand."""

import copy

import numpy as np

from neurosim.protocol import Recording, Signal, Spikes, generator_state, restored_generator
from neurosim.protocol.agent import StepwiseAgent

CELLS, BURST, EVERY = 120, 0.15, 0.5


def spikes_of(cells, seconds, size=CELLS):
    """Return spikes in the order of time."""
    order = np.argsort(seconds, kind="stable")
    return Spikes(np.asarray(cells, np.int32)[order], np.asarray(seconds, float)[order], size)


class Walker(StepwiseAgent):
    """Fires where its fields are, and in its sleep runs along them, to and fro."""

    regions = ("place cells",)
    offers = frozenset({Signal.SPIKES})
    directions = (1, -1)

    def __init__(self, seed, senses):
        super().__init__("walker", senses)
        self.random = np.random.default_rng(seed)
        self.walks = 0

    def _check_walk(self, event):
        self.senses.vector({event.track.sense: ~np.isnan(event.track.centres)})

    def _walk(self, event):
        self.walks += event.learning
        away = np.asarray(event.places)[:, None] - np.arange(CELLS) / CELLS
        counts = self.random.poisson(40 * np.exp(-(away**2) / (2 * 0.05**2)) * event.step)
        steps, cells = np.repeat(np.argwhere(counts), counts[counts > 0], axis=0).T
        return Recording(event, spikes={"CA3": spikes_of(cells, (steps + 0.5) * event.step)})

    def _sleep(self, event):
        return Recording(event, spikes={"CA3": self.night(event.seconds)})

    def night(self, seconds):
        """Return bursts in turn in each direction, each cell at the time of its place."""
        cells, times = [np.zeros(0, int)], [np.zeros(0)]
        for number, start in enumerate(np.arange(0.1, seconds - 0.3, EVERY)):
            place = np.repeat(np.arange(CELLS) / CELLS, 3)
            if self.directions[number % len(self.directions)] < 0:
                place = 1 - place
            cells.append(np.repeat(np.arange(CELLS), 3))
            times.append(start + BURST * place + self.random.uniform(0, 0.01, place.size))
        return spikes_of(np.concatenate(cells), np.concatenate(times))

    def _study(self, event):
        return Recording(event)

    def _recall(self, event):
        raise NotImplementedError

    def _lesion(self, region, fraction):
        other = copy.copy(self)
        other.random = restored_generator(generator_state(self.random))
        return other

    def snapshot(self):
        return {"walks": np.array([self.walks]), "random": generator_state(self.random)}

    def restore(self, state):
        self.walks = int(state["walks"][0])
        self.random = restored_generator(state["random"])
