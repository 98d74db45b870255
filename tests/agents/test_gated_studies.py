"""Studies in which the brain itself says what is new, and learns that only; and drugs."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT, Parameters, build

from neurosim.brain import Brain
from neurosim.items import RandomCodes
from neurosim.protocol import Drug, Recall, Sleep, Study, Substance

ITEMS = RandomCodes().draw(3, seed=200)
ITEM, OTHER, _ = ITEMS.items
PLASTIC = {"perforant_path_CA3", "CA3_recurrent", "Schaffer_collaterals", "CA1_to_EC"}
"""Pathways in which acetylcholine permits plasticity."""

GATED = Study(ITEM, 0.6, gated=True)


def brain(seed=200):
    return build(seed, ITEMS.senses)


def moved_by(agent, *events):
    """Return the pathways of the hippocampus whose weights events have changed."""
    before = {name: agent.weights[name].copy() for name in PLASTIC}
    list(agent.live(events))
    return {name for name in PLASTIC if not np.array_equal(agent.weights[name], before[name])}


def same_spikes(one, two):
    return all(
        np.array_equal(one.spikes[name].cells, two.spikes[name].cells)
        and np.array_equal(one.spikes[name].seconds, two.spikes[name].seconds)
        for name in one.spikes
    )


@pytest.fixture(scope="module")
def expert():
    """Return what a brain is after a gated study of one item, and what was recorded in it."""
    agent = brain()
    return *agent.live([GATED]), agent.snapshot()


@pytest.fixture
def knowing(expert):
    """Return a brain that has studied one item."""
    agent = brain()
    agent.restore(expert[1])
    return agent


def test_something_new_is_learned_and_recalled(knowing):
    naive = brain().weights
    assert all(not np.array_equal(knowing.weights[name], naive[name]) for name in PLASTIC)
    answer = knowing.recall(ITEM.cue("sound"), 0.4).response["sight"]
    own = ITEM.code["sight"]
    assert answer[own].mean() > 10 * answer[~own].mean()


def test_the_same_item_again_changes_nothing_in_the_hippocampus(knowing):
    assert moved_by(knowing, GATED) == set()


def test_what_is_not_gated_is_learned_once_more(knowing):
    assert moved_by(knowing, Study(ITEM, 0.6)) == PLASTIC


def test_another_item_is_learned_beside_one_that_is_known(knowing):
    assert moved_by(knowing, Study(OTHER, 0.6, gated=True)) == PLASTIC


def test_where_learning_is_off_a_gated_study_changes_nothing_at_all():
    agent = brain()
    before = {name: weights.copy() for name, weights in agent.weights.items()}
    (record,) = agent.live([Study(ITEM, 0.6, learning=False, gated=True)])
    assert all(np.array_equal(agent.weights[name], before[name]) for name in before)
    assert record.levels["acetylcholine"].max() > 0.9


def test_every_glance_tells_its_levels(expert, knowing):
    first, again = expert[0].levels, next(iter(knowing.live([GATED]))).levels
    assert set(first) == {"novelty", "acetylcholine"}
    assert [row.shape for row in (*first.values(), *again.values())] == [(3,)] * 4
    assert first["novelty"][0] > 0.6
    assert first["acetylcholine"][1:].min() > 0.9
    assert again["novelty"].max() < float(CIRCUIT.novelty.known)
    assert again["acetylcholine"].tolist() == [float(CIRCUIT.acetylcholine.recall)] * 3


def test_only_gated_studies_tell_levels():
    studied, asked = brain().live([Study(ITEM, 0.2), Recall(ITEM.cue("sound"), 0.2, ITEM.name)])
    assert studied.levels == asked.levels == {}


def test_spikes_are_those_of_the_whole_event_in_order(expert):
    record, _ = expert
    assert set(record.spikes) == set(brain().study(ITEM, 0.1).spikes)
    seen = record.spikes["EC_superficial"]
    assert np.all(np.diff(seen.seconds) >= 0)
    assert all(seen.counts(start, start + 0.2).sum() > 0 for start in (0.0, 0.2, 0.4))
    assert all(each.seconds.max(initial=0.0) < 0.6 for each in record.spikes.values())


def test_what_is_perceived_is_read_from_the_whole_event(expert):
    own = ITEM.code["sight"]
    perceived = expert[0].response["sight"]
    assert perceived.shape == own.shape
    assert perceived[own].mean() > 10 * perceived[~own].mean()


def test_gated_studies_are_reproducible(expert):
    (again,) = brain().live([GATED])
    assert same_spikes(expert[0], again)
    assert again.levels["novelty"].tolist() == expert[0].levels["novelty"].tolist()
    (other,) = brain(201).live([GATED])
    assert not same_spikes(other, again)


def test_gated_and_other_studies_in_turn_are_the_same_as_one_by_one():
    events = [Study(OTHER, 0.2), GATED, Study(OTHER, 0.2, gated=True), Study(OTHER, 0.2)]
    alone = brain()
    for record in list(brain().live(events)):
        assert same_spikes(record, next(iter(alone.live([record.event]))))


def test_without_a_sense_of_novelty_gated_is_like_any_other_study():
    circuit, read_out = replace(CIRCUIT, novelty=None), Parameters().read_out.rates
    agent = Brain("without", circuit, ITEMS.senses, 200, read_out)
    (gated,) = agent.live([Study(ITEM, 0.2, gated=True)])
    (usual,) = brain().live([Study(ITEM, 0.2)])
    assert same_spikes(gated, usual)
    assert gated.levels == {}


# Drugs


def test_under_scopolamine_the_hippocampus_learns_nothing_and_the_neocortex_does(knowing):
    before = knowing.weights["neocortex_recurrent"].copy()
    drugged = [Study(item, 0.4, drug=Drug(Substance.SCOPOLAMINE)) for item in (ITEM, OTHER)]
    assert moved_by(knowing, *drugged) == set()
    assert not np.array_equal(knowing.weights["neocortex_recurrent"], before)


@pytest.mark.parametrize("substance", Substance)
def test_no_drug_makes_a_recall_learn(substance, knowing):
    before = {name: weights.copy() for name, weights in knowing.weights.items()}
    list(knowing.live([Recall(ITEM.cue("sound"), 0.2, ITEM.name, drug=Drug(substance))]))
    assert all(np.array_equal(knowing.weights[name], before[name]) for name in before)


def test_under_physostigmine_nothing_leaves_ca3_in_sleep(knowing, expert):
    (free,) = knowing.live([Sleep(3.0)])
    knowing.restore(expert[1])
    (drugged,) = knowing.live([Sleep(3.0, drug=Drug(Substance.PHYSOSTIGMINE))])
    assert drugged.spikes["CA3"].cells.size > 0
    for region in ("CA1", "EC_deep", "neocortex"):
        fired, left = (each.spikes[region].cells.size for each in (free, drugged))
        assert fired > 100 * left


@pytest.mark.parametrize("gated", [False, True])
def test_a_drug_may_silence_a_region_without_ending_the_life(gated):
    drug = Drug(Substance.SCOPOLAMINE)
    event = Study(ITEMS.items[0], 0.4, drug=drug, gated=gated)
    (record,) = build(200, ITEMS.senses).live([event])
    assert not record.spikes["CA1"].cells.size
