"""Brain states, and numbers that depend on them.

Acetylcholine is high when something new is encoded, lower when it is retrieved and lowest in
NREM sleep; it suppresses recurrent transmission more than afferent input, permits plasticity and
blocks the potassium current of spike-frequency adaptation (Hasselmo 2006). Here the state is set
by what happens to the agent, and each number that acetylcholine acts on says its value in each
state beside the part it belongs to.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from neurosim.parameters import cited


class State(enum.Enum):
    """What the brain is doing."""

    ENCODE = "encode"
    QUIET = "quiet"
    RECALL = "recall"
    NREM = "nrem"


@dataclass(frozen=True)
class ByState:
    """A number in each brain state: study, quiet wakefulness, retrieval, NREM sleep."""

    encode: float
    quiet: float
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
    quiet: float,
    recall: float,
    nrem: float,
    source: str,
    note: str,
    unit: str = "1",
) -> ByState:
    """Make a number that depends on the brain state, with one source and note for all states."""
    values = (encode, quiet, recall, nrem)
    return ByState(*(cited(value, unit, source, note, 0.0, 1000.0) for value in values))


def unmodulated(value: float = 1.0) -> ByState:
    """Return a factor that is the same in every state."""
    note = "acetylcholine does not act here"
    return by_state(value, value, value, value, "chosen", note)
