"""REM sleep: what a neocortex on its own comes back to, and whether that protects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    TEST,
    TESTED,
    TIMES,
    asked,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.kinds import label
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, partner, twin_name
from neurosim.measures import Measure, recall_measures
from neurosim.measures.replay_measures import replay_measures
from neurosim.measures.visits import visits
from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Signal, Sleep, Stage, Study, Timetable

GROUPS = ("old", "recent", "new")
"""Items that were studied two nights ago, one night ago, and today."""

CUE = "sound"

STRETCHES = "REM"
"""What the labels of stretches of REM sleep begin with; a number follows, 0 before the night."""

SINGH = (
    "Published counterpart: in the network of Singh, Norman & Schapiro (2022) the neocortex moves "
    "freely among what it knows in REM sleep, and nights that alternate NREM and REM keep old "
    "knowledge while new is learned."
)
THETA = (
    "Not modelled: theta, whose loss in REM sleep costs mice a memory (Boyce et al. 2016), and "
    "what REM does to the hippocampus (Grosmark et al. 2012); here it is silent in REM."
)


@dataclass(frozen=True)
class RemSleep(Experiment):
    """Old items and recent ones, a night after each, then new ones with cues like the old.

    The third night alternates NREM and REM sleep. The control has the same stretches, but nothing
    is learned in REM sleep (a sham): every stretch begins from rest, so that nights which are not
    split would differ in more than REM. In both, a stretch of REM sleep before that night, without
    learning, shows what is visited before new items are consolidated. In a third condition all REM
    sleep comes before anything was studied, and is searched for the items of later days. All items
    are asked for by their cue before the third night and after it, with and without hippocampus.
    """

    name: ClassVar[str] = "rem"
    question: ClassVar[str] = (
        "What does the neocortex visit in REM sleep, and does that protect what it knows?"
    )
    sources: ClassVar[tuple[str, ...]] = ("singh2022", "boyce2016", "grosmark2012")
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    population: ClassVar[str] = "neocortex"

    items_count: float = cited(
        6, "items", "chosen", "half old, half recent; there are as many new ones as old", 2, 100
    )
    cue_shared: float = cited(
        0.5, "1", "chosen", "share of a new cue's active units that an old one has", 0, 1
    )
    exposure: float = EXPOSURE
    test: float = TEST
    earlier: float = cited(
        30.0, "s", "chosen", "each of the nights before; all of it NREM sleep", 1, 36000
    )
    cycles: float = cited(4, "cycles", "chosen", "of NREM and REM sleep, as in people", 1, 20)
    nrem: float = cited(10.0, "s", "chosen", "in each cycle; compressed as all nights", 1, 36000)
    rem: float = cited(10.0, "s", "chosen", "as much; there are 10 to 20 visits in it", 1, 36000)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions nrem-rem, nrem-sham and rem-before."""
        half = len(items.items) // 2
        old, recent = items.items[:half], items.items[half:]
        random = items.random(self.name)
        new = [partner(item, twin_name(item.name), CUE, self.cue_shared, random) for item in old]
        groups = dict(zip(GROUPS, (old, recent, tuple(new)), strict=True))
        return {
            "nrem-rem": self._days(groups, learning=True),
            "nrem-sham": self._days(groups, learning=False),
            "rem-before": self._naive(groups),
        }

    def measures(self) -> tuple[Measure, ...]:
        """Return visits by group and stretch, what REM sleep is like, and recall by group."""
        found: list[Measure] = []
        for group in GROUPS:
            found.append(visits(f"visits_{group}", self.population, STRETCHES, group))
            for number in range(int(self.cycles) + 1):
                name = f"visits_{group}_by_stretch"
                found.append(visits(name, self.population, stretch(number), group, float(number)))
            for start, lesioned in TESTED:
                for time in TIMES:
                    name = f"{start}_{group}_{time}"
                    found += recall_measures(name, label(group, time), lesioned)
        return (*found, *replay_measures(self.population, stage=Stage.REM))

    def charts(self) -> tuple[Chart, ...]:
        """Return visits by stretch, what bursts hold, and recall before and after the night."""
        lines = tuple((f"visits_{group}_by_stretch", group) for group in GROUPS)
        any_item = (("burst_rate", "bursts"), ("replay_rate", "one item"))
        each = tuple((f"visits_{group}", group) for group in GROUPS)
        often, share = "events per second (1/s)", "share of items (0 to 1)"

        def recalled(title: str, start: str, end: str, y: str, note: str = "") -> Chart:
            bars = tuple(
                (f"{start}_{group}_{time}{end}", f"{group}\n{time}")
                for group in GROUPS
                for time in TIMES
            )
            return Chart(title, "", y, bars, SHARE, note=note)

        return (
            Chart(
                "Visits to items, nrem-rem", "stretch of REM sleep (0: before the night)",
                "visits per second (1/s)", lines, note=SINGH, condition="nrem-rem",
            ),
            Chart(
                "Bursts in REM sleep, and what they hold", "", often, (*any_item, *each),
                note=THETA,
            ),
            recalled("Without hippocampus", "lesioned", "_cosine", "cosine (0 to 1)"),
            recalled("Recalled, intact", "recall", "", share),
        )  # fmt: skip

    def quick(self) -> RemSleep:
        """Return fewer items and a shorter night."""
        return smaller(self, {"items_count": 2, "earlier": 20, "cycles": 1})

    def _days(self, groups: Mapping[str, tuple[Item, ...]], learning: bool) -> tuple[Event, ...]:
        """Return three days with a night after each, and tests around the third night."""
        old, recent, new = (self._studied(group, items) for group, items in groups.items())
        earlier = Sleep(self.earlier)
        events: list[Event] = [*old, earlier, *recent, earlier, *new]
        events += [self._rem(0, learning=False), *self._tests(groups, "evening")]
        for number in range(1, int(self.cycles) + 1):
            events += [Sleep(self.nrem), self._rem(number, learning)]
        return (*events, *self._tests(groups, "morning"))

    def _naive(self, groups: Mapping[str, tuple[Item, ...]]) -> tuple[Event, ...]:
        """Return as much REM sleep, and all studies after it."""
        numbers = range(int(self.cycles) + 1)
        studies = (self._studied(group, items) for group, items in groups.items())
        return (
            *(self._rem(number, learning=number > 0) for number in numbers),
            *(study for several in studies for study in several),
        )

    def _studied(self, group: str, items: tuple[Item, ...]) -> tuple[Study, ...]:
        return tuple(Study(item, self.exposure, group) for item in items)

    def _rem(self, number: int, learning: bool) -> Sleep:
        return Sleep(self.rem, label=stretch(number), stage=Stage.REM, learning=learning)

    def _tests(self, groups: Mapping[str, tuple[Item, ...]], time: str) -> tuple[Event, ...]:
        tests = tuple(
            test
            for group, items in groups.items()
            for test in asked(items, CUE, self.test, label(group, time))
        )
        return with_and_without(HIPPOCAMPUS, tests)


def stretch(number: int) -> str:
    """Return what a stretch of REM sleep is called; the one before the night has number 0."""
    return f"{STRETCHES} {number}"
