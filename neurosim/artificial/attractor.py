"""What every attractor memory can do: store patterns, be cued, and retrieve."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import ArrayLike

from neurosim.artificial.sign_patterns import Signs, checked, distorted
from neurosim.errors import InputError

MOST_SWEEPS = 1000
"""Updates of all units after which a network that has not settled never will. Chosen: far more than
any took."""


class AttractorMemory(ABC):
    """A memory for patterns of +1 and -1.

    ::

        memory.store(patterns)
        cues = memory.cue(patterns, 0.1, random)
        answers = memory.retrieve(cues, random)

    Parameters
    ----------
    units
        Length of a pattern.

    Raises
    ------
    InputError
        If there are fewer than 2 units.
    """

    def __init__(self, units: int) -> None:
        if units < 2:
            raise InputError(f"an attractor memory needs 2 units or more, not {units}")
        self.units = units

    @abstractmethod
    def store(self, patterns: ArrayLike) -> None:
        """Store patterns, shape (patterns, units), beside what is stored already.

        Raises
        ------
        InputError
            If they are no patterns of +1 and -1 of this length, or cannot be stored.
        """

    @abstractmethod
    def retrieve(self, cues: ArrayLike, random: np.random.Generator) -> Signs:
        """Return what becomes of each cue, shape (cues, units); nothing is learned.

        Raises
        ------
        InputError
            If the cues are no patterns of +1 and -1 of this length.
        """

    def cue(self, patterns: ArrayLike, flipped: float, random: np.random.Generator) -> Signs:
        """Return cues: patterns with a share of their units turned over.

        Raises
        ------
        InputError
            If they are no patterns, or the share is not within 0 to 1.
        """
        return distorted(checked(patterns, self.units), flipped, random)
