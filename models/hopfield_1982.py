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
from neurosim.artificial import HopfieldNetwork, damage, work
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
OFFERS, REGIONS = frozenset({Signal.ANSWER, Signal.ENERGY}), (MEMORY,)


@final
class Hopfield1982(StepwiseAgent):
    """A Hopfield network that lives."""

    regions = REGIONS
    offers = OFFERS

    def __init__(self, seed: int, senses: Senses, parameters: Parameters) -> None:
        super().__init__("hopfield_1982", senses)
        self.parameters = parameters
        self.random = np.random.default_rng(seed)
        self.network = HopfieldNetwork(senses.total, parameters.coding_level, parameters.threshold)
        self.kept = np.ones_like(self.network.couplings)

    def _study(self, event: Study) -> Recording:
        adapter = self.parameters.adapter
        seen = adapter.perceive_code(event.item.code, self.senses, event.seconds, self.random)
        taken = Work()
        if event.learning:
            for _ in range(max(1, round(self.parameters.study_steps_per_second * event.seconds))):
                self.network.store(adapter.binarised(seen))
                self.network.couplings *= self.kept
                taken += Work(macs=work.hopfield_step(self.senses.total))
        return Recording(event, self.senses.split(seen), work=taken)

    def _recall(self, event: Recall) -> Recording:
        adapter = self.parameters.adapter
        seen = adapter.perceive_code(event.cue, self.senses, event.seconds, self.random)
        before = self.network.sweeps
        answer = self.network.settle(adapter.binarised(seen), self.random)
        sweeps = self.network.sweeps - before
        taken = Work(macs=sweeps * work.hopfield_step(self.senses.total))
        return Recording(event, self.senses.split(answer.astype(float)), work=taken)

    def _sleep(self, event: Sleep) -> Recording:
        return Recording(event)

    def _lesion(self, region: str, fraction: float) -> Agent:
        damaged = self._copy()
        return damaged._left_with(damage.units_left(self.kept, fraction, damaged.random))

    def _cut(self, region: str, fraction: float) -> Agent:
        damaged = self._copy()
        return damaged._left_with(damage.couplings_left(self.kept, fraction, damaged.random))

    def _copy(self) -> Hopfield1982:
        other = type(self)(0, self.senses, self.parameters)
        other.restore(self.snapshot())
        return other

    def _left_with(self, kept: Vector) -> Hopfield1982:
        """Lose all couplings but those that are kept, for good."""
        self.kept = kept
        self.network.couplings *= kept
        return self

    def snapshot(self) -> State:
        """Return the couplings and which are left, and the position in the random stream."""
        couplings = self.network.couplings.copy()
        random = generator_state(self.random)
        return {"couplings": couplings, "kept": self.kept.copy(), "random": random}

    def restore(self, state: State) -> None:
        """Return to a snapshot; see `checked_snapshot`."""
        state = checked_snapshot(self.name, self.snapshot(), state)
        self.network.couplings[...] = state["couplings"]
        self.kept = state["kept"].copy()
        self.random = restored_generator(state["random"])


def build(seed: int, senses: Senses, parameters: Parameters = DEFAULT) -> Hopfield1982:
    """Return an agent that has experienced nothing yet."""
    return Hopfield1982(seed, senses, parameters)
