"""What is measured of the slow oscillation, of spindles, and of what is nested in it."""

from __future__ import annotations

import numpy as np

from neurosim.measures import slow_waves as slow
from neurosim.measures.measure import Measure
from neurosim.measures.night_rhythms import (
    CORTEX,
    FEWEST,
    MS,
    REPLAYING,
    RIPPLING,
    THALAMUS,
    Night,
    OfNights,
    any_ripple,
    of_nights,
    peaks,
    variation,
)
from neurosim.protocol import Vector


def enough_up_states(night: Night) -> bool:
    """Say whether layer 5 went up and down."""
    return len(night.up_states) >= FEWEST


def nested(night: Night) -> bool:
    """Say whether there were both up states and ripples."""
    return enough_up_states(night) and any_ripple(night)


def slow_measures() -> tuple[Measure, ...]:
    """Return what is measured of the slow oscillation, of spindles and of what is nested in it."""
    of = of_nights((REPLAYING, RIPPLING, CORTEX, THALAMUS))

    def cycles(night: Night) -> Vector:
        return np.diff([start for start, _ in night.up_states])

    return (
        of.measure(
            "up_rate", "up states of layer 5 per second (1/s)",
            lambda night: len(night.up_states) / night.seconds, lambda night: True,
        ),
        of.measure(
            "up_share", "share of time in up states (0 to 1)", up_share, enough_up_states,
        ),
        of.measure(
            "cycle_cv", "coefficient of variation of the time from one up state to the next",
            lambda night: variation(cycles(night)), enough_up_states,
        ),
        *_nesting(of),
        *_spindles(of),
    )  # fmt: skip


def _nesting(of: OfNights) -> tuple[Measure, ...]:
    return (
        of.measure(
            "ripples_in_up_states", "share of ripples in up states (0 to 1)",
            lambda night: slow.share_within(peaks(night.ripples), night.up_states), nested,
            chance=up_share, ceiling=1.0,
        ),
        of.measure(
            "locking", "mean resultant length of ripples in the slow oscillation (0 to 1)",
            lambda night: night.locking.length, nested,
            chance=lambda night: night.locking.shifted, ceiling=1.0,
        ),
        of.measure(
            "locking_p", "p of their locking to its phase (Rayleigh)",
            lambda night: night.locking.p, nested, chance=lambda night: 0.5, ceiling=0.0,
        ),
        of.measure(
            "locking_p_shifted", "p of it by shifting all ripples in a circle together",
            lambda night: night.locking.p_shifted, nested,
            chance=lambda night: 0.5, ceiling=1 / (1 + slow.SHIFTS),
        ),
    )  # fmt: skip


def _spindles(of: OfNights) -> tuple[Measure, ...]:
    def any_spindle(night: Night) -> bool:
        return bool(night.spindles)

    def pitch(night: Night) -> float:
        potential = night.potential_of(THALAMUS)
        return float(np.mean([slow.frequency(potential, each) for each in night.spindles]))

    return (
        of.measure(
            "spindle_rate", "spindles of the thalamus per minute (1/min)",
            lambda night: 60 * len(night.spindles) / night.seconds, lambda night: True,
        ),
        of.measure(
            "spindle_duration", "how long spindles last on average (ms)",
            lambda night: MS * float(np.mean([each.seconds for each in night.spindles])),
            any_spindle,
        ),
        of.measure("spindle_frequency", "frequency of spindles (Hz)", pitch, any_spindle),
        of.measure(
            "spindles_in_up_states", "share of spindles that peak in up states (0 to 1)",
            lambda night: slow.share_within(peaks(night.spindles), night.up_states),
            lambda night: any_spindle(night) and enough_up_states(night),
            chance=up_share, ceiling=1.0,
        ),
    )  # fmt: skip


def up_share(night: Night) -> float:
    """Return the share of time in up states."""
    return sum(stop - start for start, stop in night.up_states) / night.seconds
