"""How a night goes on: slow waves, ripples, visits and synapses, stretch by stretch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.night_rhythms import CORTEX, RIPPLING, Night
from neurosim.measures.nights import NightlyWeights
from neurosim.measures.replay import nights
from neurosim.measures.replay_by_night import nights_of
from neurosim.measures.visits import visits
from neurosim.protocol import Diary, Recording

VISITING = "neocortex"
"""The population whose bursts in REM sleep are visits of items."""

SYNAPSES = "layer_5_recurrent"
"""The pathway whose weights make slow waves."""

Number = Callable[[Night], float]


def course_measures(places: Mapping[str, float]) -> tuple[Measure, ...]:
    """Return what is measured of every stretch of a night.

    Slow waves and synapses are relative to the first stretch, in which by chance they would stay.
    Rates have no perfect value: the value stands for its ceiling.

    Parameters
    ----------
    places
        Where each stretch stands on the abscissa, by its label.
    """
    first = next(iter(places))
    weights = NightlyWeights(SYNAPSES)
    return tuple(
        measure
        for label, at in places.items()
        for measure in (
            _relative("wave_amplitude", "peak to peak of slow waves", amplitude, label, at),
            _relative("wave_slope", "steepest rise of slow waves", slope, label, at),
            _rate("up_rate", "up states of layer 5 per second (1/s)", CORTEX, up_rate, label, at),
            _rate("ripple_rate", "ripples of CA1 per second (1/s)", RIPPLING, rippled, label, at),
            visits("visits", VISITING, label, "", at),
            weights.level("synapses", first, label, "morning", at),
        )
    )


@lru_cache(maxsize=2)  # a stretch and the first one, of which several measures are taken
def _night(record: Recording) -> Night:
    """Return a stretch of NREM sleep as a night of its own."""
    return Night(dict(record.spikes), record.event.seconds)


def amplitude(night: Night) -> float:
    """Return the mean amplitude of slow waves; 0 if there are none."""
    return float(np.mean([wave.amplitude for wave in night.slow_waves] or [0.0]))


def slope(night: Night) -> float:
    """Return the mean slope of slow waves; 0 if there are none."""
    return float(np.mean([wave.slope for wave in night.slow_waves] or [0.0]))


def up_rate(night: Night) -> float:
    """Return how many up states there were per second."""
    return len(night.up_states) / night.seconds


def rippled(night: Night) -> float:
    """Return how many ripples there were per second."""
    return len(night.ripples) / night.seconds


def _relative(name: str, meaning: str, number: Number, label: str, at: float) -> Measure:
    def first(diary: Diary) -> float:
        return number(_night(nights(diary, CORTEX)[0]))

    measure = _rate(name, meaning, CORTEX, number, label, at)

    def value(diary: Diary) -> float:
        return measure.value(diary) / first(diary)

    return replace(
        measure,
        meaning=f"{meaning}, relative to the first stretch of NREM sleep (1: the same)",
        applies=lambda diary: measure.applies(diary) and first(diary) > 0,
        value=value,
        chance=lambda diary: 1.0,
        ceiling=value,
    )


def _rate(
    name: str, meaning: str, population: str, number: Number, label: str, at: float
) -> Measure:
    found = nights_of(population, label)

    def value(diary: Diary) -> float:
        return number(_night(found(diary)[0]))

    return Measure(
        name,
        meaning,
        lambda diary: bool(found(diary)),
        lambda diary: found(diary)[0].began,
        value,
        chance=lambda diary: 0.0,
        ceiling=value,
        at=at,
    )
