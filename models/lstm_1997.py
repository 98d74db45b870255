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
from neurosim.artificial import (
    Moment,
    RecurrentWeights,
    ReplayBuffer,
    damage,
    initial_lstm,
    rehearsed,
    work,
)
from neurosim.parameters import cited
from neurosim.protocol import (
    MEMORY,
    Agent,
    Code,
    Recall,
    Recording,
    Senses,
    Signal,
    Sleep,
    State,
    StepwiseAgent,
    Study,
    Vector,
    Work,
    checked_snapshot,
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
OFFERS, REGIONS = frozenset({Signal.ANSWER, Signal.ENERGY}), (MEMORY,)


@final
class Lstm1997(StepwiseAgent):
    """A long short-term memory that lives."""

    regions = REGIONS
    offers = OFFERS

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
        self.kept = damage.whole(self.network.weights)
        self.is_damaged = False

    def _study(self, event: Study) -> Recording:
        seen = self.parameters.adapter.perceive_code(
            event.item.code, self.senses, event.seconds, self.random
        )
        taken = Work()
        if event.learning:
            self.buffer.keep(seen)
            for _ in range(round(self.parameters.study_steps_per_second * event.seconds)):
                taken += self._learn(seen, seen)
        return Recording(event, self.senses.split(seen), work=taken)

    def _sleep(self, event: Sleep) -> Recording:
        rate = self.parameters.sleep_steps_per_second if event.learning else 0.0
        steps = round(rate * event.seconds)
        taken = Work()
        for seen, wanted in rehearsed(self.buffer, steps, event.replay, self.random):
            taken += self._learn(seen, wanted)
        return Recording(event, work=taken)

    def _learn(self, seen: Vector, wanted: Vector) -> Work:
        """Take one step towards predicting the next wanted frame, each sense as the beginning."""
        inputs, targets = self._rotations(seen)[:-1], self._rotations(wanted)[1:]
        self.network.learn(inputs, targets, self.parameters.learning_rate)
        if self.is_damaged:
            self.network.weights = damage.masked(self.network.weights, self.kept)
        return Work(macs=work.lstm_step(self.network.weights, *inputs.shape[:2]))

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
        taken = Work()
        for sense in self._order(event.cue):
            taken += Work(macs=self.frames * work.lstm_frame(self.network.weights, 1))
            if sense in event.cue:
                for frame in frames[sense]:
                    moment = self.network.after(frame[np.newaxis], moment)
            else:
                generated, moment = self._generate(moment)
                taken += Work(macs=self.frames * work.lstm_output(self.network.weights, 1))
                answer[sense] = generated[: len(answer[sense])]
        return Recording(event, answer, work=taken)

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

    def _lesion(self, region: str, fraction: float) -> Agent:
        damaged = self._copy()
        return damaged._left_with(damage.lstm_without_cells(self.kept, fraction, damaged.random))

    def _cut(self, region: str, fraction: float) -> Agent:
        damaged = self._copy()
        return damaged._left_with(damage.without_synapses(self.kept, fraction, damaged.random))

    def _copy(self) -> Lstm1997:
        other = type(self)(0, self.senses, self.parameters)
        other.restore(self.snapshot())
        return other

    def _left_with(self, kept: RecurrentWeights) -> Lstm1997:
        """Lose all weights but those that are kept, for good."""
        self.kept, self.is_damaged = kept, True
        self.network.weights = damage.masked(self.network.weights, kept)
        return self

    def snapshot(self) -> State:
        """Return the weights and which are left, what is replayed, and the random stream."""
        weights = {name: w.copy() for name, w in self.network.weights._asdict().items()}
        kept = {f"kept_{name}": each.copy() for name, each in self.kept._asdict().items()}
        random = generator_state(self.random)
        return {**weights, **kept, "buffer": self.buffer.contents(), "random": random}

    def restore(self, state: State) -> None:
        """Return to a snapshot; see `checked_snapshot`."""
        state = checked_snapshot(self.name, self.snapshot(), state, growing=("buffer",))
        names = RecurrentWeights._fields
        self.network.weights = RecurrentWeights(*(state[name].copy() for name in names))
        self.kept = RecurrentWeights(*(state[f"kept_{name}"].copy() for name in names))
        self.is_damaged = not all(each.all() for each in self.kept)
        self.buffer.refill(state["buffer"])
        self.random = restored_generator(state["random"])


def build(seed: int, senses: Senses, parameters: Parameters = DEFAULT) -> Lstm1997:
    """Return an agent that has experienced nothing yet."""
    return Lstm1997(seed, senses, parameters)
