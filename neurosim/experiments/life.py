"""One life: study once, be tested, sleep, be tested again - with and without the hippocampus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    REPLAYED,
    TEST,
    asked,
    nights,
    smaller,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.items import ItemSet
from neurosim.measures import Measure, forced_choice, recall_measures
from neurosim.parameters import cited
from neurosim.protocol import Event, Timetable


@dataclass(frozen=True)
class Life(Experiment):
    """One life: learned in one exposure, consolidated in sleep, recalled from half a cue.

    Every item is studied once. In the evening and in the morning, each is asked for by its sound;
    only sight is scored. Each test is taken by the intact agent and, where it has a hippocampus,
    by a copy without one. Conditions differ only in the night: asleep; awake for as long; asleep
    with replay blocked.
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
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        60.0, "s", "chosen", "compressed: long enough for 20 to 30 replays of each item", 1, 36000
    )
    cue: ClassVar[str] = "sound"

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake and replay-blocked."""
        return {
            name: (*self._day(items), night, *self._tests(items, "morning"))
            for name, night in nights(REPLAYED, self.night).items()
        }

    def measures(self) -> tuple[Measure, ...]:
        """Return recall and lesioned recall, evening and morning."""
        return tuple(
            measure
            for name, lesioned in (("recall", ""), ("lesioned", HIPPOCAMPUS))
            for time in ("evening", "morning")
            for measure in (
                *recall_measures(f"{name}_{time}", time, lesioned),
                forced_choice(f"{name}_{time}", time, lesioned),
            )
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return none: a life has a page of its own, with its spikes and pictures."""
        return ()

    def quick(self) -> Life:
        """Return a life of fewer items and a shorter night."""
        return smaller(self, {"items_count": 3, "night": 15})

    def _day(self, items: ItemSet) -> tuple[Event, ...]:
        return (*studied(items.items, self.exposure), *self._tests(items, "evening"))

    def _tests(self, items: ItemSet, label: str) -> tuple[Event, ...]:
        return with_and_without(HIPPOCAMPUS, asked(items.items, self.cue, self.test, label))
