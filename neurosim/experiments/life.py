"""One life: study once, be tested, sleep, be tested again - with and without the hippocampus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.errors import InputError
from neurosim.experiments.chart import Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    REPLAYED,
    TEST,
    TESTED,
    TIMES,
    asked,
    by_day,
    nights,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Timetable


@dataclass(frozen=True)
class Life(Experiment):
    """One life: learned in one exposure, consolidated in sleep, recalled from half a cue.

    Every item is studied once. In the evening and in the morning, each is asked for by its sound;
    only sight is scored. Each test is taken by the intact agent and, where it has a hippocampus,
    by a copy without one. Conditions differ only in the night: asleep; awake for as long; asleep
    with replay blocked. In a life of several days each day brings new items, and all items so far
    are asked for.
    """

    name: ClassVar[str] = "life"
    question: ClassVar[str] = (
        "Can it learn in one exposure, move memory to cortex in its sleep, recall from half a cue?"
    )
    sources: ClassVar[tuple[str, ...]] = (
        "marr1971",
        "mcclelland1995",
        "girardeau2009",
    )

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 1, 100
    )
    days: float = cited(
        1, "days", "chosen", "the shortest life; over more, items are spread evenly", 1, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        60.0, "s", "chosen", "compressed: long enough for 20 to 30 replays of each item", 1, 36000
    )
    cue: ClassVar[str] = "sound"

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake and replay-blocked.

        Raises
        ------
        InputError
            If there are more days than items.
        """
        if self.days > len(items.items):
            count = len(items.items)
            raise InputError(f"days must be at most the number of items ({count}): each brings one")
        return {
            name: self._days(items, night) for name, night in nights(REPLAYED, self.night).items()
        }

    def measures(self) -> tuple[Measure, ...]:
        """Return recall and lesioned recall, evening and morning; of several days, of each."""
        found: list[Measure] = []
        for name, lesioned in TESTED:
            for time in TIMES:
                for day in range(1, int(self.days) + 1):
                    at = float(day) if self.days > 1 else None
                    label = self._label(time, day)
                    found += every_recall_measure(f"{name}_{time}", label, lesioned, at)
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return none: a life has a page of its own, with its spikes and pictures."""
        return ()

    def quick(self) -> Life:
        """Return a life of fewer items and a shorter night."""
        return smaller(self, {"items_count": 3, "night": 15})

    def _days(self, items: ItemSet, night: Event) -> tuple[Event, ...]:
        """Return all days, each with its night and the morning after it."""
        events: list[Event] = []
        known: tuple[Item, ...] = ()
        for day, new in enumerate(by_day(items.items, int(self.days)), start=1):
            known += new
            evening, morning = (self._tests(known, time, day) for time in TIMES)
            events += [*studied(new, self.exposure), *evening, night, *morning]
        return tuple(events)

    def _tests(self, items: tuple[Item, ...], time: str, day: int) -> tuple[Event, ...]:
        label = self._label(time, day)
        return with_and_without(HIPPOCAMPUS, asked(items, self.cue, self.test, label))

    def _label(self, time: str, day: int) -> str:
        """Return what the tests of a time of day are called."""
        return time if self.days == 1 else f"{time} {day}"
