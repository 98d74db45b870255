"""What the parts of the spiking brain do in it: mossy fibres, scaling, two networks, growth."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT, Parameters, build

from neurosim import anatomy
from neurosim.brain import (
    Brain,
    Circuit,
    Equal,
    InputLayer,
    OneToOne,
    Pathway,
    Receptor,
    unmodulated,
)
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed, cited
from neurosim.protocol import Item, Recall, Senses, Sleep, Study

ITEMS = RandomCodes().draw(3, seed=200)
UNITS = 60


def brain(**changes):
    names = {name.replace("__", "."): value for name, value in changes.items()}
    return build(200, ITEMS.senses, changed(Parameters(), names))


def same_spikes(one, two):
    return all(np.array_equal(one.spikes[n].cells, two.spikes[n].cells) for n in one.spikes)


def mapped(region):
    """Return a region of one cell for each input unit, without noise, inhibition left out."""
    none = cited(0.0, "1", "chosen", "for a test: no inhibition", 0, 1)
    quiet = changed(region, {f"noise.{state}": 0 for state in ("encode", "wake") if region.noise})
    alone = replace(region.inhibition, excitation=none, feedback=none)
    return replace(quiet, size=none, maps_senses=True, inhibition=alone)


def mossy():
    """Return spikes of granule cells driven at 10 Hz, and of CA3 cells driven by one of them."""
    strong = cited(3.5, "1", "chosen", "for a test: an input spike fires the cell once", 0, 9)
    drive = Pathway(
        "drive", "senses", "DG", OneToOne(), Equal(strong), Receptor.FAST, unmodulated()
    )
    fibres = replace(anatomy.MOSSY_FIBRES, wiring=OneToOne())
    regions = (mapped(anatomy.DG), mapped(anatomy.CA3))
    circuit = Circuit(
        InputLayer("senses"), regions, (drive, fibres), (), "CA3", may_be_silent=("CA3",)
    )
    quick = changed(circuit, {"input_layer.rates.active": 10, "highest_rate": 200})
    senses = Senses((("sight", UNITS),))
    agent = Brain("mossy", quick, senses, 1, lambda train, start, stop: np.zeros(train.size))
    spikes = agent.study(Item("all", {"sight": np.ones(UNITS, bool)}), 1.0).spikes
    return spikes["DG"], spikes["CA3"]


def test_single_spikes_of_granule_cells_do_not_fire_ca3_and_trains_do():
    granule, ca3 = mossy()
    reached = np.unique(ca3.cells)
    spikes_before = [
        np.count_nonzero(granule.seconds[granule.cells == cell] < train[0])
        for cell in reached
        for train in [ca3.seconds[ca3.cells == cell]]
    ]
    assert np.unique(granule.cells).size == UNITS
    assert min(spikes_before) > 1
    assert reached.size > 0.9 * UNITS


EVENTS = [*(Study(item, 0.4) for item in ITEMS.items), Sleep(4.0)]
CUE = ITEMS.items[0].cue("sound")


def test_a_network_without_the_rules_that_rest_sleeps_and_answers_as_one_with_them(monkeypatch):
    one, whole = brain(), brain()
    lived = list(one.live([*EVENTS, Recall(CUE, 0.4, "item")]))
    monkeypatch.setattr("neurosim.brain.brain.simulated", lambda circuit, state: circuit)
    expected = list(whole.live([*EVENTS, Recall(CUE, 0.4, "item")]))
    assert lived[-2].spikes["CA3"].cells.size > 100
    for record, wanted in zip(lived, expected, strict=True):
        assert same_spikes(record, wanted)
    for name, weights in whole.weights.items():
        assert one.weights[name] == pytest.approx(weights, rel=1e-9, abs=1e-15)


def test_scaling_acts_in_nrem_only_and_leaves_the_weights_alone():
    scaling = "circuit__pathways__CA3_recurrent__scaling__"
    usual, quiet = brain(), brain(**{f"{scaling}recruited": 0.0, f"{scaling}most": 1.0,
                                     f"{scaling}total": 0.0, f"{scaling}least": 0.0})  # fmt: skip
    awake = [*EVENTS[:-1], Recall(CUE, 0.4, "item")]
    for record, wanted in zip(quiet.live(awake), usual.live(awake), strict=True):
        assert same_spikes(record, wanted)
    nights = usual.sleep(2.0), quiet.sleep(2.0)
    fired = [night.spikes["CA3"].cells.size for night in nights]
    assert fired[0] > 1.2 * fired[1]
    assert np.array_equal(usual.weights["CA3_recurrent"], quiet.weights["CA3_recurrent"])


def active(scale):
    """Return how many cells fire twice or more for an item, on average, by region."""
    items = RandomCodes(scale=scale).draw(3, seed=200)
    days = list(build(200, items.senses).live([Study(item, 0.4) for item in items.items]))
    return {
        region.name: np.mean([np.sum(day.spikes[region.name].counts(0, 0.4) >= 2) for day in days])
        for region in CIRCUIT.regions
    }


def test_in_a_brain_twice_as_large_an_item_takes_about_as_many_cells():
    small, large = active(1.0), active(2.0)
    for region, count in small.items():
        assert large[region] == pytest.approx(count, rel=0.75), region


def test_digits_drive_sparse_codes():
    items = Digits().draw(3, seed=200)
    agent = build(200, items.senses)
    spikes = agent.study(items.items[0], 0.4).spikes
    active = {name: np.unique(train.cells).size / train.size for name, train in spikes.items()}
    assert 0.005 < active["DG"] < 0.1
    assert active["CA3"] < 0.25
