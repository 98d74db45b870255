"""Multilayer perceptron: learns by back-propagation to complete items, and rehearses in sleep.

D. E. Rumelhart, G. E. Hinton & R. J. Williams, "Learning representations by back-propagating
errors", Nature 323 (1986): one hidden layer, gradient descent; every step is written out in
`neurosim.artificial.mlp`. The network is shown what came in through one sense and learns to give
the whole item; each sense serves as the cue in turn. An item is studied alone, many steps in a
row, which is what makes such networks forget earlier items (McCloskey & Cohen 1989).

In sleep it draws perceived items from a replay buffer (Lin 1992) and learns them interleaved: the
counterpart of the hippocampus in complementary learning systems (McClelland, McNaughton &
O'Reilly 1995). With replay blocked, or in rest, nothing is learned.

How much is forgotten depends on how much items share. Logistic hidden units, as published, all
fire at about one half, so that every item's learning moves the same weights. With tanh hidden
units, which are positive and negative, these sparse items hardly touch each other: of 5 items
studied once, 98 % were then told apart in the evening, against 20 % (chance) with logistic ones
(seeds 1000 to 1010, all else equal).

What was simplified: a cross-entropy loss and no momentum; each experience is kept for replay as
it was perceived, without loss, and drawn uniformly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np

from neurosim.adapters import RateAdapter
from neurosim.artificial import MlpWeights, ReplayBuffer, damage, initial_mlp, rehearsed, work
from neurosim.parameters import cited
from neurosim.protocol import (
    MEMORY,
    Agent,
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

SOURCES = ("rumelhart1986", "mccloskey1989", "mcclelland1995", "lin1992")


@dataclass(frozen=True)
class Parameters:
    """Every number of the agent."""

    hidden: float = cited(100.0, "1", "chosen", "hidden units: half of one sense's", 1, 10000)
    learning_rate: float = cited(
        0.02,
        "1",
        "chosen",
        "small enough that the loss of the item being studied never rises",
        0,
        10,
    )
    coding_level: float = cited(
        0.1, "1", "chosen", "share of active units the untrained outputs expect", 0.001, 0.999
    )
    study_steps_per_second: float = cited(
        100.0,
        "1/s",
        "chosen",
        "gradient steps: 40 in an exposure of 0.4 s, after which an item studied alone is "
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
class MlpBackprop(StepwiseAgent):
    """A multilayer perceptron that lives."""

    regions = REGIONS
    offers = OFFERS

    def __init__(self, seed: int, senses: Senses, parameters: Parameters) -> None:
        super().__init__("mlp_backprop", senses)
        self.parameters = parameters
        self.random = np.random.default_rng(seed)
        self.network = initial_mlp(
            senses.total, int(parameters.hidden), parameters.coding_level, self.random
        )
        self.buffer = ReplayBuffer(int(parameters.buffer), senses.total)
        self.kept = damage.whole(self.network.weights)
        self.is_damaged = False
        self.one_sense = np.repeat(
            np.eye(len(senses.sizes), dtype=bool), [size for _, size in senses.sizes], axis=1
        )

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
        """Take one step towards giving all that is wanted when cued through any one sense."""
        cues = np.where(self.one_sense, seen, 0.0)
        targets = np.broadcast_to(wanted, cues.shape)
        self.network.learn(cues, targets, self.parameters.learning_rate)
        if self.is_damaged:
            self.network.weights = damage.masked(self.network.weights, self.kept)
        return Work(macs=work.mlp_step(self.network.weights, len(cues)))

    def _recall(self, event: Recall) -> Recording:
        seen = self.parameters.adapter.perceive_code(
            event.cue, self.senses, event.seconds, self.random
        )
        answer = self.senses.split(self.network.answer(seen[np.newaxis])[0])
        return Recording(event, answer, work=Work(macs=work.mlp_answer(self.network.weights, 1)))

    def _lesion(self, region: str, fraction: float) -> Agent:
        damaged = self._copy()
        return damaged._left_with(damage.mlp_without_units(self.kept, fraction, damaged.random))

    def _cut(self, region: str, fraction: float) -> Agent:
        damaged = self._copy()
        return damaged._left_with(damage.without_synapses(self.kept, fraction, damaged.random))

    def _copy(self) -> MlpBackprop:
        other = type(self)(0, self.senses, self.parameters)
        other.restore(self.snapshot())
        return other

    def _left_with(self, kept: MlpWeights) -> MlpBackprop:
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
        self.network.weights = MlpWeights(*(state[n].copy() for n in MlpWeights._fields))
        self.kept = MlpWeights(*(state[f"kept_{n}"].copy() for n in MlpWeights._fields))
        self.is_damaged = not all(each.all() for each in self.kept)
        self.buffer.refill(state["buffer"])
        self.random = restored_generator(state["random"])


def build(seed: int, senses: Senses, parameters: Parameters = DEFAULT) -> MlpBackprop:
    """Return an agent that has experienced nothing yet."""
    return MlpBackprop(seed, senses, parameters)
