"""Synaptic homeostasis: weights grow by day, and sleep brings their sum down again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.brain.homeostasis import DOWNSCALING_STEP, Downscaling
from neurosim.brain.states import ASLEEP, State
from neurosim.parameters import cited, in_si
from neurosim.protocol import Vector

BINS = 20
"""Parts of equal size, by weight in the evening, that a night is told by."""

EVENING, MORNING, PRUNED = "evening", "morning", "pruned"
"""What is told of them: mean weights, and the share that the night takes below `visible`."""

FASTEST = 0.5
"""Largest part of a weight that one step may take, or add. Chosen: far from what it does take."""


@dataclass(frozen=True)
class ProportionalRenormalisation(Downscaling):
    """All synapses of a cell grow by day and shrink in sleep, by one factor.

    Twenty times a second each cell moves the sum of its incoming weights of a pathway towards a
    set point, down asleep and up awake (study and wakefulness; tests change nothing):

        asleep:  d sum/dt = -(sum - asleep)/tau_asleep,  if sum > asleep
        awake:   d sum/dt = +(awake - sum)/tau_awake,    if sum < awake

    That wakefulness strengthens and sleep renormalises: Tononi & Cirelli (2014). The day's growth
    stands for all that is lived between the events of a timetable, which is not simulated.
    """

    asleep: float = cited(5.0, "1", "chosen", "as the cap of the usual brain", 0, 1e9)
    awake: float = cited(
        6.2, "1", "chosen", "so that a night with replay takes 18 % (devivo2017)", 0, 1e9
    )
    tau_asleep: float = cited(
        2.0, "s", "chosen", "compressed: ten of them in a night of 20 s", 0.05, 1e6
    )
    tau_awake: float = cited(
        0.2, "s", "chosen", "compressed: two glances stand for a day", 0.05, 1e6
    )

    sums: ClassVar[Mapping[str, str]] = {"incoming": "w"}
    change: ClassVar[str] = "w = w*(1 + clip(pace*(aim/(incoming + 1e-9) - 1), least, most))"
    goes_on_awake: ClassVar[bool] = True
    tells: ClassVar[bool] = True

    def values(self, state: State, learning: bool) -> dict[str, float]:
        """Return how fast sums move to which set point: down asleep, up awake."""
        sleeps = state in ASLEEP
        rests = state is State.RECALL or not learning
        tau = in_si(self.tau_asleep if sleeps else self.tau_awake)
        return {
            "pace": 0.0 if rests else DOWNSCALING_STEP / tau,
            "aim": in_si(self.asleep if sleeps else self.awake),
            "least": -FASTEST if sleeps else 0.0,
            "most": 0.0 if sleeps else FASTEST,
        }

    def told(self, evening: Vector, morning: Vector) -> dict[str, Vector]:
        """Return means of twentieths of the synapses, weakest in the evening first.

        Parameters
        ----------
        evening, morning
            Weight of each synapse before and after the night.
        """
        parts = np.array_split(np.argsort(evening, kind="stable"), BINS)
        each = {EVENING: evening, MORNING: morning}
        return {name: np.array([v[part].mean() for part in parts]) for name, v in each.items()}


@dataclass(frozen=True)
class SynapticRenormalisation(ProportionalRenormalisation):
    """Weak synapses grow by day and shrink in sleep; strong ones hardly take part.

    As `ProportionalRenormalisation`, but the synapses of a cell share each change in proportion to
    what each yields,

        y(w) = (w + s) / (1 + (w/spared)^2),     s = sprouting awake, 0 asleep

    so that weak ones (w << spared) change by one factor, and those above `spared` the less, the
    stronger they are: in sleep spines of the largest fifth keep their size (De Vivo et al. 2017).
    Where nothing weak is left, strong ones pay; none grows above the `w_max` of its rule. Synapses
    that a night has taken grow anew by day, at the pace of a weight of `sprouting`. Learning goes
    on at the same time: what sleep replays grows, and the rest of the cell's synapses pay for it.
    """

    spared: float = cited(0.008, "1", "chosen", "about the mean of naive weights", 1e-6, 100)
    sprouting: float = cited(0.002, "1", "chosen", "a quarter of that mean", 0, 100)
    visible: float = cited(
        0.0005, "1", "chosen", "smaller synapses count as pruned; 6 % of a naive one", 0, 100
    )

    sums: ClassVar[Mapping[str, str]] = {
        "incoming": "w",
        "yielding": "(w + sprouting)/(1 + (w/spared)**2)",
    }
    change: ClassVar[str] = (
        "w = clip(w + (w + sprouting)/(1 + (w/spared)**2)"
        "*clip(pace*(aim - incoming)/(yielding + 1e-9), least, most), 0, w_max)"
    )

    def values(self, state: State, learning: bool) -> dict[str, float]:
        """Return how fast sums move to which set point, and which synapses take part."""
        sprouting = 0.0 if state in ASLEEP else in_si(self.sprouting)
        shares = {"spared": in_si(self.spared), "sprouting": sprouting}
        return super().values(state, learning) | shares

    def told(self, evening: Vector, morning: Vector) -> dict[str, Vector]:
        """Return the same, and the share of each twentieth that the night takes."""
        parts = np.array_split(np.argsort(evening, kind="stable"), BINS)
        lost = (evening >= self.visible) & (morning < self.visible)
        pruned = np.array([lost[part].mean() for part in parts])
        return {**super().told(evening, morning), PRUNED: pruned}
