"""Working memory as experiments: who takes part, what is told of them, and what is drawn."""

import numpy as np
import pytest

from neurosim.artificial import HebbRule
from neurosim.artificial.teaching import LongShortTerm
from neurosim.errors import InputError
from neurosim.experiments.network import Network
from neurosim.experiments.networks.memories import UNCUED
from neurosim.experiments.networks.working_memory import WorkingMemory, levels_of
from neurosim.experiments.networks.working_memory_gates import AROUND, WorkingMemoryGates
from neurosim.parameters import changed, listed
from neurosim.protocol import ignore
from neurosim.working_memory.persistent import PersistentActivity
from neurosim.working_memory.silent import ActivitySilent
from neurosim.working_memory.trials import BIN

BOTH = (WorkingMemory(), WorkingMemoryGates())
each = pytest.mark.parametrize("experiment", BOTH, ids=lambda experiment: experiment.name)


def test_delays_are_seconds_and_lists_leave_a_new_item():
    experiment = WorkingMemory()
    assert [task.delay for task in experiment.delays] == [5, 10, 20, 30]
    assert [task.distractors for task in experiment.distracted] == [0, 1, 2, 3]
    # From one symbol to the next pass as many steps with few distractors as with many.
    assert {
        tuple(set(task.places[1:] - task.places[:-1])) for task in experiment.distracted[2:]
    } == {(7,)}
    with pytest.raises(InputError, match="longest_list"):
        changed(experiment, {"longest_list": 5})


def test_recurrent_networks_are_taught_and_tested_on_every_task():
    experiment = changed(WorkingMemory(), {"lessons_count": 250, "delays_count": 2})
    lstm = Network("lstm", "", (), changed(LongShortTerm(), {"cells": 16}))
    scores = list(experiment.scores(lstm, 200, lambda share: None))
    found = {(score.measure, score.at): score.value for score in scores}
    assert set(found) == {
        *(("match", at) for at in (0.5, 1.0)),
        *(("distracted", at) for at in range(4)),
        *(("recognition", at) for at in range(1, 5)),
    }
    assert found["recognition", 1] > 0.8
    assert {score.chance for score in scores} == {0.5}


def test_controls_lack_what_holds_an_item():
    controls = {n.name: n.parameters for n in WorkingMemory().networks()[-3:]}
    usual = dict(listed(PersistentActivity()))
    fast = dict(listed(controls["persistent-fast"].network))
    assert {name for name, value in fast.items() if value != usual[name]} == {"tau_nmda"}
    uncued = dict(listed(controls["persistent-uncued"].network))
    assert {name for name, value in uncued.items() if value != usual[name]} == {"cue"}


def test_trials_for_gates_are_longer_than_what_is_told_around_their_distractors():
    with pytest.raises(InputError, match=r"seconds = 1\.5 is out of range"):
        changed(WorkingMemoryGates(), {"seconds": 1.5})
    shortest = changed(WorkingMemoryGates(), {"seconds": 2.4})
    trials = shortest._drawn(np.random.default_rng(200), 5)
    latest = max(t.shown[1].start for t in trials if len(t.shown) > 1)
    assert latest + BIN * (AROUND[-1] + 1) <= 2.4


def test_who_is_shown_nothing_has_nothing_to_match():
    """Its score would be one half whatever it did; what it makes up is told instead."""
    experiment = changed(WorkingMemory(), {"trials_count": 1, "delays_count": 1})
    scores = list(experiment.scores(UNCUED, 200, lambda share: None))
    assert [(score.measure, score.at, score.value) for score in scores] == [("made_up", 0.5, 0.0)]


@each
def test_networks_of_other_experiments_are_refused(experiment):
    with pytest.raises(TypeError, match="other has no ActivitySilent"):
        next(experiment.scores(Network("other", "", (), HebbRule()), 200, ignore))


def test_only_networks_that_hear_dopamine_are_told_of_at_two_levels():
    assert set(levels_of(PersistentActivity()).values()) == {0.0, 1.0}
    assert set(levels_of(ActivitySilent()).values()) == {1.0}


def test_trials_for_gates_have_every_distractor_at_both_levels_equally_often():
    trials = WorkingMemoryGates()._drawn(np.random.default_rng(200), 5)
    kinds = [(t.shown[1].strength if len(t.shown) > 1 else 0, t.dopamine[0][1]) for t in trials]
    assert {kinds.count(kind) for kind in set(kinds)} == {10}
    assert len(set(kinds)) == 8
    assert all(t.shown[0].item != t.shown[1].item for t in trials if len(t.shown) > 1)
    assert all(t.shown[1].start > 0.95 for t in trials if len(t.shown) > 1)
