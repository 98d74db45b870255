"""Published sets of numbers of calcium-based plasticity: Graupner & Brunel (2012)."""

from __future__ import annotations

from neurosim.parameters import cited
from neurosim.plasticity.calcium import CalciumPlasticity, NMDACalciumPlasticity


def _published(
    where: str,
    jumps: tuple[float, float],
    tau_ca: float,
    delay: float,
    gammas: tuple[float, float],
    slow: tuple[float, float],
    weights: tuple[float, float] = (0.5, 5.0),
    theta_p: float = 1.3,
) -> CalciumPlasticity:
    """Return a published set of numbers.

    Parameters
    ----------
    where
        What it was fitted to, or which curve it draws.
    jumps
        C_pre and C_post.
    tau_ca, delay
        In milliseconds.
    gammas
        gamma_d and gamma_p.
    slow
        sigma, and tau in seconds.
    weights
        Share of DOWN synapses, and weight of UP relative to DOWN.
    """

    def number(value: float, unit: str = "1", high: float = 1e5) -> float:
        return cited(value, unit, "graupner2012", where, 0, high)

    return CalciumPlasticity(
        tau_ca=number(tau_ca, "ms", 1e4),
        pre_calcium=number(jumps[0], high=100),
        post_calcium=number(jumps[1], high=100),
        calcium_delay=number(delay, "ms", 1000),
        theta_p=number(theta_p, high=100),
        gamma_d=number(gammas[0]),
        gamma_p=number(gammas[1]),
        sigma=number(slow[0], high=100),
        tau=number(slow[1], "s", 1e6),
        share_down=number(weights[0], high=1),
        w_up=number(weights[1], high=1000),
        w_max=cited(100.0, "1", "chosen", "above the weight of UP", 1e-6, 1e4),
    )


USUAL = (2.8284, 150.0)
"""sigma and tau (s) of most curves of Fig. 2 in Graupner & Brunel (2012)."""

DP = CalciumPlasticity()
"""Depression at negative, potentiation at positive lags."""

DPD = _published("curve DPD", (0.9, 0.9), 20.0, 4.6, (250.0, 550.0), USUAL)
"""Potentiation between two windows of depression."""

DPD_PRIME = _published("curve DPD'", (1.0, 2.0), 20.0, 2.2, (50.0, 600.0), USUAL, theta_p=2.5)
"""As DPD, with wide depression."""

P = _published("curve P", (2.0, 2.0), 20.0, 0.0, (160.0, 257.447), USUAL)
"""Potentiation only."""

D = _published("curve D", (0.6, 0.6), 20.0, 0.0, (500.0, 550.0), (5.6568, 150.0))
"""Depression only, where lags are short."""

D_PRIME = _published("curve D'", (1.0, 2.0), 20.0, 0.0, (60.0, 600.0), USUAL, theta_p=3.5)
"""Depression at all lags."""

HIPPOCAMPAL_SLICES = _published(
    "fitted to hippocampal slices",
    (1.0, 0.275865),
    48.8373,
    18.8008,
    (313.0965, 1645.59),
    (9.1844, 688.355),
    (0.7, 5.28145),
)
"""Fitted to data of Wittenberg & Wang (2006)."""

HIPPOCAMPAL_CULTURES = _published(
    "fitted to hippocampal cultures",
    (0.58156, 1.76444),
    11.9536,
    10.0,
    (61.141, 113.6545),
    (2.5654, 33.7596),
    (0.5, 36.0263),
)
"""Fitted to data of Wang et al. (2005)."""

CORTICAL_SLICES = _published(
    "fitted to visual cortex slices",
    (0.5617539, 1.23964),
    22.6936,
    4.6098,
    (331.909, 725.085),
    (3.3501, 346.3615),
    (0.5, 5.40988),
)
"""Fitted to data of Sjostrom et al. (2001)."""

CORTICAL_SLICES_NMDA = NMDACalciumPlasticity()
"""Fitted to data of Sjostrom et al. (2001): Graupner, Wallisch & Ostojic (2016)."""
