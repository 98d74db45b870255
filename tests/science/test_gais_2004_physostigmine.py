"""Gais & Born (2004): acetylcholine raised in slow-wave sleep abolishes what sleep does for pairs.

People were given physostigmine in the first half of the night. The long form is `make science`; its
table and figure are in docs/science/acetylcholine.
"""

import numpy as np
import pytest

from neurosim.experiments.acetylcholine import CONDITIONS, LISTS, Acetylcholine
from neurosim.parameters import changed
from short_lives import Lived

*_, ASLEEP = CONDITIONS
NONE, FULL = ("dose-0-percent", 0.0), ("dose-100-percent", 1.0)


@pytest.fixture(scope="module")
def slept():
    """Return a function that gives the reading of a measure at a dose."""
    experiment = changed(Acetylcholine(), {"items_count": 4, "doses": 2, "night": 20})
    lived = Lived(experiment, [(ASLEEP, part) for part, _ in (NONE, FULL)])

    def mean(dose, measure):
        part, at = dose
        return lived.mean(ASLEEP, part, measure, at)

    return mean


def over_lists(slept, dose, start):
    return np.mean([slept(dose, f"{start}_{each}") for each in LISTS])


def test_all_lists_were_learned(slept):
    for dose in (NONE, FULL):
        assert over_lists(slept, dose, "recall") >= 0.8


def test_physostigmine_leaves_no_replay(slept):
    assert slept(NONE, "replay_rate") > 0.5
    assert slept(FULL, "replay_rate") == 0


def test_without_it_sleep_makes_pairs_independent_of_the_hippocampus(slept):
    assert over_lists(slept, NONE, "lesioned") >= 0.5


def test_with_it_nothing_is_left_without_the_hippocampus(slept):
    for each in LISTS:
        assert slept(FULL, f"lesioned_{each}") == 0
        assert slept(FULL, f"lesioned_{each}_silent") == 1


def test_the_memory_in_the_hippocampus_is_spared(slept):
    for dose in (NONE, FULL):
        assert over_lists(slept, dose, "morning") >= over_lists(slept, dose, "recall") - 0.1
