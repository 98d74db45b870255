"""What a brain is composed of: regions, pathways between them and structures made of regions."""

from __future__ import annotations

import enum
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.brain.cells import Interneuron, PyramidalCell
from neurosim.brain.plasticity import PlasticityRule, SleepDownscaling
from neurosim.brain.states import ByState
from neurosim.errors import unknown
from neurosim.parameters import cited
from neurosim.protocol import InputRates, Vector

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Source and target index of each synapse."""


class Receptor(enum.Enum):
    """The conductance that a pathway opens in its target."""

    FAST = "g_fast"
    SLOW = "g_slow"
    INHIBITORY = "g_inh"


class Wiring(ABC):
    """Which cells of two populations are connected."""

    @abstractmethod
    def count(self, before: int, after: int) -> int:
        """Return the number of synapses, which must not depend on chance."""

    @abstractmethod
    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Return source and target of each synapse, or None if there is nothing to draw."""

    @abstractmethod
    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect Brian2 synapses, in the order of ascending sources."""


@dataclass(frozen=True)
class AllToAll(Wiring):
    """Every cell onto every cell; within one population, not onto itself."""

    within: bool = False

    def count(self, before: int, after: int) -> int:
        """Return the number of pairs."""
        return before * (after - 1) if self.within else before * after

    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Draw nothing."""
        return None

    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect all pairs."""
        if self.within:
            synapses.connect(condition="i != j")
        else:
            synapses.connect()


@dataclass(frozen=True)
class OneToOne(Wiring):
    """Every cell onto its counterpart: a topographic map."""

    def count(self, before: int, after: int) -> int:
        """Return the number of pairs."""
        return min(before, after)

    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Draw nothing."""
        return None

    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect counterparts."""
        synapses.connect(j="i")


@dataclass(frozen=True)
class FixedInDegree(Wiring):
    """Every target cell gets inputs from the same number of random source cells."""

    inputs: float

    def count(self, before: int, after: int) -> int:
        """Return the number of synapses."""
        return int(self.inputs) * after

    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Draw without repetition for each target cell."""
        drawn = [random.choice(before, int(self.inputs), replace=False) for _ in range(after)]
        source = np.concatenate(drawn).astype(np.int32)
        target = np.repeat(np.arange(after, dtype=np.int32), int(self.inputs))
        order = np.lexsort((target, source))
        return source[order], target[order]

    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect the pairs that were drawn."""
        source, target = pairs or (np.zeros(0, np.int32), np.zeros(0, np.int32))
        synapses.connect(i=source, j=target)


class Weights(ABC):
    """How strong synapses are before anything is learned."""

    @abstractmethod
    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Return a weight for each synapse."""


@dataclass(frozen=True)
class Equal(Weights):
    """All synapses alike."""

    weight: float

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Return the same weight `count` times."""
        return np.full(count, float(self.weight))


@dataclass(frozen=True)
class Uniform(Weights):
    """Weights drawn evenly between 0 and a largest one: a naive plastic pathway."""

    largest: float

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Draw `count` weights."""
        return random.random(count) * float(self.largest)


@dataclass(frozen=True)
class LogNormal(Weights):
    """Weights with a log-normal distribution around a mean, as measured in cortex."""

    mean: float
    spread: float

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Draw `count` weights; `spread` is the standard deviation of their logarithm."""
        shift = -(float(self.spread) ** 2) / 2
        return random.lognormal(shift, float(self.spread), count) * float(self.mean)


@dataclass(frozen=True)
class Pathway:
    """Synapses from one population onto another.

    Parameters
    ----------
    name
        Name of the pathway.
    source, target
        Populations that it connects.
    wiring, weights
        Who is connected to whom, and how strongly at first.
    receptor
        Conductance that it opens.
    transmission
        Factor on every weight, by brain state.
    rule
        Plasticity rule; None if the pathway does not learn.
    learning
        Factor on every weight change, by brain state.
    downscaling
        Homeostasis in sleep; None for none.
    depressing
        Whether its synapses deplete the resources of their source cells and feel it.
    carries_replay
        Whether this is the way by which replay reaches its target: cut where replay is blocked.
    """

    name: str
    source: str
    target: str
    wiring: Wiring
    weights: Weights
    receptor: Receptor
    transmission: ByState
    rule: PlasticityRule | None = None
    learning: ByState | None = None
    downscaling: SleepDownscaling | None = None
    depressing: bool = False
    carries_replay: bool = False


@dataclass(frozen=True)
class Inhibition:
    """Interneurons of a region and their loop with its pyramidal cells, all onto all.

    Parameters
    ----------
    size
        Number of interneurons.
    excitation
        Weight from each pyramidal cell onto each interneuron.
    feedback
        Weight from each interneuron onto each pyramidal cell.
    """

    size: float
    excitation: float
    feedback: float
    cell: Interneuron = Interneuron()  # noqa: RUF009 (a frozen dataclass of numbers)


@dataclass(frozen=True)
class Region:
    """Pyramidal (or granule) cells with their interneurons.

    Parameters
    ----------
    noise
        Standard deviation of the membrane potential by background input, by brain state.
    adaptation
        Factor on spike-frequency adaptation, by brain state.
    """

    name: str
    size: float
    cell: PyramidalCell
    noise: ByState
    adaptation: ByState
    inhibition: Inhibition

    @property
    def interneurons(self) -> str:
        """Name of the population of interneurons."""
        return f"{self.name}_interneurons"


@dataclass(frozen=True)
class InputLayer:
    """Superficial entorhinal cortex: one Poisson cell for each input unit of the senses."""

    name: str = "EC"
    rates: InputRates = InputRates()  # noqa: RUF009 (a frozen dataclass of numbers)


@dataclass(frozen=True)
class Structure:
    """Regions that a lesion takes together."""

    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Circuit:
    """A whole brain on paper.

    Parameters
    ----------
    answers
        Region that is read when the brain is asked; it has one cell for each input unit.
    dt
        Time step.
    highest_rate
        Mean rate of a region over a second above which its activity has run away.

    Raises
    ------
    InputError
        If a pathway starts or ends nowhere, or a structure has an unknown region.
    """

    input_layer: InputLayer
    regions: tuple[Region, ...]
    pathways: tuple[Pathway, ...]
    structures: tuple[Structure, ...]
    answers: str
    dt: float = cited(0.5, "ms", "chosen", "a tenth of the fastest synapse; forward Euler", 0.01, 1)
    highest_rate: float = cited(
        50.0, "Hz", "chosen", "mean over all cells of a region; normal is under 10 Hz", 1, 1000
    )

    def __post_init__(self) -> None:
        regions = [region.name for region in self.regions]
        populations = [self.input_layer.name, *regions, *(r.interneurons for r in self.regions)]
        for pathway in self.pathways:
            for end in (pathway.source, pathway.target):
                if end not in populations:
                    raise unknown(f"end of the pathway {pathway.name}", end, populations)
        for structure in self.structures:
            for region in structure.regions:
                if region not in regions:
                    raise unknown(f"region of {structure.name}", region, regions)
        if self.answers not in regions:
            raise unknown("region to answer", self.answers, regions)
