"""Girardeau et al. (2009): suppressing ripples after training impairs the memory."""

import numpy as np

from neurosim.protocol import Sleep


def nights(lives, condition):
    for outcome in lives[condition]:
        yield next(r for r in outcome.diary.recordings if isinstance(r.event, Sleep))


def test_blocked_replay_leaves_neocortex_silent(mean):
    assert mean("replay-blocked", "lesioned_morning") == 0
    assert mean("replay-blocked", "lesioned_morning_silent") == 1


def test_the_difference_to_sleep_is_the_claim(mean):
    gain = mean("sleep", "lesioned_morning") - mean("replay-blocked", "lesioned_morning")
    assert gain >= 0.8


def test_it_is_replay_that_was_blocked_and_not_sleep(lives):
    for free, blocked in zip(nights(lives, "sleep"), nights(lives, "replay-blocked"), strict=True):
        assert np.array_equal(free.spikes["CA3"].cells, blocked.spikes["CA3"].cells)
        assert np.array_equal(free.spikes["CA3"].seconds, blocked.spikes["CA3"].seconds)
