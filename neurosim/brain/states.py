"""Brain states, and numbers that depend on them.

Acetylcholine is high in active wakefulness, when something new is encoded, lower at retrieval and
lowest in NREM sleep; it suppresses recurrent transmission more than afferent input, permits
plasticity in the hippocampus and blocks the potassium current of spike-frequency adaptation
(Hasselmo 2006). Here the state is set by what happens to the agent, and each number that
acetylcholine acts on says its value in each state beside the part it belongs to.

Not here: quiet rest, in which acetylcholine is lower and the hippocampus replays awake.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from neurosim.parameters import cited


class State(enum.Enum):
    """What the brain is doing."""

    ENCODE = "encode"
    WAKE = "wake"
    RECALL = "recall"
    NREM = "nrem"


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
