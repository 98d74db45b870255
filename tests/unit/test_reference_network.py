"""What engines are measured against: the network by hand is the one that our engine simulates."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from neurosim.engine import Request, Trial
from neurosim.engine.simulator import NumpySimulator

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "peers"))
from by_hand import simulated
from networks import CA3, DT, VOGELS_ABBOTT
from ours import Peer, ignore, start

SECONDS = 0.06

pytestmark = pytest.mark.skipif(shutil.which("g++") is None, reason="the reference needs g++")

SMALL = replace(VOGELS_ABBOTT, excitatory=160, inhibitory=40, probability=0.2, weight_inh=1.0)
LATE = replace(SMALL, delay=CA3.delay)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return where the reference is compiled, once."""
    return tmp_path_factory.mktemp("reference")


@pytest.mark.parametrize("network", [SMALL, LATE], ids=["at once", "with delays"])
def test_the_same_cells_spike_in_the_same_steps_and_leave_the_same_weights(network, folder):
    _, cells, steps, weights = simulated(network, SECONDS, folder)
    builder = Peer(network, every_step=False)
    request = Request((Trial(SECONDS, np.zeros(0), 1),), start(builder))
    found = NumpySimulator(builder).run(request, ignore)
    spikes = found.spikes["cells"]
    assert cells.size > 1000
    assert np.array_equal(np.round(spikes.seconds / DT), steps)
    assert np.array_equal(spikes.cells, cells)
    assert weights.std() > 0.01 * network.weight_plastic
    assert np.allclose(found.values["plastic.w"], weights, rtol=1e-9)
