"""CA3 on a track: sequences of places, walked in one direction, replayed in both.

Place cells of CA3, leaky integrate-and-fire cells with inhibition, alone. While the agent walks
along a track each cell that has a field on it fires where its field is, and recurrent synapses
learn by pairs of spikes which fields lie side by side: with the symmetric window of CA3 (Mishra et
al. 2016), the same in both directions, as in the model of Ecker et al. (2022). In NREM sleep noise
starts a burst somewhere, and it runs along the chain of fields, to either side, some twenty times
as fast as the agent walked.

    places (600 units, 300 with a field on the track) --> CA3 <-> CA3
                                                           |  ^
                                                      interneurons

What makes the burst move on is adaptation: cells that have fired cannot at once fire again. Without
it (`ca3_track_no_adaptation`) one place stays active all night; with an asymmetric window
(`ca3_track_asymmetric`) it runs forward only. Nothing is set by hand for any place: weights start
small and random, and which unit a cell listens to is drawn.

Simplified: a cell listens to one unit and has one field on a track or none; theta rhythm, phase
precession, dentate gyrus, entorhinal cortex and CA1 are left out; the agent walks at constant
speed, in one direction; most synapses connect all to all; each lap begins from rest. Inhibition
(3 ms) is faster and adaptation stronger than in the whole brain.
It has nothing to answer with: it cannot be asked, only looked at. All numbers are in
`neurosim.anatomy.track`.
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.brain import Brain, Circuit
from neurosim.protocol import Senses, Signal

SOURCES = (
    "mishra2016", "ecker2022", "nadasdy1999", "davidson2009", "hasselmo2006", "tsodyks1997",
    "turrigiano1998", "stimberg2019",
)  # fmt: skip

CIRCUIT = anatomy.ca3_on_a_track()


@dataclass(frozen=True)
class Parameters:
    """All numbers of the circuit; nothing reads it out, its spikes are looked at."""

    circuit: Circuit = CIRCUIT


PARAMETERS = Parameters()
OFFERS = Brain.offers - {Signal.ANSWER}
REGIONS = tuple(structure.name for structure in CIRCUIT.structures)


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return place cells with their own wiring, naive weights and noise."""
    return Brain("ca3_track", parameters.circuit, senses, seed)
