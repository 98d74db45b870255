"""CA3 on a track with asymmetric plasticity: sequences are replayed forward only.

A control for the window of plasticity: `ca3_track` in which a synapse is depressed where its target
fires before its source, as in most of the cortex, instead of potentiated.
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.brain import Brain, Circuit
from neurosim.parameters import cited
from neurosim.protocol import Senses, Signal

SOURCES = ("song2000", "mishra2016", "ecker2022", "stimberg2019")

CIRCUIT = anatomy.ca3_on_a_track(
    cited(1.0, "1", "song2000", "post before pre depresses, about as much", -10, 10)
)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the circuit; nothing reads it out, its spikes are looked at."""

    circuit: Circuit = CIRCUIT


PARAMETERS = Parameters()
OFFERS = Brain.offers - {Signal.ANSWER}
REGIONS = tuple(structure.name for structure in CIRCUIT.structures)


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return place cells with their own wiring, naive weights and noise."""
    return Brain("ca3_track_asymmetric", parameters.circuit, senses, seed)
