"""Far more patterns than units: what steeper energies hold, and what attention is to that."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial import (
    AttractorMemory,
    ContinuousHopfieldNetwork,
    DenseHopfieldNetwork,
    Exponential,
    HebbRule,
    Interaction,
    Polynomial,
    SignHopfieldNetwork,
    Signs,
    StorageRule,
    own_overlaps,
    random_patterns,
)
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.quick import smaller
from neurosim.measures.crossing import crossing
from neurosim.parameters import cited
from neurosim.protocol import Progress, Vector

COUNTS = (10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000)
"""Patterns that are stored."""

LEAST, MOST = 3, 20
"""Least and most patterns that are cued."""


@dataclass(frozen=True)
class Softmax:
    """The continuous network, one update of which is attention."""

    beta: float = cited(1.0, "1", "chosen", "as steep as the exponential energy", 1e-3, 100)


def memory(parameters: object, units: int) -> AttractorMemory:
    """Return a memory that holds nothing yet; which one follows from the type of its parameters.

    Raises
    ------
    TypeError
        If there is no memory with such parameters.
    """
    match parameters:
        case StorageRule():
            return SignHopfieldNetwork(units, parameters)
        case Interaction():
            return DenseHopfieldNetwork(units, parameters)
        case Softmax():
            return ContinuousHopfieldNetwork(units, float(parameters.beta))
    raise TypeError(f"no memory has parameters of type {type(parameters).__name__}")


def krotov_capacity(units: int, degree: int) -> float:
    """Return N^(n-1) / (2 (2n-3)!! ln N), the patterns that stay as they are."""
    odd = math.prod(range(2 * degree - 3, 0, -2))
    return float(units ** (degree - 1) / (2 * odd * math.log(units)))


def halfway(counts: list[int], shares: list[float]) -> float:
    """Return the count at which a share is first down to one half, between on a log axis.

    The last count if it never is; the first if it is not above one half from the beginning.
    """
    if shares[0] <= 0.5:
        return float(counts[0])
    found = crossing(np.log(counts), shares, 0.5)
    return float(counts[-1]) if found is None else math.exp(found)


@dataclass(frozen=True)
class DenseHopfield(NetworkExperiment):
    """Patterns are stored, more and more, and retrieved from cues with flipped units.

    Chance is what cues of patterns that were never stored come to: their overlap with the pattern
    that they were made from.
    """

    name: ClassVar[str] = "dense-hopfield"
    question: ClassVar[str] = "How many patterns can few units hold, if the energy is steep?"
    sources: ClassVar[tuple[str, ...]] = (
        "krotov2016", "demircigil2017", "ramsauer2020", "hopfield1982", "vaswani2017",
    )  # fmt: skip
    meanings: ClassVar[Mapping[str, str]] = {
        "right": "share of patterns that are retrieved without a wrong unit, 0 to 1",
        "overlap": "mean overlap of what is retrieved with the pattern, -1 to 1",
        "held": "patterns of which half are retrieved without a wrong unit, 10 to 100,000",
    }

    units: float = cited(64, "units", "chosen", "few, so that 10,000 patterns are many", 8, 1000)
    flipped: float = cited(0.1, "1", "chosen", "share of a cue's units", 0, 0.5)
    most: float = cited(100_000, "patterns", "chosen", "that are stored", 30, 100_000)
    products: float = cited(
        1e5, "products", "chosen", "of cues and patterns: how many are cued, 3 to 20", 1e3, 1e8
    )

    def networks(self) -> tuple[Network, ...]:
        """Return the classical network, three polynomials, the exponential, and attention."""
        powers = [
            Polynomial(cited(degree, "factors", "krotov2016", "n of the energy", 2, 30))
            for degree in (3, 4, 5)
        ]
        return (
            Network(
                "classical", "Hopfield network with couplings.", HebbRule.sources, HebbRule()
            ),
            *(
                Network(
                    f"power-{power.degree:g}", f"Energy of products to the power {power.degree:g}.",
                    ("krotov2016",), power,
                )
                for power in powers
            ),
            Network("exponential", "Energy of exponentials.", ("demircigil2017",), Exponential()),
            Network("attention", "One update: softmax.", ("ramsauer2020",), Softmax()),
        )  # fmt: skip

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Store and retrieve so many patterns, fewest first."""
        counts = [count for count in COUNTS if count <= self.most]
        shares = []
        for number, count in enumerate(counts):
            random = np.random.default_rng([seed, count])
            held = memory(network.parameters, int(self.units))
            patterns = random_patterns(count, held.units, random)
            held.store(patterns)
            cued = int(np.clip(self.products // count, LEAST, min(MOST, count)))
            own = self._overlaps(held, patterns[:cued], random)
            new = self._overlaps(held, random_patterns(cued, held.units, random), random)
            shares.append(float(np.mean(own == 1)))
            yield Score("right", shares[-1], float(np.mean(new == 1)), 1.0, count)
            yield Score("overlap", float(np.mean(own)), float(np.mean(new)), 1.0, count)
            progress((number + 1) / len(counts))
        yield Score("held", halfway(counts, shares), counts[0], counts[-1])

    def _overlaps(
        self, held: AttractorMemory, patterns: Signs, random: np.random.Generator
    ) -> Vector:
        """Return the overlap of each pattern with what its cue comes to."""
        cues = held.cue(patterns, float(self.flipped), random)
        return own_overlaps(held.retrieve(cues, random), patterns)

    def charts(self) -> tuple[Chart, ...]:
        """Return what is retrieved by the number of patterns."""
        x = "patterns stored"
        known = ", ".join(f"{krotov_capacity(64, n):,.0f} (n = {n})" for n in (2, 3, 4, 5))
        note = (
            "Published counterpart: without a wrong unit, from the patterns themselves, N = 64 "
            f"units hold {known} for energies of the power n (Krotov & Hopfield 2016; n = 2 is "
            "the classical network), and exponentially many for the exponential one (Demircigil "
            "et al. 2017). Chance is what cues of patterns that were not stored come to."
        )
        return (
            Chart(
                "Patterns that are retrieved without a wrong unit", x, "share of patterns",
                (("right", "right"),), SHARE, scale=Scale.LOG, note=note,
            ),
            Chart(
                "How alike what is retrieved and the pattern are", x, "overlap",
                (("overlap", "overlap"),), SHARE, scale=Scale.LOG,
            ),
        )  # fmt: skip

    def quick(self) -> DenseHopfield:
        """Return at most 10,000 patterns, and fewer cues."""
        return smaller(self, {"most": 10_000, "products": 3e4})
