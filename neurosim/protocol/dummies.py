"""Agents whose scores are known beforehand, to test experiments and measures with."""

from __future__ import annotations

import numpy as np

from neurosim.protocol.agent import State, StepwiseAgent, generator_state, restored_generator
from neurosim.protocol.events import Recall, Sleep, Study
from neurosim.protocol.recording import Recording
from neurosim.protocol.senses import Bits, Senses, Vector


class Oracle(StepwiseAgent):
    """Answers every cue with the studied item that fits it best: scores 1."""

    def __init__(self, seed: int, senses: Senses) -> None:
        super().__init__(type(self).__name__.lower(), senses)
        self.memory: list[Bits] = []
        self.random = np.random.default_rng(seed)

    def _study(self, event: Study) -> Recording:
        seen = self.senses.vector(event.item.code)
        if event.learning:
            self.memory.append(seen)
        return Recording(event, self.senses.split(seen.astype(float)))

    def _recall(self, event: Recall) -> Recording:
        answer = self._answer(self.senses.vector(event.cue)).astype(float)
        return Recording(event, self.senses.split(answer))

    def _answer(self, cue: Bits) -> Bits | Vector:
        if not self.memory:
            return cue
        fit = [np.count_nonzero(known & cue) for known in self.memory]
        return self.memory[int(np.argmax(fit))]

    def _sleep(self, event: Sleep) -> Recording:
        return Recording(event)

    def snapshot(self) -> State:
        """Return what was studied and the position in the random stream."""
        memory = np.array(self.memory, bool).reshape(-1, self.senses.total)
        return {"memory": memory, "random": generator_state(self.random)}

    def restore(self, state: State) -> None:
        """Return to a snapshot."""
        self.memory = list(state["memory"])
        self.random = restored_generator(state["random"])


class Parrot(Oracle):
    """Repeats the cue and nothing else: every test is silent in what was not cued."""

    def _answer(self, cue: Bits) -> Bits | Vector:
        return cue


class Dice(Oracle):
    """Answers with any studied item: scores at chance."""

    def _answer(self, cue: Bits) -> Bits | Vector:
        return self.memory[self.random.integers(len(self.memory))] if self.memory else cue


class Amnesiac(Oracle):
    """Knows everything in the evening and forgets it in its sleep."""

    def _sleep(self, event: Sleep) -> Recording:
        if event.learning:
            self.memory.clear()
        return Recording(event)
