"""Homeostasis: what holds weights in check beside the rules by which they change."""

from __future__ import annotations

from dataclasses import dataclass

from neurosim.parameters import cited


@dataclass(frozen=True)
class SleepDownscaling:
    """A cap on the incoming weights of each cell in NREM sleep.

    Once a second each cell whose incoming weights add up to more than `total` scales all of them
    by the same factor, so that they add up to `total`; what grows until the next second is above
    it. Cells below the cap are left alone: what is scaled down is the cell that many memories
    recruit. Scaling by one factor: Turrigiano et al. (1998). Sleep that scales down all synapses
    in proportion (Tononi & Cirelli 2014) is more than this.
    """

    total: float = cited(5.0, "1", "chosen", "about 40 partners at a weight that recalls", 0, 1e6)
