"""Homeostasis: what holds synapses in check beside the rules by which they change."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.brain.states import ASLEEP, State
from neurosim.parameters import cited, in_si
from neurosim.protocol import Vector

DOWNSCALING_STEP = 0.05
"""Seconds between scalings. Chosen: shorter than a replay event, in which weights grow."""


class Downscaling(ABC):
    """What becomes of all incoming weights of a cell at once, twenty times a second.

    Each kind is text, like a rule, and brings its numbers.

    Attributes
    ----------
    sums
        What is summed up over the incoming synapses of each cell, by name.
    change
        What then becomes of each weight `w`, in terms of these sums and of its own numbers.
    goes_on_awake
        Whether weights are scaled in wakefulness as well.
    tells
        Whether anything is told of a night.
    """

    sums: ClassVar[Mapping[str, str]]
    change: ClassVar[str]
    goes_on_awake: ClassVar[bool] = False
    tells: ClassVar[bool] = False

    @abstractmethod
    def values(self, state: State, learning: bool) -> dict[str, float]:
        """Return its numbers in a brain state.

        Parameters
        ----------
        learning
            Whether anything may be learned.
        """

    def told(self, evening: Vector, morning: Vector) -> dict[str, Vector]:
        """Return what is told of a night, by name: nothing, unless a kind tells.

        Parameters
        ----------
        evening, morning
            Weight of each synapse before and after the night.
        """
        return {}


@dataclass(frozen=True)
class SleepDownscaling(Downscaling):
    """A cap on the incoming weights of each cell in sleep.

    Twenty times a second each cell whose incoming weights add up to more than `total` scales all of
    them by the same factor, so that they add up to `total`; what grows in between is above it (in
    a second it could grow to twice the cap, where items were studied many times). Cells below the
    cap are left alone: what is scaled down is the cell that many memories recruit. Scaling by one
    factor: Turrigiano et al. (1998). Sleep that scales down all synapses in proportion (Tononi &
    Cirelli 2014) is more than this: see `neurosim.brain.renormalisation`.
    """

    total: float = cited(5.0, "1", "chosen", "about 40 partners at a weight that recalls", 0, 1e6)

    sums: ClassVar[Mapping[str, str]] = {"incoming": "w"}
    change: ClassVar[str] = "w = w*(1 + downscaling*(clip(total/(incoming + 1e-9), 0, 1) - 1))"

    def values(self, state: State, learning: bool) -> dict[str, float]:
        """Return the cap, and whether it holds: in sleep."""
        holds = learning and state in ASLEEP
        return {"downscaling": float(holds), "total": in_si(self.total)}


@dataclass(frozen=True)
class SynapticScaling:
    """Cells that memories have recruited hear what they learned equally loud in NREM sleep.

    At the onset of sleep each cell whose incoming weights add up to more than `recruited` is given
    one gain for all of them, so that they act as if they added up to `total`; the weights stay.
    On recurrent synapses of CA3, a cell of a weak assembly, which would starve for replays, is
    scaled up, a cell that several memories share, which would merge them, is scaled down; on
    Schaffer collaterals, a small assembly replays as loudly as a large one. Both directions, one
    factor for all synapses of a cell: Turrigiano et al. (1998); there over days, here from one
    evening to the night. The defaults are those of CA3.
    """

    total: float = cited(1.6, "1", "chosen", "an assembly of 17 cells, and naive weights", 0, 1e6)
    recruited: float = cited(0.8, "1", "chosen", "naive weights add up to .6, fading to .4", 0, 1e6)
    least: float = cited(0.5, "1", "chosen", "two memories that share a cell", 0, 1)
    most: float = cited(3.0, "1", "chosen", "an assembly of 4 cells", 1, 100)

    def gains(self, incoming: Vector) -> Vector:
        """Return the gain of each cell.

        Parameters
        ----------
        incoming
            Sum of the incoming weights of each cell.
        """
        factor = self.total / np.maximum(incoming, 1e-9)
        scaled = np.clip(factor, float(self.least), float(self.most))
        return np.where(incoming > self.recruited, scaled, 1.0)
