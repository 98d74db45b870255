"""What arouses leaves tags in a brain that last, act in sleep only, and come back from a file."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import build

from neurosim.errors import InputError
from neurosim.items import RandomCodes
from neurosim.protocol import Drug, Recall, Sleep, Study, Substance, live

ITEMS = RandomCodes().draw(2, seed=200)
CALM, OTHER = ITEMS.items
MOVING = replace(CALM, arousal={"sight": 1.0, "sound": 1.0})


@pytest.fixture
def brain():
    return build(200, ITEMS.senses)


def spikes(diary):
    return [record.spikes["CA3"].seconds for record in diary.recordings]


def test_only_what_arouses_is_tagged(brain):
    live(brain, [Study(CALM, 0.4), Recall(CALM.cue("sound"), 0.2, CALM.name)])
    assert not brain.tags["CA3"].any()
    (record,) = live(brain, [Study(MOVING, 0.4)]).recordings
    fired = record.spikes["CA3"].counts(0, 0.4) >= 3
    assert fired.any()
    assert np.array_equal(brain.tags["CA3"] > 0, fired)


def test_under_propranolol_nothing_is_tagged_and_life_is_calm(brain):
    other = build(200, ITEMS.senses)
    calm = live(brain, [Study(CALM, 0.4)])
    blocked = live(other, [Study(MOVING, 0.4, drug=Drug(Substance.PROPRANOLOL))])
    assert not other.tags["CA3"].any()
    assert np.array_equal(spikes(calm)[0], spikes(blocked)[0])


def test_a_snapshot_holds_the_tags_and_refuses_wrong_ones(brain):
    live(brain, [Study(MOVING, 0.4)])
    state = brain.snapshot()
    other = build(201, ITEMS.senses)
    other.restore(state)
    assert np.array_equal(other.tags["CA3"], brain.tags["CA3"])
    live(other, [Sleep(0.5)])
    assert 0 < other.tags["CA3"].max() < brain.tags["CA3"].max()
    with pytest.raises(InputError, match="tags/CA3"):
        other.restore({**state, "tags/CA3": np.zeros(3)})


def test_tags_act_in_sleep_and_not_awake(brain):
    live(brain, [Study(MOVING, 0.4), Study(OTHER, 0.4)])
    state = brain.snapshot()
    untagged = {**state, "tags/CA3": 0 * state["tags/CA3"]}
    awake = [Recall(CALM.cue("sound"), 0.4, CALM.name), Study(OTHER, 0.4)]
    for events, same in ((awake, True), ([Sleep(3.0)], False)):
        found = []
        for start in (state, untagged):
            brain.restore(start)
            found.append(spikes(live(brain, events)))
        assert all(map(np.array_equal, *found)) == same


def test_a_lesioned_copy_keeps_its_tags_to_itself(brain):
    live(brain, [Study(MOVING, 0.4)])
    before = brain.tags["CA3"].copy()
    copy = brain.lesion("neocortex", 0.1)
    live(copy, [Sleep(0.5)])
    assert np.array_equal(brain.tags["CA3"], before)
