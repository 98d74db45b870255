r"""Spiking brain: a hippocampus that learns in one exposure, a neocortex that learns in sleep.

Complementary learning systems (Marr 1971; McClelland, McNaughton & O'Reilly 1995) of leaky
integrate-and-fire cells with spike-timing-dependent plasticity.

    senses --> EC, superficial --> DG --> CA3 <-> CA3
       |             |  \________________/ |
       |             |___________________ CA1
       v                                   |
    neocortex <---------- EC, deep <-------'
    (an area for each sense, an association area)

The superficial entorhinal cortex drives the dentate gyrus, whose sparse code facilitating mossy
fibres force onto CA3; CA3 binds it in one exposure, and CA1 learns to translate it back. From part
of an item CA3 recalls all of it, and CA1, deep EC and neocortex follow. In NREM sleep, noise makes
CA3 replay what it holds, and the neocortex learns from the replay, slowly, until it can complete a
cue on its own. In REM sleep it is on its own: noise makes it visit what it has learned that way.

Nothing is set by hand for any item: plastic weights start small and random, fixed wiring is random
or a map. What follows from what happens to the agent is its brain state (study, wake, recall,
NREM, REM), and the state sets what acetylcholine acts on: transmission, plasticity in the
hippocampus, adaptation. The neocortex is as plastic awake as asleep; what it lacks awake is replay,
which acetylcholine keeps CA3 from (quiet rest, with replay awake, is not modelled). One glance
leaves a trace in neocortex that is too weak to answer with.

Drugs move acetylcholine; so does novelty, where a study is gated by it: what CA1 recalls is held
against what is there, and the more is missing, the more is learned. Arousing items raise
noradrenaline: attention narrows to what arouses, and cells of CA3 that fire are tagged, so that
sleep replays them more often than others. Rewards raise dopamine, which tags in the same way.

What keeps it stable: mossy fibres that facilitate, so that CA3 assemblies have no fringe that
would merge them; synaptic scaling at sleep onset, in both directions, of recurrent synapses, so
that weak items replay as well, and of Schaffer collaterals, so that small assemblies are heard as
well; a cap on incoming cortical weights, and interneurons of each cortical area, so that
items compete for an answer.

Simplified: theta in REM sleep is left out, and with it all that CA3 does there; the senses are
Poisson; the subiculum and the loop from deep to superficial EC are left out; most pathways connect
all to all; no conduction delays; forward Euler at 0.5 ms. A night is compressed: learning rates are
chosen so that 20 replays of an item suffice. Pictures reach the senses through a front end that is
fixed and never trained: random features and k winners, so that codes are sparse (see
`neurosim.items.digits`). All numbers are in `neurosim.anatomy`, for 400 input units; with more of
them all populations grow (see `neurosim.anatomy.grown`).
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.adapters import RateAdapter
from neurosim.brain import Brain, Circuit
from neurosim.protocol import Senses

SOURCES = (
    "marr1971", "mcclelland1995", "treves1994", "hasselmo2006", "pfister2006", "mishra2016",
    "salin1996", "henze2002", "tsodyks1997", "vanrossum2000", "turrigiano1998", "tononi2014",
    "stimberg2019", "marrosu1995", "hasselmo1994", "hasselmo2001", "giovannini2001",
    "richterlevin2003", "mather2011", "hu2007", "singh2022", "lisman2005", "li2003",
)  # fmt: skip

CIRCUIT = anatomy.HIPPOCAMPUS_AND_NEOCORTEX


@dataclass(frozen=True)
class Parameters:
    """All numbers of the brain and of its read-out."""

    circuit: Circuit = CIRCUIT
    read_out: RateAdapter = RateAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)


PARAMETERS = Parameters()
OFFERS, REGIONS = Brain.offers, tuple(structure.name for structure in CIRCUIT.structures)


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return a brain with its own wiring, naive weights and noise."""
    circuit = anatomy.grown(parameters.circuit, senses.total)
    return Brain("hippocampus_neocortex", circuit, senses, seed, parameters.read_out.rates)
