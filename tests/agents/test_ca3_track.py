"""Place cells keep the promises of every agent, but that they cannot be asked, and their own."""

import numpy as np
import pytest
from neurosim.models import ca3_track, ca3_track_asymmetric, ca3_track_no_adaptation

from neurosim.errors import InputError
from neurosim.items import Tracks, track_of
from neurosim.measures.places import fields, placed
from neurosim.parameters import listed
from neurosim.protocol import Signal, Study, Walk
from neurosim.protocol.checker import check_agent

MODELS = (ca3_track, ca3_track_asymmetric, ca3_track_no_adaptation)
TRACKS = Tracks().draw(2, seed=200)
TRACK = track_of(TRACKS.items[0], TRACKS.random("test"), 0.03, 40.0)
LAP = Walk(TRACK, (0.0,) * 5 + tuple((np.arange(75) + 0.5) / 75) + (1.0,) * 5, 0.04, "lap")


def same_spikes(one, two):
    pairs = ((train, two.spikes[name]) for name, train in one.spikes.items())
    return all(
        np.array_equal(a.cells, b.cells) and np.allclose(a.seconds, b.seconds, atol=1e-9)
        for a, b in pairs
    )


def test_they_keep_the_promises_of_every_agent():
    check_agent(ca3_track.build, list(TRACKS.items), TRACKS.senses, seconds=0.2)


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each.__name__.rpartition(".")[2])
def test_they_say_that_they_cannot_be_asked(model):
    agent = model.build(1, TRACKS.senses)
    assert Signal.ANSWER not in model.OFFERS
    assert agent.offers == model.OFFERS
    assert set(model.REGIONS) <= set(agent.regions)
    with pytest.raises(InputError, match="cannot recall: it has nothing to answer with"):
        agent.recall(TRACKS.items[0].cue("place"), 0.1)


def test_the_models_differ_in_one_number_each():
    trees = [dict(listed(model.PARAMETERS)) for model in MODELS]
    changes = [{name for name in trees[0] if trees[0][name] != tree[name]} for tree in trees]
    assert changes == [
        set(),
        {"circuit.pathways.CA3_recurrent.rule.A_minus"},
        {"circuit.regions.CA3.adaptation.nrem"},
    ]


def test_laps_lived_together_are_the_same_as_one_by_one():
    agent, alone = (ca3_track.build(200, TRACKS.senses) for _ in range(2))
    study = Study(TRACKS.items[1], 0.1)
    for record in agent.live([LAP, study, LAP]):
        (other,) = alone.live([record.event])
        assert same_spikes(record, other)
    assert np.array_equal(agent.weights["CA3_recurrent"], alone.weights["CA3_recurrent"])


def test_about_half_of_the_cells_have_a_field_on_a_track_and_neighbours_are_joined():
    agent = ca3_track.build(200, TRACKS.senses)
    laps = list(agent.live([LAP] * 4))
    rates = fields([(record.event, record) for record in laps], "CA3")
    cells = placed(rates)
    assert 240 < cells.size < 360
    weights = np.zeros((600, 600))
    weights[~np.eye(600, dtype=bool)] = agent.weights["CA3_recurrent"]
    place = rates.argmax(axis=1)[cells] / rates.shape[1]
    away = np.abs(place[:, None] - place[None, :])
    among = weights[np.ix_(cells, cells)]
    assert among[away < 0.05].mean() > 10 * among[away > 0.3].mean()
    assert among[away < 0.05].mean() == pytest.approx(among.T[away < 0.05].mean())


def test_nothing_is_learned_with_learning_off_or_asleep():
    agent = ca3_track.build(200, TRACKS.senses)
    before = agent.weights["CA3_recurrent"].copy()
    list(agent.live([Walk(TRACK, LAP.places, LAP.step, learning=False)]))
    night = agent.sleep(1.0)
    assert np.array_equal(agent.weights["CA3_recurrent"], before)
    assert night.spikes["senses"].cells.size == 0
