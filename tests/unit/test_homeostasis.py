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


def the_scaled():
    (found,) = (pathway for pathway in CIRCUIT.pathways if pathway.scaling is not None)
    return found


def scaled(state):
    """Return the weights of the pathway that is scaled, as a matrix, and the gains of its cells."""
    pathway = the_scaled()
    cells = {part.name: part.cells for part in populations(CIRCUIT, SENSES)}
    size = cells[pathway.target].size
    sums = np.linspace(0, 10 * pathway.scaling.recruited, size)
    matrix = np.tile(sums / (size - 1), (size, 1))
    np.fill_diagonal(matrix, 0)
    weights = {pathway.name: matrix[~np.eye(size, dtype=bool)]}
    found = gain_values(CIRCUIT, SENSES, state, weights, {})
    assert list(found) == [f"{pathway.target}.{gain_of(pathway)}"]
    return matrix, next(iter(found.values()))


@pytest.mark.parametrize("state", [s for s in State if s is not State.NREM])
def test_awake_nothing_is_scaled(state):
    _, found = scaled(state)
    assert set(found) == {1.0}


def test_in_nrem_each_cell_is_scaled_by_the_sum_of_its_own_incoming_weights():
    matrix, found = scaled(State.NREM)
    assert found == pytest.approx(the_scaled().scaling.gains(matrix.sum(axis=0)))
    assert found.min() < 1 < found.max()
