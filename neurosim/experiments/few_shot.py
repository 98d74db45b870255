"""Short exposures, over and over: how many of them it takes until a list is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.days import TEST, asked, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.criterion import criterion_measures
from neurosim.parameters import cited
from neurosim.protocol import Event, Timetable

POINTS = (1, 2, 4, 8, 16, 32)
"""Numbers of exposures after which there are tests, as far as exposures go."""

TREATMENT = "learning"


def label(count: float) -> str:
    """Return what tests after so many exposures are called."""
    return f"after {count:g}"


@dataclass(frozen=True)
class FewShot(Experiment):
    """A list is shown in rounds, each item once a round and for a moment only, and never slept on.

    Rounds have their items in random order, so that they are interleaved. After 1, 2, 4, 8 and 16
    rounds every item is asked for by its sound, and only sight is scored; tests change nothing.
    The list is known when enough of it is recalled. In the control plasticity is off while items
    are shown: they are perceived alike, and nothing of them can remain.
    """

    name: ClassVar[str] = "few-shot"
    question: ClassVar[str] = "How many short exposures does it take until a list is known?"
    sources: ClassVar[tuple[str, ...]] = ("marr1971", "mcclelland1995", "rumelhart1986")
    usual_items: ClassVar[str] = "random"
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = cited(
        0.1,
        "s",
        "chosen",
        "a quarter of a glance: after a whole one brains know everything",
        0.05,
        10,
    )
    test: float = TEST
    exposures: float = cited(
        16, "1", "chosen", "rounds: twice what the slowest agent took (seed 100)", 1, POINTS[-1]
    )
    criterion: float = cited(
        0.9, "1", "chosen", "share of the items that are recalled; of 5, all", 0.01, 1
    )

    @property
    def points(self) -> tuple[int, ...]:
        """Numbers of exposures after which there are tests."""
        return tuple(count for count in POINTS if count <= self.exposures)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions learning and plasticity-off."""
        return {
            name: tuple(self._rounds(items, learning))
            for name, learning in ((TREATMENT, True), ("plasticity-off", False))
        }

    def _rounds(self, items: ItemSet, learning: bool) -> list[Event]:
        random = items.random(self.name)
        events: list[Event] = []
        for count in range(1, self.points[-1] + 1):
            order = random.permutation(len(items.items))
            events += studied((items.items[n] for n in order), self.exposure, learning)
            if count in self.points:
                events += asked(items.items, self.cue, self.test, label(count))
        return events

    def measures(self) -> tuple[Measure, ...]:
        """Return recall by exposures, and exposures to the criterion."""
        labels = {float(count): label(count) for count in self.points}
        curves = (every_recall_measure("recall", text, at=at) for at, text in labels.items())
        criterion = criterion_measures("criterion", labels, self.criterion)
        return (*(measure for several in curves for measure in several), *criterion)

    def charts(self) -> tuple[Chart, ...]:
        """Return recall against exposures, and exposures to the criterion."""
        x = "exposures to every item"
        note = (
            "Published counterpart: none with these items; that the hippocampus learns at once and "
            "cortex, like backprop, by many interleaved exposures is the claim of McClelland, "
            "McNaughton & O'Reilly (1995). Exposures to criterion are of lives that reach it; "
            "an agent without a bar never did."
        )
        recalled, fit = (("recall", "recalled"),), (("recall_cosine", "cosine"),)
        needed = (("criterion_exposures", "exposures to criterion"),)
        reached = (("criterion_reached", "criterion reached"),)
        return (
            Chart(
                "Items recalled", x, "share of items", recalled, SHARE, scale=Scale.LOG, note=note,
                together=True,
            ),
            Chart(
                "How much comes back", x, "overlap (cosine)", fit, SHARE, scale=Scale.LOG,
                together=True,
            ),
            Chart(
                "How many it took", "", "exposures", needed, condition=TREATMENT, together=True
            ),
            Chart("In how many lives", "", "share of lives", reached, SHARE, together=True),
        )  # fmt: skip

    def quick(self) -> FewShot:
        """Return the same with fewer items and exposures."""
        return smaller(self, {"items_count": 3, "exposures": 4})
