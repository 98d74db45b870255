"""CA3 alone on a track: cells with place fields, and synapses that learn which lie side by side.

Inhibition is fast and strong enough to keep a tenth of the cells of a track active at a time, so
that what is active is a place. Its cells adapt strongly, and that makes the place move: who has
fired three times is kept from firing for most of a second, and a neighbour takes over. Depletion
is strong, too, but not what does it: without adaptation the same place stays active.
"""

from __future__ import annotations

from neurosim.anatomy.entorhinal import SENSES
from neurosim.anatomy.numbers import (
    cells,
    chosen,
    inputs,
    modulated,
    plastic_at_encoding,
    weight,
)
from neurosim.brain import (
    AllToAll,
    Circuit,
    Equal,
    FixedInDegree,
    Inhibition,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    Structure,
    SynapticScaling,
    Uniform,
    by_state,
)
from neurosim.parameters import Parameter, cited
from neurosim.plasticity import PairSTDP

PLACE_CELLS = Structure("place cells", ("CA3",))
"""What an experiment about places asks for."""

HIGHEST = cited(
    200.0, "Hz", "chosen", "what the refractory period allows: no night is broken off", 1, 1e3
)
"""A place that stays active all night is a result here, no accident."""

PLACES_TO_CA3 = Pathway(
    "places_to_CA3", "senses", "CA3",
    wiring=FixedInDegree(inputs(1, "a cell has the field of one unit, or none on this track")),
    weights=Equal(weight(3.5, "every input spike fires its cell once")),
    receptor=Receptor.FAST,
    transmission=by_state(1, 1, 1, 0, "chosen", "the senses are closed in sleep", rem=0),
)  # fmt: skip

INHIBITION = Inhibition(
    size=cells(40, "few, each reaching all pyramidal cells"),
    excitation=weight(0.13, "holds activity to a tenth of the cells of the track"),
    feedback=weight(0.05, "as above"),
)

SCALING = SynapticScaling(
    total=weight(1.9, "at 2.4 fronts run over the whole track at once, at 1.3 they do not run"),
    recruited=weight(0.8, "naive weights add up to .6"),
    least=cited(0.05, "1", "chosen", "never reached: cells end up with two to four", 0, 1),
    most=cited(3.0, "1", "chosen", "never reached, as above", 1, 100),
)


def _ca3(adaptation: float) -> Region:
    """Return place cells whose adaptation in NREM sleep has a strength."""
    return Region(
        "CA3",
        size=cells(600, "of which half have a field on a track, as many as it has units"),
        cell=PyramidalCell(
            jump_a=chosen(18, "mV", "three spikes, and a neighbour takes over", 20),
            tau_a=chosen(700, "ms", "keeps a front from turning back", 1e5),
            U=chosen(0.5, "1", "the front drives, who is behind it does not", 1),
            tau_recovery=chosen(150, "ms", "100 and 200 ms give much the same", 1e5),
            tau_slow=chosen(20, "ms", "sets how fast a front moves", 1000),
            tau_inh=chosen(3, "ms", "fast: at 10 ms all cells of the track fire together", 1000),
            tau_refractory=chosen(5, "ms", "upper end of 2 to 5 ms in LIF models", 100),
        ),
        noise=by_state(1, 1, 1, 6.0, "chosen", "in NREM, strong enough to start bursts", "mV"),
        adaptation=modulated(
            0.1, 0.1, 0.3, adaptation, "acetylcholine blocks the afterhyperpolarisation"
        ),
        inhibition=INHIBITION,
    )


def _recurrent(post_pre: Parameter) -> Pathway:
    """Return synapses of CA3 onto CA3 with an amplitude for post before pre."""
    window = cited(62.5, "ms", "ecker2022", "set by hand to match mishra2016", 0.1, 1e4)
    w_max = weight(0.10, "as in the whole brain; hardly reached in ten laps")
    return Pathway(
        "CA3_recurrent", "CA3", "CA3",
        wiring=AllToAll(within=True),
        weights=Uniform(weight(0.002, "naive: under 2 % of the largest weight")),
        receptor=Receptor.SLOW,
        transmission=modulated(0.2, 0.2, 1, 4.2, "acetylcholine suppresses recurrent synapses"),
        rule=PairSTDP(
            w_max=w_max,
            w_unit=cited(w_max, "1", "chosen", "amplitudes are relative to w_max", 1e-6, 100),
            w_start=chosen(0, "1", "not used here: naive weights are drawn", 100),
            learning_rate=chosen(0.003, "1", "ten laps teach the track, one does not", 10),
            A_plus=cited(1.0, "1", "chosen", "pre before post; learning_rate is its size", -10, 10),
            A_minus=post_pre,
            tau_plus=window,
            tau_minus=window,
        ),
        learning=plastic_at_encoding(),
        scaling=SCALING,
        depressing=True,
    )  # fmt: skip


SYMMETRIC = cited(-1.0, "1", "mishra2016", "post before pre potentiates as much", -10, 10)


def ca3_on_a_track(post_pre: Parameter = SYMMETRIC, adaptation: float = 1.0) -> Circuit:
    """Return CA3 with place cells, alone.

    Parameters
    ----------
    post_pre
        Depression of a synapse whose target fires before its source; negative is potentiation.
    adaptation
        Factor on spike-frequency adaptation in NREM sleep.
    """
    return Circuit(
        input_layer=SENSES,
        regions=(_ca3(adaptation),),
        pathways=(PLACES_TO_CA3, _recurrent(post_pre)),
        structures=(PLACE_CELLS,),
        answers=None,
        highest_rate=HIGHEST,
    )
