"""Two lists of pairs with the same cues: AB, then AC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import SquaredError
from neurosim.artificial.optimisers import Optimiser, check_descent
from neurosim.artificial.training import Examples, Schooling
from neurosim.errors import InputError, SimulationError
from neurosim.parameters import cited
from neurosim.protocol import Vector

SIZES = "the chapter gives no reason for sizes, and these are not taken from it"


@dataclass(frozen=True)
class PairedLists:
    """What is learned: pairs of nonsense syllables, as patterns of units that are on or off.

    The cue of a pair is the pattern of its syllable beside that of its list, the same for all of
    the list. Cues of both lists have the same syllables; responses are all different.
    """

    pairs: float = cited(8, "pairs", "barnes1959", "in each list", 2, 500)
    cue_units: float = cited(10, "units", "chosen", SIZES, 1, 1000)
    list_units: float = cited(10, "units", "chosen", "as many for the list as for the cue", 1, 1000)
    response_units: float = cited(20, "units", "chosen", SIZES, 1, 1000)
    margin: float = cited(
        0.1,
        "1",
        "chosen",
        "targets are 0.1 and 0.9: logistic outputs of 0 and 1 lie at infinity, and units that are "
        "driven there by one list learn the next one slowly",
        0,
        0.49,
    )

    def drawn(self, random: np.random.Generator) -> tuple[Examples, Examples]:
        """Return the lists AB and AC.

        Raises
        ------
        InputError
            If there are not so many patterns of so few units.
        """
        count = int(self.pairs)
        cues = different(count, int(self.cue_units), random)
        lists = different(2, int(self.list_units), random)
        responses = different(2 * count, int(self.response_units), random)
        targets = self.margin + (1 - 2 * self.margin) * responses
        first, second = (
            Examples(np.hstack([cues, np.tile(one, (count, 1))]), some)
            for one, some in zip(lists, np.split(targets, 2), strict=True)
        )
        return first, second


@dataclass(frozen=True)
class Associator:
    """A perceptron with one hidden layer that learns pairs, one at a time."""

    hidden: float = cited(50, "units", "chosen", "three for each pair", 1, 10000)
    spread: float = cited(
        0.5, "1", "chosen", "initial weights are uniform from -spread to spread", 0.01, 10
    )

    def untaught(self, lists: Examples, random: np.random.Generator) -> LayeredPerceptron:
        """Return a network of the right size that has learned nothing."""
        sizes = (lists.inputs.shape[1], int(self.hidden), lists.targets.shape[1])
        return LayeredPerceptron(initial_layers(sizes, self.spread, random), SquaredError())


def recalled(network: LayeredPerceptron, asked: Examples) -> float:
    """Return the share of pairs with every output on the right side of 1/2."""
    right = (network.answer(asked.inputs) > 0.5) == (asked.targets > 0.5)
    return float(np.mean(np.all(right, axis=1)))


def recognised(network: LayeredPerceptron, asked: Examples, known: Vector) -> float:
    """Return the share of pairs whose answer is nearest to its own response.

    Parameters
    ----------
    known
        The responses of both lists, those of the pairs that are asked for first.
    """
    away = network.answer(asked.inputs)[:, np.newaxis] - known
    nearest = np.argmin(np.sum(away**2, axis=2), axis=1)
    return float(np.mean(nearest == np.arange(len(asked))))


def is_learned(network: LayeredPerceptron, asked: Examples, within: float) -> bool:
    """Say whether no output is further from its target than that."""
    return bool(np.all(np.abs(network.answer(asked.inputs) - asked.targets) < within))


def learn_to_criterion(
    network: LayeredPerceptron,
    pairs: Examples,
    optimiser: Optimiser,
    within: float,
    most_epochs: int,
    random: np.random.Generator,
) -> int:
    """Teach a list, a pair at a time, until it is learned; return how many epochs that took.

    Parameters
    ----------
    within
        It is learned when no output is further from its target.
    most_epochs
        When to give up.

    Raises
    ------
    SimulationError
        If it is not learned by then.
    InputError
        If training diverged.
    """
    online, start = Schooling(1), network.error(pairs.inputs, pairs.targets)
    epochs = 0
    while not is_learned(network, pairs, within):
        if epochs == most_epochs:
            raise SimulationError(f"AB was not learned in {most_epochs} epochs")
        online.epoch(network, pairs, optimiser, random)
        epochs += 1
        check_descent(network.error(pairs.inputs, pairs.targets), start, optimiser.learning_rate)
    return epochs


def different(count: int, units: int, random: np.random.Generator) -> Vector:
    """Return so many patterns of units that are on or off by chance, no two of them alike.

    Raises
    ------
    InputError
        If there are not half as many again.
    """
    if units < 60 and 2**units < 1.5 * count and (count, units) != (2, 1):
        raise InputError(f"{units} units have only {2**units} patterns, and {count} are needed")
    found: dict[bytes, Vector] = {}
    while len(found) < count:
        pattern = (random.random(units) < 0.5).astype(float)
        found.setdefault(pattern.tobytes(), pattern)
    return np.array(list(found.values()))
