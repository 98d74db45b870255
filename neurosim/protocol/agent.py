"""The agent: anything that can live through days of experience, sleep and tests."""

from __future__ import annotations

import enum
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError, unknown
from neurosim.protocol.events import (
    Examine,
    Experience,
    Recall,
    Recorded,
    Replay,
    Rest,
    Sleep,
    Study,
    Walk,
)
from neurosim.protocol.loss import Loss
from neurosim.protocol.recording import Recording, Synapses
from neurosim.protocol.senses import Code, Item, Senses

State = Mapping[str, NDArray[Any]]
"""Everything that makes the next event reproducible, as plain arrays by name."""


Progress = Callable[[float], None]
"""Called with the seconds of life that have been lived so far."""


def ignore(seconds: float) -> None:
    """Report progress to nobody."""


def after(lived: float, progress: Progress) -> Progress:
    """Report progress as counted from an earlier moment of the life."""
    return lambda seconds: progress(lived + seconds)


class Signal(enum.Enum):
    """What an agent can record. Weights are told by the night; synapses can be examined."""

    ANSWER = "answer"
    SPIKES = "spikes"
    RATES = "rates"
    WEIGHTS = "weights"
    SYNAPSES = "synapses"
    ENERGY = "energy"


class Agent(ABC):
    """Anything that can live through an experiment.

    Parameters
    ----------
    name
        The agent's name, as in tables and figures.
    senses
        The input units it has.

    Attributes
    ----------
    regions
        What it can lose.
    pathways
        Whose synapses can be examined.
    offers
        What it records.
    """

    regions: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    offers: frozenset[Signal] = frozenset({Signal.ANSWER})

    def __init__(self, name: str, senses: Senses) -> None:
        self.name = name
        self.senses = senses

    @final
    def live(self, events: Sequence[Recorded], progress: Progress = ignore) -> Iterator[Recording]:
        """Live through events, one after the other, and yield what each brought home.

        Parameters
        ----------
        events
            What is to be lived through.
        progress
            Called, now and then, with the seconds of these events that have been lived.

        Raises
        ------
        InputError
            If an item or cue does not fit the agent's senses, or it cannot live an event.
        """
        for batch in self.batches(events, progress):
            yield from batch

    @final
    def batches(
        self, events: Sequence[Recorded], progress: Progress = ignore
    ) -> Iterator[tuple[Recording, ...]]:
        """Live through events, and yield what those that are lived in one go brought home.

        A snapshot that is taken after a batch is one of the moment after its last event. For
        parameters, and what is raised, see `live`.
        """
        for event in events:
            match event:
                case Study():
                    self.senses.vector(event.item.code)
                case Recall():
                    self._check_recall(event)
                case Walk():
                    self._check_walk(event)
                case Sleep():
                    self._check_sleep(event)
                case Examine():
                    self._check_examine(event)
        lived = 0.0
        for looks, group in groupby(events, lambda event: isinstance(event, Examine)):
            if looks:
                yield tuple(self._examined(e) for e in group if isinstance(e, Examine))
                continue
            own = [event for event in group if not isinstance(event, Examine)]
            yield from self._batches(own, after(lived, progress))
            lived += sum(event.seconds for event in own)

    def _check_examine(self, event: Examine) -> None:
        if not self.pathways:
            raise InputError(f"{self.name} cannot be examined: it has no pathways")
        for pathway in event.pathways:
            if pathway not in self.pathways:
                raise unknown(f"pathway of {self.name}", pathway, self.pathways)

    def _examined(self, event: Examine) -> Recording:
        synapses = {pathway: self._synapses(pathway) for pathway in event.pathways}
        return Recording(event, synapses=synapses)

    def _synapses(self, pathway: str) -> Synapses:
        """Return the synapses of a pathway, in arrays that no later life changes."""
        raise NotImplementedError(f"{self.name} has no pathways")

    def _check_recall(self, event: Recall) -> None:
        self.senses.vector(event.cue)
        if Signal.ANSWER not in self.offers:
            raise InputError(f"{self.name} cannot recall: it has nothing to answer with")

    def _check_sleep(self, event: Sleep) -> None:
        for cue in event.cues:
            self.senses.vector(cue.code)

    def _check_walk(self, event: Walk) -> None:
        """Refuse walks, unless the agent says otherwise."""
        raise InputError(f"{self.name} cannot walk: it takes in one thing at a time")

    @final
    def study(self, item: Item, seconds: float) -> Recording:
        """Be shown an item, plasticity on."""
        return next(iter(self.live([Study(item, seconds)])))

    @final
    def rest(self, seconds: float) -> Recording:
        """Be awake, nothing shown."""
        return next(iter(self.live([Rest(seconds)])))

    @final
    def sleep(self, seconds: float, replay: Replay = Replay.NATURAL) -> Recording:
        """Sleep; what is done with the time is the agent's business."""
        return next(iter(self.live([Sleep(seconds, replay)])))

    @final
    def recall(self, cue: Code, seconds: float, target: str = "", label: str = "") -> Recording:
        """Answer a partial cue, plasticity off; target and label are only kept for scoring."""
        return next(iter(self.live([Recall(cue, seconds, target, label)])))

    @final
    def examine(self, *pathways: str, label: str = "") -> Recording:
        """Show the synapses of pathways."""
        return next(iter(self.live([Examine(pathways, label)])))

    @final
    def lesion(self, region: str, fraction: float = 1.0, loss: Loss = Loss.CELLS) -> Agent:
        """Return a copy of this agent that has lost a share of a region.

        What is lost is drawn from the copy's random stream, so that the agent is not disturbed,
        and at one moment of its life larger losses include smaller ones.

        Raises
        ------
        InputError
            If the agent has no such region, or no such synapses there, or the share is not within
            0 to 1.
        """
        if region not in self.regions:
            raise unknown(f"region of {self.name}", region, self.regions)
        if not 0 < fraction <= 1:
            raise InputError(f"a lesion takes a share of 0 to 1, not {fraction}")
        return self._lesion(region, fraction) if loss is Loss.CELLS else self._cut(region, fraction)

    @abstractmethod
    def _batches(
        self, events: Sequence[Experience], progress: Progress
    ) -> Iterator[tuple[Recording, ...]]:
        """Live through events that have been checked; see `batches`."""

    @abstractmethod
    def _lesion(self, region: str, fraction: float) -> Agent:
        """Return a copy that has lost cells; region and fraction have been checked."""

    def _cut(self, region: str, fraction: float) -> Agent:
        """Return a copy that has lost synapses: refused, unless the agent says otherwise."""
        raise InputError(f"{self.name} has no synapses in {region} to lose")

    @abstractmethod
    def snapshot(self) -> State:
        """Return everything that makes the next event reproducible."""

    @abstractmethod
    def restore(self, state: State) -> None:
        """Return to the state of a snapshot of an agent of the same make."""


