"""Ever longer lists: how much can be held, at once and after a night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    SLEPT,
    TEST,
    TESTED,
    TIMES,
    asked,
    nights,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, ItemSource
from neurosim.measures import Measure, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Event, Timetable


def label(time: str, count: int) -> str:
    """Return what the tests of a list are called."""
    return f"{time}, {count} items"


@dataclass(frozen=True)
class Capacity(Experiment):
    """Lists of 5, 10, 20 and 40 items, each learned by an agent of its own in one exposure.

    Every list is asked for in the evening and in the morning, by the intact agent and, where it
    has a hippocampus, by a copy without one; sound is the cue, and only sight is scored. The
    night is as long for every list, so that longer lists get less replay an item; in the control
    it is spent awake. Lists that the source of items cannot give are left out.
    """

    name: ClassVar[str] = "capacity"
    also: ClassVar[str] = "capacity-curves"
    question: ClassVar[str] = "How many items can be held after one exposure, and after a night?"
    sources: ClassVar[tuple[str, ...]] = ("marr1971", "mcclelland1995", "amit1987", "tsodyks1988")
    usual_items: ClassVar[str] = "random"
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        40, "items", "chosen", "longest list; shorter ones are halves down to 5", 2, 640
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(60.0, "s", "chosen", "as long as in a life of 5 items", 1, 36000)

    @property
    def counts(self) -> tuple[int, ...]:
        """Lengths of the lists, ascending."""
        counts = [int(self.items_count)]
        while counts[0] >= 10:
            counts.insert(0, counts[0] // 2)
        return tuple(counts)

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return a life for every list in every condition."""
        possible = [count for count in self.counts if count <= source.most]
        plans = []
        for count in possible or self.counts[:1]:
            items = source.draw(count, seed)
            part = f"{count}-items"
            plans += [Plan(name, items, t, part) for name, t in self.timetables(items).items()]
        return tuple(plans)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and awake, for one list."""
        day, spent = studied(items.items, self.exposure), nights(SLEPT, self.night)
        evening, morning = (self._tests(items, time) for time in TIMES)
        return {name: (*day, *evening, night, *morning) for name, night in spent.items()}

    def _tests(self, items: ItemSet, time: str) -> tuple[Event, ...]:
        tests = asked(items.items, self.cue, self.test, label(time, len(items.items)))
        return with_and_without(HIPPOCAMPUS, tests)

    def measures(self) -> tuple[Measure, ...]:
        """Return intact and lesioned recall, evening and morning, by the length of the list."""
        return tuple(
            measure
            for name, lesioned in TESTED
            for time in TIMES
            for count in self.counts
            for measure in every_recall_measure(
                f"{name}_{time}", label(time, count), lesioned, count
            )
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return recall and its quality against the length of the list."""
        x, share, fit = "items studied", "share of items", "overlap (cosine)"
        note = (
            "Published counterpart: none with these codes; a Hopfield network of N units holds "
            "about 0.14 N dense patterns (Amit, Gutfreund & Sompolinsky 1987), and of sparse ones "
            "the more, the sparser (Tsodyks & Feigelman 1988; for large N, from whole cues)."
        )

        def asleep(title: str, y: str, end: str = "") -> Chart:
            times = tuple((f"recall_{time}{end}", time) for time in TIMES)
            return Chart(
                title, x, y, times, SHARE, scale=Scale.LOG, note=note, condition="sleep",
                together=True,
            )  # fmt: skip

        def lesioned(title: str, y: str, end: str = "") -> Chart:
            morning = ((f"lesioned_morning{end}", "morning"),)
            return Chart(title, x, y, morning, SHARE, scale=Scale.LOG, note=note, together=True)

        return (
            asleep("Recall, asleep in the night", share),
            asleep("How much comes back", fit, "_cosine"),
            lesioned("In the morning, without hippocampus", share),
            lesioned("How much comes back without hippocampus", fit, "_cosine"),
        )

    def quick(self) -> Capacity:
        """Return shorter lists and a shorter night."""
        return smaller(self, {"items_count": 10, "night": 10})
