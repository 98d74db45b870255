"""How far back in time errors reach, in networks that have learned nothing yet."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from neurosim.artificial.cells import GatedUnit, MemoryCell, SimpleCell
from neurosim.artificial.recurrent import (
    Cell,
    RecurrentNetwork,
    initial_recurrent,
    rotation,
    scattered,
)
from neurosim.experiments.chart import Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.items import Copy
from neurosim.parameters import cited
from neurosim.protocol import Progress, Vector

INPUT_SPREAD = 1 / 3
"""Standard deviation of the weights from the input. Chosen: a symbol saturates no cell."""

Random = np.random.Generator
Between = Callable[[int, Random], Vector]


class Beginner(ABC):
    """A network that is to learn nothing, and what theory says of it."""

    @abstractmethod
    def network(self, task: Copy, cells: int, random: Random) -> RecurrentNetwork[Any]:
        """Return the network."""

    @property
    @abstractmethod
    def rate(self) -> float:
        """By what an error is multiplied in each step back, in theory."""


@dataclass(frozen=True)
class Turning(Beginner):
    """A simple recurrent network whose weights are a rotation times `radius`.

    As long as tanh is a line, an error becomes `radius` times as long in each step back; elsewhere
    tanh is flatter, and it becomes shorter.
    """

    radius: float = cited(1.0, "1", "pascanu2013", "spectral radius, and largest singular value")

    def network(self, task: Copy, cells: int, random: Random) -> RecurrentNetwork[Any]:
        """Return the network."""
        radius = float(self.radius)
        return untaught(SimpleCell(), task, cells, lambda n, r: radius * rotation(n, r), random)

    @property
    def rate(self) -> float:
        """By what an error is multiplied in each step back, in theory."""
        return float(self.radius)


@dataclass(frozen=True)
class Keeping(Beginner):
    """Memory cells whose forget gates all begin with the same bias, and input gates with minus it.

    An error at what they keep is multiplied with the forget gate in each step back. Were input
    gates open as well, noise that cells hear from each other would add up, and errors grow.
    """

    forget_bias: float = cited(5.0, "1", "tallec2018", "about log(100): it keeps for 100 steps")

    def network(self, task: Copy, cells: int, random: Random) -> RecurrentNetwork[Any]:
        """Return the network."""
        network = untaught(MemoryCell(), task, cells, scattered, random)
        bias = network.weights.cell_bias.reshape(4, cells)
        bias[...] = 0
        bias[:2] = [[-self.forget_bias], [self.forget_bias]]
        return network

    @property
    def rate(self) -> float:
        """By what an error is multiplied in each step back, in theory."""
        return 1 / (1 + math.exp(-self.forget_bias))


@dataclass(frozen=True)
class Updating(Beginner):
    """Gated units whose update gates all begin with the same bias."""

    update_bias: float = cited(5.0, "1", "tallec2018", "about log(100): it keeps for 100 steps")

    def network(self, task: Copy, cells: int, random: Random) -> RecurrentNetwork[Any]:
        """Return the network."""
        network = untaught(GatedUnit(), task, cells, scattered, random)
        network.weights.cell_bias[...] = 0
        network.weights.cell_bias[cells : 2 * cells] = self.update_bias
        return network

    @property
    def rate(self) -> float:
        """By what an error is multiplied in each step back, in theory."""
        return 1 / (1 + math.exp(-self.update_bias))


def untaught(
    cell: Cell[Any], task: Copy, cells: int, between: Between, random: Random
) -> RecurrentNetwork[Any]:
    """Return an ignorant network for a task."""
    inputs = int(task.symbols) + 1
    return initial_recurrent(
        cell, inputs, cells, task.answers, task.steps, between, INPUT_SPREAD, random
    )


@dataclass(frozen=True)
class VanishingGradients(NetworkExperiment):
    """The slope of a loss along the state of the cells, ever more steps before the answer.

    A symbol is shown, then nothing for a long delay, and then it is asked for. How much the loss
    would change with the state of the cells so many steps earlier is what they can learn from at
    all. It shrinks or grows by a factor for each step: in simple cells by the spectral radius of
    their weights, where they are not saturated (Hochreiter 1991; Bengio, Simard & Frasconi 1994;
    Pascanu, Mikolov & Bengio 2013), in memory cells and gated units by the gate that keeps.
    """

    name: ClassVar[str] = "vanishing-gradients"
    question: ClassVar[str] = "How far back in time do errors reach?"
    sources: ClassVar[tuple[str, ...]] = (
        "hochreiter1991", "bengio1994", "pascanu2013", "hochreiter1997", "cho2014",
    )  # fmt: skip
    meanings: ClassVar[Mapping[str, str]] = {
        "gradient": "length of the loss's slope along the state of the cells, relative to the last "
        "step, by steps before it; powers of ten",
        "theory": "the same if each step multiplied it with the radius or with the gate that keeps",
        "factor": "by what one step back multiplies it, between an eighth of the delay and its end",
        "factor_theory": "the radius, or the gate that keeps",
    }

    cells: float = cited(32, "cells", "chosen", "as in copy-memory", 2, 1000)
    delay: float = cited(
        100, "steps", "hochreiter1997", "the longest lag of their experiment 2a", 8, 1000
    )
    trials: float = cited(100, "trials", "chosen", "lengths are averaged over them", 1, 10000)
    points: float = cited(20, "points", "chosen", "of a curve", 2, 1000)

    def networks(self) -> tuple[Network, ...]:
        """Return simple networks below, at and above a radius of 1, and networks with gates."""

        def turning(name: str, radius: float) -> Network:
            number = cited(radius, "1", "pascanu2013", "below, at or above 1", 0, 10)
            summary = f"simple cells, a rotation times {radius:g}"
            return Network(name, summary, ("pascanu2013",), Turning(number))

        usual = cited(1.0, "1", "gers2000", "control: it keeps for four steps", -20, 20)
        control = "memory cells, forget gates open by three quarters: the control"
        return (
            turning("rnn-below-1", 0.9),
            turning("rnn-at-1", 1.0),
            turning("rnn-above-1", 1.2),
            Network("lstm", "memory cells, forget gates open", ("hochreiter1997",), Keeping()),
            Network("lstm-bias-1", control, ("gers2000",), Keeping(usual)),
            Network("gru", "gated units, update gates open", ("cho2014",), Updating()),
        )

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Measure how long the slope is at every step."""
        kind = parameters_of(network, Beginner)  # type: ignore[type-abstract]
        random, task = np.random.default_rng([seed, 1]), Copy(length=1, delay=self.delay)
        untried = kind.network(task, int(self.cells), random)
        trials = task.draw(int(self.trials), random)
        reach = untried.reach(trials.frames(int(task.symbols)), trials.asked, trials.wanted)[::-1]
        delay, theory = int(self.delay), math.log10(kind.rate)
        lengths = np.log10(np.maximum(reach / reach[0], np.finfo(float).tiny))
        for back in range(0, delay + 1, max(delay // int(self.points), 1)):
            yield Score("gradient", float(lengths[back]), 0.0, 0.0, at=back)
            yield Score("theory", back * theory, 0.0, 0.0, at=back)
        first = delay // 8
        slope = (lengths[delay] - lengths[first]) / (delay - first)
        yield Score("factor", float(10**slope), 1.0, 1.0)
        yield Score("factor_theory", kind.rate, 1.0, 1.0)
        progress(1.0)

    def charts(self) -> tuple[Chart, ...]:
        """Return the length of the slope by steps, and the factor of a step."""
        note = (
            "Published: the slope shrinks or grows exponentially with the lag (Hochreiter 1991; "
            "Bengio, Simard & Frasconi 1994); the spectral radius bounds it where tanh is not "
            "steeper than 1 (Pascanu, Mikolov & Bengio 2013). No chance level: 0 is no change."
        )
        back = "steps before the answer"
        return (
            Chart(
                "Slope of the loss", back, "length (powers of ten)",
                (("gradient", "measured"), ("theory", "theory")), note=note,
            ),
            Chart(
                "Factor of one step back", "", "factor",
                (("factor", "measured"), ("factor_theory", "theory")),
            ),
        )  # fmt: skip

    def quick(self) -> VanishingGradients:
        """Return fewer trials."""
        return smaller(self, {"trials": 20})