class StepwiseAgent(Agent):
    """An agent that lives one event at a time."""

    @final
    def _batches(
        self, events: Sequence[Experience], progress: Progress
    ) -> Iterator[tuple[Recording, ...]]:
        lived = 0.0
        for event in events:
            yield (self._step(event),)
            lived += event.seconds
            progress(lived)

    def _step(self, event: Experience) -> Recording:
        match event:
            case Study():
                return self._study(event)
            case Recall():
                return self._recall(event)
            case Sleep():
                return self._sleep(event)
            case Rest():
                return self._rest(event)
            case Walk():
                return self._walk(event)

    @abstractmethod
    def _study(self, event: Study) -> Recording: ...

    @abstractmethod
    def _recall(self, event: Recall) -> Recording: ...

    @abstractmethod
    def _sleep(self, event: Sleep) -> Recording: ...

    def _rest(self, event: Rest) -> Recording:
        """Rest: nothing happens, unless the agent says otherwise."""
        return Recording(event)

    def _walk(self, event: Walk) -> Recording:
        """Walk: refused beforehand, unless the agent says otherwise."""
        raise NotImplementedError(f"{self.name} cannot walk")

    def _lesion(self, region: str, fraction: float) -> Agent:
        raise NotImplementedError(f"{self.name} has no regions")


def generator_state(random: np.random.Generator) -> NDArray[np.uint8]:
    """Return a generator's state as an array that holds its JSON."""
    return np.frombuffer(json.dumps(random.bit_generator.state).encode(), np.uint8)


def restored_generator(state: NDArray[np.uint8]) -> np.random.Generator:
    """Return a generator in a state that `generator_state` wrote.

    Raises
    ------
    InputError
        If the array does not hold a generator's state.
    """
    random = np.random.default_rng()
    try:
        random.bit_generator.state = json.loads(state.tobytes())
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as problem:
        raise InputError(f"not the state of a random generator: {problem}") from problem
    return random
