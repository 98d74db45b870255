"""Changes of cortical weights against the gradient of the brain's own task, from a diary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np

from neurosim.adapters.backprop import (
    CompletionTask,
    CorticalUnits,
    GradientDescent,
    angle,
    completion_task,
    guessing,
    hebbian,
    other_items,
)
from neurosim.measures.examined import Examined
from neurosim.measures.made_once import MadeOnce
from neurosim.measures.measure import Measure, Reading
from neurosim.measures.recall import Tests, studied_items, uncued
from neurosim.protocol import Diary, Recall, Vector

OTHERS = 39
"""Sets of items that were never studied; a rank among them is at best 1 in 40."""


@dataclass(frozen=True)
class Gradients:
    """What is measured of a pathway that was examined before and after nights.

    Parameters
    ----------
    seen
        The pathway.
    units
        What its cells are as units of a network.
    descent
        How that network is trained.
    """

    seen: Examined
    units: CorticalUnits
    descent: GradientDescent

    def angle(self, name: str, before: str, after: str, at: float) -> Measure:
        """Return the angle between a change and the steepest descent at the weights before it.

        Chance is the mean angle to the descent for items that were never studied.

        Parameters
        ----------
        name
            Name of the measure.
        before, after
            Labels of the examinations between which weights changed.
        at
            Where on the abscissa the number stands.
        """
        return self._measure(
            name,
            "angle between a night's change of weights and the gradient's descent (degrees; below "
            "90 lowers the loss)",
            (before, after), at,
            lambda diary: angle(self._change(diary, before, after), self._down(diary, before)),
            chance=lambda diary: float(np.mean(self._others(diary, before, after))),
        )  # fmt: skip

    def hebbian_angle(self, name: str, before: str, after: str, at: float) -> Measure:
        """Return the angle between a change and Hebb's product; parameters as of `angle`."""

        def value(diary: Diary) -> float:
            return angle(self._change(diary, before, after), hebbian(self.seen.task(diary)))

        return self._measure(
            name, "angle between a night's change of weights and Hebb's product (degrees)",
            (before, after), at, value, chance=lambda diary: 90.0,
        )  # fmt: skip

    def angle_everywhere(self, name: str, before: str, after: str, at: float) -> Measure:
        """Return the angle among all synapses of the pathway, those within senses included."""

        def value(diary: Diary) -> float:
            change = self.seen.change(diary, before, after)
            return angle(change, self._down(diary, before))

        return self._measure(
            name,
            "the same angle among all synapses of the pathway, within senses as well (degrees)",
            (before, after), at, value, chance=lambda diary: 90.0,
        )  # fmt: skip

    def others_nearer(self, name: str, before: str, after: str, at: float) -> Measure:
        """Return to how many sets of other items a change is as near; parameters as of `angle`."""

        def value(diary: Diary) -> float:
            own = angle(self._change(diary, before, after), self._down(diary, before))
            return float(np.mean(self._others(diary, before, after) <= own))

        return self._measure(
            name,
            "share of sets of items never studied to whose gradient a night's change is as near "
            "(0 to 1)",
            (before, after), at, value, chance=lambda diary: 0.5,
        )  # fmt: skip

    def loss(self, name: str, label: str, at: float) -> Measure:
        """Return the loss of the weights as they were examined; chance answers alike always."""
        return self._measure(
            name, "loss of the cortical weights in completing items (nats per cell; 0: none)",
            (label,), at, lambda diary: self._loss(diary, label),
            chance=lambda diary: guessing(self.seen.task(diary)),
        )  # fmt: skip

    def efficiency(self, name: str, before: str, after: str, at: float) -> Measure:
        """Return what share of the fall of loss along the gradient a change of its length makes.

        Chance is the same change with its synapses permuted.
        """

        def share(diary: Diary, change: Vector) -> float:
            task, start = self.seen.task(diary), self.seen.weights(diary, before)
            down, length = self._down(diary, before), np.linalg.norm(change)
            if length == 0:
                return 0.0
            begin = self.units.loss(start, task)
            best = begin - self.units.loss(start + down * (length / np.linalg.norm(down)), task)
            return (begin - self.units.loss(start + change, task)) / best if best > 0 else 0.0

        def permuted(diary: Diary) -> float:
            change, taught = self._change(diary, before, after), self.seen.task(diary).taught
            again = np.zeros_like(change)
            again[taught] = np.random.default_rng(0).permutation(change[taught])
            return share(diary, again)

        return self._measure(
            name,
            "fall of the loss in a night, relative to a step of the same length along the gradient "
            "(1: as much)",
            (before, after), at, lambda diary: share(diary, self._change(diary, before, after)),
            chance=permuted, ceiling=1.0,
        )  # fmt: skip

    def repair(self, name: str, before: str, after: str, at: float) -> Measure:
        """Return whether synapses grow the more, the more an error asks for it.

        Only synapses that join cells of one item count: among them Hebb's product is alike, and
        errors are not. Parameters as of `angle`.
        """

        def value(diary: Diary) -> float:
            among = hebbian(self.seen.task(diary)) > 0
            grown, wrong = (
                each[among]
                for each in (self._change(diary, before, after), self._down(diary, before))
            )
            if np.ptp(grown) == 0 or np.ptp(wrong) == 0:
                return 0.0
            return float(np.corrcoef(grown, wrong)[0, 1])

        return self._measure(
            name,
            "correlation of a night's change with the gradient's descent among synapses that join "
            "cells of an item (-1 to 1; 0 knows no errors)",
            (before, after), at, value, chance=lambda diary: 0.0, ceiling=1.0,
        )  # fmt: skip

    def epochs(self, name: str, start: str, label: str, at: float) -> Measure:
        """Return how many epochs of gradient descent take the weights of `start` as low.

        Parameters
        ----------
        start
            Label of the examination that descent begins with.
        label
            Label of the one whose loss is to be reached.
        """

        def value(diary: Diary) -> float:
            return self.descent.epochs_to(self._loss(diary, label), self._course(diary, start))

        return self._measure(
            name, "epochs of gradient descent from the first evening to the same loss (0: none)",
            (start, label), at, value, chance=lambda diary: 0.0,
        )  # fmt: skip

    def descended(self, name: str, start: str, epochs: float) -> Measure:
        """Return the loss after so many epochs from the weights of an examination."""

        def value(diary: Diary) -> float:
            return next(islice(self._course(diary, start), int(epochs), None))

        return self._measure(
            name, "loss by gradient descent from the weights of the first evening (nats per cell)",
            (start,), epochs, value, chance=lambda diary: guessing(self.seen.task(diary)),
        )  # fmt: skip

    def prediction(self, name: str, label: str, region: str, at: float) -> Measure:
        """Return how well the units of the network tell which cells fire in tests of the brain.

        Chance is what they tell of the cells that fire for the next item.

        Parameters
        ----------
        label
            Label of the examination, and of the tests that were taken then.
        region
            Region whose loss the tests were taken with.
        """
        tests = Tests(label, region)

        def correlation(diary: Diary, shift: int) -> float:
            fired = np.stack([uncued(r.response, event) > 0 for event, r in tests.found(diary)])
            fired = np.roll(fired, shift, axis=0)
            if fired.all() or not fired.any():
                return 0.0
            told = self._told(diary, label, [event for event, _ in tests.found(diary)])
            return float(np.corrcoef(told.ravel(), fired.ravel())[0, 1])

        return self._measure(
            name,
            "correlation of the network's answers with which cells fire in tests of the brain "
            "(-1 to 1; silence is 0)",
            (label,), at, lambda diary: correlation(diary, 0),
            chance=lambda diary: correlation(diary, 1), ceiling=1.0,
        )  # fmt: skip

    def _measure(
        self, name: str, meaning: str, labels: tuple[str, ...], at: float, value: Reading,
        chance: Reading, ceiling: float = 0.0,
    ) -> Measure:  # fmt: skip
        """Return a measure of diaries in which all these examinations are."""
        return Measure(
            name,
            meaning,
            lambda diary: all(self.seen.records(diary, label) for label in labels),
            lambda diary: self.seen.records(diary, labels[-1])[0].began,
            value,
            chance,
            ceiling=lambda diary: ceiling,
            at=at,
        )

    def _down(self, diary: Diary, label: str, task: CompletionTask | None = None) -> Vector:
        """Return the direction in which the loss falls at the weights of an examination."""
        task = task or self.seen.task(diary)
        return -self.units.slope(self.seen.weights(diary, label), task)

    def _change(self, diary: Diary, before: str, after: str) -> Vector:
        """Return the change of the weights that the task speaks of, 0 elsewhere."""
        change = self.seen.change(diary, before, after)
        return np.where(self.seen.task(diary).taught, change, 0.0)

    def _loss(self, diary: Diary, label: str) -> float:
        return self.units.loss(self.seen.weights(diary, label), self.seen.task(diary))

    # All measures of a diary are taken one after the other, and several need the same.

    @cached_property
    def _others(self) -> Callable[[Diary, str, str], Vector]:
        return lru_cache(maxsize=1)(self._to_others)

    @cached_property
    def _course(self) -> Callable[[Diary, str], Iterable[float]]:
        return lru_cache(maxsize=1)(self._descending)

    def _descending(self, diary: Diary, start: str) -> Iterable[float]:
        """Return the losses of gradient descent from the weights of an examination."""
        weights = self.seen.weights(diary, start)
        return MadeOnce(self.descent.losses(self.units, self.seen.task(diary), weights))

    def _to_others(self, diary: Diary, before: str, after: str) -> Vector:
        """Return the angle to the descent for each set of items that were never studied."""
        random = np.random.default_rng(0)
        change, wired = self._change(diary, before, after), self.seen.wired(diary)
        codes, senses = self.seen.codes(diary), self.seen.senses(diary)
        weights = self.seen.weights(diary, before)
        found = []
        for _ in range(OTHERS):
            task = completion_task(other_items(codes, senses, random), senses, wired)
            found.append(angle(change, -self.units.slope(weights, task)))
        return np.asarray(found)

    def _told(self, diary: Diary, label: str, tests: Sequence[Recall]) -> Vector:
        """Return how likely the network makes each cell that a test does not cue, a row a test."""
        weights, senses = self.seen.weights(diary, label), self.seen.senses(diary)
        codes, names = self.seen.codes(diary), self.seen.sense_names(diary)
        items = [item.name for item in studied_items(diary)]
        found = []
        for test in tests:
            cued = np.isin(senses, [names.index(sense) for sense in test.cue])
            answer = self.units.answer(weights, codes[items.index(test.target)] & cued)
            parts = {name: answer[senses == number] for number, name in enumerate(names)}
            found.append(uncued(parts, test))
        return np.stack(found)
