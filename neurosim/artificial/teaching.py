"""How recurrent networks are taught tasks of working memory."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from neurosim.artificial.cells import GatedUnit, MemoryCell, SimpleCell
from neurosim.artificial.optimisers import Adam
from neurosim.artificial.recurrent import (
    Cell,
    RecurrentNetwork,
    initial_recurrent,
    rotation,
    scattered,
)
from neurosim.errors import InputError
from neurosim.items import SequenceTask, Trials
from neurosim.parameters import cited
from neurosim.protocol import Vector

START, LESSONS, TESTS = 1, 2, 11
"""Streams of random numbers of one seed: first weights, trials to learn from, and for tests."""


@dataclass(frozen=True)
class Pupil(ABC):
    """A recurrent network that is yet to be made, and how it is taught.

    Trials are drawn anew in every step of training, so that none can be learned by heart. Slopes
    that are too long are shortened to `longest_slope` (Pascanu, Mikolov & Bengio 2013) before Adam
    (Kingma & Ba 2015) takes its step.
    """

    cells: float = cited(32, "cells", "chosen", "as many in every kind of network", 1, 1000)
    batch: float = cited(32, "trials", "chosen", "trials in a step of training", 2, 10000)
    longest_slope: float = cited(
        1.0, "1", "chosen", "norm of all slopes together; 0.1 was no better", 1e-6, 1e6
    )
    learning_rate: float = cited(0.03, "1", "chosen", "of Adam; best of .01, .03, .05", 1e-6, 1)
    input_spread: float = cited(
        4.0, "1", "chosen", "a symbol opens and closes gates; best of 1/3, 1, 2, 4", 1e-6, 100
    )

    @property
    @abstractmethod
    def cell(self) -> Cell[Any]:
        """The kind of its cells."""

    def initial(self, task: SequenceTask, seed: int) -> RecurrentNetwork[Any]:
        """Return the network before its first lesson."""
        random = np.random.default_rng([seed, START])
        return initial_recurrent(
            self.cell,
            int(task.symbols) + 1,
            int(self.cells),
            task.answers,
            task.steps,
            self.between,
            float(self.input_spread),
            random,
        )

    def between(self, cells: int, random: np.random.Generator) -> Vector:
        """Draw a block of the weights between so many cells."""
        return scattered(cells, random)

    def lessons(
        self, task: SequenceTask, steps: int, seed: int, shuffled: bool = False
    ) -> Iterator[RecurrentNetwork[Any]]:
        """Yield the same network before its first lesson and after each of so many.

        Parameters
        ----------
        task
            What it is taught.
        steps
            Steps of training, each on a batch of new trials.
        seed
            What its first weights and its trials are drawn from.
        shuffled
            Whether it is taught the answer of another trial with every trial: the control.

        Raises
        ------
        InputError
            If training diverged.
        """
        network = self.initial(task, seed)
        optimiser = Adam(float(self.learning_rate))
        random = np.random.default_rng([seed, LESSONS])
        yield network
        for _ in range(steps):
            trials = task.draw(int(self.batch), random)
            # Nobody gets its own answer, from which a little could be learned.
            wanted = np.roll(trials.wanted, 1, axis=1) if shuffled else trials.wanted
            slopes = network.gradient(trials.frames(int(task.symbols)), trials.asked, wanted)
            self._shorten(slopes)
            optimiser.step(network.weights, slopes)
            yield network

    def trained(
        self, task: SequenceTask, steps: int, seed: int, shuffled: bool = False
    ) -> RecurrentNetwork[Any]:
        """Return the network after so many steps of training; see `lessons`."""
        *_, network = self.lessons(task, steps, seed, shuffled)
        return network

    def _shorten(self, slopes: Sequence[Vector]) -> None:
        length = math.sqrt(sum(float(np.sum(slope**2)) for slope in slopes))
        if not math.isfinite(length):
            raise InputError(
                f"training diverged at a learning rate of {self.learning_rate:g}: slopes are not "
                "finite (a smaller learning rate or longest slope is needed)"
            )
        if length > self.longest_slope:
            for slope in slopes:
                np.multiply(slope, self.longest_slope / length, out=slope)


@dataclass(frozen=True)
class SimpleRecurrent(Pupil):
    """A simple recurrent network (Elman 1990)."""

    learning_rate: float = cited(
        0.003, "1", "chosen", "of Adam; best of .0003, .001, .003, .01, .03", 1e-6, 1
    )
    input_spread: float = cited(1.0, "1", "chosen", "best of 1/3, 1, 4", 1e-6, 100)

    @property
    def cell(self) -> Cell[Any]:
        """Simple cells."""
        return SimpleCell()


@dataclass(frozen=True)
class Rotating(SimpleRecurrent):
    """A simple recurrent network whose first weights keep lengths (Henaff et al. 2016)."""

    learning_rate: float = cited(0.001, "1", "chosen", "of Adam; best of .0003 to .01", 1e-6, 1)
    input_spread: float = cited(
        0.333, "1", "chosen", "saturates no cell; best of 1/3, 1", 1e-6, 100
    )

    def between(self, cells: int, random: np.random.Generator) -> Vector:
        """Draw a rotation."""
        return rotation(cells, random)


@dataclass(frozen=True)
class LongShortTerm(Pupil):
    """Long short-term memory (Hochreiter & Schmidhuber 1997, Gers et al. 2000)."""

    @property
    def cell(self) -> Cell[Any]:
        """Memory cells."""
        return MemoryCell()


@dataclass(frozen=True)
class GatedRecurrent(Pupil):
    """A network of gated recurrent units (Cho et al. 2014)."""

    @property
    def cell(self) -> Cell[Any]:
        """Gated units."""
        return GatedUnit()


def accuracy(network: RecurrentNetwork[Any], task: SequenceTask, trials: Trials) -> float:
    """Return the share of questions that a network answers right; its likeliest answer counts."""
    shares = network.shares(trials.frames(int(task.symbols)), trials.asked)
    return float(np.mean(shares.argmax(axis=-1) == trials.wanted))
