"""What theory says of many patterns in a Hopfield network (Amit, Gutfreund & Sompolinsky 1985).

Without noise, and with N without bounds, the overlap m of a state with the pattern that it
retrieves solves, at a load of alpha patterns a unit::

    y (sqrt(2 alpha) + (2 / sqrt pi) exp(-y^2)) = erf y,   m = erf y

in which replicas are taken to be alike. Breaking that symmetry moves the critical load from .138
to .144 (Crisanti, Amit & Gutfreund 1986).
"""

from __future__ import annotations

import math

import numpy as np

LARGEST = 20.0
"""A y at which erf y is 1 to machine precision, for any load above .001."""


def load_at(y: float) -> float:
    """Return the load at which a state of overlap erf y is retrieved."""
    root = math.erf(y) / y - 2 / math.sqrt(math.pi) * math.exp(-y * y)
    return float(root * root / 2)


def critical_load() -> float:
    """Return the highest load at which anything is retrieved: .1379."""
    return load_at(_critical())


def overlap_at(load: float) -> float:
    """Return the overlap of what is retrieved with what was stored; 0 above the critical load."""
    from scipy.optimize import brentq  # late: it takes a while to import

    if load >= critical_load():
        return 0.0
    return math.erf(brentq(lambda y: load_at(y) - load, _critical(), LARGEST, xtol=1e-12))


def _critical() -> float:
    from scipy.optimize import minimize_scalar  # late: it takes a while to import

    best = minimize_scalar(lambda y: -load_at(y), bounds=(0.5, 4.0), method="bounded")
    return float(np.asarray(best.x))
