"""Barnes & Underwood (1959), McCloskey & Cohen (1989): a second list costs the first one little.

In people; in networks that learn as fast without a hippocampus it erases the first. The long form,
twenty subjects, is `make science`; its table and figure are in docs/science/interference.
"""

import pytest
from neurosim.models import hippocampus_neocortex, neocortex_strong_ltd

from neurosim.experiments import run_lives
from neurosim.experiments.interference import Interference
from neurosim.items import RandomCodes
from neurosim.parameters import changed

SEED, TRIALS = 300, 3.0
AGENTS = {"brain": hippocampus_neocortex.build, "cortex": neocortex_strong_ltd.build}
LIVED = (("brain", "sleep"), ("brain", "awake"), ("cortex", "awake"))


@pytest.fixture(scope="module")
def readings():
    """Return the readings of two short lists by agent, condition, measure and place."""
    experiment = changed(Interference(), {"items_count": 3, "trials": TRIALS, "night": 20})
    plans = {plan.condition: plan for plan in experiment.lives(RandomCodes(), SEED)}
    return {
        (agent, condition, reading.measure, reading.at): reading.value
        for agent, condition in LIVED
        for outcome in run_lives(experiment, [plans[condition]], {agent: AGENTS[agent]}, SEED)
        for reading in outcome.readings
    }


@pytest.mark.parametrize(("agent", "condition"), LIVED)
def test_both_lists_are_learned(readings, agent, condition):
    assert readings[agent, condition, "recall_ab_evening", None] == 1
    assert readings[agent, condition, "recall_ac", TRIALS] >= 0.8


def test_cortex_alone_forgets_the_first_list_and_the_brain_does_not(readings):
    brain = readings["brain", "sleep", "recall_ab", TRIALS]
    assert brain >= 0.8
    assert readings["cortex", "awake", "recall_ab", TRIALS] <= brain - 0.3


def test_sleep_moves_the_first_list_to_neocortex(readings):
    asleep = readings["brain", "sleep", "lesioned_ab", 0.0]
    assert asleep >= readings["brain", "awake", "lesioned_ab", 0.0] + 0.3
