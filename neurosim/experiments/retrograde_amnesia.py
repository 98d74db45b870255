"""Retrograde amnesia: what of each age is left when the hippocampus is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    REPLAYED,
    TEST,
    TESTED,
    asked,
    by_day,
    nights,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.published_lives import KIM_INTACT, KIM_LESIONED
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.gradient import gradient
from neurosim.parameters import cited
from neurosim.protocol import Event, Recall, Timetable


@dataclass(frozen=True)
class RetrogradeAmnesia(Experiment):
    """A week of new memories, and the hippocampus lost at its end.

    Some items are studied every day, and every day is followed by a short night. After the last
    one all items are asked for by their sound, by the intact agent and, where it has a
    hippocampus, by a copy without one. What is recalled is told by the age of the memory in
    nights. In the controls, nights are spent awake, or with replay blocked. Age is also the number
    of items that came later: what they cost shows in the intact agent and in the controls.
    """

    name: ClassVar[str] = "retrograde-amnesia"
    question: ClassVar[str] = "Does losing the hippocampus spare memories that are older?"
    sources: ClassVar[tuple[str, ...]] = ("mcclelland1995", "kim1992")
    usual_items: ClassVar[str] = "random"

    items_count: float = cited(14, "items", "chosen", "2 a day for 7 days", 1, 100)
    days: float = cited(7, "days", "chosen", "a week; items are spread evenly over it", 1, 100)
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        8.0, "s", "chosen", "short: one night alone must not consolidate everything", 1, 36000
    )
    cue: ClassVar[str] = "sound"

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake and replay-blocked."""
        return {
            name: self._week(items, night) for name, night in nights(REPLAYED, self.night).items()
        }

    def measures(self) -> tuple[Measure, ...]:
        """Return recall and lesioned recall by age in nights, and their slopes over it."""
        labels = {float(age): _label(age) for age in range(1, int(self.days) + 1)}
        found: list[Measure] = []
        for name, lesioned in TESTED:
            for age, label in labels.items():
                found += every_recall_measure(name, label, lesioned, age)
            found.append(gradient(name, labels, lesioned))
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return accuracy and cosine by age, and the slopes."""
        age, lines = "age of the memory (nights)", (("recall", "intact"), ("lesioned", "lesioned"))

        def of(end: str) -> tuple[tuple[str, str], ...]:
            return tuple((f"{name}{end}", label) for name, label in lines)

        rats = (KIM_INTACT, KIM_LESIONED)
        return (
            Chart(
                "Recall by age",
                age,
                "share right (0 to 1)",
                lines,
                SHARE,
                scale=Scale.LOG,
                published=rats,
            ),
            Chart("Cosine by age", age, "cosine to the item (0 to 1)", of("_cosine"), SHARE),
            Chart("A forced choice by age", age, "share right (0 to 1)", of("_forced"), SHARE),
            Chart("Slope over age", "", "cosine by age (1/night)", of("_slope")),
        )

    def quick(self) -> RetrogradeAmnesia:
        """Return three days with shorter nights."""
        return smaller(self, {"items_count": 6, "days": 3, "night": 8})

    def _week(self, items: ItemSet, night: Event) -> tuple[Event, ...]:
        """Return all days and nights, and the tests at their end."""
        events: list[Event] = []
        tests: list[Recall] = []
        for day, new in enumerate(by_day(items.items, int(self.days))):
            events += [*studied(new, self.exposure), night]
            tests += asked(new, self.cue, self.test, _label(int(self.days) - day))
        return (*events, *with_and_without(HIPPOCAMPUS, tuple(tests)))


def _label(age: int) -> str:
    return f"{age} nights"
