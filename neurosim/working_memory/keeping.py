"""What keeps an item between two spikes, computed from the firing of its cells."""

from __future__ import annotations

import numpy as np

from neurosim.protocol import Vector
from neurosim.working_memory.persistent import PersistentActivity
from neurosim.working_memory.silent import ActivitySilent
from neurosim.working_memory.trials import BIN


def kept(network: PersistentActivity | ActivitySilent, rates: Vector) -> Vector:
    """Return what a network keeps of every item, 0 to 1, of the same shape as the rates.

    Of persistent activity, the share of NMDA receptors that are open; of facilitated synapses, how
    far utilisation is from rest (0) to all (1). Both rise with a share of what is left at each
    spike and decay on their own. In the mean over cells that fire at random with a rate r,

        dy/dt = -y/tau + jump (1 - y) r

    Parameters
    ----------
    rates
        In Hz, shape (trials, bins, populations).
    """
    tau, jump = network.trace
    found = np.zeros_like(rates)
    now = np.zeros_like(rates[:, 0])
    for time in range(rates.shape[1]):
        speed = 1 / tau + jump * rates[:, time]
        goal = jump * rates[:, time] / speed
        now = goal + (now - goal) * np.exp(-speed * BIN)
        found[:, time] = now
    return found
