"""Spiking brain whose cortical synapses grow by day and are scaled down in sleep.

The brain of `hippocampus_neocortex` with one change: recurrent synapses of the neocortex are not
held by a cap on what a cell gets in all, they are renormalised every night (Tononi & Cirelli 2014).
By day each cell lets its weak synapses grow, whatever is learned; in sleep it lets them
shrink, while replay teaches what the hippocampus holds. Strong synapses hardly take part in either,
as De Vivo et al. (2017) found the largest fifth to keep its size. Learning and shrinking go on at
once: what is replayed is kept at the expense of what is not.

Naive weights are log-normal and add up to what a night leaves, not to next to nothing: there must
be something to shrink. In the evening the neocortex is therefore less silent than in the usual
brain, and it may answer before it has slept. See `neurosim.brain.renormalisation` for the
equations, and `neurosim.anatomy.homeostasis` for what is other than usual.
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.adapters import RateAdapter
from neurosim.brain import Brain, Circuit, SynapticRenormalisation
from neurosim.protocol import Senses, Signal

SOURCES = (
    "marr1971", "mcclelland1995", "treves1994", "hasselmo2006", "pfister2006", "mishra2016",
    "salin1996", "henze2002", "tsodyks1997", "vanrossum2000", "turrigiano1998", "tononi2014",
    "stimberg2019", "marrosu1995", "hasselmo1994", "hasselmo2001", "giovannini2001",
    "richterlevin2003", "mather2011", "hu2007", "devivo2017",
)  # fmt: skip

CIRCUIT = anatomy.brain_with_homeostasis(SynapticRenormalisation())


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
        "hippocampus_neocortex_homeostasis", circuit, senses, seed, parameters.read_out.rates
    )
