"""Short-term plasticity: what a spike transmits depends on the spikes just before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector

RESOURCES = "dresources/dt = (1 - resources)/tau_rec : 1"


@dataclass(frozen=True, kw_only=True)
class DepressingSynapse(PlasticityRule):
    """Synapse whose spikes use up a share of its resources, which recover slowly.

    The cell before the synapse keeps the resources x:

        dx/dt = (1 - x)/tau_rec         pre:   x -= U*x

        transmitted:  w*U*x, with x just before the spike

    The long-term weight w, the transmission if all resources were used at once, does not change;
    the first spike transmits w*U. Tsodyks & Markram (1997), with resources that leave the synapse
    at once; numbers of Tsodyks, Pawelzik & Markram (1998).
    """

    pre: ClassVar[tuple[Trace, ...]] = (
        Trace("resources", RESOURCES, "resources -= U*resources", at_rest="1"),
    )
    transmitted: ClassVar[str] = "w*U*resources_pre"
    sources: ClassVar[tuple[str, ...]] = ("tsodyks1997", "tsodyks1998")

    U: float = cited(0.5, "1", "tsodyks1998", "depressing, fig. 1", 0, 1)
    tau_rec: float = cited(800.0, "ms", "tsodyks1998", "depressing, fig. 1", 0.1, 1e5)

    @property
    def utilisation_at_rest(self) -> float:
        """Utilisation, before its jump to U, of a cell that has been silent for long."""
        return 0.0

    def responses(self, times: Vector) -> Vector:
        """Return what each spike transmits, relative to the weight, in a train from rest.

        Parameters
        ----------
        times
            Of the spikes, in seconds, ascending.
        """
        rest, found = self.utilisation_at_rest, []
        u, x = rest, 1.0
        for gap in np.diff(times, prepend=times[:1]):
            u = rest + (u - rest) * float(self._kept(np.asarray(gap)))
            x = 1 - (1 - x) * np.exp(-gap / in_si(self.tau_rec))
            u += self.U * (1 - u)
            found.append(u * x)
            x -= u * x
        return np.array(found)

    def steady(self, rates: Vector) -> Vector:
        """Return what each spike of a long regular train transmits, relative to the weight.

        Parameters
        ----------
        rates
            In Hz, positive.
        """
        gaps = 1 / np.asarray(rates, dtype=float)
        kept = self._kept(gaps)
        unrecovered = np.exp(-gaps / in_si(self.tau_rec))
        u = self.U + (1 - self.U) * self.utilisation_at_rest * (1 - kept)
        u = u / (1 - (1 - self.U) * kept)
        x = (1 - unrecovered) / (1 - (1 - u) * unrecovered)
        return np.asarray(u * x)

    def limiting_rate(self) -> float:
        """Return 1/(U*tau_rec) in Hz: far above it, more spikes transmit no more per second.

        Of synapses that do not facilitate. Tsodyks & Markram (1997).
        """
        return float(1 / (self.U * in_si(self.tau_rec)))

    def _kept(self, gap: Vector) -> Vector:
        """Return the share of the utilisation above rest that is left after a gap in seconds."""
        return np.zeros_like(gap)


@dataclass(frozen=True, kw_only=True)
class TsodyksMarkram(DepressingSynapse):
    """Synapse whose spikes use up resources, and use more of them after recent spikes.

    Beside the resources x, the cell before the synapse keeps the utilisation u:

        du/dt = -u/tau_facil            pre:   u += U*(1 - u),  then
        dx/dt = (1 - x)/tau_rec                x -= u*x

        transmitted:  w*u*x, with u just after its jump and x just before it

    Markram, Wang & Tsodyks (1998); Tsodyks, Pawelzik & Markram (1998), with the numbers of its
    facilitating synapse.
    """

    pre: ClassVar[tuple[Trace, ...]] = (
        Trace(
            "utilisation",
            "dutilisation/dt = -utilisation/tau_facil : 1",
            "utilisation += U*(1 - utilisation)",
        ),
        # Lines run in order: the utilisation has jumped already.
        Trace("resources", RESOURCES, "resources -= utilisation*resources", at_rest="1"),
    )
    transmitted: ClassVar[str] = "w*(utilisation_pre + U*(1 - utilisation_pre))*resources_pre"
    sources: ClassVar[tuple[str, ...]] = ("markram1998", "tsodyks1998")

    U: float = cited(0.03, "1", "tsodyks1998", "facilitating, fig. 1", 0, 1)
    tau_rec: float = cited(130.0, "ms", "tsodyks1998", "facilitating, fig. 1", 0.1, 1e5)
    tau_facil: float = cited(530.0, "ms", "tsodyks1998", "facilitating, fig. 1", 0.1, 1e5)

    def _kept(self, gap: Vector) -> Vector:
        return np.asarray(np.exp(-gap / in_si(self.tau_facil)))


@dataclass(frozen=True, kw_only=True)
class MongilloSynapse(TsodyksMarkram):
    """Facilitating synapse of working memory, whose utilisation at rest is U and not 0.

        du/dt = (U - u)/tau_facil       pre:   u += U*(1 - u),  then
        dx/dt = (1 - x)/tau_rec                x -= u*x

    Everything else as `TsodyksMarkram`; the first spike transmits w*U*(2 - U). Mongillo, Barak &
    Tsodyks (2008).
    """  # fmt: skip

    pre: ClassVar[tuple[Trace, ...]] = (
        Trace(
            "utilisation",
            "dutilisation/dt = (U - utilisation)/tau_facil : 1",
            "utilisation += U*(1 - utilisation)",
            at_rest="U",
        ),
        TsodyksMarkram.pre[1],
    )
    sources: ClassVar[tuple[str, ...]] = ("mongillo2008",)

    U: float = cited(0.2, "1", "mongillo2008", "", 0, 1)
    tau_rec: float = cited(200.0, "ms", "mongillo2008", "", 0.1, 1e5)
    tau_facil: float = cited(1500.0, "ms", "mongillo2008", "", 0.1, 1e5)

    @property
    def utilisation_at_rest(self) -> float:
        """Utilisation of a cell that has been silent for long: U."""
        return float(self.U)
