"""How well the cells of an item are told from others by their rates: d'."""

from __future__ import annotations

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.recall import Studied, Tests, uncued
from neurosim.protocol import Item, Recall, Recording, Vector


def d_prime(own: Vector, other: Vector) -> float:
    """Return the distance of two means in standard deviations; 0 where nothing varies.

    The standard deviation is that within both, pooled with equal weights.
    """
    spread = float(np.sqrt((np.var(own) + np.var(other)) / 2))
    return float(np.mean(own) - np.mean(other)) / spread if spread > 0 else 0.0


def discrimination(name: str, label: str, lesioned: str = "", at: float | None = None) -> Measure:
    """Return d' between the rates of an item's uncued cells and those of all other uncued cells.

    Silence has a d' of 0. By chance it is what the cells of other items have; the ceiling is d'
    while the item is studied.

    Parameters
    ----------
    name
        Name of the measure.
    label
        Label of the tests in the timetable.
    lesioned
        Region whose loss the tests were taken with; "" for the intact agent.
    at
        Where on the abscissa of a curve the number stands; None for a single number.
    """
    tests = Tests(label, lesioned)
    return Measure(
        name,
        "d' of the item's uncued cells against all other uncued cells, by their rates",
        tests.were_taken,
        tests.began,
        tests.mean(own_d_prime),
        chance=tests.mean(d_prime_of_others),
        ceiling=tests.ceiling(own_d_prime),
        at=at,
    )


def own_d_prime(studied: Studied, event: Recall, record: Recording) -> float:
    """Return d' of the cells of the item that was asked for."""
    (target,) = (item for item in studied.items if item.name == event.target)
    return _of(target, event, record)


def d_prime_of_others(studied: Studied, event: Recall, record: Recording) -> float:
    """Return d' of the cells of another item, on average over items."""
    others = [item for item in studied.items if item.name != event.target]
    return float(np.mean([_of(item, event, record) for item in others])) if others else 0.0


def _of(item: Item, event: Recall, record: Recording) -> float:
    rates, cells = uncued(record.response, event), uncued(item.code, event) > 0
    return d_prime(rates[cells], rates[~cells])
