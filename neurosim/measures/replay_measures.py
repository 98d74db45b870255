"""What is measured of replay, with what it would be by chance in the same night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neurosim.measures import replay_numbers as numbers
from neurosim.measures.bursts import BURSTS, BurstDetection
from neurosim.measures.measure import Measure, Reading
from neurosim.measures.replay import DECODING, Decoding, Replays, nights, replays
from neurosim.measures.replay_chance import independent, shuffled
from neurosim.protocol import Diary, Recording, Stage

Number = Callable[[Replays], float]
Condition = Callable[[Replays], bool]

MS = 1000.0


@dataclass(frozen=True, eq=False)
class Night:
    """What was found in the nights of a life, and what is found in them by chance.

    Attributes
    ----------
    found
        What was replayed.
    shuffled
        The same bursts with shuffled cells.
    independent
        What is found if every spike comes at a time of its own.
    """

    found: Replays
    shuffled: Replays
    independent: Replays


def replay_measures(
    population: str,
    most: int = 0,
    detection: BurstDetection = BURSTS,
    decoding: Decoding = DECODING,
    stage: Stage = Stage.NREM,
) -> tuple[Measure, ...]:
    """Return what is measured of the replay by a population in sleep.

    The chance of what bursts are like is what they are like if every spike comes at a time of its
    own. The chance of what they hold is what is decoded if cells are shuffled. Rates, durations
    and participation have no perfect value: where there is nothing to be perfect in, the value
    stands for its ceiling.

    Parameters
    ----------
    population
        Name of the population.
    most
        Number of items, in the order of study, of which the replays are measured one by one.
    detection, decoding
        How bursts are found, and how they are told items.
    stage
        The stage of sleep that is searched.
    """

    def slept(diary: Diary) -> list[Recording]:
        return nights(diary, population, stage=stage)

    @lru_cache(maxsize=1)  # all measures of a diary are taken one after the other
    def night(diary: Diary) -> Night:
        random = np.random.default_rng(0)
        found = replays(diary, population, detection, decoding, stage=stage)
        records = slept(diary)
        return Night(
            found,
            shuffled(found, random, decoding),
            independent(found, records, population, random, detection, decoding),
        )

    of = _Of(night, slept)
    return (*_bursts(of), *_contents(of), *_balance(of), *(_item(of, n) for n in range(most)))


@dataclass(frozen=True, eq=False)
class _Of:
    """Makes measures of what was found in nights."""

    night: Callable[[Diary], Night]
    slept: Callable[[Diary], list[Recording]]

    def measure(
        self,
        name: str,
        meaning: str,
        value: Number,
        chance: Callable[[Night], float],
        ceiling: Callable[[Night], float],
        needs: Condition = lambda found: True,
        at: float | None = None,
    ) -> Measure:
        """Return a measure; where there is no night, or not what it needs, it does not apply."""

        def read(of: Callable[[Night], float]) -> Reading:
            return lambda diary: of(self.night(diary))

        return Measure(
            name,
            meaning,
            lambda diary: bool(self.slept(diary)) and needs(self.night(diary).found),
            lambda diary: self.slept(diary)[0].began,
            read(lambda night: value(night.found)),
            read(chance),
            read(ceiling),
            at=at,
        )

    def described(
        self, name: str, meaning: str, value: Number, needs: Condition = lambda found: True
    ) -> Measure:
        """Return a measure without a ceiling; by chance it is what it is of independent spikes."""

        def chance(night: Night) -> float:
            return value(night.independent) if needs(night.independent) else 0.0

        return self.measure(name, meaning, value, chance, lambda n: value(n.found), needs)


def any_burst(found: Replays) -> bool:
    """Say whether there was a burst."""
    return bool(found.events)


def _bursts(of: _Of) -> tuple[Measure, ...]:
    def milliseconds(number: Number) -> Number:
        return lambda found: MS * number(found)

    return (
        of.described("burst_rate", "bursts per second (1/s)", numbers.rate),
        of.described(
            "duration", "how long bursts last (ms)", milliseconds(numbers.duration), any_burst
        ),
        of.described(
            "duration_sd",
            "standard deviation of how long bursts last (ms)",
            milliseconds(numbers.duration_sd),
            any_burst,
        ),
        of.described(
            "participation",
            "share of the cells that fire in a burst (0 to 1)",
            numbers.participation,
            any_burst,
        ),
        of.measure(
            "interval_cv",
            "variation of the times between bursts (0: a clock, 1: exponential)",
            numbers.interval_cv,
            chance=lambda night: 1.0,
            ceiling=lambda night: 1.0,
            needs=lambda found: any(len(each) > 2 for each in found.nights),
        ),
    )


def _contents(of: _Of) -> tuple[Measure, ...]:
    return (
        of.measure(
            "replay_rate",
            "bursts per second that hold one item (1/s)",
            numbers.replay_rate,
            chance=lambda night: numbers.replay_rate(night.shuffled),
            ceiling=lambda night: numbers.rate(night.found),
        ),
        of.measure(
            "undecodable",
            "share of bursts that hold no item (0 to 1)",
            numbers.undecodable,
            chance=lambda night: numbers.undecodable(night.shuffled),
            ceiling=lambda night: 0.0,
            needs=any_burst,
        ),
        of.measure(
            "mixed",
            "share of bursts that hold two items at once (0 to 1)",
            numbers.mixed,
            chance=lambda night: numbers.mixed(night.shuffled),
            ceiling=lambda night: 0.0,
            needs=any_burst,
        ),
        of.measure(
            "completeness",
            "share of an item's cells that fire when it is replayed (0 to 1)",
            numbers.completeness,
            chance=lambda night: numbers.participation(night.found),
            ceiling=lambda night: 1.0,
            needs=lambda found: numbers.replay_rate(found) > 0,
        ),
    )


def _balance(of: _Of) -> tuple[Measure, ...]:
    def several(found: Replays) -> bool:
        return numbers.replay_rate(found) > 0 and len(found.assemblies) > 1

    return (
        of.measure(
            "least_share",
            "replays of the rarest item relative to the mean (0 to 1; ceiling: equal chances)",
            numbers.least_share,
            chance=lambda night: 0.0,
            ceiling=lambda night: numbers.even_share(night.found),
            needs=several,
        ),
        of.measure(
            "spread",
            "entropy of what is replayed relative to its maximum (0 to 1; ceiling: equal chances)",
            numbers.spread,
            chance=lambda night: 0.0,
            ceiling=lambda night: numbers.even_spread(night.found),
            needs=several,
        ),
    )


def _item(of: _Of, place: int) -> Measure:
    """Return how often one item was replayed; the ceiling is its share if all are alike."""

    def count(found: Replays) -> float:
        return float(list(numbers.counts(found).values())[place])

    return of.measure(
        "replays",
        "how often the item was replayed, mixtures left out",
        count,
        chance=lambda night: count(night.shuffled) * night.found.seconds / night.shuffled.seconds,
        ceiling=lambda night: float(np.mean(list(numbers.counts(night.found).values()))),
        needs=lambda found: len(found.assemblies) > place,
        at=float(place + 1),
    )
