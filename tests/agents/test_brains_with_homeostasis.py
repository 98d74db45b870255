"""A brain with synaptic homeostasis: what its weights do by day, in tests and at night."""

import numpy as np
import pytest
from neurosim.models import (
    hippocampus_neocortex,
    hippocampus_neocortex_homeostasis,
    hippocampus_neocortex_no_downscaling,
)

from neurosim.items import RandomCodes
from neurosim.parameters import listed
from neurosim.protocol import Rest, Signal, Study
from neurosim.protocol.checker import check_agent

ITEMS = RandomCodes().draw(3, seed=200)
LAW = hippocampus_neocortex_homeostasis.CIRCUIT.pathways[-1].downscaling
NAME = "neocortex_recurrent"


def brain():
    return hippocampus_neocortex_homeostasis.build(200, ITEMS.senses)


def mean_sum(agent):
    """Return what the recurrent weights of a cortical cell add up to, on average."""
    return agent.weights[NAME].sum() / agent.alive["neocortex"].size


def test_it_keeps_the_promises_of_every_agent():
    build = hippocampus_neocortex_homeostasis.build
    check_agent(build, list(ITEMS.items), ITEMS.senses, seconds=0.1)


def test_the_control_differs_in_one_number():
    models = (hippocampus_neocortex_homeostasis, hippocampus_neocortex_no_downscaling)
    trees = [dict(listed(model.PARAMETERS)) for model in models]
    changes = {name for name in trees[0] if trees[0][name] != trees[1][name]}
    assert changes == {f"circuit.pathways.{NAME}.downscaling.asleep"}


def test_only_those_with_homeostasis_tell_of_their_weights():
    for model in (hippocampus_neocortex_homeostasis, hippocampus_neocortex_no_downscaling):
        assert Signal.WEIGHTS in model.build(1, ITEMS.senses).offers == model.OFFERS
    assert Signal.WEIGHTS not in hippocampus_neocortex.build(1, ITEMS.senses).offers


def test_weights_grow_by_day_rest_in_tests_and_shrink_at_night():
    agent = brain()
    naive = mean_sum(agent)
    assert naive == pytest.approx(LAW.asleep, rel=0.02)
    list(agent.live([Study(item, 0.4) for item in ITEMS.items]))
    evening = agent.weights[NAME].copy()
    assert mean_sum(agent) == pytest.approx(LAW.awake, rel=0.02)
    agent.recall(ITEMS.items[0].cue("sound"), 0.4)
    next(iter(agent.live([Study(ITEMS.items[0], 0.4, learning=False)])))
    assert np.array_equal(agent.weights[NAME], evening)
    night = agent.sleep(8.0)
    morning = agent.weights[NAME]
    assert mean_sum(agent) == pytest.approx(LAW.asleep, rel=0.05)
    told = night.levels
    assert told[f"{NAME}_evening"].mean() == pytest.approx(evening.mean())
    assert told[f"{NAME}_morning"].mean() == pytest.approx(morning.mean())
    strongest = np.argsort(evening)[-evening.size // 20 :]
    assert told[f"{NAME}_evening"][-1] == pytest.approx(evening[strongest].mean())
    assert told[f"{NAME}_morning"][-1] == pytest.approx(morning[strongest].mean())


@pytest.mark.parametrize("seconds", [0.2, 0.17])
def test_days_lived_together_are_the_same_as_one_by_one(seconds):
    together, alone = brain(), brain()
    events = [*(Study(item, seconds) for item in ITEMS.items), Rest(0.13), Rest(0.1)]
    records = list(together.live(events))
    for record in records:
        (other,) = alone.live([record.event])
        for name, train in record.spikes.items():
            assert np.array_equal(train.cells, other.spikes[name].cells)
            assert np.allclose(train.seconds, other.spikes[name].seconds, atol=1e-9)
    assert np.array_equal(together.weights[NAME], alone.weights[NAME])
    assert {record.levels == {} for record in records} == {True}
