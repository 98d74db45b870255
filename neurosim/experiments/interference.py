"""Interference: what a second list of pairs, with cues like the first, does to the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    SLEPT,
    TEST,
    TESTED,
    asked,
    nights,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.published_lives import BARNES_AB, BARNES_AC, MCCLOSKEY, ZHENG
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, partner, twin_name
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.rivals import intrusions
from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Timetable

LISTS = ("ab", "ac")

POINTS = (0, 1, 2, 3, 5, 10, 20)
"""Numbers of trials on list 2 after which both lists are asked for, as far as trials go."""

LASTING = (
    ("recall_ab_evening", "list 1\nday 1"),
    ("recall_ab_morning", "list 1\nend"),
    ("recall_ac_morning", "list 2\nend"),
    ("lesioned_ab_morning", "list 1\nlesion"),
    ("lesioned_ac_morning", "list 2\nlesion"),
)
"""What was learned and what is left of it: measures, and what a chart calls them."""

CUE = "sound"


@dataclass(frozen=True)
class Interference(Experiment):
    """AB-AC: two lists of pairs whose cues are alike.

    On day 1 every pair of list 1 (AB: a sound and what is seen with it) is studied in as many
    trials as list 2 will be, tested, and slept on. On day 2 list 2 (AC) is studied trial by trial:
    the cue of each pair shares active units with the cue of its twin in list 1, and all else is
    new. Both lists are asked for by their own cues, before day 2, after some of its trials, and
    after the second night, by the intact agent and, where it has a hippocampus, by a copy without
    one. Answers are judged among the items of both lists; those that are closest to the twin are
    intrusions. In the control the agent stays awake for as long as the nights take.
    """

    name: ClassVar[str] = "interference"
    question: ClassVar[str] = "Does learning a second list with similar cues overwrite the first?"
    sources: ClassVar[tuple[str, ...]] = ("barnes1959", "mccloskey1989", "zheng2022")
    usual_items: ClassVar[str] = "random"

    items_count: float = cited(5, "items", "chosen", "pairs in each list, as in a life", 1, 100)
    cue_shared: float = cited(
        0.5, "1", "chosen", "share of a cue's active units that its twin has: similar cues", 0, 1
    )
    trials: float = cited(
        5,
        "trials",
        "chosen",
        "on either list; people reach the criterion on list 2 in 5 (barnes1959)",
        1,
        20,
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        15.0, "s", "chosen", "short: replays of pairs studied 5 times are strong", 1, 36000
    )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and awake."""
        random = items.random(self.name)
        first = items.items
        second = tuple(
            partner(item, twin_name(item.name), CUE, self.cue_shared, random) for item in first
        )
        spent = nights(SLEPT, self.night)
        return {name: self._days(first, second, night) for name, night in spent.items()}

    def measures(self) -> tuple[Measure, ...]:
        """Return recall, intrusions and what a forced choice finds, of both lists."""
        found: list[Measure] = []
        for start, lesioned in TESTED:
            for each in LISTS:
                name = f"{start}_{each}"
                for count in self._points():
                    found += _measures(name, f"{each} after {count}", lesioned, float(count))
                found += _measures(f"{name}_morning", f"{each} morning", lesioned)
            found += _measures(f"{start}_ab_evening", "ab evening", lesioned)
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return recall by trials on list 2, what two nights leave, and intrusions."""
        trials, share = "trials on list 2", "share of answers (0 to 1)"

        def curve(title: str, start: str, end: str = "") -> Chart:
            lines = tuple((f"{start}_{each}{end}", f"list {n}") for n, each in enumerate(LISTS, 1))
            return Chart(title, trials, share, lines, SHARE, scale=Scale.LOG)

        intact = replace(curve("Both lists, intact", "recall"), published=(BARNES_AB, BARNES_AC))
        return (
            replace(intact, note=f"{MCCLOSKEY} {ZHENG}"),
            Chart("On day 1, and in the end: after the second night", "", share, LASTING, SHARE),
            curve("Both lists, without hippocampus", "lesioned"),
            curve("The twin recalled instead, intact", "recall", "_intrusions"),
        )

    def quick(self) -> Interference:
        """Return shorter lists, fewer trials and shorter nights."""
        return smaller(self, {"items_count": 3, "trials": 2, "night": 12})

    def _points(self) -> list[int]:
        return [count for count in POINTS if count <= self.trials]

    def _days(
        self, first: tuple[Item, ...], second: tuple[Item, ...], night: Event
    ) -> tuple[Event, ...]:
        """Return both days and their nights."""
        evening = asked(first, CUE, self.test, "ab evening")
        events: list[Event] = [*(studied(first, self.exposure) * int(self.trials))]
        events += [*with_and_without(HIPPOCAMPUS, evening), night]
        for count in range(int(self.trials) + 1):
            if count:
                events += studied(second, self.exposure)
            if count in self._points():
                events += self._tests(first, second, f"after {count}")
        return (*events, night, *self._tests(first, second, "morning"))

    def _tests(
        self, first: tuple[Item, ...], second: tuple[Item, ...], when: str
    ) -> tuple[Event, ...]:
        """Return tests of both lists, by their own cues."""
        ab = asked(first, CUE, self.test, f"ab {when}")
        ac = asked(second, CUE, self.test, f"ac {when}")
        return with_and_without(HIPPOCAMPUS, (*ab, *ac))


def _measures(name: str, label: str, lesioned: str, at: float | None = None) -> tuple[Measure, ...]:
    return (
        *every_recall_measure(name, label, lesioned, at),
        intrusions(name, label, lesioned, at),
    )
