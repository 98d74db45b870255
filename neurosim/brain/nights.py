"""What homeostasis asks of a run, and what is told of the weights that a night has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from neurosim.brain.circuit import Circuit, Pathway
from neurosim.brain.homeostasis import DOWNSCALING_STEP, Downscaling
from neurosim.engine import SLOT
from neurosim.protocol import Recording, Sleep, Vector


def _downscaled(circuit: Circuit) -> Iterator[tuple[Pathway, Downscaling]]:
    return ((each, each.downscaling) for each in circuit.pathways if each.downscaling is not None)


def together(circuit: Circuit) -> float:
    """Return the seconds of which trials last a whole number if others follow in the same run."""
    awake = any(scaling.goes_on_awake for _, scaling in _downscaled(circuit))
    return DOWNSCALING_STEP if awake else SLOT


def tells_weights(circuit: Circuit) -> bool:
    """Say whether anything is told of weights after a night."""
    return any(scaling.tells for _, scaling in _downscaled(circuit))


def told_of_night(
    circuit: Circuit, evening: Mapping[str, Vector], morning: Mapping[str, Vector]
) -> dict[str, Vector]:
    """Return what is told of the weights of all pathways, by names that begin with the pathway's.

    Parameters
    ----------
    evening, morning
        Weights before and after the night, by pathway.
    """
    return {
        f"{pathway.name}_{name}": numbers
        for pathway, scaling in _downscaled(circuit)
        for name, numbers in scaling.told(evening[pathway.name], morning[pathway.name]).items()
    }


def with_weights(
    records: Sequence[Recording],
    circuit: Circuit,
    evening: Mapping[str, Vector],
    morning: Mapping[str, Vector],
) -> list[Recording]:
    """Return recordings; that of a sleep tells what became of weights, as `told_of_night`."""
    if not any(isinstance(record.event, Sleep) for record in records):
        return list(records)
    levels = told_of_night(circuit, evening, morning)
    return [replace(record, levels=levels) for record in records]
