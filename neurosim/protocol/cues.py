"""What is presented to a sleeper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from neurosim.errors import InputError
from neurosim.protocol.senses import Code
from neurosim.protocol.times import LONGEST, check_seconds

CUE_GRID = 0.1
"""Cues in a sleep begin and end on multiples of so many seconds."""


@dataclass(frozen=True, eq=False)
class Cue:
    """What is presented to a sleeper; who cannot perceive in sleep ignores it.

    Parameters
    ----------
    code
        The part of an item that is presented.
    at
        When it begins, in seconds from the start of the sleep.
    seconds
        How long it lasts.
    target
        Name of the item that it is part of. It is bookkeeping: the agent never sees it.

    Raises
    ------
    InputError
        If it begins or ends at no such time.
    """

    code: Code
    at: float
    seconds: float
    target: str = ""

    def __post_init__(self) -> None:
        check_seconds(self.seconds)
        if not (math.isfinite(self.at) and 0 <= self.at <= LONGEST):
            raise InputError(f"a cue begins within the sleep, not at {self.at} s")
        for time in (self.at, self.seconds):
            if abs(time / CUE_GRID - round(time / CUE_GRID)) > 1e-6:
                raise InputError(f"times of a cue are multiples of {CUE_GRID:g} s, not {time}")

    @property
    def end(self) -> float:
        """When it ends, in seconds from the start of the sleep."""
        return self.at + self.seconds


def check_cues(cues: tuple[Cue, ...], seconds: float) -> None:
    """Check that cues follow one another, and that the sleep is as long as they take."""
    if any(later.at < cue.end - 1e-6 for cue, later in pairwise(cues)):
        raise InputError("cues of a sleep follow one another, and none begins before the last ends")
    if cues and cues[-1].end > seconds + 1e-6:
        raise InputError(f"a cue ends at {cues[-1].end:g} s, the sleep at {seconds:g}")
