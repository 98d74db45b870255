"""Slow NMDA receptors keep an item in persistent activity, and dopamine guards it.

Brunel & Wang (2001): cells of an item that was shown go on firing, at 15 to 40 Hz, after it is
gone, and those of other items stay at their spontaneous 1 to 5 Hz; without a cue, or with receptors
as fast as AMPA's, nothing is kept (Wang 1999). A distractor as strong as the sample takes its
place, unless NMDA and GABA conductances are raised (Durstewitz, Seamans & Sejnowski 2000).
"""

import numpy as np
import pytest

from neurosim.parameters import changed
from neurosim.working_memory.persistent import PersistentActivity
from neurosim.working_memory.running import simulate
from neurosim.working_memory.trials import MemoryTrial, Shown

NETWORK = PersistentActivity()
SAMPLES = range(5)
SEED = 300


def delayed(distractor, level):
    """Return a trial for every item: the sample, perhaps another item 0.4 s later, a second."""
    found = []
    for item in SAMPLES:
        other = Shown((item + 1) % 5, 1.05, 0.35, distractor)
        shown = (Shown(item, 0.3, 0.35), other)
        found.append(MemoryTrial(2.0, shown, ((0.65, level),)))
    return found


def run(network, trials):
    course = simulate(network, trials, SEED)
    late = course.selective(1.7, 2.0)
    own = late[np.arange(len(trials)), [trial.shown[0].item for trial in trials]]
    second = late[np.arange(len(trials)), [trial.shown[1].item for trial in trials]]
    return course, own, second


@pytest.fixture(scope="module")
def guarded():
    """Return what is left of samples and of equally strong distractors at high dopamine."""
    return run(NETWORK, delayed(1.0, 1.0))


@pytest.fixture(scope="module")
def weak():
    """Return the same at low dopamine, with a distractor that nobody notices."""
    return run(NETWORK, delayed(0.0, 0.0))


def test_spontaneous_and_delay_activity_are_as_published(weak):
    course, own, second = weak
    assert 1 < course.between(0.1, 0.3)[:, :6].mean() < 5
    assert 5 < course.between(0.1, 0.3)[:, 6].mean() < 15  # interneurons
    kept = own > 10
    assert kept.mean() >= 0.8
    assert 15 < own[kept].mean() < 40
    assert second.mean() < 5


def test_high_dopamine_keeps_the_sample_and_low_dopamine_takes_the_distractor(guarded):
    _, own, second = guarded
    assert (own > second).mean() >= 0.8
    _, own, second = run(NETWORK, delayed(1.0, 0.0))
    assert (own < second).mean() >= 0.8


@pytest.mark.parametrize("change", [{"tau_nmda": 5.0}, {"cue": 0.0}])
def test_without_slow_receptors_or_without_a_cue_nothing_is_kept(change):
    _, own, second = run(changed(NETWORK, change), delayed(0.0, 1.0))
    assert own.max() < 10
    assert second.max() < 10
