"""Events cut into runs, and recordings cut out of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from neurosim.engine import ROWS, SLOT, SLOTS
from neurosim.protocol import Experience, Recall, Spikes, Study


def runs(events: list[Experience]) -> Iterator[list[Experience]]:
    """Cut events into runs: many short trials together, a night or a rest alone.

    Downscaling ticks from the start of a run, so a sleep must not begin within one.
    """
    batch: list[Experience] = []
    for event in events:
        long = sum(e.seconds for e in [*batch, event]) > (SLOTS - 1) * SLOT
        if batch and (long or len(batch) == ROWS - 1 or not isinstance(event, Study | Recall)):
            yield batch
            batch = []
        batch.append(event)
    if batch:
        yield batch


def cut(train: Spikes, start: float, stop: float) -> Spikes:
    """Return the spikes of one trial, timed from its start."""
    first, last = np.searchsorted(train.seconds, [start - 1e-9, stop - 1e-9])
    return Spikes(train.cells[first:last], train.seconds[first:last] - start, train.size)
