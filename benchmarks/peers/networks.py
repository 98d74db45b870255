"""The two networks that all engines simulate: numbers, wiring and start, drawn once for all.

Cells are those of the conductance-based benchmark of Vogels and Abbott (2005): leaky
integrate-and-fire, conductances in units of the leak. Plastic synapses among excitatory cells
follow additive spike-timing-dependent plasticity, each spike seen by all spikes. What stands here
needs NumPy only, so that every engine can read it, whatever environment it is installed in.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DT = 1e-4
TAU_M, TAU_EXC, TAU_INH, TAU_STDP = 20e-3, 5e-3, 10e-3, 20e-3
E_LEAK, E_EXC, E_INH, THRESHOLD, RESET = -60e-3, 0.0, -80e-3, -50e-3, -60e-3
REFRACTORY = 5e-3
"""All in seconds and volts."""

SEED = 7


@dataclass(frozen=True)
class Network:
    """One network; weights in units of the leak conductance.

    Parameters
    ----------
    name
        What the table calls it.
    excitatory, inhibitory
        Numbers of cells.
    probability
        That a cell has a synapse onto another.
    weight_plastic, weight_exc, weight_inh
        Of plastic synapses at first, of excitatory ones onto inhibitory cells, of inhibitory ones.
    strongest
        Upper bound of plastic weights.
    potentiation, depression
        What a pair of coincident spikes adds to a plastic weight, and takes from it.
    delay
        Seconds until a spike arrives; 0 for none.
    input_rate, input_weight
        Of the Poisson train that each excitatory cell has to itself, in Hz; 0 for none.
    """

    name: str
    excitatory: int
    inhibitory: int
    probability: float
    weight_plastic: float
    weight_exc: float
    weight_inh: float
    strongest: float
    potentiation: float
    depression: float
    delay: float = 0.0
    input_rate: float = 0.0
    input_weight: float = 0.0

    @property
    def cells(self) -> int:
        """The number of all cells; excitatory ones come first."""
        return self.excitatory + self.inhibitory


VOGELS_ABBOTT = Network("VA", 3200, 800, 0.02, 0.6, 0.6, 6.7, 1.2, 6e-3, 6.3e-3)
"""Plastic Vogels-Abbott network: fires by itself."""

CA3 = Network("CA3", 1800, 200, 0.1, 0.012, 0.05, 0.4, 0.024, 6e-4, 6.3e-4, 2e-3, 100.0, 0.3)
"""Recurrent network with delays, driven by Poisson trains."""

NETWORKS = {each.name: each for each in (VOGELS_ABBOTT, CA3)}

PROJECTIONS = ("plastic", "excitation", "inhibition")
"""Excitatory onto excitatory, excitatory onto inhibitory, inhibitory onto all cells."""


@dataclass(frozen=True)
class Drawn:
    """What chance decides, the same for all engines.

    Parameters
    ----------
    wiring
        By projection: source and target of every synapse, in order of sources.
    v, g_exc, g_inh
        Membrane potentials and conductances of all cells at first.
    """

    wiring: dict[str, tuple[NDArray[np.int32], NDArray[np.int32]]]
    v: NDArray[np.float64]
    g_exc: NDArray[np.float64]
    g_inh: NDArray[np.float64]


def drawn(network: Network) -> Drawn:
    """Draw the wiring and the start of a network, always the same."""
    random = np.random.default_rng(SEED)
    first, every = network.excitatory, network.cells
    ends = {
        "plastic": (0, first, 0, first),
        "excitation": (0, first, first, every),
        "inhibition": (first, every, 0, every),
    }
    wiring = {}
    for name, (start, stop, onto, end) in ends.items():
        there = random.random((stop - start, end - onto)) < network.probability
        sources, targets = np.nonzero(there)
        apart = sources + start != targets + onto
        pair = sources[apart] + start, targets[apart] + onto
        wiring[name] = (pair[0].astype(np.int32), pair[1].astype(np.int32))
    kicked = 0.0 if network.input_rate else 1.0
    return Drawn(
        wiring,
        random.normal(RESET - 5e-3, 5e-3, every),
        kicked * np.maximum(random.normal(4.0, 1.5, every), 0.0),
        kicked * np.maximum(random.normal(20.0, 12.0, every), 0.0),
    )


def numbers(network: Network) -> NDArray[np.float64]:
    """Return the numbers of a network in the order of its fields, its name left out."""
    return np.array([float(getattr(network, field.name)) for field in fields(network)[1:]])


def write(network: Network, folder: Path) -> None:
    """Write a network into a folder, as the arrays that the reference reads."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = drawn(network)
    cell = [DT, TAU_M, TAU_EXC, TAU_INH, TAU_STDP, E_LEAK, E_EXC, E_INH, THRESHOLD, RESET]
    np.array([*cell, REFRACTORY, *numbers(network)]).tofile(folder / "numbers")
    for name, pair in chance.wiring.items():
        for end, indices in zip(("sources", "targets"), pair, strict=True):
            indices.tofile(folder / f"{name}_{end}")
    for name in ("v", "g_exc", "g_inh"):
        getattr(chance, name).tofile(folder / name)
