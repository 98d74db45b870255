"""McClelland, McNaughton & O'Reilly (1995): the neocortex learns slowly, from reinstatement.

Loss of the hippocampus abolishes new memories and spares those that were replayed.
"""

import numpy as np

from neurosim.protocol import Sleep


def test_before_sleep_memory_is_lost_with_the_hippocampus(mean):
    for condition in ("sleep", "awake", "replay-blocked"):
        assert mean(condition, "lesioned_evening") == 0
        assert mean(condition, "lesioned_evening_silent") == 1


def test_after_sleep_memory_survives_the_hippocampus(mean):
    assert mean("sleep", "lesioned_morning") >= 0.8
    assert mean("sleep", "lesioned_morning_cosine") > 0.4


def test_the_same_hours_awake_leave_the_neocortex_silent(mean):
    assert mean("awake", "lesioned_morning_silent") == 1


def test_the_hippocampus_itself_keeps_the_memory_in_every_condition(mean):
    for condition in ("sleep", "awake", "replay-blocked"):
        assert mean(condition, "recall_morning") >= 0.8


def test_until_the_night_conditions_are_the_same_life(lives):
    for subject in zip(*lives.values(), strict=True):
        evenings = [outcome.diary.recalls("evening") for outcome in subject]
        for tests in zip(*evenings, strict=True):
            sights = [record.response["sight"] for _, record in tests]
            assert all(np.array_equal(sight, sights[0]) for sight in sights)


def test_no_region_runs_away_in_any_night(lives):
    for outcomes in lives.values():
        for outcome in outcomes:
            night = next(r for r in outcome.diary.recordings if r.event.seconds == 30)
            for name in ("CA3", "neocortex"):
                train = night.spikes[name]
                assert train.cells.size / train.size / 30 < 5


def test_in_sleep_ca3_replays_in_events_and_neocortex_follows(lives):
    for outcome in lives["sleep"]:
        night = next(r for r in outcome.diary.recordings if isinstance(r.event, Sleep))
        counts = {
            name: np.histogram(night.spikes[name].seconds, np.arange(0, 30.01, 0.05))[0]
            for name in ("CA3", "neocortex")
        }
        assert np.corrcoef(counts["CA3"], counts["neocortex"])[0, 1] > 0.7
        assert np.mean(counts["CA3"] > 3 * counts["CA3"].mean()) < 0.2
