"""Sleep by sleep: how memory becomes independent of the hippocampus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    SHUFFLED,
    TEST,
    TESTED,
    Night,
    asked,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, answer_rate, every_recall_measure
from neurosim.parameters import cited
from neurosim.protocol import Event, Timetable

SHARES = (0.0, 0.1, 0.2, 0.4, 0.6, 1.0)
"""Shares of the night after which there are tests."""


@dataclass(frozen=True)
class Consolidation(Experiment):
    """Every item is studied once; then the night begins, and is interrupted by tests.

    Tests change nothing, and a copy takes them without hippocampus, so the stretches of the night
    add up. Conditions differ only in the night: asleep; awake for as long; asleep with replay
    blocked; asleep with as much replay, but of what does not belong together. Items are cued by
    their sound, and only sight is scored.
    """

    name: ClassVar[str] = "consolidation"
    question: ClassVar[str] = "How much sleep makes a memory independent of the hippocampus?"
    sources: ClassVar[tuple[str, ...]] = ("mcclelland1995", "girardeau2009")
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        100.0,
        "s",
        "chosen",
        "longer than a night of 60 s, so that what levels off is seen",
        1,
        36000,
    )

    times_tested: float = cited(
        6, "times", "chosen", "of fewer, those early in the night are left out", 2, len(SHARES)
    )

    @property
    def moments(self) -> tuple[float, ...]:
        """Seconds of the night after which there are tests."""
        shares = (SHARES[0], *SHARES[1 - int(self.times_tested) :])
        return tuple(round(share * self.night, 6) for share in shares)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake, replay-blocked and replay-shuffled."""
        return {name: self._days(items, spent) for name, spent in SHUFFLED.items()}

    def _days(self, items: ItemSet, spent: Night) -> Timetable:
        days: list[Event] = [*studied(items.items, self.exposure)]
        days += self._tests(items, self.moments[0])
        for before, after in pairwise(self.moments):
            days += (spent(after - before), *self._tests(items, after))
        return days

    def _tests(self, items: ItemSet, moment: float) -> tuple[Event, ...]:
        tests = asked(items.items, self.cue, self.test, f"after {moment:g} s")
        return with_and_without(HIPPOCAMPUS, tests)

    def measures(self) -> tuple[Measure, ...]:
        """Return intact and lesioned recall after every stretch of the night."""
        return tuple(
            measure
            for name, lesioned in reversed(TESTED)
            for moment in self.moments
            for label in [f"after {moment:g} s"]
            for measure in (
                *every_recall_measure(name, label, lesioned, moment),
                answer_rate(name, label, lesioned, moment),
            )
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return recall, its quality, silence and rates against the seconds of the night."""
        x = "seconds of the night"
        note = (
            "Published counterpart: blocking sharp-wave ripples in sleep impairs memory "
            "(Girardeau et al. 2009); no curve over seconds of sleep to hold against."
        )

        def both(end: str) -> tuple[tuple[str, str], ...]:
            return (
                (f"lesioned{end}", "without hippocampus"),
                (f"recall{end}", "intact"),
            )

        graded = (*both("_cosine"), ("lesioned_forced", "forced choice, without hippocampus"))
        return (
            Chart("Items recalled", x, "share of items", both(""), SHARE, note=note),
            Chart("How much comes back", x, "cosine or share", graded, SHARE),
            Chart("Silent answers", x, "share of items", both("_silent"), SHARE),
            Chart("Rate of the answering units in recall", x, "rate (Hz)", both("_rate")),
        )

    def quick(self) -> Consolidation:
        """Return the same with fewer items and tests, and a shorter night."""
        return smaller(self, {"items_count": 3, "night": 20, "times_tested": 3})
