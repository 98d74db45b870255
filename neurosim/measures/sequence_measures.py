"""What is measured of sequences in sleep, with what it would be by chance in the same night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neurosim.measures.bursts import BURSTS, BurstDetection, population_bursts
from neurosim.measures.measure import Measure, Reading
from neurosim.measures.places import Grid, fields, placed, speed, walks
from neurosim.measures.replay import nights
from neurosim.measures.sequences import SEQUENCE_TEST, Sequence, SequenceTest, sequences
from neurosim.parameters import cited
from neurosim.protocol import Diary, Recording, Spikes

BUSY = cited(1, "Hz", "chosen", "mean rate of a busy moment; noise alone gives some .3", 0, 1000)

FEWEST = 5
"""Bursts of which a share is taken. Chosen: of fewer, one in order by chance would be a quarter."""

MOMENT = 0.1
"""Seconds in which it is asked whether a population is busy. Chosen: as long as a burst."""

SHORTEST = 1e-4
"""Seconds: no front is held to cross the track in less. Chosen: less than a time step."""


@dataclass(frozen=True, eq=False)
class Found:
    """What was found in the nights of a life.

    Attributes
    ----------
    bursts
        Number of bursts.
    told
        The order in each burst in which enough place cells fire.
    seconds
        How long all nights lasted together.
    pace
        Speed of walking in tracks per second.
    test
        How bursts are told sequences.
    """

    bursts: int
    told: tuple[Sequence, ...]
    seconds: float
    pace: float
    test: SequenceTest

    @property
    def ordered(self) -> list[Sequence]:
        """The bursts that are sequences."""
        return [each for each in self.told if self.test.passed(each)]

    @property
    def forward(self) -> list[Sequence]:
        """Sequences in the direction in which the agent walked."""
        return [each for each in self.ordered if each.order > 0]

    def share(self, several: list[Sequence]) -> float:
        """Return how many bursts are among several, as a share of all bursts."""
        return len(several) / max(self.bursts, 1)


Number = Callable[[Found], float]


def compression(found: Found) -> float:
    """Return how much faster than the walk decoded places move, in the median sequence."""
    return float(np.median([abs(each.speed) for each in found.ordered])) / found.pace


def front_compression(found: Found) -> float:
    """Return how much faster than the walk first spikes move, in the median sequence."""
    crossed = float(np.median([abs(each.front) for each in found.ordered]))
    return 1 / max(crossed, SHORTEST) / found.pace


def span(found: Found) -> float:
    """Return the share of the track that the median sequence covers."""
    return float(np.median([each.span for each in found.ordered]))


def sequence_measures(
    population: str,
    label: str,
    detection: BurstDetection = BURSTS,
    test: SequenceTest = SEQUENCE_TEST,
) -> tuple[Measure, ...]:
    """Return what is measured of the order in which place cells fire in sleep.

    Chance is what is found in the same bursts if place fields are given to other cells. Rates,
    directions and speeds have no perfect value: the value stands for its ceiling. Shares are taken
    of nights with `FEWEST` bursts or more.

    Parameters
    ----------
    population
        Name of the population.
    label
        Label of the walks in which place fields are measured; they may come after the night.
    detection, test
        How bursts are found, and how they are told sequences.
    """

    @lru_cache(maxsize=1)  # all measures of a diary are taken one after the other
    def both(diary: Diary) -> tuple[Found, Found]:
        random = np.random.default_rng(0)
        walked, slept = walks(diary, population, label), nights(diary, population)
        rates = fields(walked, population, test.fields)
        other = rates.copy()
        cells = placed(rates, test.fields)
        other[cells] = rates[random.permutation(cells)]
        pace = speed(walked[0][0])
        return (
            _found(slept, population, rates, pace, random, detection, test),
            _found(slept, population, other, pace, random, detection, test),
        )

    of = _Of(both, population, label)
    return (*_sequences(of), *_nights(of))


def _found(
    slept: list[Recording],
    population: str,
    rates: Grid,
    pace: float,
    random: np.random.Generator,
    detection: BurstDetection,
    test: SequenceTest,
) -> Found:
    bursts = 0
    told: list[Sequence] = []
    for record in slept:
        spikes = record.spikes[population]
        found = population_bursts(spikes, record.event.seconds, detection)
        bursts += len(found)
        told += sequences(spikes, found, rates, random, test)
    seconds = sum(record.event.seconds for record in slept)
    return Found(bursts, tuple(told), seconds, pace, test)


@dataclass(frozen=True, eq=False)
class _Of:
    """Makes measures of what was found, and of what is found by chance."""

    both: Callable[[Diary], tuple[Found, Found]]
    population: str
    label: str

    def there(self, diary: Diary) -> bool:
        """Say whether the agent both walked and slept."""
        walked = any(speed(walk) > 0 for walk, _ in walks(diary, self.population, self.label)[:1])
        return walked and bool(nights(diary, self.population))

    def measure(
        self,
        name: str,
        meaning: str,
        value: Number,
        needs: Callable[[Found], bool] = lambda found: True,
        chance: Number | None = None,
        ceiling: float | None = None,
    ) -> Measure:
        """Return a measure; without a chance of its own, by chance it is what shuffling gives."""

        def own(diary: Diary) -> float:
            return value(self.both(diary)[0])

        def by_chance(diary: Diary) -> float:
            found = self.both(diary)[1]
            if chance is not None:
                return chance(found)
            return value(found) if needs(found) else 0.0

        highest: Reading = own if ceiling is None else lambda diary: ceiling
        return Measure(
            name,
            meaning,
            lambda diary: self.there(diary) and needs(self.both(diary)[0]),
            lambda diary: nights(diary, self.population)[0].began,
            own,
            by_chance,
            highest,
        )


def enough_bursts(found: Found) -> bool:
    """Say whether there were so many bursts that a share of them says something."""
    return found.bursts >= FEWEST


def any_sequence(found: Found) -> bool:
    """Say whether there were sequences, among enough bursts."""
    return enough_bursts(found) and bool(found.ordered)


def _sequences(of: _Of) -> tuple[Measure, ...]:
    return (
        of.measure(
            "sequences",
            "share of bursts whose cells fire in the order of their fields (0 to 1)",
            lambda found: found.share(found.ordered),
            enough_bursts,
            ceiling=1.0,
        ),
        of.measure(
            "forward",
            "share of bursts that are sequences in the direction of the walk (0 to 1)",
            lambda found: found.share(found.forward),
            enough_bursts,
        ),
        of.measure(
            "backward",
            "share of bursts that are sequences against the direction of the walk (0 to 1)",
            lambda found: found.share(found.ordered) - found.share(found.forward),
            enough_bursts,
        ),
        of.measure(
            "compression",
            "how much faster than the walk decoded places move in sequences (median; 1: as fast)",
            compression,
            any_sequence,
            chance=lambda found: 1.0,
        ),
        of.measure(
            "front_compression",
            "the same of the first spikes of cells (median; 1: as fast)",
            front_compression,
            any_sequence,
            chance=lambda found: 1.0,
        ),
        of.measure(
            "span",
            "share of the track that sequences cover (median, 0 to 1)",
            span,
            any_sequence,
            ceiling=1.0,
        ),
    )


def _nights(of: _Of) -> tuple[Measure, ...]:
    def busy(diary: Diary) -> float:
        trains = [(r.spikes[of.population], r.event.seconds) for r in nights(diary, of.population)]
        return float(np.mean(np.concatenate([busy_moments(*each) for each in trains])))

    return (
        of.measure("burst_rate", "bursts per second (1/s)", lambda f: f.bursts / f.seconds),
        of.measure(
            "sequence_rate", "sequences per second (1/s)", lambda f: len(f.ordered) / f.seconds
        ),
        Measure(
            "busy",
            "share of the night in which the population fires above 1 Hz (0 to 1)",
            of.there,
            lambda diary: nights(diary, of.population)[0].began,
            busy,
            chance=lambda diary: 0.0,
            ceiling=busy,
        ),
    )


def busy_moments(spikes: Spikes, seconds: float) -> Grid:
    """Return for each moment of a night whether a population fires at a mean rate of `BUSY`."""
    moments = max(1, round(seconds / MOMENT))
    at = np.minimum((spikes.seconds / MOMENT).astype(int), moments - 1)
    rates = np.bincount(at, minlength=moments) / MOMENT / max(spikes.size, 1)
    return np.asarray(rates >= BUSY, float)
