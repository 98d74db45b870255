"""Charts as data: what of an experiment is drawn, on which axes, beside which published numbers."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from neurosim.experiments.findings import DataSet

SHARE = (0.0, 1.0)
"""Limits of the y axis for shares and cosines."""


class Scale(enum.Enum):
    """How places are laid out on an abscissa."""

    LINEAR = "linear"
    LOG = "log"


@dataclass(frozen=True)
class Chart:
    """Axes, and the measures that are drawn in them for every agent and condition.

    Measures of a curve are drawn as curves, single numbers as bars beside each other.

    Parameters
    ----------
    title
        What is written over it.
    x, y
        What the axes show, with the unit; x is "" for single numbers.
    measures
        Pairs of a measure's name and what the legend calls it.
    limits
        Limits of the y axis; None for what the data need.
    ticks
        Names of the places 0, 1, 2, ... on the abscissa, where places are no quantities: their
        curves are drawn as bars.
    scale
        How places are laid out; 0 has its place on a logarithmic axis as well.
    published
        Data that are drawn beside, in the units of the axes, as points of one curve each. Their
        panel and label are not used. Where single numbers are drawn, x counts measures from 0.
    note
        A sentence for the caption: the published counterpart where it is no number, or "".
    condition
        The only condition that is drawn, where colours are to tell measures apart: every agent
        has a panel of its own then; "" for all conditions.
    together
        Whether agents share one panel, in which colours tell them apart, and dashes measures and
        conditions: where agents are to be compared with each other.
    y_scale
        How the y axis is laid out; on a logarithmic one, 0 is not seen.
    """

    title: str
    x: str
    y: str
    measures: tuple[tuple[str, str], ...]
    limits: tuple[float, float] | None = None
    ticks: tuple[str, ...] = ()
    scale: Scale = Scale.LINEAR
    published: tuple[DataSet, ...] = ()
    note: str = ""
    condition: str = ""
    together: bool = False
    y_scale: Scale = Scale.LINEAR
