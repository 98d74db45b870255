"""Rudoy et al. (2009): sounds in sleep reactivate the memories that they belong to.

In rats a sound in sleep biases replay towards what it belongs to (Bendor & Wilson 2012). The long
form, twenty subjects, is `make science`; its table and figure: docs/science/cued-reactivation.
"""

from collections import defaultdict

import pytest
from neurosim.models.hippocampus_neocortex_thalamus import build

from neurosim.experiments import CuedReactivation, run_lives
from neurosim.items import RandomCodes
from neurosim.parameters import changed

SEEDS = (200,)
SMALL = changed(CuedReactivation(), {"items_count": 6, "night": 16, "cues": 4})
WANTED = ("cued", "sham")


@pytest.fixture(scope="module")
def values():
    """Return the value of every measure of each subject, by condition and measure."""
    found = defaultdict(list)
    for seed in SEEDS:
        plans = [plan for plan in SMALL.lives(RandomCodes(), seed) if plan.condition in WANTED]
        for outcome in run_lives(SMALL, plans, {"brain": build}, seed):
            for reading in outcome.readings:
                found[outcome.condition, reading.measure].append(reading.value)
    return found


def mean(numbers):
    return sum(numbers) / len(numbers)


def test_what_is_replayed_next_is_what_was_cued(values):
    chance = 1 / SMALL.items_count
    assert all(share > chance for share in values["cued", "cued_item_next"])
    assert mean(values["cued", "cued_item_next"]) > 2.5 * chance


def test_cued_items_are_replayed_more_than_others_and_for_the_cue(values):
    advantages = values["cued", "replays_advantage"]
    assert all(advantage > 0 for advantage in advantages)
    assert mean(advantages) > mean(values["sham", "replays_advantage"])
