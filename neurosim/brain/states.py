"""Brain states, and numbers that depend on them.

Acetylcholine is high in active wakefulness, when something new is encoded, lower at retrieval and
lowest in NREM sleep; it suppresses recurrent transmission more than afferent input, permits
plasticity in the hippocampus and blocks the potassium current of spike-frequency adaptation
(Hasselmo 2006). Here the state is set by what happens to the agent, and each number that
acetylcholine acts on says its value in each state beside the part it belongs to. Where a drug moves
acetylcholine away from the level of the state, these values are what such numbers are at the
levels of the states, with straight lines between.

Not here: quiet rest, in which acetylcholine is lower and the hippocampus replays awake.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from neurosim.parameters import cited


class State(enum.Enum):
    """What the brain is doing."""

    ENCODE = "encode"
    WAKE = "wake"
    RECALL = "recall"
    NREM = "nrem"


class Acetylcholine(NamedTuple):
    """Its levels, as they are felt: from the medial septum, and from the nucleus basalis."""

    hippocampus: float
    neocortex: float


@dataclass(frozen=True)
class ByState:
    """A number in each brain state: study, wakefulness, retrieval, NREM sleep."""

    encode: float
    wake: float
    recall: float
    nrem: float

    def at(self, state: State) -> float:
        """Return the number in a state."""
        return float(self.parameter(state))

    def parameter(self, state: State) -> float:
        """Return the number in a state with its unit and source."""
        number: float = getattr(self, state.value)
        return number

    def under(self, felt: Acetylcholine, state: State, levels: ByState) -> float:
        """Return the number in a state in which acetylcholine is at other levels than usual.

        Parameters
        ----------
        felt
            The levels.
        state
            The state.
        levels
            The usual level in each state.
        """
        return self.at(state)


@dataclass(frozen=True)
class ByAcetylcholine(ByState):
    """A number that acetylcholine sets, given by its values at the levels of the states."""

    def under(self, felt: Acetylcholine, state: State, levels: ByState) -> float:
        """Return the number in a state in which acetylcholine is at other levels than usual."""
        awake = State.ENCODE if state in (State.ENCODE, State.RECALL) else State.WAKE
        return _between(felt.hippocampus, (State.NREM, State.RECALL, awake), levels, self)


@dataclass(frozen=True)
class ByAcetylcholineAwake(ByState):
    """A number that acetylcholine sets in wakefulness; what it is in NREM sleep, sleep sets."""

    def under(self, felt: Acetylcholine, state: State, levels: ByState) -> float:
        """Return the number in a state in which acetylcholine is at other levels than usual."""
        return self._awake(felt.hippocampus, state, levels)

    def _awake(self, level: float, state: State, levels: ByState) -> float:
        if state is State.NREM:
            return self.at(state)
        awake = State.WAKE if state is State.WAKE else State.ENCODE
        return _between(level, (State.RECALL, awake), levels, self)


@dataclass(frozen=True)
class ByCorticalAcetylcholine(ByAcetylcholineAwake):
    """The same in the neocortex, whose acetylcholine comes from elsewhere."""

    def under(self, felt: Acetylcholine, state: State, levels: ByState) -> float:
        """Return the number in a state in which acetylcholine is at other levels than usual."""
        return self._awake(felt.neocortex, state, levels)


def _between(level: float, known: tuple[State, ...], levels: ByState, number: ByState) -> float:
    """Return a number on straight lines between states, and beyond them that of the last."""
    places, numbers = [levels.at(each) for each in known], [number.at(each) for each in known]
    return float(np.interp(level, places, numbers))


def by_state(
    encode: float,
    wake: float,
    recall: float,
    nrem: float,
    source: str,
    note: str,
    unit: str = "1",
) -> ByState:
    """Make a number that depends on the brain state, with one source and note for all states."""
    values = (encode, wake, recall, nrem)
    return ByState(*(cited(value, unit, source, note, 0.0, 1000.0) for value in values))


def unmodulated(value: float = 1.0) -> ByState:
    """Return a factor that is the same in every state."""
    note = "acetylcholine does not act here"
    return by_state(value, value, value, value, "chosen", note)
