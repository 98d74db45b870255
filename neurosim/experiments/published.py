"""Published data that rules are held against. Relative changes of weight, lags in ms, rates in Hz.

How each set came here is its certainty; standard errors are of the mean.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neurosim.experiments.findings import Certainty, DataSet
from neurosim.plasticity import Vector

FREQUENCIES = (0.1, 10.0, 20.0, 40.0, 50.0)
"""Pairing frequencies of Sjostrom, Turrigiano & Nelson (2001)."""


CHANGE = "relative change of weight"
"""Label of the axes of all of them."""

SIDES = (("plus", 0.010), ("minus", -0.010))
"""Either order of pairs 10 ms apart: in names of measures, and the lag in seconds."""

ORDER = ("post 10 ms before pre", "pre 10 ms before post")
"""Labels of curves: whether the presynaptic spike came first, False or True."""


def _frequency_names(side: str) -> tuple[str, ...]:
    return tuple(f"{side}_at_{frequency:g}" for frequency in FREQUENCIES)


SJOSTROM = tuple(
    DataSet(
        f"visual cortex, {protocol}",
        "sjostrom2001",
        Certainty.TRANSCRIBED,
        panel,
        label,
        FREQUENCIES,
        values,
        sems,
        _frequency_names(f"{prefix}{side}"),
    )
    for panel, protocol, prefix in (
        ("frequency", "60 pairs", ""),
        ("trains", "trains of 5 pairs", "trains_"),
    )
    for side, label, values, sems in (
        (
            "plus10",
            ORDER[True],
            (-0.04, 0.14, 0.29, 0.53, 0.56),
            (0.05, 0.10, 0.14, 0.11, 0.26),
        ),
        (
            "minus10",
            ORDER[False],
            (-0.29, -0.41, -0.34, 0.56, 0.75),
            (0.08, 0.11, 0.10, 0.32, 0.19),
        ),
    )
)
"""Weight change by pairing frequency; the same values beside what Pfister & Gerstner (2006) gave
their rules, 60 pairs in a row, and beside what the synapses were given."""

TRIPLETS = (
    ("pre10_post", 0.25, 0.05),
    ("post10_pre", -0.17, 0.05),
    ("pre5_post5_pre", -0.01, 0.04),
    ("pre10_post10_pre", 0.03, 0.04),
    ("pre15_post5_pre", 0.01, 0.03),
    ("pre5_post15_pre", 0.24, 0.06),
    ("post5_pre5_post", 0.33, 0.04),
    ("post10_pre10_post", 0.34, 0.04),
    ("post5_pre15_post", 0.22, 0.08),
    ("post15_pre5_post", 0.29, 0.05),
    ("quadruplet_minus89", -0.003, 0.03),
    ("quadruplet_plus84", 0.06, 0.04),
    ("quadruplet_plus20", 0.21, 0.04),
)
"""Name, change and standard error: 60 repetitions at 1 Hz in hippocampal culture."""

WANG = (
    DataSet(
        "hippocampal culture",
        "wang2005",
        Certainty.TRANSCRIBED,
        "triplets",
        "",
        tuple(float(place) for place in range(len(TRIPLETS))),
        tuple(value for _, value, _ in TRIPLETS),
        tuple(sem for _, _, sem in TRIPLETS),
        tuple(name for name, _, _ in TRIPLETS),
    ),
    DataSet(
        "hippocampal culture",
        "wang2005",
        Certainty.DIGITISED,
        "quadruplets",
        "",
        (-92.0, -50.0, -29.5, -15.0, 9.0, 20.0, 26.0, 36.0, 47.0, 58.0, 69.0, 80.0, 94.0),
        (
            -0.005, -0.014, 0.019, 0.10, 0.23, 0.24, 0.15, 0.21, 0.12, 0.17, 0.14, 0.01, 0.05,
        ),
        (0.025, 0.026, 0.027, 0.06, 0.08, 0.12, 0.05, 0.04, 0.05, 0.06, 0.05, 0.06, 0.05),
    ),
)  # fmt: skip
"""Triplets and quadruplets of spikes; values as fitted by Pfister & Gerstner (2006)."""

CULTURE_LAGS = (
            -99.8, -77.4, -72.8, -65.4, -61.6, -61.4, -42.4, -23.4, -23.2, -18.4, -17.2, -14.0,
            -12.7, -8.2, -5.1, -4.9, -4.5, -4.4, -3.8, -2.7, -2.7, -2.6, 1.8, 4.2, 5.2, 6.3, 7.0,
            7.3, 7.4, 7.8, 7.9, 8.0, 8.1, 16.7, 16.8, 25.2, 26.0, 35.0, 55.9, 76.5, 85.1, 94.5,
        )  # fmt: skip
CULTURE_CHANGES = (
            -0.017, -0.147, 0.030, 0.007, -0.080, -0.007, -0.138, -0.093, -0.151, -0.237, -0.138,
            -0.046, -0.320, -0.256, -0.358, -0.219, -0.133, -0.437, 0.763, 0.003, -0.159, 0.232,
            0.907, 0.301, 1.032, 0.214, 0.335, 0.963, 0.848, 0.493, 0.019, 0.733, 0.195, 0.356,
            0.439, 0.146, 0.026, 0.180, -0.111, 0.098, -0.045, 0.028,
        )  # fmt: skip
"""Single cells of Bi & Poo (1998): lag in ms and relative change by 60 pairs at 1 Hz."""

CULTURE_BINS = ((-100, -50), (-50, -20), (-20, -10), (-10, 0), (0, 10), (10, 30), (30, 100))
"""Lags whose cells are averaged, in ms; the upper end belongs to the bin."""


def _binned(of: Sequence[float]) -> list[Vector]:
    lags, values = np.array(CULTURE_LAGS), np.array(of)
    return [values[(lags > low) & (lags <= high)] for low, high in CULTURE_BINS]


CULTURE_MEANS = tuple(float(each.mean()) for each in _binned(CULTURE_LAGS))
"""Mean lag of the cells of each bin."""

CULTURE_NAMES = tuple(
    f"culture_at_{'plus' if lag > 0 else 'minus'}{abs(lag):.0f}" for lag in CULTURE_MEANS
)


def culture_means(lags: Vector, changes: Vector) -> list[float]:
    """Return the mean change of each bin, of a curve that is read at the lags of the cells.

    Parameters
    ----------
    lags, changes
        The curve, ascending; it may jump at 0 but nowhere else.
    """
    cells = np.array(CULTURE_LAGS)
    sides = (lags < 0, cells < 0), (lags > 0, cells > 0)
    read = np.zeros(cells.size)
    for known, asked in sides:
        read[asked] = np.interp(cells[asked], lags[known], changes[known])
    return [float(each.mean()) for each in _binned(read.tolist())]


BI_POO = (
    DataSet(
        "hippocampal culture, single cells",
        "bi1998",
        Certainty.DIGITISED,
        "window",
        "",
        CULTURE_LAGS,
        CULTURE_CHANGES,
    ),
    DataSet(
        "hippocampal culture, means of cells",
        "bi1998",
        Certainty.DIGITISED,
        "window",
        "",
        CULTURE_MEANS,
        tuple(float(each.mean()) for each in _binned(CULTURE_CHANGES)),
        tuple(float(each.std(ddof=1) / np.sqrt(each.size)) for each in _binned(CULTURE_CHANGES)),
        CULTURE_NAMES,
    ),
    DataSet(
        "hippocampal culture, exponential fit",
        "bi2001",
        Certainty.REPORTED,
        "constants",
        "",
        (0.0, 1.0, 2.0, 3.0),
        (16.8, 33.7, 0.777, -0.273),
        (),
        ("tau_plus_ms", "tau_minus_ms", "amplitude_plus", "amplitude_minus"),
    ),
)  # fmt: skip
"""The window of spike-timing-dependent plasticity: 60 pairs at 1 Hz."""

CA3_LAGS = (-100.0, -50.0, -20.0, -10.0, 10.0, 20.0, 50.0, 100.0)
"""Lags of Mishra et al. (2016), without 0."""

MISHRA = (
    DataSet(
        "CA3 onto CA3",
        "mishra2016",
        Certainty.TABLE,
        "ca3",
        "",
        CA3_LAGS,
        (0.2187, 0.3112, 0.5222, 0.4849, 0.7779, 0.4010, 0.4136, 0.1411),
        (0.1577, 0.2579, 0.2199, 0.1249, 0.2677, 0.2543, 0.1182, 0.1334),
        tuple(f"ca3_at_{'plus' if lag > 0 else 'minus'}{abs(lag):g}" for lag in CA3_LAGS),
    ),
)
"""The window between CA3 pyramidal cells: 300 pairs at 1 Hz; values as published with ecker2022."""

KIRKWOOD = tuple(
    DataSet(
        f"visual cortex, {rearing}-reared",
        "kirkwood1996",
        Certainty.DIGITISED,
        "rate",
        "",
        rates,
        values,
        sems,
    )
    for rearing, rates, values, sems in (
        (
            "light",
            (1.0, 10.0, 20.0, 100.0),
            (-0.159, 0.049, 0.083, 0.209),
            (0.034, 0.038, 0.025, 0.021),
        ),
        (
            "dark",
            (1.0, 2.0, 10.0, 20.0),
            (-0.060, -0.029, 0.155, 0.177),
            (0.023, 0.045, 0.055, 0.030),
        ),
    )
)
"""Change of field potentials by stimulation at a rate: signs and order, not the size of one
synapse's change, can be compared."""
