"""Reward: what comes with a reward is replayed more often than what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.kinds import among_each_other, label
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, recall_measures
from neurosim.measures.replay_by_night import replays_each
from neurosim.parameters import cited
from neurosim.protocol import Drug, Event, Rest, Signal, Sleep, Study, Substance, Timetable

KINDS = ("rewarded", "neutral")
"""The two halves of the items, also where no reward is felt."""

TIMES = (
    ("evening", "evening", ""),
    ("morning", "morning", ""),
    ("lesioned", "morning", HIPPOCAMPUS),
)
"""Name of a measure, time of its tests, and what was lost."""

CUE, NIGHT = "sound", "night"

NOTE = (
    "Published counterpart: rewarded outcomes enhance reactivation in the hippocampus of rats "
    "(Singer & Frank 2009), as does stimulation of dopaminergic fibres in mice that explore, "
    "unless D1 and D5 receptors are blocked (McNamara et al. 2014)."
)


@dataclass(frozen=True)
class Reward(Experiment):
    """Items, half of which come with a reward.

    Every item is studied once, in random order, and asked for by its sound in the evening and in
    the morning, then also by a copy without hippocampus. In the controls the agent stays awake, or
    studies under SCH-23390, in full dose, so that no reward is felt. An agent must have a
    hippocampus to live it.
    """

    name: ClassVar[str] = "reward"
    question: ClassVar[str] = "Is what was rewarded replayed and kept more than what was not?"
    sources: ClassVar[tuple[str, ...]] = ("lisman2005", "li2003", "singer2009", "mcnamara2014")
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    population: ClassVar[str] = "CA3"

    items_count: float = cited(10, "items", "chosen", "half of them rewarded", 2, 100)
    reward: float = cited(1.0, "1", "chosen", "how rewarding the rewarded ones are", 0, 1)
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        30.0, "s", "chosen", "so short that not everything is consolidated", 1, 36000
    )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake and SCH-23390."""
        asleep, awake = Sleep(self.night, label=NIGHT), Rest(self.night, label=NIGHT)
        return {
            "sleep": self._days(items, asleep),
            "awake": self._days(items, awake),
            "SCH-23390": self._days(items, asleep, Drug(Substance.SCH23390)),
        }

    def _days(self, items: ItemSet, night: Event, drug: Drug | None = None) -> Timetable:
        half = len(items.items) // 2
        kinds = dict(zip(KINDS, (items.items[:half], items.items[half:]), strict=True))
        rewards = dict(zip(KINDS, (float(self.reward), 0.0), strict=True))
        studies = {
            kind: [
                Study(item, self.exposure, kind, drug=drug, reward=rewards[kind])
                for item in several
            ]
            for kind, several in kinds.items()
        }
        return among_each_other(studies, items.random(self.name), CUE, self.test, night)

    def measures(self) -> tuple[Measure, ...]:
        """Return recall of both kinds of items, and replays of both."""
        recalled = (
            measure
            for kind in KINDS
            for name, time, lesioned in TIMES
            for measure in recall_measures(f"{name}_{kind}", label(kind, time), lesioned)
        )
        replayed = (replays_each(f"replays_{kind}", self.population, NIGHT, kind) for kind in KINDS)
        return (*recalled, *replayed, replays_each("replays_all", self.population, NIGHT))

    def charts(self) -> tuple[Chart, ...]:
        """Return how much comes back of both kinds, and their replays."""

        def both(title: str, end: str, y: str, note: str = "") -> Chart:
            lines = tuple(
                (f"{time}_{kind}{end}", f"{kind}\n{said}")
                for time, said in (("evening", "evening"), ("lesioned", "lesioned"))
                for kind in KINDS
            )
            return Chart(title, "", y, lines, SHARE, note=note)

        each = tuple((f"replays_{kind}", kind) for kind in (*KINDS, "all"))
        return (
            Chart("Replays of an item", "", "replays in the night", each, note=NOTE),
            both("Recalled in the evening, and lesioned after the night", "", "share of items"),
            both("How much comes back", "_cosine", "cosine (0 to 1)"),
        )

    def quick(self) -> Reward:
        """Return fewer items and a shorter night."""
        return smaller(self, {"items_count": 4, "night": 15})
