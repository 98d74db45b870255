"""Ecker et al. (2022): symmetric plasticity and adaptation replay a track both ways.

With an asymmetric window it is replayed forward only, without adaptation not at all; and as in
rats (Nadasdy et al. 1999; Davidson et al. 2009), some twenty times as fast as it was walked. The
long form, twenty subjects, is `make science`; its table and figure are in
docs/science/sequence-replay.
"""

from collections import defaultdict

import pytest
from neurosim.models import ca3_track, ca3_track_asymmetric, ca3_track_no_adaptation

from neurosim.experiments import SequenceReplay, run_lives
from neurosim.items import Tracks
from neurosim.parameters import changed

SEEDS = (200,)
SMALL = changed(SequenceReplay(), {"night": 30, "tests": 2})
AGENTS = {
    "symmetric": ca3_track.build,
    "asymmetric": ca3_track_asymmetric.build,
    "no adaptation": ca3_track_no_adaptation.build,
}
LIVED = (*((agent, "walk") for agent in AGENTS), ("symmetric", "other-tracks"))


@pytest.fixture(scope="module")
def readings():
    """Return every reading of the subject by agent, condition and measure."""
    found = defaultdict(list)
    for seed in SEEDS:
        plans = {plan.condition: plan for plan in SMALL.lives(Tracks(), seed)}
        for agent, condition in LIVED:
            build = {agent: AGENTS[agent]}
            for outcome in run_lives(SMALL, [plans[condition]], build, seed):
                for r in outcome.readings:
                    found[agent, condition, r.measure].append(r.value)
    return found


def mean(readings, agent, measure, condition="walk"):
    values = readings[agent, condition, measure]
    return sum(values) / len(SEEDS)


def test_bursts_replay_the_track_in_both_directions(readings):
    assert mean(readings, "symmetric", "sequences") > 0.5
    assert mean(readings, "symmetric", "forward") > 0.1
    assert mean(readings, "symmetric", "backward") > 0.1
    assert 0.2 < mean(readings, "symmetric", "burst_rate") < 2


def test_replay_is_some_twenty_times_as_fast_as_walking(readings):
    assert 8 < mean(readings, "symmetric", "compression") < 30
    assert 12 < mean(readings, "symmetric", "front_compression") < 40


def test_an_asymmetric_window_replays_forward_only(readings):
    assert mean(readings, "asymmetric", "forward") > 0.3
    assert mean(readings, "asymmetric", "backward") <= 0.1


def test_without_adaptation_a_place_stays_active_and_nothing_is_replayed(readings):
    assert mean(readings, "no adaptation", "busy") > 0.9
    assert mean(readings, "symmetric", "busy") < 0.3
    fewer = mean(readings, "no adaptation", "sequence_rate")
    assert fewer < 0.3 * mean(readings, "symmetric", "sequence_rate")


def test_bursts_after_laps_on_ever_other_tracks_have_no_order(readings):
    assert mean(readings, "symmetric", "burst_rate", "other-tracks") > 0.2
    assert mean(readings, "symmetric", "sequences", "other-tracks") < 0.15
