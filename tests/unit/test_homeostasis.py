"""What holds synapses in check in sleep."""

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain.homeostasis import SynapticScaling
from neurosim.brain.initial import gain_values
from neurosim.brain.parts import gain_of, populations
from neurosim.brain.states import State
from neurosim.protocol import Senses

SCALING = SynapticScaling(total=2.0, recruited=0.5, least=0.25, most=3.0)
SENSES = Senses((("sight", 4),))


def gains(*incoming):
    return SCALING.gains(np.array(incoming)).tolist()


def test_a_recruited_cell_hears_its_input_as_if_its_weights_had_the_same_sum():
    incoming = np.array([0.8, 1.0, 2.0, 4.0, 7.9])
    assert SCALING.gains(incoming) * incoming == pytest.approx(np.full(5, 2.0))


def test_weak_cells_are_scaled_up_and_strong_ones_down():
    assert gains(1.0, 2.0, 4.0) == [2.0, 1.0, 0.5]


def test_cells_that_no_memory_has_recruited_are_left_alone():
    assert gains(0.0, 0.2, 0.5) == [1.0, 1.0, 1.0]


def test_gains_stay_within_their_bounds():
    assert gains(0.51, 1e6) == [3.0, 0.25]


SCALED = [pathway for pathway in CIRCUIT.pathways if pathway.scaling is not None]


def scaled(state):
    """Return sums of weights of the scaled pathways, rising from cell to cell, and the gains."""
    cells = {part.name: part.cells for part in populations(CIRCUIT, SENSES)}
    weights, sums = {}, {}
    for pathway in SCALED:
        ends = cells[pathway.source], cells[pathway.target]
        _, target = pathway.wiring.pairs(None, *ends)
        size = ends[1].size
        sums[pathway.name] = np.linspace(0, 10 * pathway.scaling.recruited, size)
        weights[pathway.name] = (sums[pathway.name] / np.bincount(target, minlength=size))[target]
    return sums, gain_values(CIRCUIT, SENSES, state, weights, {})


def test_ca3_and_what_it_tells_ca1_are_scaled():
    assert [pathway.name for pathway in SCALED] == ["CA3_recurrent", "Schaffer_collaterals"]


@pytest.mark.parametrize("state", [s for s in State if s is not State.NREM])
def test_awake_nothing_is_scaled(state):
    _, found = scaled(state)
    assert {gain for gains in found.values() for gain in gains} == {1.0}


def test_in_nrem_each_cell_is_scaled_by_the_sum_of_its_own_incoming_weights():
    sums, found = scaled(State.NREM)
    assert len(found) == len(SCALED)
    for pathway in SCALED:
        gain = found[f"{pathway.target}.{gain_of(pathway)}"]
        assert gain == pytest.approx(pathway.scaling.gains(sums[pathway.name]))
        assert gain.min() < 1 < gain.max()
