"""Long short-term memory: learns items as sequences, recalls the rest of one, rehearses in sleep.

S. Hochreiter & J. Schmidhuber, "Long short-term memory", Neural Computation 9 (1997), with the
forget gate of F. A. Gers, J. Schmidhuber & F. Cummins (2000); every step is written out in
`neurosim.artificial.lstm`. An item is a sequence of frames, one sense after the other. The network
learns to predict the next frame, with each sense as the beginning. A cue is the beginning of a
sequence; the frames of the missing senses are generated, each prediction fed back as the next
input. The cued senses are answered as they were perceived.

In sleep it draws perceived items from a replay buffer (Lin 1992) and learns them interleaved: the
counterpart of the hippocampus in complementary learning systems (McClelland, McNaughton &
O'Reilly 1995). With replay blocked, or in rest, nothing is learned.

What was simplified: items have no order in time, so that frames are neighbouring units; errors
are carried back through the whole sequence instead of being cut at the gates; no peepholes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np

from neurosim.adapters import RateAdapter
from neurosim.artificial import Moment, RecurrentWeights, ReplayBuffer, initial_lstm, rehearsed
from neurosim.parameters import cited
from neurosim.protocol import (
    Code,
    Recall,
    Recording,
    Senses,
    Sleep,
    State,
    StepwiseAgent,
    Study,
    Vector,
    generator_state,
    restored_generator,
)

SOURCES = ("hochreiter1997", "gers2000", "mcclelland1995", "lin1992")


@dataclass(frozen=True)
class Parameters:
    """Every number of the agent."""

    frames_per_sense: float = cited(
        4.0, "1", "chosen", "frames that a sense is cut into: 50 of 200 units each", 1, 1000
    )
    cells: float = cited(64.0, "1", "chosen", "memory cells", 1, 10000)
    learning_rate: float = cited(
        0.05,
        "1",
        "chosen",
        "small enough that the loss rises in fewer than 1 % of the steps, learning item after item",
        0,
        10,
    )
    coding_level: float = cited(
        0.1, "1", "chosen", "share of active units the untrained outputs expect", 0.001, 0.999
    )
    study_steps_per_second: float = cited(
        250.0,
        "1/s",
        "chosen",
        "gradient steps: 100 in an exposure of 0.4 s, after which an item studied alone is "
        "recalled, from either sense, with a cosine above 0.95 (seeds 1000 to 1010)",
        0,
        10000,
    )
    sleep_steps_per_second: float = cited(
        5.0,
        "1/s",
        "chosen",
        "gradient steps, one item each: in 60 s, 5 items become as good as an item studied alone; "
        "the same for both networks that rehearse",
        0,
        10000,
    )
    buffer: float = cited(100.0, "1", "chosen", "experiences that are kept for replay", 1, 100000)
    adapter: RateAdapter = field(default_factory=RateAdapter)


DEFAULT = Parameters()


@final
class Lstm1997(StepwiseAgent):
    """A long short-term memory that lives."""

    def __init__(self, seed: int, senses: Senses, parameters: Parameters) -> None:
        super().__init__("lstm_1997", senses)
        self.parameters = parameters
        self.random = np.random.default_rng(seed)
        self.frames = int(parameters.frames_per_sense)
        self.width = -(-max(size for _, size in senses.sizes) // self.frames)
        self.network = initial_lstm(
            self.width, int(parameters.cells), parameters.coding_level, self.random
        )
        self.buffer = ReplayBuffer(int(parameters.buffer), senses.total)

    def _study(self, event: Study) -> Recording:
        seen = self.parameters.adapter.perceive_code(
            event.item.code, self.senses, event.seconds, self.random
        )
        if event.learning:
            self.buffer.keep(seen)
            for _ in range(round(self.parameters.study_steps_per_second * event.seconds)):
                self._learn(seen, seen)
        return Recording(event, self.senses.split(seen))

    def _sleep(self, event: Sleep) -> Recording:
        rate = self.parameters.sleep_steps_per_second if event.learning else 0.0
        steps = round(rate * event.seconds)
        for seen, wanted in rehearsed(self.buffer, steps, event.replay, self.random):
            self._learn(seen, wanted)
        return Recording(event)

    def _learn(self, seen: Vector, wanted: Vector) -> None:
        """Take one step towards predicting the next wanted frame, each sense as the beginning."""
        inputs, targets = self._rotations(seen)[:-1], self._rotations(wanted)[1:]
        self.network.learn(inputs, targets, self.parameters.learning_rate)

    def _rotations(self, seen: Vector) -> Vector:
        """Return an item as sequences of frames, one with each sense as the beginning."""
        senses = list(self._frames_of(seen).values())
        rotations = [senses[first:] + senses[:first] for first in range(len(senses))]
        return np.stack([np.concatenate(order) for order in rotations], axis=1)

    def _recall(self, event: Recall) -> Recording:
        seen = self.parameters.adapter.perceive_code(
            event.cue, self.senses, event.seconds, self.random
        )
        answer = self.senses.split(seen)
        frames = self._frames_of(seen)
        moment = self.network.silence(sequences=1)
        for sense in self._order(event.cue):
            if sense in event.cue:
                for frame in frames[sense]:
                    moment = self.network.after(frame[np.newaxis], moment)
            else:
                generated, moment = self._generate(moment)
                answer[sense] = generated[: len(answer[sense])]
        return Recording(event, answer)

    def _order(self, cue: Code) -> list[str]:
        """Return the senses as they were learned to follow each other, the cued ones first."""
        names = self.senses.names
        first = next((place for place, sense in enumerate(names) if sense in cue), 0)
        return sorted(names[first:] + names[:first], key=lambda sense: sense not in cue)

    def _generate(self, moment: Moment) -> tuple[Vector, Moment]:
        """Return the frames of one sense, end to end, and the cells after them."""
        frames = []
        for _ in range(self.frames):
            frames.append(self.network.output(moment))
            moment = self.network.after(frames[-1], moment)
        return np.concatenate(frames, axis=1)[0], moment

    def _frames_of(self, seen: Vector) -> dict[str, Vector]:
        """Cut each sense into frames of a common width, shape (frames, width); padding is 0."""
        parts = self.senses.split(seen)
        room = self.frames * self.width
        return {
            sense: np.pad(part, (0, room - len(part))).reshape(self.frames, self.width)
            for sense, part in parts.items()
        }

    def snapshot(self) -> State:
        """Return the weights, what is kept for replay and the position in the random stream."""
        weights = {name: w.copy() for name, w in self.network.weights._asdict().items()}
        random = generator_state(self.random)
        return {**weights, "buffer": self.buffer.contents(), "random": random}

    def restore(self, state: State) -> None:
        """Return to a snapshot."""
        self.network.weights = RecurrentWeights(
            *(state[n].copy() for n in RecurrentWeights._fields)
        )
        self.buffer.refill(state["buffer"])
        self.random = restored_generator(state["random"])


def build(seed: int, senses: Senses, parameters: Parameters = DEFAULT) -> Lstm1997:
    """Return an agent that has experienced nothing yet."""
    return Lstm1997(seed, senses, parameters)
