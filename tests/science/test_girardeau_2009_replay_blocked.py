"""Girardeau et al. (2009): suppressing ripples after training impairs the memory."""

import numpy as np

from neurosim.protocol import Sleep


def spikes(life, condition):
    night = next(r for r in life[condition].diary.recordings if isinstance(r.event, Sleep))
    return night.spikes["CA3"]


def test_blocked_replay_leaves_neocortex_silent(score):
    assert score("replay-blocked", "lesioned_morning") == 0
    assert score("replay-blocked", "lesioned_morning_silent") == 1


def test_the_difference_to_sleep_is_the_claim(score):
    gain = score("sleep", "lesioned_morning") - score("replay-blocked", "lesioned_morning")
    assert gain >= 0.8


def test_it_is_replay_that_was_blocked_and_not_sleep(life):
    free, blocked = spikes(life, "sleep"), spikes(life, "replay-blocked")
    assert np.array_equal(free.cells, blocked.cells)
    assert np.array_equal(free.seconds, blocked.seconds)
