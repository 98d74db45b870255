"""What is left of a list after nights in which nothing is learned, and after items that are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, TEST, asked, studied
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.published_lives import EBBINGHAUS, JENKINS, MCCLOSKEY
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, ItemSource
from neurosim.measures import Measure, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Replay, Sleep, Timetable

POINTS = (5, 10, 20, 40, 80)
"""Numbers of new items after which there are tests, as far as new items go."""

MOST_NIGHTS = 10

NIGHTS, LATER, LATEST = "retained_nights", "retained_items", "latest_items"
"""Measures of the first list, by nights and by items learned since, and of the latest items."""


@dataclass(frozen=True)
class ForgettingCurves(Experiment):
    """A list is studied once; nights pass in which nothing is learned, and then others are learned.

    The first list is asked for on the evening of its day and after each night. On the day after
    the last night new items are studied, once each and one after the other; after 5, 10, 20 and 40
    of them the first list is asked for again, and those that were learned last, as many as are in
    it: they say whether there is still room. In the control the nights are the same, but replay
    does not reach the cortex. Sound is the cue, and only sight is scored. Minutes and days between
    events are not simulated: what is forgotten here is lost to other experience, and not to time.
    """

    name: ClassVar[str] = "forgetting-curves"
    question: ClassVar[str] = "What is forgotten as nights pass, and as other items are learned?"
    sources: ClassVar[tuple[str, ...]] = (
        "ebbinghaus1885", "jenkins1924", "murre2015", "mccloskey1989",
    )  # fmt: skip
    usual_items: ClassVar[str] = "random"
    cue: ClassVar[str] = "sound"

    items_count: float = cited(5, "items", "chosen", "in the first list, as in a life", 1, 100)
    new_items: float = cited(
        40, "items", "chosen", "studied after it: eight times as many", POINTS[0], POINTS[-1]
    )
    exposure: float = EXPOSURE
    test: float = TEST
    nights: float = cited(2, "nights", "chosen", "without new items, before them", 1, MOST_NIGHTS)
    night: float = cited(
        15.0, "s", "chosen", "two of them are as long as the night before completion", 1, 36000
    )

    @property
    def points(self) -> tuple[int, ...]:
        """Numbers of new items after which there are tests."""
        return tuple(count for count in POINTS if count <= self.new_items)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and replay-blocked, of all items, those of list 1 first."""
        return {
            name: tuple(self._days(items.items, Sleep(self.night, replay)))
            for name, replay in (("sleep", Replay.NATURAL), ("replay-blocked", Replay.BLOCKED))
        }

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return a life in each condition, of the first list and all new items."""
        items = source.draw(int(self.items_count) + self.points[-1], seed)
        return tuple(Plan(name, items, days) for name, days in self.timetables(items).items())

    def _days(self, items: tuple[Item, ...], night: Sleep) -> Iterator[Event]:
        first, new = items[: int(self.items_count)], items[int(self.items_count) :]
        yield from studied(first, self.exposure)
        yield from self._asked(first, "night 0")
        for number in range(1, int(self.nights) + 1):
            yield night
            yield from self._asked(first, f"night {number}")
        for before, count in pairwise((0, *self.points)):
            yield from studied(new[before:count], self.exposure)
            yield from self._asked(first, f"first, {count} new")
            yield from self._asked(new[max(0, count - len(first)) : count], f"latest, {count} new")

    def _asked(self, items: tuple[Item, ...], label: str) -> tuple[Event, ...]:
        return asked(items, self.cue, self.test, label)

    def measures(self) -> tuple[Measure, ...]:
        """Return what is left of the first list by nights and by new items, and the latest."""
        return tuple(self._measures())

    def _measures(self) -> Iterator[Measure]:
        last = int(self.nights)
        for number in range(last + 1):
            yield from every_recall_measure(NIGHTS, f"night {number}", at=float(number))
        yield from every_recall_measure(LATER, f"night {last}", at=0.0)
        for count in self.points:
            yield from every_recall_measure(LATER, f"first, {count} new", at=float(count))
            yield from every_recall_measure(LATEST, f"latest, {count} new", at=float(count))

    def charts(self) -> tuple[Chart, ...]:
        """Return what is left of the first list, and how well the latest items are known."""
        nights, items = "nights since study, nothing learned", "items learned since"
        many, fit = "share of the first list", "overlap (cosine)"
        note = f"{EBBINGHAUS} {JENKINS} {MCCLOSKEY}"

        def chart(title: str, x: str, y: str, measure: str) -> Chart:
            return Chart(title, x, y, ((measure, y),), SHARE, note=note, together=True)

        return (
            chart("The first list as nights pass", nights, many, NIGHTS),
            chart("The first list as others are learned", items, many, LATER),
            chart("How much of it comes back", items, fit, f"{LATER}_cosine"),
            chart("The items learned last", items, "share of them", LATEST),
        )

    def quick(self) -> ForgettingCurves:
        """Return the same with fewer items, and one shorter night."""
        return smaller(self, {"items_count": 2, "new_items": 5, "nights": 1, "night": 6})
