"""What a network has settled into: a stored pattern, its reverse, a mixture, or something else."""

from __future__ import annotations

import enum

import numpy as np

from neurosim.artificial.sign_patterns import Signs, overlaps
from neurosim.errors import InputError
from neurosim.protocol import Vector

ALIKE = 0.9
"""Overlap from which a state counts as a pattern. Chosen: above what two patterns ever have by
chance in 100 units or more, below what is retrieved at the critical load (.967)."""

MIXED = (3, 5, 7)
"""Numbers of patterns that mixtures are sought of. Chosen: the more there are, the shallower the
valley, and the more mixtures a state may resemble by chance."""


class Kind(enum.Enum):
    """What a final state is."""

    STORED = "stored"
    REVERSED = "reversed"
    MIXTURE = "mixture"
    OTHER = "other"
    """Spurious: a spin glass has such states without any pattern."""


def mixture(patterns: Signs) -> Signs:
    """Return the sign of the sum of an odd number n of patterns, shape (units,).

    Where N has no bounds its overlap with each of them is binomial(n-1, (n-1)/2) / 2^(n-1): 1/2 for
    three patterns, 3/8 for five (Amit, Gutfreund & Sompolinsky 1985).

    Raises
    ------
    InputError
        If their number is even, where sums may be 0.
    """
    if len(patterns) % 2 == 0:
        raise InputError(f"mixtures are of an odd number of patterns, not {len(patterns)}")
    return np.asarray(np.sign(patterns.sum(axis=0, dtype=int)), np.int8)


def kinds(states: Signs, patterns: Signs) -> list[Kind]:
    """Return what each state is.

    It is stored or reversed if its overlap with a pattern is at least `ALIKE`, or at most
    -`ALIKE`; a mixture if it has that overlap with the mixture of the 3, 5 or 7 patterns that it
    resembles most, each taken with the sign of its overlap; and otherwise something else.
    """
    found = overlaps(states, patterns)
    return [_kind(state, each, patterns) for state, each in zip(states, found, strict=True)]


def _kind(state: Signs, found: Vector, patterns: Signs) -> Kind:
    nearest = np.argsort(-np.abs(found), kind="stable")
    best = found[nearest[0]]
    if best >= ALIKE:
        return Kind.STORED
    if best <= -ALIKE:
        return Kind.REVERSED
    signed = patterns * np.where(found < 0, -1, 1).astype(np.int8)[:, np.newaxis]
    for count in MIXED:
        if count <= len(patterns):
            mixed = mixture(signed[nearest[:count]])
            if np.mean(state * mixed, dtype=float) >= ALIKE:
                return Kind.MIXTURE
    return Kind.OTHER
