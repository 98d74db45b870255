"""A life that was broken off, with what was recorded of it."""

from __future__ import annotations

from neurosim.errors import SimulationError
from neurosim.protocol.recording import Recording


class BrokenOffError(SimulationError):
    """A life ended in a state no figure may be drawn from.

    Parameters
    ----------
    reason
        What went wrong, in one line.
    recordings
        What was recorded until then; the last one of the event that went wrong, as far as it went.
    """

    def __init__(self, reason: str, recordings: tuple[Recording, ...] = ()) -> None:
        super().__init__(reason)
        self.recordings = recordings


class RanAwayError(BrokenOffError):
    """Activity ran away: a life in which synapses only grow may end like this."""
