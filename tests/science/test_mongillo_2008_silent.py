"""Facilitated synapses keep an item while its cells are silent, and a signal to all reads it.

Mongillo, Barak & Tsodyks (2008): in the delay the cells of the item fire as little as all others,
and when all excitatory cells get the same signal, theirs answer with a population spike. Without
facilitation, and seconds later, they do not more than others.
"""

import numpy as np
import pytest

from neurosim.parameters import changed
from neurosim.working_memory.running import simulate
from neurosim.working_memory.silent import ActivitySilent
from neurosim.working_memory.trials import MemoryTrial, Shown

NETWORK = ActivitySilent()
SEED = 300


def asked(network, delay, count=10):
    """Return rates in the delay and when asked, of the sample's and of the other items' cells."""
    test = 0.65 + delay
    shown = [(Shown(item % 5, 0.3, 0.35),) for item in range(count)]
    trials = [MemoryTrial(test + 0.25, each, (), ((test, 0.25),)) for each in shown]
    course = simulate(network, trials, SEED)
    own = np.arange(5) == np.array([[each[0].item] for each in shown])
    quiet, read = course.selective(test - 0.2, test), course.selective(test, test + 0.25)
    return quiet[own], read[own], read[~own]


@pytest.fixture(scope="module")
def soon():
    return asked(NETWORK, 0.5)


def test_cells_are_silent_in_the_delay_and_answer_when_asked(soon):
    quiet, own, others = soon
    assert np.median(quiet) < 2
    assert np.median(own) > 4 * max(others.mean(), 0.5)


def test_without_facilitation_nothing_answers(soon):
    _, own, _ = asked(changed(NETWORK, {"tau_F": 1.0}), 0.5)
    assert own.mean() < soon[1].mean() / 3


def test_memory_fades_within_seconds(soon):
    _, own, _ = asked(NETWORK, 3.0, count=5)
    assert own.mean() < soon[1].mean() * 0.7
