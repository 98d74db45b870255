"""McClelland et al. (1995): the hippocampus needs few exposures, and backprop needs many."""

import pytest
from neurosim.models import hippocampus_neocortex, hopfield_1982, mlp_backprop

from neurosim.experiments import FewShot, run_lives
from neurosim.items import RandomCodes
from neurosim.parameters import changed

SEED = 300
AGENTS = {"hopfield": hopfield_1982.build, "backprop": mlp_backprop.build}


def needed(experiment, agents):
    """Return exposures to criterion, None where it is not reached, by agent, of learners."""
    plan = experiment.lives(RandomCodes(), SEED)[0]
    found = {}
    for outcome in run_lives(experiment, [plan], agents, SEED):
        numbers = {r.measure: r.value for r in outcome.readings}
        found[outcome.agent] = numbers.get("criterion_exposures")
    return found


@pytest.fixture(scope="module")
def exposures():
    """Return exposures to criterion of networks, and of one brain in a short life."""
    brain = {"brain": hippocampus_neocortex.build}
    short = changed(FewShot(), {"items_count": 3, "exposures": 4})
    return {**needed(FewShot(), AGENTS), **needed(short, brain)}


def test_a_hebbian_step_is_one_exposure(exposures):
    assert exposures["hopfield"] == 1


def test_the_brain_knows_the_list_after_a_few_and_backprop_not_yet(exposures):
    assert exposures["brain"] is not None
    assert exposures["brain"] <= 4
    assert exposures["backprop"] is None or exposures["backprop"] >= 8
