"""The brain with up states, spindles and ripples keeps the promises of every agent, and its own."""

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT as WITHOUT
from neurosim.models.hippocampus_neocortex_thalamus import CIRCUIT, PARAMETERS, build

from neurosim.anatomy import grown
from neurosim.items import RandomCodes
from neurosim.parameters import listed
from neurosim.protocol import Recall, Rest, Sleep, Study, live
from neurosim.protocol.checker import check_agent

ITEMS = RandomCodes().draw(3, seed=200)
CUE = ITEMS.items[0].cue("sound")
NEW = ("layer_5", "thalamus")
NIGHT = 12.0


def test_it_keeps_the_promises_of_every_agent():
    check_agent(build, list(ITEMS.items), ITEMS.senses, seconds=0.1)


@pytest.fixture(scope="module")
def lived():
    """Return an agent, its weights in the evening and in the morning, and its diary of both."""
    agent = build(200, ITEMS.senses)
    studied = [Study(item, 0.4) for item in ITEMS.items]
    day = live(agent, [*studied, Rest(1.0), Recall(CUE, 0.4, "item 1")])
    evening = {name: weights.copy() for name, weights in agent.weights.items()}
    night = live(agent, [Sleep(NIGHT)])
    return agent, evening, dict(agent.weights), day, night


def test_layer_5_and_thalamus_are_silent_awake_and_active_asleep(lived):
    _, _, _, day, night = lived
    for name in NEW:
        assert all(len(record.spikes[name].cells) <= 3 for record in day.recordings)
        assert len(night.recordings[0].spikes[name].cells) > 100


def test_basket_cells_are_recorded(lived):
    _, _, _, _, night = lived
    assert len(night.recordings[0].spikes["CA1_interneurons"].cells) > 100


def test_synapses_of_layer_5_are_weaker_in_the_morning_and_grow_again_by_day(lived):
    agent, evening, morning, _, night = lived
    name = "layer_5_recurrent"
    lost = 1 - morning[name].mean() / evening[name].mean()
    assert 0.03 < lost < 0.08  # a quarter, times 1 - exp(-12/60)
    levels = night.recordings[0].levels
    assert levels[f"{name}_morning"].mean() < levels[f"{name}_evening"].mean()
    agent.study(ITEMS.items[0], 1.0)
    aimed_at = 1.2 / 100  # the sum by day, over the inputs of a cell
    assert agent.weights[name].mean() == pytest.approx(aimed_at, rel=0.01)


def test_only_what_makes_rhythms_or_lets_sleepers_hear_is_another():
    other = dict(listed(WITHOUT))
    changed = {n for n, value in listed(CIRCUIT) if n in other and value != other[n]}
    assert changed == {
        "pathways.neocortex_recurrent.rule.learning_rate",
        "pathways.perforant_path_CA3.transmission.nrem",
        "pathways.senses_to_EC.transmission.nrem",
        "pathways.temporoammonic_path_interneurons.weights.weight",
        "regions.CA1.cell.tau_inh",
        "regions.CA1.inhibition.cell.tau_fast",
        "regions.CA1.inhibition.excitation",
        "regions.CA1.inhibition.feedback",
        "regions.CA3.cell.U",
        "regions.CA3.cell.jump_a",
        "regions.CA3.noise.nrem",
    }


def test_a_larger_brain_has_the_same_column_of_layer_5():
    larger = {region.name: region.size for region in grown(CIRCUIT, 800).regions}
    own = {region.name: region.size for region in CIRCUIT.regions}
    assert all(larger[name] == own[name] for name in NEW)
    assert larger["CA3"] == 2 * own["CA3"]


def test_every_parameter_has_a_source_and_every_choice_a_reason():
    for name, number in listed(PARAMETERS):
        assert number.source, name
        assert number.source != "chosen" or number.note, name


def test_a_night_changes_no_weight_of_the_hippocampus(lived):
    _, evening, morning, _, _ = lived
    assert np.array_equal(evening["CA3_recurrent"], morning["CA3_recurrent"])
    assert not np.array_equal(evening["neocortex_recurrent"], morning["neocortex_recurrent"])
