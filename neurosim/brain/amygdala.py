"""Emotion: what arousal does to attention, to learning, and to the cells that fired under it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.protocol import Bits, Drug, Item, Senses, Spikes, Substance, Vector


@dataclass(frozen=True)
class Amygdala:
    """What follows where an item is arousing: noradrenaline rises above its waking level.

    Attention narrows to what arouses (Easterbrook 1959; Mather & Sutherland 2011): all other
    senses are perceived less. The hippocampus learns more (noradrenaline lowers the threshold of
    long-term potentiation: Hu et al. 2007). And cells of the tagged region that fire are tagged
    (Richter-Levin & Akirav 2003): in sleep they are more excitable, all other cells that memories
    have recruited are less, by so much that there is as much replay as ever. Which memories have it
    is a matter of rank. Tags act in NREM sleep and fade with each one; REM sleep leaves them alone.

    Parameters
    ----------
    tagged
        Region whose cells are tagged.
    """

    tagged: str
    narrowing: float = cited(
        0.98, "1", "chosen", "share of the input of other senses that full arousal takes: at one "
        "exposure a third of their units fires once", 0, 1,
    )  # fmt: skip
    plasticity: float = cited(
        0.3, "1", "chosen", "how much more is learned under full arousal, as a share", 0, 10
    )
    excitability: float = cited(
        8.0, "mV", "chosen", "lower threshold of tagged cells; noise in NREM sleep is 6.8 mV", 0, 20
    )
    concavity: float = cited(
        0.05, "1/mV", "chosen", "how far replays rise less than in proportion with excitability: "
        "an item that has just been replayed is tired; with 0 there are 6 % fewer (at 7 mV)", 0, 1,
    )  # fmt: skip
    spikes: float = cited(
        3, "spikes", "chosen", "in one exposure, from which on a cell is tagged", 1, 1000
    )
    fading: float = cited(0.5, "1", "chosen", "share of a tag that one NREM sleep leaves", 0, 1)

    def attention(self, item: Item, senses: Senses, noradrenaline: float) -> Vector:
        """Return how much of each input unit is perceived, shape (units,).

        Parameters
        ----------
        noradrenaline
            How far it is above its waking level, 0 to 1.
        """
        lost = self.narrowing * noradrenaline
        parts = [
            np.full(size, 1.0 if item.arousal.get(sense) else 1.0 - lost)
            for sense, size in senses.sizes
        ]
        return np.concatenate(parts)

    def tag(self, train: Spikes, moved: float) -> Vector:
        """Return the tag that each cell gets from an item in which it fired so.

        Parameters
        ----------
        moved
            How far noradrenaline or dopamine is above its waking level, 0 to 1.
        """
        return np.where(train.counts(-math.inf, math.inf) >= self.spikes, moved, 0.0)

    def thresholds(self, tags: Vector, recruited: Bits) -> Vector:
        """Return by how many volts the threshold of each cell is higher in sleep.

        Parameters
        ----------
        tags
            Tag of each cell.
        recruited
            Which cells memories have recruited; those share what tagged ones have too much.
        """
        lower = in_si(self.excitability) * tags
        if not recruited.any():
            return np.asarray(-lower)
        # What keeps the mean of a concave function of it the same, to the second order.
        all_have = lower[recruited].mean() - in_si(self.concavity) * lower[recruited].var()
        return np.asarray(np.where(recruited, all_have, 0.0) - lower)


def noradrenaline(item: Item, drug: Drug | None) -> float:
    """Return how far an item raises noradrenaline, as it is felt under a drug: 0 to 1."""
    raised = max(item.arousal.values(), default=0.0)
    if drug is None or drug.substance is not Substance.PROPRANOLOL:
        return raised
    return raised * (1 - drug.dose)
