"""Recall from ever smaller parts of a cue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, TEST, smaller, studied
from neurosim.experiments.experiment import Experiment
from neurosim.items import ItemSet
from neurosim.measures import Measure, answer_rate, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Bits, Item, Recall, Timetable

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Shares of the cued sense that are shown."""


def label(share: float) -> str:
    """Return what tests with a share of the cue are called."""
    return f"share {share:g}"


@dataclass(frozen=True)
class PatternCompletion(Experiment):
    """Every item is studied once, and then asked for by ever larger parts of its sound.

    Parts are drawn at random, the larger ones around the smaller ones; only sight is scored. A
    share of 1 is the whole sound, which is half of the item.
    """

    name: ClassVar[str] = "pattern-completion"
    question: ClassVar[str] = "How little of a cue is enough to recall the whole?"
    sources: ClassVar[tuple[str, ...]] = ("marr1971", "treves1994")
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the one condition, intact; guessing and perception are its controls."""
        random = items.random(self.name)
        orders = [random.permutation(np.flatnonzero(i.code[self.cue])) for i in items.items]
        tests = (
            self._test(item, order, share)
            for share in SHARES
            for item, order in zip(items.items, orders, strict=True)
        )
        return {"intact": (*studied(items.items, self.exposure), *tests)}

    def _test(self, item: Item, order: NDArray[np.int64], share: float) -> Recall:
        part: Bits = np.zeros(item.code[self.cue].size, bool)
        part[order[: round(share * order.size)]] = True
        return Recall({self.cue: part}, self.test, item.name, label(share))

    def measures(self) -> tuple[Measure, ...]:
        """Return what recall comes to, by the share of the cue."""
        return tuple(
            measure
            for share in SHARES
            for measure in (
                *every_recall_measure("recall", label(share), at=share),
                answer_rate("recall", label(share), at=share),
            )
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return recall, and how good it is, against the share of the cue."""
        x = "share of the sound that is shown"
        note = (
            "Published counterpart: the theory that recurrent collaterals of CA3 complete a "
            "pattern from a part (Marr 1971; Treves & Rolls 1994); no number to hold against."
        )
        recalled, silent = ("recall", "recalled"), ("recall_silent", "silent")
        fit, forced = ("recall_cosine", "cosine"), ("recall_forced", "forced choice")
        return (
            Chart("Items recalled", x, "share of items", (recalled, silent), SHARE, note=note),
            Chart("How much of it comes back", x, "share or cosine", (fit, forced), SHARE),
        )

    def quick(self) -> PatternCompletion:
        """Return the same with fewer items."""
        return smaller(self, {"items_count": 3})
