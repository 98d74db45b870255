"""Recall from ever smaller parts of a cue, and from cues of which ever more is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, TEST, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, answer_rate, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Bits, Item, Recall, Sleep, Timetable

Places = NDArray[np.int64]
"""Units, by their numbers."""

SHARES = (0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
"""Shares of the cued sense that are shown."""

WRONG = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares of the units shown that belong to nothing that was studied."""

PARTS, NOISE = "recall", "noise"
"""What measures by the share of the cue, and by the share of it that is wrong, begin with."""


def label(share: float, wrong: float = 0.0) -> str:
    """Return what tests are called: by the share of the cue, and by how much of it is wrong."""
    return f"wrong {wrong:g}" if wrong else f"share {share:g}"


def shown(active: Places, others: Places, share: float, wrong: float) -> Bits:
    """Return a cue: a share of the active units, of which a share is replaced by others."""
    cue: Bits = np.zeros(active.size + others.size, bool)
    count = round(share * active.size)
    replaced = round(wrong * count)
    cue[active[: count - replaced]] = True
    cue[others[:replaced]] = True
    return cue


@dataclass(frozen=True)
class PatternCompletion(Experiment):
    """Every item is studied once; after a night all are asked for by ever worse sounds.

    The night is there for those that rehearse: what is asked is how a memory is completed, and not
    whether it is kept. Either a part of the sound is shown, or all of it with some of its active
    units replaced by as many others. Parts are drawn at random, the larger ones around the smaller
    ones, and so is what is wrong; all agents get the same cues. Only sight is scored. A share of 1
    is the whole sound, which is half of the item; of a sound that is all wrong nothing was ever
    studied, and what is answered then is the control.
    """

    name: ClassVar[str] = "pattern-completion"
    also: ClassVar[str] = "completion-curves"
    question: ClassVar[str] = "How little of a cue, and how bad a cue, is enough to recall an item?"
    sources: ClassVar[tuple[str, ...]] = ("marr1971", "treves1994", "hopfield1982")
    usual_items: ClassVar[str] = "random"
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        30.0, "s", "chosen", "enough for agents that rehearse to recall all 5 items", 1, 36000
    )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the one condition, intact; guessing, perception and wrong cues are controls."""
        random = items.random(self.name)
        orders = [self._order(item, random) for item in items.items]
        cues = [(share, 0.0) for share in SHARES] + [(1.0, wrong) for wrong in WRONG]
        tests = (
            Recall(
                {self.cue: shown(*order, share, wrong)}, self.test, item.name, label(share, wrong)
            )
            for share, wrong in cues
            for item, order in zip(items.items, orders, strict=True)
        )
        return {"intact": (*studied(items.items, self.exposure), Sleep(self.night), *tests)}

    def _order(self, item: Item, random: np.random.Generator) -> tuple[Places, Places]:
        """Return the units of the cued sense that an item has, and the others, in random order."""
        code = item.code[self.cue]
        return random.permutation(np.flatnonzero(code)), random.permutation(np.flatnonzero(~code))

    def measures(self) -> tuple[Measure, ...]:
        """Return what recall comes to, by the share of the cue and by what is wrong in it."""
        return tuple(self._measures())

    def _measures(self) -> Iterator[Measure]:
        for share in SHARES:
            yield from every_recall_measure(PARTS, label(share), at=share)
            yield answer_rate(PARTS, label(share), at=share)
        for wrong in (0.0, *WRONG):
            yield from every_recall_measure(NOISE, label(1.0, wrong), at=wrong)
            yield answer_rate(NOISE, label(1.0, wrong), at=wrong)

    def charts(self) -> tuple[Chart, ...]:
        """Return overlap and recall against the share of the cue and against what is wrong."""
        note = (
            "Published counterpart: the theory that recurrent collaterals of CA3 complete a "
            "pattern from a part (Marr 1971; Treves & Rolls 1994), as a Hopfield network does; no "
            "number to hold against. A graded answer that is the same for every cue has an overlap "
            "above chance: see what cues get of which all is wrong."
        )
        part, bad = "share of the sound that is shown", "share of what is shown that is wrong"
        many, fit = "share of items", "overlap (cosine)"

        def chart(title: str, x: str, y: str, measure: str) -> Chart:
            return Chart(title, x, y, ((measure, y),), SHARE, note=note, together=True)

        return (
            chart("How much comes back from a part", part, fit, f"{PARTS}_cosine"),
            chart("How much comes back from a bad cue", bad, fit, f"{NOISE}_cosine"),
            chart("Items recalled from a part", part, many, PARTS),
            chart("Items recalled from a bad cue", bad, many, NOISE),
        )

    def quick(self) -> PatternCompletion:
        """Return the same with fewer items and a shorter night."""
        return smaller(self, {"items_count": 3, "night": 10})
