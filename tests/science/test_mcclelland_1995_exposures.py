"""McClelland et al. (1995): the hippocampus needs few exposures, and backprop needs many."""

import pytest
from neurosim.models import hippocampus_neocortex, hopfield_1982, mlp_backprop

from neurosim.experiments import FewShot, run_lives
from neurosim.items import RandomCodes
from neurosim.parameters import changed

SEED = 300
AGENTS = {
    "brain": hippocampus_neocortex.build,
    "hopfield": hopfield_1982.build,
    "backprop": mlp_backprop.build,
}


@pytest.fixture(scope="module")
def exposures():
    """Return exposures to criterion of learners by agent, None where four are not enough."""
    experiment = changed(FewShot(), {"items_count": 3, "exposures": 4})
    plan = experiment.lives(RandomCodes(), SEED)[0]
    found = {}
    for outcome in run_lives(experiment, [plan], AGENTS, SEED):
        numbers = {r.measure: r.value for r in outcome.readings}
        found[outcome.agent] = numbers.get("criterion_exposures")
    return found


def test_a_hebbian_step_is_one_exposure(exposures):
    assert exposures["hopfield"] == 1


def test_the_brain_knows_the_list_after_a_few_and_backprop_not_yet(exposures):
    assert exposures["brain"] is not None
    assert exposures["backprop"] is None
