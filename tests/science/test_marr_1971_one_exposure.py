"""Marr (1971): the hippocampus stores an event at once and completes it from a part."""

import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT, Parameters, build

from neurosim.items import Digits
from neurosim.measures.recall import SILENCE
from neurosim.parameters import changed
from neurosim.protocol import Recall, Study

PLASTIC = [pathway.name for pathway in CIRCUIT.pathways if pathway.rule is not None]


ITEMS = Digits().draw(3, 302)


def records(parameters):
    """Return what was recorded when each of three items was asked for by its sound."""
    brain = build(302, ITEMS.senses, parameters)
    list(brain.live([Study(item, 0.4) for item in ITEMS.items]))
    return list(brain.live([Recall(i.cue("sound"), 0.4, i.name) for i in ITEMS.items]))


def loudest(found):
    """Return the activity of the loudest answer, as a share of that while studying."""
    shown = build(302, ITEMS.senses).study(ITEMS.items[0], 0.4).response["sight"].sum()
    return max(record.response["sight"].sum() for record in found) / shown


def test_half_a_cue_brings_back_the_other_half_after_one_exposure(mean):
    assert mean("sleep", "recall_evening") >= 0.9
    assert mean("sleep", "recall_evening_silent") == 0
    assert mean("sleep", "recall_evening_cosine") > 0.5


def test_without_plasticity_there_is_silence():
    off = {f"circuit.pathways.{name}.rule.learning_rate": 0.0 for name in PLASTIC}
    found = records(changed(Parameters(), off))
    assert loudest(found) < SILENCE
    assert not any(r.spikes[name].cells.size for r in found for name in ("CA3", "CA1", "EC_deep"))


@pytest.mark.parametrize("pathway", ["perforant_path_CA3", "Schaffer_collaterals", "CA1_to_EC"])
def test_each_way_from_cortex_and_back_has_to_learn(pathway):
    off = {f"circuit.pathways.{pathway}.rule.learning_rate": 0.0}
    assert loudest(records(changed(Parameters(), off))) < SILENCE


def test_with_all_of_them_it_answers():
    assert loudest(records(Parameters())) > 0.5
