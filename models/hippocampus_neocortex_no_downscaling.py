"""Spiking brain whose cortical synapses grow by day and are not scaled down in sleep.

A control for what sleep does to synapses: the brain of `hippocampus_neocortex_homeostasis` whose
nights have no set point to come down to. Synapses grow by day up to the same sum, nights add what
replay teaches, and sooner or later the neocortex answers to everything at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.adapters import RateAdapter
from neurosim.brain import Brain, Circuit, SynapticRenormalisation
from neurosim.parameters import cited
from neurosim.protocol import Senses, Signal

SOURCES = (
    "marr1971", "mcclelland1995", "treves1994", "hasselmo2006", "pfister2006", "mishra2016",
    "salin1996", "henze2002", "tsodyks1997", "vanrossum2000", "turrigiano1998", "tononi2014",
    "stimberg2019", "marrosu1995", "hasselmo1994", "hasselmo2001", "giovannini2001",
    "richterlevin2003", "mather2011", "hu2007", "devivo2017",
)  # fmt: skip

CIRCUIT = anatomy.brain_with_homeostasis(
    SynapticRenormalisation(
        asleep=cited(1e6, "1", "chosen", "never reached: nothing is scaled down", 0, 1e9)
    )
)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the brain and of its read-out."""

    circuit: Circuit = CIRCUIT
    read_out: RateAdapter = RateAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)


PARAMETERS = Parameters()
OFFERS = Brain.offers | {Signal.WEIGHTS}
REGIONS = tuple(structure.name for structure in CIRCUIT.structures)


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return a brain with its own wiring, naive weights and noise."""
    circuit = anatomy.grown(parameters.circuit, senses.total)
    return Brain(
        "hippocampus_neocortex_no_downscaling", circuit, senses, seed, parameters.read_out.rates
    )
