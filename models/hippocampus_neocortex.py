"""Spiking brain: a hippocampus that learns in one exposure, a neocortex that learns in sleep.

Complementary learning systems (Marr 1971; McClelland, McNaughton & O'Reilly 1995) of leaky
integrate-and-fire cells with spike-timing-dependent plasticity. Entorhinal cortex (EC) drives the
dentate gyrus (DG), whose sparse code the mossy fibres force onto CA3; CA3 binds it in one exposure.
In NREM sleep, noise makes CA3 replay what it holds, and the neocortex learns from the replay,
slowly, until it can complete a cue on its own.

Nothing is set by hand for any item: plastic weights start small and random, fixed wiring is random.
What follows from what happens to the agent is its brain state (study, wake, recall, NREM), and the
state sets what acetylcholine acts on: transmission, plasticity in the hippocampus, adaptation. The
neocortex is as plastic awake as asleep; what it lacks awake is replay, which acetylcholine keeps
CA3 from (quiet rest, with replay awake, is not modelled). One glance leaves a trace in neocortex
that is too weak to answer with. Made for glances of 0.4 s: after 1 s and more, CA3 assemblies
merge and recall runs away.

Simplified: EC cells are Poisson; CA1, the subiculum and deep EC are left out, so CA3 projects to
neocortex; each cortical cell has one EC cell as its relay; most pathways connect all to all; no
conduction delays; forward Euler at 0.5 ms. A night is compressed: learning rates are chosen so that
20 to 30 replays of an item suffice. Pictures reach EC through a front end that is fixed and never
trained: random features and k winners, so that codes are sparse (see `neurosim.items.digits`).
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim.adapters import RateAdapter
from neurosim.brain import (
    AllToAll,
    Brain,
    ByState,
    Circuit,
    Equal,
    FixedInDegree,
    Inhibition,
    InputLayer,
    LogNormal,
    OneToOne,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    SleepDownscaling,
    Structure,
    Uniform,
    by_state,
    unmodulated,
)
from neurosim.parameters import Parameter, cited
from neurosim.plasticity import SoftTripletSTDP, TripletSTDP
from neurosim.protocol import Senses

SOURCES = (
    "marr1971", "mcclelland1995", "treves1994", "hasselmo2006", "pfister2006",
    "mishra2016", "tsodyks1997", "vanrossum2000", "turrigiano1998", "tononi2014",
    "stimberg2019",
)  # fmt: skip


def chosen(value: float, unit: str, note: str, high: float) -> Parameter:
    """Return a number that no source gives, from 0 to `high`, with the reason for it."""
    return cited(value, unit, "chosen", note, 0.0, high)


def cells(count: float, note: str) -> Parameter:
    """Return a number of cells."""
    return cited(count, "cells", "chosen", note, 1, 1e5)


def weight(value: float, note: str) -> Parameter:
    """Return a weight: a conductance in units of the leak conductance."""
    return chosen(value, "1", note, 100.0)


def modulated(encode: float, wake: float, recall: float, nrem: float, note: str) -> ByState:
    """Return a factor that acetylcholine sets; directions after Hasselmo (2006), sizes chosen."""
    return by_state(encode, wake, recall, nrem, "chosen", f"{note} (hasselmo2006); size chosen")


def triplet_rule(
    kind: type[TripletSTDP], w_max: Parameter, learning_rate: Parameter,
    pairs: Parameter, triplets: Parameter, post_pre: Parameter, unpaired: Parameter,
) -> TripletSTDP:  # fmt: skip
    """Return a rule with amplitudes relative to `w_max`, and the time constants of all rules."""
    window = cited(20.0, "ms", "song2000", "window of pairs", 0.1, 1000)
    return kind(
        w_max=w_max, learning_rate=learning_rate,
        w_unit=cited(w_max, "1", "chosen", "amplitudes are relative to w_max", 1e-6, 100),
        w_start=chosen(0, "1", "not used here: naive weights are drawn", 100),
        A2_plus=pairs, A3_plus=triplets, A2_minus=post_pre, a_in=unpaired,
        tau_plus=window, tau_minus=window,
        tau_y=cited(100.0, "ms", "chosen", "near the 114 ms of pfister2006", 0.1, 1e4),
    )  # fmt: skip


def one_shot(w_max: Parameter, learning_rate: Parameter) -> TripletSTDP:
    """Return a rule of pairs that learns in one exposure."""
    return triplet_rule(
        TripletSTDP, w_max, learning_rate,
        pairs=chosen(1.0, "1", "pairs", 10), triplets=chosen(0.0, "1", "no triplets", 10),
        post_pre=cited(-1.0, "1", "chosen", "symmetric window (mishra2016)", -10, 10),
        unpaired=cited(-0.05, "1", "chosen", "fades where the target is silent", -10, 0),
    )  # fmt: skip


PLASTIC_AT_ENCODING = modulated(1, 0, 0, 0, "acetylcholine permits plasticity in the hippocampus")

DG = Region(
    "DG",
    size=cells(1000, "more than CA3; in the rat 1,000,000 to 200,000 (amaral1990)"),
    cell=PyramidalCell(
        jump_a=chosen(0, "mV", "granule cells without adaptation", 20),
        U=chosen(0, "1", "no depression", 1),
    ),
    noise=by_state(0, 0, 0, 0, "chosen", "granule cells are silent without input", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(40, "few, each reaching all granule cells"),
        excitation=weight(0.2, "about 1 % of granule cells fire repeatedly for an item"),
        feedback=weight(0.1, "as above"),
    ),
)

CA3 = Region(
    "CA3",
    size=cells(600, "so many that assemblies of about 20 cells hardly overlap"),
    cell=PyramidalCell(
        jump_a=chosen(1.0, "mV", "ends a replay event within about 50 ms", 20),
        tau_a=chosen(2000, "ms", "slow afterhyperpolarisation: gives other items their turn", 1e5),
        U=chosen(0.2, "1", "depletion helps to end a replay event", 1),
        tau_recovery=chosen(300, "ms", "recovers between replay events", 1e5),
    ),
    noise=by_state(1, 1, 1, 6.8, "chosen", "in NREM, strong enough to start replay", "mV"),
    adaptation=modulated(0.1, 0.1, 0.3, 1, "acetylcholine blocks the afterhyperpolarisation"),
    inhibition=Inhibition(
        size=cells(40, "few, each reaching all pyramidal cells"),
        excitation=weight(0.15, "an active assembly silences the others"),
        feedback=weight(0.05, "as above"),
    ),
)

NEOCORTEX = Region(
    "neocortex",
    size=cells(400, "one for each input unit"),
    cell=PyramidalCell(
        jump_a=chosen(1.0, "mV", "recall must not become persistent activity", 20),
        tau_a=chosen(200, "ms", "as above", 1e5),
        U=chosen(0.1, "1", "makes the range between silence and run-away wide", 1),
        tau_recovery=chosen(200, "ms", "as above", 1e5),
    ),
    noise=by_state(1, 1, 1, 1, "chosen", "weak background", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(80, "one for five pyramidal cells"),
        excitation=weight(0.08, "40 active cells hold the others in check"),
        feedback=weight(0.11, "as above; 0.08 lets strong items win recalls of others"),
    ),
)

PERFORANT_PATH_DG = Pathway(
    "perforant_path_DG", "EC", "DG",
    wiring=FixedInDegree(cited(48, "inputs", "chosen", "12 % of EC", 1, 400)),
    weights=LogNormal(
        mean=weight(0.5, "about 1 % of granule cells fire repeatedly for an item"),
        spread=chosen(0.3, "1", "standard deviation of the logarithm", 3),
    ),
    receptor=Receptor.FAST,
    transmission=unmodulated(),
)  # fmt: skip

PERFORANT_PATH_INTERNEURONS = Pathway(
    "perforant_path_interneurons", "EC", "DG_interneurons",
    wiring=AllToAll(),
    weights=Equal(weight(0.02, "feedforward inhibition")),
    receptor=Receptor.FAST,
    transmission=unmodulated(),
)  # fmt: skip

MOSSY_FIBRES = Pathway(
    "mossy_fibres", "DG", "CA3",
    wiring=FixedInDegree(cited(2, "inputs", "chosen", "few and strong", 1, 1000)),
    weights=Equal(weight(5.0, "a detonator: one granule spike makes a CA3 cell fire")),
    receptor=Receptor.FAST,
    transmission=by_state(
        1, 1, 0, 0, "chosen",
        "forces new codes at encoding; at recall the perforant path cues CA3 (treves1994)",
    ),
)  # fmt: skip

PERFORANT_PATH_CA3 = Pathway(
    "perforant_path_CA3", "EC", "CA3",
    wiring=AllToAll(),
    weights=Uniform(weight(0.004, "naive: under 3 % of the largest weight")),
    receptor=Receptor.FAST,
    transmission=modulated(0.15, 0.15, 1, 0, "the mossy fibres decide at encoding"),
    rule=one_shot(
        w_max=weight(0.15, "half a cue suffices"),
        learning_rate=chosen(0.15, "1", "learned in one exposure", 10),
    ),
    learning=PLASTIC_AT_ENCODING,
)  # fmt: skip

CA3_RECURRENT = Pathway(
    "CA3_recurrent", "CA3", "CA3",
    wiring=AllToAll(within=True),
    weights=Uniform(weight(0.002, "naive: under 2 % of the largest weight")),
    receptor=Receptor.SLOW,
    transmission=modulated(0.1, 0.1, 1, 4.2, "acetylcholine suppresses recurrent synapses"),
    rule=triplet_rule(
        TripletSTDP, w_max=weight(0.10, "an assembly of 20 cells completes itself"),
        learning_rate=chosen(0.8, "1", "learned in one exposure", 10),
        pairs=chosen(0.2, "1", "pairs alone would merge assemblies", 10),
        triplets=chosen(0.6, "1", "triplets bind cells that burst (form: pfister2006)", 10),
        post_pre=cited(-0.6, "1", "chosen", "symmetric window (mishra2016)", -10, 10),
        unpaired=cited(-0.02, "1", "chosen", "five times it: new items erase old ones", -10, 0),
    ),
    learning=PLASTIC_AT_ENCODING,
    depressing=True,
)  # fmt: skip

CA3_TO_NEOCORTEX = Pathway(
    "CA3_to_neocortex", "CA3", "neocortex",
    wiring=AllToAll(),
    weights=Uniform(weight(0.004, "naive: under 1 % of the largest weight")),
    receptor=Receptor.FAST,
    transmission=modulated(0.1, 0.1, 1, 1.5, "acetylcholine suppresses feedback to neocortex"),
    rule=one_shot(
        w_max=weight(1.3, "an assembly of 20 cells drives its cortical pattern"),
        learning_rate=chosen(0.2, "1", "learned in one exposure", 10),
    ),
    learning=PLASTIC_AT_ENCODING,
    depressing=True,
    carries_replay=True,
)  # fmt: skip

EC_TO_NEOCORTEX = Pathway(
    "EC_to_neocortex", "EC", "neocortex",
    wiring=OneToOne(),
    weights=Equal(weight(2.0, "perception: at 50 Hz, every fourth relay spike fires its cell")),
    receptor=Receptor.FAST,
    transmission=by_state(1, 1, 1, 0, "chosen", "the senses are closed in NREM"),
)  # fmt: skip

NEOCORTEX_RECURRENT = Pathway(
    "neocortex_recurrent", "neocortex", "neocortex",
    wiring=AllToAll(within=True),
    weights=Uniform(weight(0.002, "naive: under 2 % of the largest weight")),
    receptor=Receptor.SLOW,
    transmission=modulated(
        0.3, 0.3, 2.25, 0.2, "acetylcholine suppresses recurrent synapses; weak in NREM, where "
        "replay drives the cells and cortex must not run away"
    ),
    rule=triplet_rule(
        SoftTripletSTDP, w_max=weight(0.17, "40 partners at a third of it recall"),
        learning_rate=chosen(0.03, "1", "slow: 27 times slower than in CA3", 10),
        pairs=chosen(0.5, "1", "pairs", 10),
        triplets=chosen(0.5, "1", "triplets (form: pfister2006)", 10),
        post_pre=cited(0.1, "1", "chosen", "weak depressing lobe", 0, 10),
        unpaired=cited(-0.02, "1", "chosen", "fades where the target is silent", -10, 0),
    ),
    learning=by_state(1, 1, 0, 1, "chosen", "as plastic awake as asleep; tests change nothing"),
    downscaling=SleepDownscaling(),
    depressing=True,
)  # fmt: skip

CIRCUIT = Circuit(
    input_layer=InputLayer("EC"),
    regions=(DG, CA3, NEOCORTEX),
    pathways=(
        PERFORANT_PATH_DG,
        PERFORANT_PATH_INTERNEURONS,
        MOSSY_FIBRES,
        PERFORANT_PATH_CA3,
        CA3_RECURRENT,
        CA3_TO_NEOCORTEX,
        EC_TO_NEOCORTEX,
        NEOCORTEX_RECURRENT,
    ),
    structures=(Structure("hippocampus", ("DG", "CA3")),),
    answers="neocortex",
)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the brain and of its read-out."""

    circuit: Circuit = CIRCUIT
    read_out: RateAdapter = RateAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)


PARAMETERS = Parameters()


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return a brain with its own wiring, naive weights and noise."""
    read_out = parameters.read_out.rates
    return Brain("hippocampus_neocortex", parameters.circuit, senses, seed, read_out)
