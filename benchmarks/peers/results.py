"""What every engine tells in the end: the time that simulating took, and which network it was."""

from __future__ import annotations

import json

import numpy as np
from networks import Network
from numpy.typing import NDArray


def told(
    network: Network,
    seconds: float,
    spent: float,
    spiked: NDArray[np.int32],
    weights: NDArray[np.float64],
) -> None:
    """Print it as JSON.

    Parameters
    ----------
    seconds
        Biological time.
    spent
        Processor time.
    spiked
        Cell of every spike.
    weights
        Plastic weights in the end.
    """
    exciting = int(np.count_nonzero(np.asarray(spiked) < network.excitatory))
    change = np.asarray(weights) / network.weight_plastic
    found = {
        "seconds": spent / seconds,
        "excitatory": exciting / network.excitatory / seconds,
        "inhibitory": (len(spiked) - exciting) / network.inhibitory / seconds,
        "mean": float(change.mean()),
        "spread": float(change.std()),
    }
    print(json.dumps(found))
