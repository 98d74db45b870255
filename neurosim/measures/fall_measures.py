"""What is measured of recalls as falls: energies, and how far a network goes with the brain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neurosim.adapters.hopfield import HopfieldAdapter
from neurosim.measures.falls import TIMES, Fall, On, Outcome, falls
from neurosim.measures.measure import Measure
from neurosim.protocol import Diary, Vector

Score = Callable[[Fall], float]
"""What is made of one test."""

Number = Callable[[list[Fall]], float]
"""What is made of some tests."""

SMALLEST = 1e-12
"""Spread below which numbers are taken for the same."""

ACTIVE = (Outcome.RECALLED, Outcome.ANOTHER, Outcome.UNFINISHED)
"""Outcomes of tests in which CA3 fired at all."""


def fall_measures(
    population: str,
    pathway: str,
    naive: str,
    studied: str,
    labels: Sequence[tuple[str, float]],
    adapter: HopfieldAdapter,
) -> tuple[Measure, ...]:
    """Return what there is to measure of the falls of a population.

    Parameters
    ----------
    population, pathway
        Names of the population and of the synapses within it.
    naive, studied
        Labels of the looks at them, before and after the studies.
    labels
        Labels of the tests, with the place of each on the abscissa of a curve.
    adapter
        How synapses are made to couplings, and spikes to states.
    """

    @lru_cache(maxsize=1)  # all measures of a diary are taken one after the other
    def found(diary: Diary) -> list[Fall]:
        return falls(diary, population, pathway, naive, studied, adapter)

    of = _Of(found)
    return (*_outcomes(of), *_energies(of), *_item_by_item(of), *_by_share(of, labels))


@dataclass(frozen=True, eq=False)
class _Of:
    """Makes measures of the tests that are found in a diary."""

    found: Callable[[Diary], list[Fall]]

    def measure(
        self,
        name: str,
        meaning: str,
        value: Number,
        chance: Number,
        ceiling: Number,
        kept: Callable[[Fall], bool] = lambda fall: True,
        least: int = 1,
        at: float | None = None,
    ) -> Measure:
        """Return a measure of the tests that are kept; it needs some of them."""

        def tests(diary: Diary) -> list[Fall]:
            return [fall for fall in self.found(diary) if kept(fall)]

        def read(number: Number) -> Callable[[Diary], float]:
            return lambda diary: number(tests(diary))

        return Measure(
            name,
            meaning,
            lambda diary: len(tests(diary)) >= least,
            lambda diary: tests(diary)[0].began,
            read(value),
            read(chance),
            read(ceiling),
            at=at,
        )


def _outcomes(of: _Of) -> Iterator[Measure]:
    """How tests ended."""
    for outcome in Outcome:
        yield of.measure(
            f"share_{outcome.value}",
            f"share of tests that ended {outcome.value} in CA3 (0 to 1)",
            ended(outcome),
            constant(0.0),
            constant(float(outcome is Outcome.RECALLED)),
        )


def _energies(of: _Of) -> Iterator[Measure]:
    """Energy in the course of a recall, and whether it falls, by outcome; and on other weights."""
    kinds = [(outcome.value, outcome, On.OWN) for outcome in ACTIVE]
    kinds += [(on.value, Outcome.RECALLED, on) for on in (On.PERMUTED, On.NAIVE)]
    for name, outcome, on in kinds:
        yield from _energy(of, name, outcome, on)


def _energy(of: _Of, name: str, outcome: Outcome, on: On) -> Iterator[Measure]:
    told = f"tests that ended {outcome.value}, on {on.value} weights"

    def kept(fall: Fall) -> bool:
        return fall.outcome is outcome

    def end(which: On) -> Number:
        return mean(lambda fall: fall.on[which].fall)

    def fell(which: On) -> Number:
        return mean(lambda fall: float(fall.on[which].fall < 0))

    def then(which: On, place: int) -> Number:
        return mean(lambda fall: float(fall.on[which].energy[place]))

    yield of.measure(
        f"fall_{name}",
        f"change of energy from the first to the last ms of the volley, {told} (pulls)",
        end(on), end(On.PERMUTED), end(on), kept,
    )  # fmt: skip
    best = constant(1.0) if outcome is Outcome.RECALLED and on is On.OWN else fell(on)
    yield of.measure(
        f"fell_{name}",
        f"share with less energy in the last than in the first ms of the volley, {told} (0 to 1)",
        fell(on), fell(On.PERMUTED), best, kept,
    )  # fmt: skip
    for place, ms in enumerate(TIMES):
        yield of.measure(
            f"energy_{name}",
            f"energy of the cells that have fired so many ms into the volley; 0 is silence; {told}",
            then(on, place), constant(0.0), then(on, place), kept, at=ms,
        )  # fmt: skip


def _item_by_item(of: _Of) -> Iterator[Measure]:
    """How far networks, and the cells that fire first, go with the brain over its tests."""
    sides = {on.value: (f"the network on {on.value} weights", recalled_on(on)) for on in On}
    sides["first_cells"] = "the cells that fire first, without a network", first_cells
    for name, (told, side) in sides.items():
        for kind, kept in (("active", active), ("all", everything)):
            yield of.measure(
                f"correlation_{kind}_{name}",
                f"correlation over {kind} tests of what CA3 recalls with {told} (-1 to 1)",
                correlation(side), constant(0.0), constant(1.0), kept, least=3,
            )  # fmt: skip
    for kind, kept in (("active", active), ("all", everything)):
        yield of.measure(
            f"partial_{kind}",
            f"correlation of CA3 with its own network over {kind} tests, given the cells that fire "
            "first (-1 to 1)",
            partial, constant(0.0), constant(1.0), kept, least=4,
        )  # fmt: skip
    yield of.measure(
        "held",
        "agreement with its pattern of where the network settles from two cells of it (-1 to 1)",
        mean(lambda fall: fall.held), constant(0.0), constant(1.0),
    )  # fmt: skip
    yield of.measure(
        "correlation_items_held",
        "correlation over items of what CA3 recalls, mean over tests, with `held` (-1 to 1)",
        over_items, constant(0.0), constant(1.0), least=3,
    )  # fmt: skip


def _by_share(of: _Of, labels: Sequence[tuple[str, float]]) -> Iterator[Measure]:
    """How much of the item comes back, and how alike both sides are, by the share of the cue."""
    wanted: dict[str, Score] = {
        "brain": lambda fall: fall.brain,
        "network": recalled_on(On.OWN),
        "permuted": recalled_on(On.PERMUTED),
        "first_cells": first_cells,
    }
    alike: dict[str, Score] = {
        "network": lambda fall: fall.on[On.OWN].alike,
        "permuted": lambda fall: fall.on[On.PERMUTED].alike,
        "first_cells": lambda fall: fall.alike,
    }
    for label, share in labels:

        def kept(fall: Fall, label: str = label) -> bool:
            return fall.label == label

        for name, score in wanted.items():
            yield of.measure(
                f"overlap_{name}",
                f"agreement with the pattern asked for: {name} (-1 to 1; silence is 0)",
                mean(score), mean(lambda fall: fall.others), constant(1.0), kept, at=share,
            )  # fmt: skip
        for name, score in alike.items():
            yield of.measure(
                f"alike_{name}",
                f"agreement with what CA3 recalled: {name} (-1 to 1; silence is 0)",
                mean(score), constant(0.0), constant(1.0),
                lambda fall, kept=kept: kept(fall) and active(fall),  # type: ignore[misc]
                at=share,
            )  # fmt: skip


def active(fall: Fall) -> bool:
    """Say whether CA3 fired at all."""
    return fall.outcome is not Outcome.SILENT


def everything(fall: Fall) -> bool:
    """Keep every test."""
    return True


def first_cells(fall: Fall) -> float:
    """Return the score of the cells that the cue fires first, without any network."""
    return fall.started


def recalled_on(which: On) -> Score:
    """Return the score of where a network settles: its agreement with the pattern asked for."""
    return lambda fall: fall.on[which].recalled


def ended(outcome: Outcome) -> Number:
    """Return the share of tests that ended so."""
    return mean(lambda fall: float(fall.outcome is outcome))


def mean(score: Score) -> Number:
    """Return the mean of a score over tests."""
    return lambda tests: float(np.mean([score(fall) for fall in tests]))


def constant(value: float) -> Number:
    """Return a number that is the same whatever the tests."""
    return lambda tests: value


def correlation(score: Score) -> Number:
    """Return the correlation of a score with what CA3 recalls, over tests."""
    return lambda tests: correlated([fall.brain for fall in tests], [score(f) for f in tests])


def partial(tests: list[Fall]) -> float:
    """Return the correlation of brain and network that is left, given the cells that fire first."""
    first = np.array([fall.started for fall in tests])
    first -= first.mean()
    left = []
    for each in ([f.brain for f in tests], [f.on[On.OWN].recalled for f in tests]):
        side = np.asarray(each) - np.mean(each)
        left.append(side - first * (first @ side) / max(float(first @ first), SMALLEST))
    return correlated(*left)


def over_items(tests: list[Fall]) -> float:
    """Return the correlation over items of what CA3 recalls with how well patterns are held."""
    names = list(dict.fromkeys(fall.target for fall in tests))
    brain = [float(np.mean([f.brain for f in tests if f.target == name])) for name in names]
    held = [next(f.held for f in tests if f.target == name) for name in names]
    return correlated(brain, held)


def correlated(one: Sequence[float] | Vector, other: Sequence[float] | Vector) -> float:
    """Return Pearson's correlation; 0 where one is the same throughout, and so tells nothing."""
    a, b = np.asarray(one) - np.mean(one), np.asarray(other) - np.mean(other)
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.clip(a @ b / size, -1, 1)) if size > SMALLEST else 0.0
