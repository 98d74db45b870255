"""What is measured of the rhythms of sleep: ripples, slow oscillation, spindles, their nesting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from neurosim.measures import ripples as fast
from neurosim.measures import slow_waves as slow
from neurosim.measures.bursts import population_bursts
from neurosim.measures.measure import Measure
from neurosim.measures.replay import nights
from neurosim.measures.waves import Event, field_potential
from neurosim.protocol import Diary, Spikes, Vector

REPLAYING, RIPPLING, CORTEX, THALAMUS = "CA3", "CA1", "layer_5", "thalamus"
"""Populations: whose bursts are replay, whose rhythm are ripples, slow oscillation, spindles."""

CURRENTS = 0.005
"""Seconds: time constant of the excitatory synapses whose currents are taken for a potential."""

FEWEST = 10
"""Bursts, or up states, of which rhythms are taken. Chosen: of fewer nothing could be told."""

BURST = 0.1
"""Seconds around the middle of a burst in which CA1 may answer. Chosen: as long as a burst."""

SPIKES = 10
"""Spikes of CA1 in each burst, on average, of which a spectrum is taken. Chosen: as above."""

MS = 1000.0


@dataclass(frozen=True, eq=False)
class Night:
    """A night, or all nights of a life one after the other, and what is found in them.

    Attributes
    ----------
    spikes
        By population.
    seconds
        How long it lasted.
    """

    spikes: dict[str, Spikes]
    seconds: float

    @cached_property
    def bursts(self) -> Vector:
        """The middle of each burst of CA3."""
        found = population_bursts(self.spikes[REPLAYING], self.seconds)
        return np.array([(burst.start + burst.stop) / 2 for burst in found])

    @cached_property
    def spectrum(self) -> fast.Spectrum:
        """The spectrum of CA1 in these bursts."""
        times = self.spikes[RIPPLING].seconds
        return fast.spectrum_of_bursts(times, self.seconds, self.bursts)

    @cached_property
    def ripples(self) -> list[Event]:
        """The ripples of CA1."""
        return fast.ripples(self.potential_of(RIPPLING, fast.STEP))

    @cached_property
    def up_states(self) -> list[tuple[float, float]]:
        """The up states of layer 5."""
        return slow.up_states(self.spikes[CORTEX], self.seconds)

    @cached_property
    def potential(self) -> Vector:
        """The field potential of layer 5."""
        return self.potential_of(CORTEX)

    @cached_property
    def slow_waves(self) -> list[slow.SlowWave]:
        """The slow waves of layer 5."""
        return slow.slow_waves(self.potential)

    @cached_property
    def spindles(self) -> list[Event]:
        """The spindles of the thalamus."""
        return slow.spindles(self.potential_of(THALAMUS))

    @cached_property
    def locking(self) -> slow.Locking:
        """How ripples keep to the phase of the slow oscillation."""
        return slow.locking(self.potential, peaks(self.ripples))

    def potential_of(self, population: str, step: float = slow.STEP) -> Vector:
        """Return the field potential of a population in bins of `step` seconds."""
        return field_potential(self.spikes[population], self.seconds, CURRENTS, step)


def peaks(events: list[Event]) -> Vector:
    """Return when events peak, in seconds."""
    return np.array([event.peak for event in events])


def joined(diary: Diary, populations: tuple[str, ...]) -> Night:
    """Return the nights in which all of these populations were recorded, as one."""
    kept = [r for r in nights(diary, populations[0]) if all(p in r.spikes for p in populations)]
    starts = np.cumsum([0.0, *(record.event.seconds for record in kept)])
    spikes = {}
    for name in populations:
        trains = [record.spikes[name] for record in kept]
        times = [t.seconds + start for t, start in zip(trains, starts, strict=False)]
        cells = np.concatenate([train.cells for train in trains])
        spikes[name] = Spikes(cells, np.concatenate(times), trains[0].size)
    return Night(spikes, float(starts[-1]))


Number = Callable[[Night], float]
Condition = Callable[[Night], bool]


@dataclass(frozen=True, eq=False)
class OfNights:
    """Makes measures of nights in which these populations were recorded."""

    populations: tuple[str, ...]
    night: Callable[[Diary], Night]

    def measure(
        self,
        name: str,
        meaning: str,
        value: Number,
        needs: Condition,
        chance: Number | None = None,
        ceiling: float | None = None,
        at: float | None = None,
    ) -> Measure:
        """Return a measure; what nothing is said of is the value itself."""

        def there(diary: Diary) -> bool:
            kept = nights(diary, self.populations[0])
            recorded = any(all(p in r.spikes for p in self.populations) for r in kept)
            return recorded and needs(self.night(diary))

        return Measure(
            name,
            meaning,
            there,
            lambda diary: nights(diary, self.populations[0])[0].began,
            lambda diary: value(self.night(diary)),
            lambda diary: (chance or value)(self.night(diary)),
            lambda diary: value(self.night(diary)) if ceiling is None else ceiling,
            at,
        )


def of_nights(populations: tuple[str, ...]) -> OfNights:
    """Return what makes measures of the nights in which these populations were recorded."""

    @lru_cache(maxsize=1)  # all measures of a diary are taken one after the other
    def night(diary: Diary) -> Night:
        return joined(diary, populations)

    return OfNights(populations, night)


def enough_bursts(night: Night) -> bool:
    """Say whether there were bursts enough for a spectrum, and CA1 fired in them."""
    bursts = len(night.bursts)
    if bursts < FEWEST:
        return False
    times, reach = night.spikes[RIPPLING].seconds, BURST / 2
    ends = np.searchsorted(times, [night.bursts - reach, night.bursts + reach])
    return int(np.sum(ends[1] - ends[0])) >= SPIKES * bursts


def any_ripple(night: Night) -> bool:
    """Say whether there were ripples enough to say what they are like."""
    return len(night.ripples) >= FEWEST


def variation(intervals: Vector) -> float:
    """Return the coefficient of variation of intervals."""
    return float(np.std(intervals) / np.mean(intervals))
