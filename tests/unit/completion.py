"""A small cortex that completes items: their codes, its wiring, and the task."""

import numpy as np

from neurosim.adapters.backprop import CorticalUnits, GradientDescent, completion_task

CELLS, AREA = 70, 30
SENSES = np.repeat([0, 1, -1], (AREA, AREA, CELLS - 2 * AREA))
UNITS, DESCENT = CorticalUnits(), GradientDescent()


def drawn(seed=0, items=4, active=6):
    """Codes of items, and weights and wiring of a brain that knows nothing."""
    random = np.random.default_rng(seed)
    codes = np.zeros((items, CELLS), bool)
    for code in codes:
        for area in range(2):
            code[area * AREA + random.choice(AREA, active, replace=False)] = True
    wired = ~np.eye(CELLS, dtype=bool)
    return codes, wired, random.random((CELLS, CELLS)) * 0.05 * wired


CODES, WIRED, NAIVE = drawn()
TASK = completion_task(CODES, SENSES, WIRED)


def down(weights):
    """The steepest descent from some weights."""
    return -UNITS.slope(weights, TASK)
