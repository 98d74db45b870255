"""Small networks with the same weights and data for us and for PyTorch, and what we make of them.

What is compared is named alike on both sides: "lstm, slopes", "lstm, three steps of Adam".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from neurosim.artificial import MultilayerPerceptron, attention, initial_mlp
from neurosim.artificial.cells import GatedUnit, MemoryCell, SimpleCell
from neurosim.artificial.optimisers import Adam, GradientDescent, Optimiser
from neurosim.artificial.recurrent import RecurrentNetwork, initial_recurrent, scattered
from neurosim.items import NBack
from neurosim.protocol import Vector

CELLS = {"simple": SimpleCell(), "lstm": MemoryCell(), "gru": GatedUnit()}
RATE, MOMENTUM, BETA = 0.05, 0.9, 0.7
STEPS = 3

Numbers = dict[str, list[Vector]]


def perceptron() -> tuple[MultilayerPerceptron, Vector, Vector]:
    """A perceptron, patterns and targets."""
    random = np.random.default_rng(1)
    network = initial_mlp(6, 5, 0.3, random)
    return network, random.random((7, 6)), random.random((7, 6))


def recurrent(kind: str) -> tuple[RecurrentNetwork, Vector, Vector, Vector]:
    """A recurrent network, frames, where answers are asked for, and which."""
    random = np.random.default_rng(2)
    task = NBack(symbols=3, back=1, questions=4, gap=1)
    network = initial_recurrent(CELLS[kind], 4, 5, task.answers, 10, scattered, 0.5, random)
    network.weights.cell_bias[...] = random.normal(size=network.weights.cell_bias.shape)
    trials = task.draw(6, random)
    return network, trials.frames(3), trials.asked, trials.wanted


def lookup() -> tuple[Vector, Vector, Vector]:
    """Queries, keys and values."""
    random = np.random.default_rng(3)
    return random.normal(size=(4, 5)), random.normal(size=(6, 5)), random.normal(size=(6, 3))


def ours() -> Numbers:
    """Everything that is compared, as we compute it."""
    found = dict(_taught("perceptron", perceptron))
    for kind in CELLS:
        found |= _taught(kind, lambda kind=kind: recurrent(kind))
    return found | {"attention": [attention(*lookup(), BETA)]}


def optimisers() -> dict[str, Optimiser]:
    """New optimisers, by what they are called."""
    return {
        "gradient descent": GradientDescent(RATE),
        "momentum": GradientDescent(RATE, MOMENTUM),
        "Adam": Adam(RATE),
    }


def _taught(name: str, make: Callable[[], Sequence]) -> Iterator[tuple[str, list[Vector]]]:
    network, *shown = make()
    yield f"{name}, slopes", list(network.gradient(*shown))
    for called, optimiser in optimisers().items():
        network, *shown = make()
        for _ in range(STEPS):
            optimiser.step(network.weights, network.gradient(*shown))
        yield f"{name}, three steps of {called}", list(network.weights)
