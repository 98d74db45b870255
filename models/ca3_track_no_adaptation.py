"""CA3 on a track without adaptation in sleep: a burst begins, and then stays where it is.

A control for what makes a burst move: `ca3_track` whose cells have learned the same and do not
adapt in NREM sleep. Once the first burst has run along the track, one place stays active until the
night is over.
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.brain import Brain, Circuit
from neurosim.protocol import Senses, Signal

SOURCES = ("mishra2016", "ecker2022", "stimberg2019")

CIRCUIT = anatomy.ca3_on_a_track(adaptation=0.0)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the circuit; nothing reads it out, its spikes are looked at."""

    circuit: Circuit = CIRCUIT


PARAMETERS = Parameters()
OFFERS = Brain.offers - {Signal.ANSWER}
REGIONS = tuple(structure.name for structure in CIRCUIT.structures)


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return place cells with their own wiring, naive weights and noise."""
    return Brain("ca3_track_no_adaptation", parameters.circuit, senses, seed)
