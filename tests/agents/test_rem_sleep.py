"""REM sleep in a brain: the neocortex is on its own, and comes back to what it knows."""

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import build

from neurosim.items import RandomCodes
from neurosim.measures.codes import assemblies
from neurosim.measures.replay import found_in
from neurosim.measures.replay_numbers import counts
from neurosim.protocol import Sleep, Stage, Study, live

ITEMS = RandomCodes().draw(2, seed=200)
REM = Sleep(10.0, stage=Stage.REM)


@pytest.fixture(scope="module")
def diary():
    """Return a life with REM sleep before anything is learned, before and after a night."""
    studies = [Study(item, 0.4) for item in ITEMS.items]
    return live(build(200, ITEMS.senses), [REM, *studies, REM, Sleep(30.0), REM])


def rem_sleeps(diary):
    return [record for record in diary.recordings if record.event is REM]


def test_the_senses_are_closed_and_nothing_leaves_the_hippocampus(diary):
    for record in rem_sleeps(diary):
        for name in ("EC_superficial", "DG", "EC_deep"):
            assert record.spikes[name].cells.size == 0, name
        assert record.spikes["neocortex"].cells.size > 0


def test_the_neocortex_visits_what_a_night_has_taught_it(diary):
    known = assemblies(diary, "neocortex")
    naive, evening, morning = (
        counts(found_in([(record.spikes["neocortex"], 10.0)], known))
        for record in rem_sleeps(diary)
    )
    assert sum(naive.values()) == sum(evening.values()) == 0
    assert min(morning.values()) >= 2


def test_rem_sleep_teaches_the_neocortex_only_and_with_learning_off_nothing():
    brain = build(200, ITEMS.senses)
    live(brain, [*(Study(item, 0.4) for item in ITEMS.items), Sleep(10.0)])
    before = brain.snapshot()
    for learning, moved in ((False, set()), (True, {"weights/neocortex_recurrent"})):
        live(brain, [Sleep(2.0, stage=Stage.REM, learning=learning)])
        after = brain.snapshot()
        changed = {name for name in before if not np.array_equal(before[name], after[name])}
        assert changed - {"random"} == moved


def test_learning_off_changes_no_spike_before_learning_could():
    brain = build(200, ITEMS.senses)
    live(brain, [Study(ITEMS.items[0], 0.4), Sleep(10.0)])
    state = brain.snapshot()
    found = []
    for learning in (True, False):
        brain.restore(state)
        (record,) = live(brain, [Sleep(4.0, stage=Stage.REM, learning=learning)]).recordings
        found.append(record.spikes["neocortex"].counts(0.0, 0.2).tolist())
    assert found[0] == found[1]
    assert sum(found[0]) > 0
