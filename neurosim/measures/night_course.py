"""How a night goes on: slow waves, ripples, visits and synapses, stretch by stretch."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.night_rhythms import CORTEX, CURRENTS, RIPPLING
from neurosim.measures.replay import nights
from neurosim.measures.ripples import STEP as FINE
from neurosim.measures.ripples import ripples
from neurosim.measures.slow_waves import STEP, SlowWave, slow_waves, up_states
from neurosim.measures.visits import visits
from neurosim.measures.waves import field_potential
from neurosim.protocol import Diary, Recording, Sleep

VISITING = "neocortex"
"""The population whose bursts in REM sleep are visits of items."""

EVENING, MORNING = "layer_5_recurrent_evening", "layer_5_recurrent_morning"
"""What a sleep tells of the weights of a pathway, before and after."""

Number = Callable[[Recording], float]


def course_measures(places: Mapping[str, float]) -> tuple[Measure, ...]:
    """Return what is measured of every stretch of a night.

    Slow waves and synapses are relative to the first stretch, in which by chance they would stay.
    Rates have no perfect value: the value stands for its ceiling.

    Parameters
    ----------
    places
        Where each stretch stands on the abscissa, by its label.
    """
    return tuple(
        measure
        for label, at in places.items()
        for measure in (
            _relative("wave_amplitude", "peak to peak of slow waves", amplitude, label, at),
            _relative("wave_slope", "steepest rise of slow waves", slope, label, at),
            _rate("up_rate", "up states of layer 5 per second (1/s)", CORTEX, up_rate, label, at),
            _rate("ripple_rate", "ripples of CA1 per second (1/s)", RIPPLING, rippled, label, at),
            visits("visits", VISITING, label, "", at),
            _synapses(label, at),
        )
    )


def _labelled(diary: Diary, population: str, label: str) -> list[Recording]:
    return [r for r in nights(diary, population) if r.event.label == label]


def _waves(record: Recording) -> list[SlowWave]:
    spikes = record.spikes[CORTEX]
    return slow_waves(field_potential(spikes, record.event.seconds, CURRENTS, STEP))


def amplitude(record: Recording) -> float:
    """Return the mean amplitude of slow waves; 0 if there are none."""
    return float(np.mean([wave.amplitude for wave in _waves(record)] or [0.0]))


def slope(record: Recording) -> float:
    """Return the mean slope of slow waves; 0 if there are none."""
    return float(np.mean([wave.slope for wave in _waves(record)] or [0.0]))


def up_rate(record: Recording) -> float:
    """Return how many up states there were per second."""
    seconds = record.event.seconds
    return len(up_states(record.spikes[CORTEX], seconds)) / seconds


def rippled(record: Recording) -> float:
    """Return how many ripples there were per second."""
    seconds = record.event.seconds
    potential = field_potential(record.spikes[RIPPLING], seconds, CURRENTS, FINE)
    return len(ripples(potential)) / seconds


def _relative(name: str, meaning: str, number: Number, label: str, at: float) -> Measure:
    def value(diary: Diary) -> float:
        return number(_labelled(diary, CORTEX, label)[0]) / number(nights(diary, CORTEX)[0])

    return Measure(
        name,
        f"{meaning}, relative to the first stretch of NREM sleep (1: the same)",
        lambda diary: (
            bool(_labelled(diary, CORTEX, label)) and number(nights(diary, CORTEX)[0]) > 0
        ),
        lambda diary: _labelled(diary, CORTEX, label)[0].began,
        value,
        chance=lambda diary: 1.0,
        ceiling=value,
        at=at,
    )


def _rate(
    name: str, meaning: str, population: str, number: Number, label: str, at: float
) -> Measure:
    def value(diary: Diary) -> float:
        return number(_labelled(diary, population, label)[0])

    return Measure(
        name,
        meaning,
        lambda diary: bool(_labelled(diary, population, label)),
        lambda diary: _labelled(diary, population, label)[0].began,
        value,
        chance=lambda diary: 0.0,
        ceiling=value,
        at=at,
    )


def _synapses(label: str, at: float) -> Measure:
    def told(diary: Diary) -> list[Recording]:
        slept = (r for r in diary.recordings if isinstance(r.event, Sleep) and not r.lesioned)
        return [record for record in slept if EVENING in record.levels]

    def here(diary: Diary) -> list[Recording]:
        return [record for record in told(diary) if record.event.label == label]

    def value(diary: Diary) -> float:
        first = told(diary)[0].levels[EVENING]
        return float(np.mean(here(diary)[0].levels[MORNING]) / np.mean(first))

    return Measure(
        "synapses",
        "mean weight of recurrent synapses of layer 5, relative to the evening (1: the same)",
        lambda diary: bool(here(diary)),
        lambda diary: here(diary)[0].began,
        value,
        chance=lambda diary: 1.0,
        ceiling=value,
        at=at,
    )
