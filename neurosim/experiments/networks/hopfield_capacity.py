"""Ever more patterns in Hopfield networks of several sizes, until retrieval breaks down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial import HebbRule, SignHopfieldNetwork, own_overlaps, random_patterns
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.network import TRAINED, Network, NetworkExperiment, Score
from neurosim.experiments.quick import smaller
from neurosim.measures.crossing import crossing
from neurosim.parameters import cited
from neurosim.protocol import Progress, Vector

SIZES = (200, 500, 1000, 2000, 4000)
"""Units of the networks."""

LOADS = (0.05, 0.10, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.20, 0.22, 0.25)
"""Patterns a unit, ascending."""

SMALL, MOST = 500, 0.18
"""Larger networks than these have lost nearly all at this load, and are not filled any further."""

FIRST = 0.12
"""Load whose patterns are followed from then on: the last at which nearly all are retrieved."""

CONTROLLED = 500
"""Size of the network that is shuffled."""

EXPONENTS = {"intercept": -2 / 3, "intercept_root": -1 / 2}
"""Powers of N by which crossings are extrapolated. The first makes them a straight line (chosen on
other seeds, up to N = 2000), the second is that of fluctuations, and does so from N = 500 on."""

SHUFFLED = "shuffled"

THEORY = DataSet(
    "theory, N without bounds", "amit1985", Certainty.COMPUTED, "overlap", "",
    (0.05, 0.10, 0.12, 0.13), (1.0, 0.998, 0.9932, 0.9872),
)  # fmt: skip
"""What `neurosim.artificial.mean_field` computes, written down: solving it takes long to import."""

LIMIT = DataSet("theory", "amit1985", Certainty.COMPUTED, "crossing", "", (0.0,), (0.1379,))
BROKEN = DataSet(
    "theory, replica symmetry broken", "crisanti1986", Certainty.REPORTED, "crossing", "",
    (0.0,), (0.144,),
)  # fmt: skip


def loads_of(size: int) -> tuple[float, ...]:
    """Return the loads that a network of so many units is filled to, ascending."""
    return tuple(load for load in LOADS if size <= SMALL or load <= MOST)


def at_no_end(sizes: Vector, crossings: Vector, exponent: float) -> float:
    """Return where a line through crossings against a power of N ends for N without bounds."""
    _, intercept = np.polyfit(sizes**exponent, crossings, 1)
    return float(intercept)


@dataclass(frozen=True)
class HopfieldCapacity(NetworkExperiment):
    """Random patterns are stored by Hebb's rule, more and more; the first are cued by themselves.

    Updates are asynchronous, until nothing changes. A pattern is retrieved while the overlap of
    what it settles into with itself is above .9. Small networks are repeated, so that every size
    has about as many units in all. In the control the couplings are those that were learned, each
    between other units.
    """

    name: ClassVar[str] = "hopfield-capacity"
    question: ClassVar[str] = "How many patterns does a Hopfield network hold?"
    sources: ClassVar[tuple[str, ...]] = (
        "hopfield1982", "amit1985", "amitgutfreund1987", "crisanti1986",
    )  # fmt: skip
    conditions: ClassVar[tuple[str, ...]] = (TRAINED, SHUFFLED)
    meanings: ClassVar[Mapping[str, str]] = {
        **{
            f"{measure}_{size}": f"{meaning} in {size} units, {span}, by patterns a unit"
            for size in SIZES
            for measure, meaning, span in (
                ("overlap", "mean overlap of final states with their patterns", "-1 to 1"),
                ("retrieved", "share of patterns with an overlap above .9", "0 to 1"),
                ("quality", "mean overlap of those with an overlap above .9", ".9 to 1"),
            )
        },
        "crossing": "load at which half of the patterns are retrieved, by N^(-2/3)",
        "intercept": "the end of a line through crossings, for N without bounds",
        "intercept_root": "the same of a line through crossings by N^(-1/2)",
    }

    cues: float = cited(20, "patterns", "chosen", "that are followed, in a network", 4, 10000)
    largest: float = cited(
        2000, "units", "chosen", "largest network; 4000 takes three times as long", 500, 4000
    )
    retrieved: float = cited(
        0.9, "1", "chosen", "between .967, at the critical load, and what is left above it", 0.5, 1
    )

    def networks(self) -> tuple[Network, ...]:
        """Return the network of 1982."""
        summary = "Hopfield network of +1 and -1 units, Hebb's rule, asynchronous."
        return (Network("hopfield", summary, HebbRule.sources, HebbRule()),)

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Fill networks of every size, smallest first, and extrapolate where half is lost."""
        sizes = [size for size in SIZES if size <= self.largest]
        found: dict[int, float] = {}
        for number, size in enumerate(sizes):
            random = np.random.default_rng([seed, size])
            repeats = max(1, round(self.largest / size))
            filled = [self._filled(size, size == CONTROLLED, random) for _ in range(repeats)]
            intact = np.concatenate([each[TRAINED] for each in filled], axis=-1)
            shares = self._shares(intact)
            yield from self._by_load(size, TRAINED, intact, shares)
            if size == CONTROLLED:
                control = np.concatenate([each[SHUFFLED] for each in filled], axis=-1)
                yield from self._by_load(size, SHUFFLED, control, self._shares(control))
            halfway = crossing(loads_of(size), shares[0], 0.5)
            if halfway is not None:
                found[size] = halfway
                place = round(size ** EXPONENTS["intercept"], 4)
                yield Score("crossing", halfway, 0.0, 1.0, place)
            progress((number + 1) / len(sizes))
        if len(found) > 1:
            through = np.array(list(found), float), np.array(list(found.values()))
            for name, exponent in EXPONENTS.items():
                yield Score(name, at_no_end(*through, exponent), 0.0, 1.0, 0.0)

    def _filled(
        self, units: int, controlled: bool, random: np.random.Generator
    ) -> dict[str, Vector]:
        """Fill one network; return overlaps with own and with other patterns, by condition.

        Shape (2, loads, cues); NaN where a pattern is not stored yet.
        """
        loads = loads_of(units)
        patterns = random_patterns(round(loads[-1] * units), units, random)
        network = SignHopfieldNetwork(units, HebbRule(), np.float32)
        followed = patterns[: min(int(self.cues), round(FIRST * units))]
        names = (TRAINED, SHUFFLED) if controlled else (TRAINED,)
        found = {name: np.full((2, len(loads), len(followed)), np.nan) for name in names}
        stored = 0
        for row, load in enumerate(loads):
            count = round(load * units)
            network.store(patterns[stored:count])
            stored, cues = count, followed[:count]
            for name in names:
                acting = network if name == TRAINED else network.shuffled(random)
                states = acting.retrieve(cues, random)
                found[name][0, row, : len(cues)] = own_overlaps(states, cues)
                others = np.roll(cues, 1, axis=0)
                found[name][1, row, : len(cues)] = own_overlaps(states, others)
        return found

    def _shares(self, overlaps: Vector) -> Vector:
        """Return the share of overlaps that count as retrieved, shape (2, loads)."""
        above = np.where(np.isnan(overlaps), np.nan, overlaps > self.retrieved)
        return np.asarray(np.nanmean(above, axis=-1))

    def _by_load(
        self, size: int, condition: str, overlaps: Vector, shares: Vector
    ) -> Iterator[Score]:
        by_load = zip(loads_of(size), *overlaps, *shares, strict=True)
        for load, found, others, share, by_chance in by_load:
            own, guess = found[~np.isnan(found)], others[~np.isnan(others)]
            yield Score(f"overlap_{size}", own.mean(), guess.mean(), 1.0, load, condition)
            yield Score(f"retrieved_{size}", share, by_chance, 1.0, load, condition)
            if share:
                mean = own[own > self.retrieved].mean()
                # No mean of overlaps above a level is lower than that.
                yield Score(f"quality_{size}", mean, self.retrieved, 1.0, load, condition)

    def charts(self) -> tuple[Chart, ...]:
        """Return overlap and share by load and size, the extrapolation, and the control."""
        load, overlap = "patterns per unit", "overlap"

        def sizes(measure: str) -> tuple[tuple[str, str], ...]:
            return tuple((f"{measure}_{size}", f"N = {size}") for size in SIZES)

        note = (
            "Theory: Amit, Gutfreund & Sompolinsky (1985), for N without bounds: nothing is "
            "retrieved above .138; points at 0 are where lines through the others end. "
            "Chance is the overlap with another pattern, and .9 for those above .9; in the control "
            "couplings are those that were learned, each between other units."
        )
        return (
            Chart(
                "Share of patterns that are retrieved", load, "share of patterns",
                sizes("retrieved"), SHARE, condition=TRAINED, note=note,
            ),
            Chart(
                "Where half is lost, against the size", "N^(-2/3)", load,
                (
                    ("crossing", "half is lost"), ("intercept", "end of a line through them"),
                    ("intercept_root", "the same by N^(-1/2)"),
                ), (0.12, 0.22),
                published=(LIMIT, BROKEN), condition=TRAINED,
            ),
            Chart(
                "Overlap of those that are retrieved", load, overlap, sizes("quality"),
                (0.9, 1.0), published=(THEORY,), condition=TRAINED,
            ),
            Chart(
                "Overlap of all", load, overlap, sizes("overlap"), SHARE,
                published=(THEORY,), condition=TRAINED,
            ),
            Chart(
                f"Couplings shuffled, N = {CONTROLLED}", load, overlap,
                (
                    (f"overlap_{CONTROLLED}", "overlap of all"),
                    (f"retrieved_{CONTROLLED}", "share that is retrieved"),
                ), SHARE, condition=SHUFFLED,
            ),
        )  # fmt: skip

    def quick(self) -> HopfieldCapacity:
        """Return networks of up to 500 units, and fewer cues."""
        return smaller(self, {"largest": 500})
