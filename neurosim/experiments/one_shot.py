"""One exposure, with and without plasticity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, TEST, asked, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Timetable

LABEL = "test"


@dataclass(frozen=True)
class OneShot(Experiment):
    """Every item is shown once, for a glance, and then asked for by half of it.

    The cue is the sound, and only sight is scored. In the control, plasticity is off while items
    are shown: they are perceived alike, and nothing of them can remain.
    """

    name: ClassVar[str] = "one-shot"
    question: ClassVar[str] = "Is one exposure enough to recall an item from half of it?"
    sources: ClassVar[tuple[str, ...]] = ("marr1971", "treves1994")
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions learning and plasticity-off."""
        tests = asked(items.items, self.cue, self.test, LABEL)
        return {
            name: (*studied(items.items, self.exposure, learning), *tests)
            for name, learning in (("learning", True), ("plasticity-off", False))
        }

    def measures(self) -> tuple[Measure, ...]:
        """Return what recall comes to."""
        return every_recall_measure("recall", LABEL)

    def charts(self) -> tuple[Chart, ...]:
        """Return recall as bars."""
        shown = (
            ("recall", "recalled"),
            ("recall_cosine", "cosine"),
            ("recall_forced", "forced choice"),
            ("recall_silent", "silent"),
        )
        note = (
            "Published counterpart: the theory of Marr (1971), that the hippocampus stores an "
            "event at once and recalls it from a part; no number to hold against."
        )
        return (
            Chart("Recall from the sound alone", "", "share or cosine", shown, SHARE, note=note),
        )

    def quick(self) -> OneShot:
        """Return the same with fewer items."""
        return smaller(self, {"items_count": 3})
