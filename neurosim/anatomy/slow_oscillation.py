"""Deep layers of the neocortex and the thalamus: up and down states, and spindles, of NREM sleep.

Layer 5 is one column of cells that excite each other and tire: up states begin by chance, spread,
and end by adaptation (Sanchez-Vives & McCormick 2000; Compte et al. 2003). They reach the thalamus,
whose relay cells and reticular interneurons answer in spindles; the other layers; and, by way of
the entorhinal cortex, the hippocampus, which replays in them. Awake this column is silent.

Its recurrent synapses are scaled down in sleep and up by day (Tononi & Cirelli 2014): slow waves
are large and steep in the evening and less so in the morning (Riedner et al. 2007).
"""

from __future__ import annotations

from neurosim.anatomy.numbers import cells, chosen, inputs, weight
from neurosim.brain import (
    ByAcetylcholine,
    Equal,
    FixedInDegree,
    Inhibition,
    Pathway,
    ProportionalRenormalisation,
    PyramidalCell,
    Receptor,
    Region,
    RelayCell,
    Uniform,
    by_state,
    unmodulated,
)
from neurosim.brain.cells import THRESHOLD_SPREAD
from neurosim.parameters import Parameter, cited

ASLEEP = ByAcetylcholine(
    *(cited(number, "1", "chosen", "silent awake", 0.0, 1000.0) for number in (0, 0, 0, 1))
)
"""A factor that is 0 awake: acetylcholine ends the slow oscillation (Steriade et al. 1993)."""


def _drives(
    name: str, source: str, target: str, sources: Parameter, strength: Parameter
) -> Pathway:
    """Return a fast pathway of sleep, in which a cell hears so many cells of the source."""
    wiring, weights = FixedInDegree(sources), Equal(strength)
    return Pathway(name, source, target, wiring, weights, Receptor.FAST, ASLEEP)


LAYER_5 = Region(
    "layer_5",
    size=cells(200, "few: one column"),
    cell=PyramidalCell(
        jump_a=chosen(12.0, "mV", "ends an up state after three or four spikes of a cell", 20),
        tau_a=chosen(
            200, "ms", "recovers so fast that chance has a part in when an up state begins", 1e5
        ),
        U=chosen(0, "1", "no depression", 1),
        tau_slow=chosen(50, "ms", "recurrent excitation, AMPA and NMDA together", 1000),
        threshold_potential=cited(
            -55.0, "mV", "chosen", "excitable: layer 5 leads", -100, 0, THRESHOLD_SPREAD
        ),
        v_reset=cited(-62.0, "mV", "chosen", "7 mV under threshold", -100, -40),
    ),
    noise=by_state(1, 1, 1, 5.0, "chosen", "begins up states, not too often", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(40, "one for five"),
        excitation=weight(0.05, "rates of 5 Hz in up states"),
        feedback=weight(0.022, "as above"),
    ),
    grows=False,
)

LAYER_5_RECURRENT = Pathway(
    "layer_5_recurrent", "layer_5", "layer_5",
    wiring=FixedInDegree(inputs(100, "half of the others"), within=True),
    weights=Uniform(weight(0.024, "a tenth more, and up states do not end")),
    receptor=Receptor.SLOW,
    transmission=ASLEEP,
    downscaling=ProportionalRenormalisation(
        awake=chosen(1.2, "1", "sum of the inputs of a cell: as drawn", 1e9),
        asleep=chosen(0.9, "1", "a quarter less; a night of 80 s takes 18 %", 1e9),
        tau_asleep=chosen(60, "s", "most of it in the first half of a night of 80 s", 1e6),
    ),
)  # fmt: skip

THALAMUS = Region(
    "thalamus",
    size=cells(60, "few"),
    cell=RelayCell(),
    noise=by_state(0.5, 0.5, 0.5, 0.5, "chosen", "weak background", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(30, "the reticular nucleus"),
        excitation=weight(0.1, "a burst of relay cells fires reticular cells"),
        feedback=weight(0.04, "which hyperpolarise relay cells, so that they burst again"),
    ),
    grows=False,
)

LAYER_5_TO_THALAMUS = _drives(
    "layer_5_to_thalamus", "layer_5", "thalamus", inputs(50, "a quarter"),
    weight(0.1, "strong up states fire relay cells, others do not"),
)  # fmt: skip

THALAMUS_TO_LAYER_5 = _drives(
    "thalamus_to_layer_5", "thalamus", "layer_5", inputs(20, "a third"),
    weight(0.01, "spindles must not hold an up state up"),
)  # fmt: skip

THALAMUS_TO_NEOCORTEX = _drives(
    "thalamus_to_neocortex", "thalamus", "neocortex", inputs(10, "a sixth"),
    weight(0.02, "weak"),
)  # fmt: skip

LAYER_5_TO_NEOCORTEX = _drives(
    "layer_5_to_neocortex", "layer_5", "neocortex", inputs(20, "a tenth"),
    weight(0.05, "depolarises by 2 mV in up states"),
)  # fmt: skip

LAYER_5_TO_EC = _drives(
    "layer_5_to_EC", "layer_5", "EC_superficial", inputs(20, "a tenth"),
    weight(0.5, "a few Hz in up states"),
)  # fmt: skip
