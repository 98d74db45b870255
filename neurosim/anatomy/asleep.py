"""What of the hippocampus and neocortex is another where sleep has up states and ripples.

CA3 is depolarised by up states, not by noise alone; CA1 has basket cells, fast ones that inhibit
each other, which pace its ripples.
"""

from __future__ import annotations

from dataclasses import replace

from neurosim.anatomy.ca1 import CA1, TEMPOROAMMONIC_PATH_INTERNEURONS
from neurosim.anatomy.ca3 import CA3, PERFORANT_PATH_CA3
from neurosim.anatomy.entorhinal import SENSES_TO_EC
from neurosim.anatomy.neocortex import NEOCORTEX_RECURRENT, NEOCORTEX_RULE
from neurosim.anatomy.numbers import chosen, modulated_awake, weight
from neurosim.brain import BasketCell, Equal, Inhibition, by_state
from neurosim.parameters import cited

CA3_IN_UP_STATES = replace(
    CA3,
    cell=replace(
        CA3.cell,
        jump_a=chosen(5, "mV", "ends a replay event; one or two of them in an up state", 20),
        U=chosen(0.4, "1", "depletion helps to end a replay event", 1),
    ),
    noise=by_state(1, 1, 1, 5.2, "chosen", "in NREM, starts replay, mostly in up states", "mV"),
)

PERFORANT_PATH_CA3_IN_UP_STATES = replace(
    PERFORANT_PATH_CA3,
    transmission=modulated_awake(
        0.4, 0.4, 1, 0.12, "the mossy fibres decide at encoding; in NREM, up states reach CA3"
    ),
)

CA1_WITH_RIPPLES = replace(
    CA1,
    cell=replace(
        CA1.cell,
        tau_inh=cited(3.3, "ms", "bartos2002", "of basket cells; as in ecker2022", 0.5, 1000),
    ),
    inhibition=Inhibition(
        size=CA1.inhibition.size,
        excitation=weight(0.06, "basket cells fire about once in a cycle of a ripple"),
        feedback=weight(0.25, "paces at 170 to 190 Hz; .35 at 155, and consolidates as well"),
        cell=BasketCell(),
        mutual=weight(0.2, "paces ripples: with none, or twice as much, there is no peak"),
        delay_in=chosen(0.5, "ms", "of the 0.9 ms of ecker2022; 0 or 1 ms move the peak", 10),
        delay_out=cited(1.0, "ms", "ecker2022", "0.6 to 1.1 ms, after Bartos et al. (2002)", 0, 10),
        recorded=True,
    ),
)

TEMPOROAMMONIC_PATH_BASKET_CELLS = replace(
    TEMPOROAMMONIC_PATH_INTERNEURONS,
    weights=Equal(weight(0.05, "feedforward inhibition: about 6 % of the cells for an item")),
)

SENSES_TO_EC_ASLEEP = replace(
    SENSES_TO_EC,
    transmission=by_state(
        1, 1, 1, 1, "chosen",
        "sounds reach the hippocampus in NREM (bendor2012); .5 steers replay less",
        rem=0,
    ),
)  # fmt: skip
"""The way to the hippocampus alone: what leads to the neocortex stays closed."""

NEOCORTEX_RECURRENT_IN_UP_STATES = replace(
    NEOCORTEX_RECURRENT,
    rule=replace(
        NEOCORTEX_RULE,
        learning_rate=chosen(0.08, "1", "twice the usual: a night has half as many replays", 10),
    ),
)
