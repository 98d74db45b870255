"""Hopfield network: each item becomes a valley of an energy in one Hebbian step.

J. J. Hopfield, "Neural networks and physical systems with emergent collective computational
abilities", PNAS 79 (1982). Units are 0 or 1, couplings symmetric, updates one at a time in random
order until nothing changes; the network's energy is in `neurosim.artificial.hopfield`.

What was changed: items here are sparse, and the rule of 1982 needs patterns that are half on.
Activity is therefore counted from its mean (Amit, Gutfreund & Sompolinsky 1987) and units have a
threshold (Tsodyks & Feigelman 1988). With coding_level=0.5 and threshold=0 it is the rule of 1982.

What was simplified: what is perceived is binarised before it is stored; nothing is learned in
sleep, with or without replay (no "unlearning"); couplings never decay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np

from neurosim.adapters import RateAdapter
from neurosim.artificial import HopfieldNetwork
from neurosim.parameters import cited
from neurosim.protocol import (
    Recall,
    Recording,
    Senses,
    Sleep,
    State,
    StepwiseAgent,
    Study,
    generator_state,
    restored_generator,
)

SOURCES = ("hopfield1982", "amit1987", "tsodyks1988")


@dataclass(frozen=True)
class Parameters:
    """Every number of the agent."""

    coding_level: float = cited(
        0.1, "1", "chosen", "share of active units in the items that agents are shown", 0.001, 0.999
    )
    threshold: float = cited(
        0.2,
        "1",
        "chosen",
        "half an item pulls its active units up by 0.45 and the others by -0.05 "
        "(1 is the pull of a whole item); this lies about midway",
        0,
        1,
    )
    study_steps_per_second: float = cited(
        2.5,
        "1/s",
        "chosen",
        "Hebbian steps: one-shot storage, 1 step in an exposure of 0.4 s, never less than 1",
        0,
        1000,
    )
    sleep_steps_per_second: float = cited(
        0.0, "1/s", "chosen", "nothing is learned in sleep; the paper knows none", 0, 0
    )
    adapter: RateAdapter = field(default_factory=RateAdapter)


DEFAULT = Parameters()


@final
class Hopfield1982(StepwiseAgent):
    """A Hopfield network that lives."""

    def __init__(self, seed: int, senses: Senses, parameters: Parameters) -> None:
        super().__init__("hopfield_1982", senses)
        self.parameters = parameters
        self.random = np.random.default_rng(seed)
        self.network = HopfieldNetwork(senses.total, parameters.coding_level, parameters.threshold)

    def _study(self, event: Study) -> Recording:
        adapter = self.parameters.adapter
        seen = adapter.perceive_code(event.item.code, self.senses, event.seconds, self.random)
        if event.learning:
            for _ in range(max(1, round(self.parameters.study_steps_per_second * event.seconds))):
                self.network.store(adapter.binarised(seen))
        return Recording(event, self.senses.split(seen))

    def _recall(self, event: Recall) -> Recording:
        adapter = self.parameters.adapter
        seen = adapter.perceive_code(event.cue, self.senses, event.seconds, self.random)
        answer = self.network.settle(adapter.binarised(seen), self.random)
        return Recording(event, self.senses.split(answer.astype(float)))

    def _sleep(self, event: Sleep) -> Recording:
        return Recording(event)

    def snapshot(self) -> State:
        """Return the couplings and the position in the random stream."""
        couplings = self.network.couplings.copy()
        return {"couplings": couplings, "random": generator_state(self.random)}

    def restore(self, state: State) -> None:
        """Return to a snapshot."""
        self.network.couplings[...] = state["couplings"]
        self.random = restored_generator(state["random"])


def build(seed: int, senses: Senses, parameters: Parameters = DEFAULT) -> Hopfield1982:
    """Return an agent that has experienced nothing yet."""
    return Hopfield1982(seed, senses, parameters)
