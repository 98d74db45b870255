"""McNamara et al. (2014): dopamine at encoding promotes replay, unless its receptors are blocked.

Here what is rewarded is replayed more than what is not, with no more replay in all, and kept better
by the neocortex alone. The long form, twenty subjects, is `make science`; its table and figure are
in docs/science/reward.
"""

from collections import defaultdict

import pytest
from neurosim.models import hippocampus_neocortex

from neurosim.experiments import Reward, run_lives
from neurosim.items import RandomCodes
from neurosim.parameters import changed

SEEDS = (200,)
SMALL = changed(Reward(), {"items_count": 8, "night": 20})
LIVED = ("sleep", "SCH-23390")


@pytest.fixture(scope="module")
def readings():
    """Return every reading of all subjects by condition and measure."""
    found = defaultdict(list)
    for seed in SEEDS:
        plans = [plan for plan in SMALL.lives(RandomCodes(), seed) if plan.condition in LIVED]
        for outcome in run_lives(SMALL, plans, {"brain": hippocampus_neocortex.build}, seed):
            for reading in outcome.readings:
                found[outcome.condition, reading.measure].append(reading.value)
    return found


def mean(readings, condition, measure):
    return sum(readings[condition, measure]) / len(SEEDS)


def test_what_is_rewarded_is_replayed_more_in_every_brain(readings):
    pairs = zip(
        readings["sleep", "replays_rewarded"], readings["sleep", "replays_neutral"], strict=True
    )
    assert all(rewarded > neutral for rewarded, neutral in pairs)
    assert mean(readings, "sleep", "replays_rewarded") > 1.5 * mean(
        readings, "sleep", "replays_neutral"
    )


def test_not_where_dopamine_is_not_felt(readings):
    rewarded = mean(readings, "SCH-23390", "replays_rewarded")
    assert rewarded == pytest.approx(mean(readings, "SCH-23390", "replays_neutral"), rel=0.3)


def test_there_is_no_more_replay_in_all(readings):
    usual = mean(readings, "SCH-23390", "replays_all")
    assert mean(readings, "sleep", "replays_all") < 1.15 * usual


def test_the_neocortex_keeps_what_was_rewarded_better(readings):
    kept = mean(readings, "sleep", "lesioned_rewarded_cosine")
    assert kept > mean(readings, "sleep", "lesioned_neutral_cosine") + 0.1
