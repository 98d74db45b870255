"""Entorhinal cortex: the way into the hippocampus (superficial layers) and out of it (deep ones).

Both map the senses: each cell stands for one input unit. That the maps are reciprocal, cell by
cell, is a simplification; in the animal they are reciprocal area by area.
"""

from __future__ import annotations

from neurosim.anatomy.numbers import cells, chosen, modulated, weight
from neurosim.brain import (
    Equal,
    Inhibition,
    InputLayer,
    Novelty,
    OneToOne,
    Pathway,
    PyramidalCell,
    QuietPyramidalCell,
    Receptor,
    Region,
    by_state,
    unmodulated,
)

SENSES = InputLayer("senses")

EC_SUPERFICIAL = Region(
    "EC_superficial",
    size=cells(0, "maps the senses and nothing else"),
    cell=QuietPyramidalCell(
        jump_a=chosen(0, "mV", "a relay, without adaptation", 20),
        U=chosen(0, "1", "no depression", 1),
    ),
    noise=None,  # silent without input
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(20, "of each area; one for ten principal cells"),
        excitation=weight(0.04, "weak: a relay"),
        feedback=weight(0.04, "weak: a relay"),
    ),
    maps_senses=True,
)

EC_DEEP = Region(
    "EC_deep",
    size=cells(0, "maps the senses and nothing else"),
    cell=PyramidalCell(
        jump_a=chosen(0.5, "mV", "weak adaptation", 20),
        U=chosen(0, "1", "no depression", 1),
    ),
    noise=by_state(1, 1, 1, 1, "chosen", "weak background", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(20, "of each area; one for ten principal cells"),
        excitation=weight(0.16, "20 active cells of a sense hold the others in check"),
        feedback=weight(0.3, "as above; a third of it lets long exposures run away"),
    ),
    maps_senses=True,
)

SENSES_TO_EC = Pathway(
    "senses_to_EC", "senses", "EC_superficial",
    wiring=OneToOne(),
    weights=Equal(weight(3.5, "every input spike fires its cell once")),
    receptor=Receptor.FAST,
    transmission=by_state(1, 1, 1, 0, "chosen", "the senses are closed in sleep", rem=0),
)  # fmt: skip

EC_LAYERS = Pathway(
    "EC_superficial_to_deep", "EC_superficial", "EC_deep",
    wiring=OneToOne(),
    weights=Equal(weight(4.0, "the deep cell of a unit fires with the superficial one")),
    receptor=Receptor.FAST,
    transmission=modulated(1, 1, 0, 0, "the hippocampus decides what leaves it in recall"),
)  # fmt: skip

NOVELTY = Novelty(perceived=EC_SUPERFICIAL.name, recalled=EC_DEEP.name)
"""Deep EC fires with what CA1 recalls as long as acetylcholine is low."""
