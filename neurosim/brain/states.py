"""Brain states, and numbers that depend on them.

Acetylcholine is high in active wakefulness, when something new is encoded, lower at retrieval and
lowest in NREM sleep; it suppresses recurrent transmission more than afferent input, permits
plasticity in the hippocampus and blocks the potassium current of spike-frequency adaptation
(Hasselmo 2006). Here the state is set by what happens to the agent, and each number that
acetylcholine acts on says its value in each state beside the part it belongs to. Where a drug moves
acetylcholine away from the level of the state, these values are what such numbers are at the
levels of the states, with straight lines between.

In REM sleep acetylcholine is higher than awake, and the senses are closed. A number is there what
it is in wakefulness, unless it is given; then REM sleep sets it, and no drug moves it.

Not here: quiet rest, in which acetylcholine is lower and the hippocampus replays awake; theta in
the hippocampus in REM sleep.
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
    REM = "rem"


ASLEEP = (State.NREM, State.REM)
"""The states of sleep."""


class Acetylcholine(NamedTuple):
    """Its levels, as they are felt: from the medial septum, and from the nucleus basalis."""

    hippocampus: float
    neocortex: float


@dataclass(frozen=True)
class ByState:
    """A number in each brain state: study, wakefulness, retrieval, NREM and REM sleep.

    In REM sleep it is what it is in wakefulness where none is given.
    """

    encode: float
    wake: float
    recall: float
    nrem: float
    rem: float | None = None

    def at(self, state: State) -> float:
        """Return the number in a state."""
        return float(self.parameter(state))

    def parameter(self, state: State) -> float:
        """Return the number in a state with its unit and source."""
        number: float | None = getattr(self, state.value)
        return self.wake if number is None else number

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

    def _set_by_rem(self, state: State) -> bool:
        """Say whether this is REM sleep, and the number given for it."""
        return state is State.REM and self.rem is not None


@dataclass(frozen=True)
class ByAcetylcholine(ByState):
    """A number that acetylcholine sets, given by its values at the levels of the states."""

    def under(self, felt: Acetylcholine, state: State, levels: ByState) -> float:
        """Return the number in a state in which acetylcholine is at other levels than usual."""
        if self._set_by_rem(state):
            return self.at(state)
        awake = State.ENCODE if state in (State.ENCODE, State.RECALL) else State.WAKE
        return _between(felt.hippocampus, (State.NREM, State.RECALL, awake), levels, self)


@dataclass(frozen=True)
class ByAcetylcholineAwake(ByState):
    """A number that acetylcholine sets in wakefulness; what it is in NREM sleep, sleep sets."""

    def under(self, felt: Acetylcholine, state: State, levels: ByState) -> float:
        """Return the number in a state in which acetylcholine is at other levels than usual."""
        return self._awake(felt.hippocampus, state, levels)

    def _awake(self, level: float, state: State, levels: ByState) -> float:
        if state is State.NREM or self._set_by_rem(state):
            return self.at(state)
        awake = State.WAKE if state in (State.WAKE, State.REM) else State.ENCODE
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
    rem: float | None = None,
) -> ByState:
    """Make a number that depends on the brain state, with one source and note for all states."""
    values = (encode, wake, recall, nrem, *(() if rem is None else (rem,)))
    return ByState(*(cited(value, unit, source, note, 0.0, 1000.0) for value in values))


def unmodulated(value: float = 1.0) -> ByState:
    """Return a factor that is the same in every state."""
    note = "acetylcholine does not act here"
    return by_state(value, value, value, value, "chosen", note)
