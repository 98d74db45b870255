"""Homeostasis: what holds synapses in check beside the rules by which they change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from neurosim.parameters import cited
from neurosim.protocol import Vector


@dataclass(frozen=True)
class SleepDownscaling:
    """A cap on the incoming weights of each cell in NREM sleep.

    Twenty times a second each cell whose incoming weights add up to more than `total` scales all of
    them by the same factor, so that they add up to `total`; what grows in between is above it (in
    a second it could grow to twice the cap, where items were studied many times). Cells below the
    cap are left alone: what is scaled down is the cell that many memories recruit. Scaling by one
    factor: Turrigiano et al. (1998). Sleep that scales down all synapses in proportion (Tononi &
    Cirelli 2014) is more than this.
    """

    total: float = cited(5.0, "1", "chosen", "about 40 partners at a weight that recalls", 0, 1e6)


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
