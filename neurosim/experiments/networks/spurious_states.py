"""What is found in a network from anywhere: memories, their reverses, mixtures, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial import (
    Kind,
    SignHopfieldNetwork,
    Signs,
    StorageRule,
    kinds,
    random_patterns,
)
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.storing import STORING
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress

COUNTS = (1, 2, 3, 5, 7, 10, 14, 20, 28, 40)
"""Patterns that are stored."""

ASYNCHRONOUS, SYNCHRONOUS, SHUFFLED = "asynchronous", "synchronous", "shuffled"


@dataclass(frozen=True)
class SpuriousStates(NetworkExperiment):
    """A network that holds random patterns starts from random states, again and again.

    Where it settles is a stored pattern, its reverse, a mixture of 3, 5 or 7 patterns, or something
    else; updated all at once, it may also go back and forth between two states. Chance is how often
    the same network comes to patterns that were never stored.
    """

    name: ClassVar[str] = "spurious-states"
    question: ClassVar[str] = "What does a network settle into when nothing is asked of it?"
    sources: ClassVar[tuple[str, ...]] = ("hopfield1982", "amitspin1985", "goles1985")
    conditions: ClassVar[tuple[str, ...]] = (ASYNCHRONOUS, SYNCHRONOUS, SHUFFLED)
    meanings: ClassVar[Mapping[str, str]] = {
        "stored": "share of starts that end in a stored pattern, 0 to 1, by patterns stored",
        "reversed": "the same of stored patterns with all units turned over",
        "mixture": "the same of mixtures of 3, 5 or 7 patterns",
        "other": "the same of other states that last",
        "cycle": "the same of two states that follow each other for ever",
    }

    units: float = cited(200, "units", "chosen", "as in storage-rules", 50, 2000)
    starts: float = cited(50, "states", "chosen", "shares to within .07 a seed", 10, 10000)

    def networks(self) -> tuple[Network, ...]:
        """Return a network for every storage rule."""
        return STORING

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Fill a network, and let it settle from random states."""
        rule = parameters_of(network, StorageRule)  # type: ignore[type-abstract]
        units = int(self.units)
        for number, count in enumerate(COUNTS):
            random = np.random.default_rng([seed, count])
            patterns, never = (random_patterns(count, units, random) for _ in range(2))
            filled = SignHopfieldNetwork(units, rule)
            filled.store(patterns)
            starts = random_patterns(int(self.starts), units, random)
            settled = filled.retrieve_together(starts)
            lasting = settled.states[~settled.cycling]
            alone = filled.retrieve(starts, random)
            control = filled.shuffled(random).retrieve(starts, random)
            yield from _shares(ASYNCHRONOUS, alone, patterns, never, starts)
            yield from _shares(SYNCHRONOUS, lasting, patterns, never, starts)
            yield from _shares(SHUFFLED, control, patterns, never, starts)
            cycling = float(np.mean(settled.cycling))
            yield Score("cycle", cycling, 0.0, 1.0, count, SYNCHRONOUS)
            progress((number + 1) / len(COUNTS))

    def charts(self) -> tuple[Chart, ...]:
        """Return what states are found, by the number of patterns, and the control."""
        x, y = "patterns stored", "share of starts"
        every = tuple((kind.value, kind.value) for kind in Kind)
        note = (
            "Published counterpart: patterns and their reverses are equally deep; mixtures of an "
            "odd number of patterns are valleys at low load (Amit, Gutfreund & Sompolinsky 1985); "
            "all at once, symmetric couplings lead to states or to cycles of two (Goles et al. "
            "1985)."
        )
        return (
            Chart(
                "One unit at a time", x, y, every, SHARE, scale=Scale.LOG, note=note,
                condition=ASYNCHRONOUS,
            ),
            Chart(
                "All units at once", x, y, (*every, ("cycle", "cycle of two")), SHARE,
                scale=Scale.LOG, condition=SYNCHRONOUS,
            ),
            Chart(
                "One unit at a time, couplings shuffled", x, y, every, SHARE, scale=Scale.LOG,
                condition=SHUFFLED,
            ),
        )  # fmt: skip

    def quick(self) -> SpuriousStates:
        """Return fewer starts."""
        return smaller(self, {"starts": 20})


def _shares(
    condition: str, states: Signs, patterns: Signs, never: Signs, starts: Signs
) -> Iterator[Score]:
    """Yield the share of all starts that ended in each kind of state."""
    found, by_chance = kinds(states, patterns), kinds(states, never)
    for kind in Kind:
        share, chance = (each.count(kind) / len(starts) for each in (found, by_chance))
        yield Score(kind.value, share, chance, 1.0, len(patterns), condition)
