"""Rules that store patterns in couplings, for more and more patterns, alike and not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial import (
    SignHopfieldNetwork,
    Signs,
    StorageRule,
    correlated_patterns,
    own_overlaps,
    random_patterns,
)
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.storing import PROJECTION, STORING
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress

LOADS = (0.05, 0.10, 0.15, 0.20, 0.30, 0.40, 0.50, 0.60, 0.70, 0.80, 0.90)
"""Patterns a unit, ascending."""

RANDOM, CORRELATED, SHUFFLED = "random", "correlated", "shuffled"


def staying(network: SignHopfieldNetwork, patterns: Signs, random: np.random.Generator) -> float:
    """Return the share of patterns that stay exactly as they are when they are the cue."""
    return float(np.mean(np.all(network.retrieve(patterns, random) == patterns, axis=1)))


@dataclass(frozen=True)
class StorageRules(NetworkExperiment):
    """Patterns are stored, more and more; some of them are cued, with flipped units.

    They are also cued by themselves: an exact memory does not move from there. Chance is how many
    patterns of the same kind stay that were never stored. In one control the patterns resemble each
    other, in the other the couplings that random patterns left are shuffled.
    """

    name: ClassVar[str] = "storage-rules"
    question: ClassVar[str] = "How much does a network hold by Hebb's rule, and by better ones?"
    sources: ClassVar[tuple[str, ...]] = (
        "hopfield1982", "personnaz1985", "personnaz1986", "kanter1987", "storkey1997",
        "storkey1999", "mceliece1987",
    )  # fmt: skip
    conditions: ClassVar[tuple[str, ...]] = (RANDOM, CORRELATED, SHUFFLED)
    meanings: ClassVar[Mapping[str, str]] = {
        "overlap": "mean overlap of what is retrieved with the pattern, -1 to 1, by load",
        "retrieved": "share of patterns with an overlap above .95, 0 to 1",
        "kept": "share of patterns that stay exactly as they are, 0 to 1",
    }

    units: float = cited(200, "units", "chosen", "as many patterns take seconds", 20, 2000)
    cues: float = cited(30, "patterns", "chosen", "that are cued, at most", 2, 2000)
    flipped: float = cited(0.1, "1", "chosen", "share of a cue's units", 0, 0.5)
    alike: float = cited(
        0.25, "1", "chosen", "mean overlap of correlated patterns: far above chance", 0, 0.9
    )
    enough: float = cited(0.95, "1", "chosen", "overlap of what is retrieved, cues .8", 0.5, 1)

    def networks(self) -> tuple[Network, ...]:
        """Return a network for every rule; the pseudo-inverse with and without self-coupling."""
        return (*STORING, PROJECTION)

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Fill a network with random patterns and one with patterns that are alike."""
        rule = parameters_of(network, StorageRule)  # type: ignore[type-abstract]
        units = int(self.units)
        most = round(LOADS[-1] * units)
        for number, condition in enumerate((RANDOM, CORRELATED)):
            # From one seed, so that patterns that are alike have the same in common.
            random, other = (np.random.default_rng([seed, number]) for _ in range(2))
            patterns = self._drawn(condition, most, random)
            never = self._drawn(condition, most + int(self.cues), other)[most:]
            filled, stored = SignHopfieldNetwork(units, rule), 0
            for load in LOADS:
                count = round(load * units)
                filled.store(patterns[stored:count])
                stored = count
                # Storkey's rule keeps the latest patterns best: any may be cued.
                which = random.choice(count, min(count, int(self.cues)), replace=False)
                cued = patterns[which]
                yield from self._cued(filled, cued, load, condition, random)
                kept, chance = staying(filled, cued, random), staying(filled, never, other)
                yield Score("kept", kept, chance, 1.0, load, condition)
                if condition == RANDOM:
                    control = filled.shuffled(random)
                    yield from self._cued(control, cued, load, SHUFFLED, random)
                    kept, chance = staying(control, cued, random), staying(control, never, other)
                    yield Score("kept", kept, chance, 1.0, load, SHUFFLED)
                progress((number + load / LOADS[-1]) / 2)

    def _drawn(self, condition: str, count: int, random: np.random.Generator) -> Signs:
        if condition == RANDOM:
            return random_patterns(count, int(self.units), random)
        return correlated_patterns(count, int(self.units), float(self.alike), random)

    def _cued(
        self,
        network: SignHopfieldNetwork,
        patterns: Signs,
        load: float,
        condition: str,
        random: np.random.Generator,
    ) -> Iterator[Score]:
        """Cue patterns with flipped units; chance is the cue itself, or none."""
        cues = network.cue(patterns, float(self.flipped), random)
        own = own_overlaps(network.retrieve(cues, random), patterns)
        cue = float(np.mean(own_overlaps(cues, patterns)))
        yield Score("overlap", float(np.mean(own)), cue, 1.0, load, condition)
        right = float(np.mean(own >= self.enough))
        yield Score("retrieved", right, 0.0, 1.0, load, condition)

    def charts(self) -> tuple[Chart, ...]:
        """Return what is retrieved and what is kept, by load."""
        x, share = "patterns per unit", "share of patterns"
        note = (
            "Chance is the overlap of the cue itself, and how many patterns stay that were never "
            "stored. Published counterpart, N = 200: patterns are kept exactly up to 1/(2 ln N) = "
            ".09 a unit by Hebb's rule (McEliece et al. 1987) and 1/sqrt(2 ln N) = .31 by "
            "Storkey's (1997), and up to 1 by a projection, which without self-coupling still has "
            "basins there, and with it has none above .5 (Kanter & Sompolinsky 1987)."
        )
        return (
            Chart(
                "Patterns that are retrieved from cues with flipped units", x, share,
                (("retrieved", "retrieved"),), SHARE, note=note,
            ),
            Chart("Overlap with the pattern", x, "overlap", (("overlap", "overlap"),), SHARE),
            Chart("Patterns that stay exactly as they are", x, share, (("kept", "kept"),), SHARE),
        )  # fmt: skip

    def quick(self) -> StorageRules:
        """Return a smaller network, and fewer cues."""
        return smaller(self, {"units": 100, "cues": 10})
