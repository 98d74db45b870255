"""Hopfield (1982): what is learned is a valley of an energy, and recall is a fall into it.

Held against the spikes and the synapses of a spiking CA3, as Treves & Rolls (1994) see it: along
recalls that succeed the energy that its own recurrent weights give falls, and a Hopfield network
on these weights recalls, from the cells that the cue fires first, what CA3 recalls. On the same
weights, permuted, neither holds. The long form, ten brains of twelve items, is `make science`; its
table and figure are in docs/science/energy-landscape.
"""

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import build

from neurosim.experiments import EnergyLandscape, run_lives
from neurosim.experiments.energy_landscape import SHARES
from neurosim.items import RandomCodes
from neurosim.measures.falls import TIMES
from neurosim.parameters import changed

SEED = 200
SMALL = changed(EnergyLandscape(), {"items_count": 6, "short": 0.4, "test": 0.3})


@pytest.fixture(scope="module")
def readings():
    """Return the readings of one brain by measure and place."""
    plans = SMALL.lives(RandomCodes(), SEED)
    (outcome,) = run_lives(SMALL, plans, {"brain": build}, SEED)
    return {(r.measure, r.at): r.value for r in outcome.readings}


def course(readings, name):
    return [readings[f"energy_{name}", ms] for ms in TIMES]


def test_the_energy_falls_along_recalls_that_succeed(readings):
    fall = course(readings, "recalled")
    assert fall[-1] < -2
    assert max(np.diff(fall)) < 0.1
    assert readings["fell_recalled", None] >= 0.8


@pytest.mark.parametrize("weights", ["permuted", "naive"])
def test_along_the_same_spikes_it_rises_on_other_weights(readings, weights):
    assert readings[f"fall_{weights}", None] > 1
    assert readings[f"fell_{weights}", None] <= 0.1


def test_what_was_studied_is_a_valley_that_two_cells_lead_into(readings):
    assert readings["held", None] > 0.7


def test_the_network_on_own_weights_completes_what_the_cue_began_and_on_permuted_ones_does_not(
    readings,
):
    started, network, permuted = (
        np.mean([readings[f"overlap_{side}", share] for share in SHARES])
        for side in ("first_cells", "network", "permuted")
    )
    assert network > started + 0.05
    assert permuted < 0.05


def test_network_and_brain_go_together_test_by_test(readings):
    assert readings["correlation_all_own", None] > 0.4
