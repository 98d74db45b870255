"""How many cells two sets have in common by chance, if identities are shuffled."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurosim.protocol import Vector


def log_probabilities(population: int, marked: ArrayLike, drawn: int) -> NDArray[np.float64]:
    """Return the logarithm of the chance of each number of marked cells among those drawn.

    Cells are drawn from a population without replacement: the hypergeometric distribution.

    Parameters
    ----------
    population
        Number of cells.
    marked
        How many of them are marked, shape (sets,).
    drawn
        How many are drawn.

    Returns
    -------
    ndarray
        Shape (sets, drawn + 1); minus infinity where a number is impossible.
    """
    each, found = np.asarray(marked, int)[:, None], np.arange(drawn + 1)
    rest = population - each
    possible = (found <= each) & (drawn - found <= rest)
    kept = np.where(possible, found, np.maximum(drawn - rest, 0))
    ways = _log_choices(each, kept) + _log_choices(rest, drawn - kept)
    total = _log_choices(np.array(population), np.array(drawn))
    return np.where(possible, ways - total, -np.inf)


def log_tail(common: ArrayLike, population: int, marked: ArrayLike, drawn: int) -> Vector:
    """Return the logarithm of the chance of at least so many marked cells among those drawn.

    Parameters
    ----------
    common
        How many were found in common, shape (sets,); for the others see `log_probabilities`.
    """
    log_p = log_probabilities(population, marked, drawn)
    least = np.asarray(common, int)[:, None]
    tail = np.where(np.arange(drawn + 1) >= least, log_p, -np.inf)
    return np.asarray(np.minimum(np.logaddexp.reduce(tail, axis=1), 0.0))


def _log_choices(of: NDArray[np.int64], out: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the logarithm of the number of ways to choose."""
    logs = np.log(np.maximum(np.arange(int(np.max(of)) + 1), 1))
    factorial = np.cumsum(logs)
    return np.asarray(factorial[of] - factorial[out] - factorial[of - out])
