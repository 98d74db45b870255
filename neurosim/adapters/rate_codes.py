"""From the spikes of one synapse's two cells to the rates that an artificial unit is told."""

from __future__ import annotations

import numpy as np

from neurosim.bench import Stimulation
from neurosim.plasticity import Vector

BIN = 0.25
"""Length of a time bin in seconds. Chosen: longer than the lags of spike-timing experiments, so
that a rate is a rate."""

HIGHEST = 50.0
"""Rate in Hz that is coded as 1. Chosen: the highest pairing frequency of sjostrom2001."""


def rate_code(stimulation: Stimulation) -> tuple[Vector, Vector]:
    """Return input and output rate in every time bin in which there were spikes, 50 Hz being 1.

    Bins are counted from half a bin before the first spike. But for spikes at the edge of a bin,
    the order of those in a pair cannot be seen.
    """
    spikes = np.concatenate([stimulation.pre, stimulation.post])
    if not spikes.size:
        return np.zeros(0), np.zeros(0)
    first = float(spikes.min()) - BIN / 2
    count = int(np.ceil((float(spikes.max()) + BIN / 2 - first) / BIN))
    edges = first + BIN * np.arange(count + 1)
    x, y = (
        np.histogram(train, edges)[0] / BIN / HIGHEST
        for train in (stimulation.pre, stimulation.post)
    )
    active = (x > 0) | (y > 0)
    return x[active], y[active]
