"""Tags of cells that fired under arousal or reward: how they come, fade, and act in sleep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from neurosim.brain.circuit import Circuit
from neurosim.brain.initial import Values, recruited
from neurosim.brain.mode import Mode
from neurosim.brain.states import State
from neurosim.brain.wiring import Pairs
from neurosim.protocol import Recording, Senses, Vector

Tags = dict[str, Vector]
"""Tag of each cell, by region: of the one that the amygdala tags, if there is one."""


def no_tags(circuit: Circuit, sizes: Mapping[str, int]) -> Tags:
    """Return the tags of a brain that nothing has moved yet.

    Parameters
    ----------
    sizes
        Number of cells of each region.
    """
    if circuit.amygdala is None:
        return {}
    return {circuit.amygdala.tagged: np.zeros(sizes[circuit.amygdala.tagged])}


def kept_tags(circuit: Circuit, tags: Tags, records: Iterable[Recording], mode: Mode) -> Tags:
    """Return the tags after events that were lived in a mode: new ones come, NREM fades all."""
    amygdala = circuit.amygdala
    if amygdala is None:
        return tags
    own = tags[amygdala.tagged]
    if mode.state is State.NREM and mode.learning:
        own = amygdala.fading * own
    for record in records if mode.moved and mode.learning else ():
        new = amygdala.tag(record.spikes[amygdala.tagged], mode.moved)
        own = np.maximum(own, new)
    return {amygdala.tagged: own}


def sleep_thresholds(
    circuit: Circuit,
    senses: Senses,
    tags: Tags,
    values: Values,
    weights: Mapping[str, Vector],
    connections: Mapping[str, Pairs],
) -> Values:
    """Return the thresholds that tags change in sleep: those of a region with tagged cells.

    Parameters
    ----------
    values
        The numbers that the run starts with otherwise.
    weights, connections
        Weight of each synapse, and its ends where chance drew them, by pathway.
    """
    amygdala = circuit.amygdala
    if amygdala is None or not tags[amygdala.tagged].any():
        return {}
    cells = recruited(circuit, senses, amygdala.tagged, weights, connections)
    name = f"{amygdala.tagged}.v_threshold"
    return {name: values[name] + amygdala.thresholds(tags[amygdala.tagged], cells)}
