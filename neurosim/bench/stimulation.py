"""What one synapse is put through: spike times before and after it, and release of dopamine."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from neurosim.errors import InputError
from neurosim.plasticity import Vector

STEP = 1e-4
"""Time step of the bench in seconds; spike times are rounded to it."""


def none() -> Vector:
    """Return no spikes."""
    return np.zeros(0)


@dataclass(frozen=True, eq=False)
class Stimulation:
    """What one synapse is put through.

    Parameters
    ----------
    name
        What it is called in tables.
    pre, post
        Times of the spikes before and after the synapse, in seconds, ascending.
    seconds
        How long it lasts, silence at its end included.
    dopamine
        Times at which dopamine is released.
    plastic
        Whether the synapse may learn; False for the control.

    Raises
    ------
    InputError
        If times are not finite, out of order, outside the duration or closer than a time step.
    """

    name: str
    pre: Vector
    post: Vector
    seconds: float
    dopamine: Vector = field(default_factory=none)
    plastic: bool = True

    def __post_init__(self) -> None:
        if not (np.isfinite(self.seconds) and self.seconds > 0):
            raise InputError(f"{self.name}: the duration must be positive, not {self.seconds}")
        # On the grid as well, and never before the last spike.
        seconds = math.ceil(self.seconds / STEP - 1e-6) * STEP
        object.__setattr__(self, "seconds", seconds)
        for end in ("pre", "post", "dopamine"):
            object.__setattr__(self, end, self._checked(end, getattr(self, end)))

    def _checked(self, end: str, times: Vector) -> Vector:
        spikes = np.asarray(times, dtype=float)
        if spikes.ndim != 1 or not np.all(np.isfinite(spikes)):
            raise InputError(f"{self.name}: {end} spikes must be a row of finite times")
        spikes = np.round(spikes / STEP) * STEP
        gaps = np.diff(spikes)
        if np.any(gaps < STEP / 2):
            place = int(np.argmin(gaps))
            raise InputError(
                f"{self.name}: {end} spikes are out of order or closer than {STEP * 1e3:g} ms: "
                f"{spikes[place]:g} s is followed by {spikes[place + 1]:g} s"
            )
        if spikes.size and not (spikes[0] >= 0 and spikes[-1] < self.seconds):
            raise InputError(f"{self.name}: {end} spikes must be within 0 to {self.seconds:g} s")
        return spikes

    def without_plasticity(self) -> Stimulation:
        """Return the control: the same with plasticity off."""
        return replace(self, plastic=False)

    def ending_at(self, seconds: float) -> Stimulation:
        """Return the same after as much silence as makes it end at another time."""
        shift = round((seconds - self.seconds) / STEP) * STEP
        return replace(
            self,
            pre=self.pre + shift,
            post=self.post + shift,
            dopamine=self.dopamine + shift,
            seconds=seconds,
        )
