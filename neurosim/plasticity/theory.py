"""What theory can say about a rule without simulating it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from neurosim.plasticity.rule import PlasticityRule, Vector


def two_sided(lags: Vector, up: float, tau_up: float, down: float, tau_down: float) -> Vector:
    """Return exponentials that fade from `up` at positive lags and from `down` at negative ones.

    Parameters
    ----------
    lags
        In seconds, as the time constants.
    """
    size = np.abs(lags)
    return np.where(lags > 0, up * np.exp(-size / tau_up), down * np.exp(-size / tau_down))


def mean_of_nearest(rate: Vector, tau: float) -> Vector:
    """Return the mean of a trace that Poisson spikes at a rate in Hz set to 1."""
    return np.asarray(rate * tau / (1 + rate * tau))


class HasWindow(ABC):
    """A rule whose answer to one isolated pair of spikes is known in closed form."""

    @abstractmethod
    def window(self, lags: Vector) -> Vector:
        """Return the change of weight by one pair.

        Parameters
        ----------
        lags
            Post minus pre, in seconds; none is 0.
        """


class HasDrift(ABC):
    """A rule whose mean drift under independent Poisson spikes is known in closed form."""

    @abstractmethod
    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the mean change of weight per second, away from the bounds.

        Parameters
        ----------
        pre, post
            Rates in Hz.
        weight
            The weight at which it is taken.
        """


class HasLatePhase(ABC):
    """A rule whose synapses go on changing for hours, which silence leaps over in closed form."""

    @abstractmethod
    def fast_forward(
        self,
        values: Mapping[str, NDArray[np.float64]],
        seconds: float,
        cells: NDArray[np.int64] | None = None,
    ) -> dict[str, NDArray[np.float64]]:
        """Return what silence makes of synapses and their cells.

        Parameters
        ----------
        values
            Synaptic variables, and lasting traces of the cells after the synapses, by name.
        seconds
            How long no spike comes.
        cells
            Index of the cell of each synapse; None where each synapse has its own.
        """

    @abstractmethod
    def without_synthesis(self) -> PlasticityRule:
        """Return the same rule with the synthesis of proteins blocked."""
