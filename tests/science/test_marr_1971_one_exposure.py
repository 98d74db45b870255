"""Marr (1971): the hippocampus stores an event at once and completes it from a part."""

import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT, Parameters, build

from neurosim.items import Digits
from neurosim.measures.recall import SILENCE, cosine
from neurosim.parameters import changed
from neurosim.protocol import Recall, Study

PLASTIC = [pathway.name for pathway in CIRCUIT.pathways if pathway.rule is not None]


def records(parameters, seed=302):
    """Return three items and what was recorded when each was asked for by its sound."""
    items = Digits().draw(3, seed)
    brain = build(seed, items.senses, parameters)
    list(brain.live([Study(item, 0.4) for item in items.items]))
    tests = [Recall(item.cue("sound"), 0.4, item.name) for item in items.items]
    return items.items, list(brain.live(tests))


def test_half_a_cue_brings_back_the_other_half_after_one_exposure(mean):
    assert mean("sleep", "recall_evening") >= 0.9
    assert mean("sleep", "recall_evening_silent") == 0
    assert mean("sleep", "recall_evening_cosine") > 0.5


def test_without_plasticity_there_is_silence():
    off = {f"circuit.pathways.{name}.rule.learning_rate": 0.0 for name in PLASTIC}
    items, found = records(changed(Parameters(), off))
    shown = build(302, Digits().draw(3, 302).senses).study(items[0], 0.4).response["sight"]
    assert max(r.response["sight"].sum() for r in found) < SILENCE * shown.sum()
    assert not any(r.spikes[name].cells.size for r in found for name in ("CA3", "CA1", "EC_deep"))


@pytest.mark.parametrize("pathway", ["perforant_path_CA3", "Schaffer_collaterals", "CA1_to_EC"])
def test_each_way_from_cortex_and_back_has_to_learn(pathway):
    off = {f"circuit.pathways.{pathway}.rule.learning_rate": 0.0}
    items, found = records(changed(Parameters(), off))
    sights = [record.response["sight"] for record in found]
    own = [cosine(s, i.code["sight"].astype(float)) for s, i in zip(sights, items, strict=True)]
    assert max(own) < 0.4
