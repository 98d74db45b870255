"""How much a population fires, asleep and in tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.recall import Tests
from neurosim.measures.replay_by_night import nights_of
from neurosim.protocol import Diary, Recording

Found = Callable[[Diary], list[Recording]]


def rate_asleep(name: str, population: str, night: str, at: float | None = None) -> Measure:
    """Return the mean rate of a population in the nights with a label.

    There is nothing to guess, so that chance stands for silence; no rate is better than another,
    and the value stands for its ceiling.
    """
    found = nights_of(population, night)
    return _rate(name, f"mean firing rate of {population} asleep (Hz)", population, found, at)


def rate_in_tests(
    name: str, population: str, label: str, lesioned: str = "", at: float | None = None
) -> Measure:
    """Return the same in the tests with a label, all of their cells taken together."""
    tests = Tests(label, lesioned)

    def found(diary: Diary) -> list[Recording]:
        return [record for _, record in tests.found(diary) if population in record.spikes]

    return _rate(name, f"mean firing rate of {population} in tests (Hz)", population, found, at)


def _rate(name: str, meaning: str, population: str, found: Found, at: float | None) -> Measure:
    def value(diary: Diary) -> float:
        rates = [
            record.spikes[population].cells.size
            / record.spikes[population].size
            / record.event.seconds
            for record in found(diary)
        ]
        return float(np.mean(rates))

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
