"""A track, and the input units that tell where on it the agent is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol.senses import Vector

SILENT = 0.05
"""Rate in Hz below which a unit is silent: a spike in 20 s."""


@dataclass(frozen=True, eq=False)
class Track:
    """A track along which units of one sense have fields; what is elsewhere is silent.

    A unit fires as a Poisson process whose rate is a Gaussian of the distance to its centre.
    Places are shares of the track: 0 is where it begins, 1 where it ends.

    Parameters
    ----------
    sense
        The sense that its units belong to.
    centres
        Place of the field of each unit of that sense, shape (units,); NaN where it has none here.
    width
        Standard deviation of a field, as a share of the track.
    peak
        Rate in the centre of a field in Hz.

    Raises
    ------
    InputError
        If these are no places, or no field has a width and a rate.
    """

    sense: str
    centres: Vector
    width: float
    peak: float

    def __post_init__(self) -> None:
        known = self.centres[~np.isnan(self.centres)]
        if self.centres.ndim != 1 or not np.all((known >= 0) & (known <= 1)):
            raise InputError("fields lie within 0 to 1 of a track")
        if not (math.isfinite(self.width) and self.width > 0):
            raise InputError(f"a field is wider than 0, not {self.width}")
        if not (math.isfinite(self.peak) and self.peak > 0):
            raise InputError(f"a field has a rate above 0 Hz, not {self.peak}")

    def rates(self, places: Sequence[float]) -> NDArray[np.float64]:
        """Return the rate of each unit of its sense in Hz, shape (places, units)."""
        away = np.asarray(places)[:, None] - np.nan_to_num(self.centres)[None, :]
        rates = float(self.peak) * np.exp(-(away**2) / (2 * float(self.width) ** 2))
        shown = (rates >= SILENT) & ~np.isnan(self.centres)
        return np.asarray(np.where(shown, rates, 0.0))
