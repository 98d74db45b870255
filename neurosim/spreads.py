"""How a number differs from one animal to the next: distributions, each with its source."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from statistics import NormalDist
from typing import ClassVar

SCORES = NormalDist()
"""Where individuals lie, in standard deviations of what is distributed normally."""


@dataclass(frozen=True)
class Spread(ABC):
    """A distribution over individuals, around the value of a parameter, which is its mean.

    Parameters
    ----------
    size
        How wide it is.
    source
        A key of ``references.bib``, or "chosen".
    note
        Who differed in what: animals or cells, which and how many; or why it was chosen.

    Attributes
    ----------
    kind
        What it is called.

    Raises
    ------
    ValueError
        If its size is not above 0, or it has no note.
    """

    kind: ClassVar[str]

    size: float
    source: str
    note: str

    def __post_init__(self) -> None:
        if not 0 < self.size < math.inf:
            raise ValueError(f"the size of a spread is above 0, not {self.size}")
        if not self.note:
            raise ValueError("a spread needs a note: animals or cells, which and how many")

    @abstractmethod
    def at(self, mean: float, score: float) -> float:
        """Return the value that lies so many standard scores above the middle."""

    @abstractmethod
    def score(self, mean: float, value: float) -> float:
        """Return how many standard scores above the middle a value lies."""

    @abstractmethod
    def sd(self, mean: float) -> float:
        """Return the standard deviation, in the unit of the mean."""

    @abstractmethod
    def told(self, unit: str) -> str:
        """Return what it is in words."""

    def value(self, mean: float, low: float, high: float, share: float) -> float:
        """Return the value that a share of individuals is below, of those from `low` to `high`.

        Parameters
        ----------
        share
            Above 0, below 1.
        """
        least, most = (SCORES.cdf(self.score(mean, end)) for end in (low, high))
        below = min(least + share * (most - least), math.nextafter(1.0, 0.0))
        return min(max(self.at(mean, SCORES.inv_cdf(below)), low), high)  # rounding goes beyond


@dataclass(frozen=True)
class NormalSpread(Spread):
    """Normally distributed; `size` is the standard deviation, in the unit of the parameter."""

    kind: ClassVar[str] = "normal"

    def at(self, mean: float, score: float) -> float:
        """Return mean + size*score."""
        return mean + self.size * score

    def score(self, mean: float, value: float) -> float:
        """Return (value - mean)/size."""
        return (value - mean) / self.size

    def sd(self, mean: float) -> float:
        """Return its size."""
        return self.size

    def told(self, unit: str) -> str:
        """Return its standard deviation in words."""
        return f"normal, sd {self.size:g}{'' if unit == '1' else f' {unit}'}"


@dataclass(frozen=True)
class LogNormalSpread(Spread):
    """Its logarithm is normally distributed; `size` is the coefficient of variation, sd/mean.

    For what is positive and has a natural zero, as time constants. With s^2 = ln(1 + size^2), the
    logarithm has the mean ln(mean) - s^2/2 and the standard deviation s.
    """

    kind: ClassVar[str] = "lognormal"

    def at(self, mean: float, score: float) -> float:
        """Return mean*exp(s*score - s^2/2)."""
        return mean * math.exp(self._width * score - self._width**2 / 2)

    def score(self, mean: float, value: float) -> float:
        """Return (ln(value/mean) + s^2/2)/s; of what is not positive, -inf."""
        if value <= 0:
            return -math.inf
        return (math.log(value / mean) + self._width**2 / 2) / self._width

    def sd(self, mean: float) -> float:
        """Return size*mean."""
        return self.size * mean

    def told(self, unit: str) -> str:
        """Return its coefficient of variation in words."""
        return f"lognormal, CV {self.size:g}"

    @property
    def _width(self) -> float:
        return math.sqrt(math.log1p(self.size**2))
