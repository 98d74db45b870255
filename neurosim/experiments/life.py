"""One life: study once, be tested, sleep, be tested again - with and without the hippocampus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from neurosim.experiments.experiment import Experiment
from neurosim.items import ItemSet
from neurosim.measures import Measure, forced_choice, recall_measures
from neurosim.parameters import Parameter, cited
from neurosim.protocol import Event, Lesion, Recall, Rest, Sleep, Study, Timetable

HIPPOCAMPUS = "hippocampus"


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
    exposure: float = cited(0.4, "s", "chosen", "one glance: two fixations of 200 ms", 0.05, 10)
    test: float = cited(0.4, "s", "chosen", "as long as the exposure", 0.05, 10)
    night: float = cited(
        60.0, "s", "chosen", "compressed: long enough for 20 to 30 replays of each item", 1, 36000
    )
    cue: ClassVar[str] = "sound"

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake and replay-blocked."""
        nights: dict[str, Event] = {
            "sleep": Sleep(self.night),
            "awake": Rest(self.night),
            "replay-blocked": Sleep(self.night, replay=False),
        }
        return {
            name: (*self._day(items), night, *self._tests(items, "morning"))
            for name, night in nights.items()
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

    def quick(self) -> Life:
        """Return a life of fewer items and a shorter night."""
        why = "smaller, for a quick look"
        return replace(
            self,
            items_count=cast("Parameter", self.items_count).with_value(3, "items_count", why),
            night=cast("Parameter", self.night).with_value(15, "night", why),
        )

    def _day(self, items: ItemSet) -> tuple[Event, ...]:
        studies = tuple(Study(item, self.exposure) for item in items.items)
        return (*studies, *self._tests(items, "evening"))

    def _tests(self, items: ItemSet, label: str) -> tuple[Event, ...]:
        tests = tuple(
            Recall(item.cue(self.cue), self.test, item.name, label) for item in items.items
        )
        return (*tests, Lesion(HIPPOCAMPUS, tests))
