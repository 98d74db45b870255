"""Replay: what the hippocampus fires in its sleep, and whether it is what it has learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure
from neurosim.measures.bursts import BurstDetection
from neurosim.measures.replay import Decoding
from neurosim.measures.replay_measures import replay_measures
from neurosim.parameters import cited
from neurosim.protocol import Signal, Sleep, Timetable


def reported(what: str, source: str, place: float, ends: tuple[float, float]) -> DataSet:
    """Return a range that was reported: both of its ends, at one place of the abscissa."""
    name = f"{what}, range"
    return DataSet(name, source, Certainty.REPORTED, "", "", (place, place), ends)


INCIDENCE = reported("rats, NREM", "sullivan2011", 0, (0.3, 1.0))
DURATION = reported("rats", "sullivan2011", 0, (30.0, 120.0))
PARTICIPATION = reported("rats", "csicsvari2000", 4, (0.10, 0.18))

INTERVALS = (
    "Its cells: share of an item's cells that fire when it is replayed; all cells: of the whole "
    "population in a burst; even: entropy of replay over items. Times between ripples of rats are "
    "exponential (Malerba et al. 2016); see interval_cv. Nights are compressed: 1 to 3 replays "
    "per second are aimed at."
)


@dataclass(frozen=True)
class ReplayInSleep(Experiment):
    """Every item is studied once, and the night is searched for them.

    Bursts of CA3 are found by its rate alone, and told the item whose cells are over-represented
    in them. In the control the same night comes before anything was learned: it is searched for
    the items of the next day, so that codes that were there before would be found. Chance is what
    is decoded from the same bursts if cells are shuffled, and how often independent spikes burst.
    """

    name: ClassVar[str] = "replay"
    question: ClassVar[str] = "Is what was learned replayed in sleep, each item, and on its own?"
    sources: ClassVar[tuple[str, ...]] = (
        "davidson2009",
        "sullivan2011",
        "csicsvari2000",
        "malerba2016",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    region: ClassVar[str] = "hippocampus"
    usual_items: ClassVar[str] = "random"
    population: ClassVar[str] = "CA3"

    items_count: float = cited(10, "items", "chosen", "so many that balance can be seen", 1, 100)
    exposure: float = EXPOSURE
    night: float = cited(80.0, "s", "chosen", "compressed: some 10 to 30 replays an item", 1, 36000)
    detection: BurstDetection = BurstDetection()  # noqa: RUF009 (a frozen dataclass of numbers)
    decoding: Decoding = Decoding()  # noqa: RUF009 (as above)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and naive."""
        study, night = studied(items.items, self.exposure), Sleep(self.night)
        return {"sleep": (*study, night), "naive": (night, *study)}

    def measures(self) -> tuple[Measure, ...]:
        """Return what bursts are like, what they hold, and how often each item is replayed."""
        return replay_measures(
            self.population, int(self.items_count), self.detection, self.decoding
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return how often, what, each item, and for how long."""
        often = (("burst_rate", "bursts"), ("replay_rate", "one item"))
        what = (
            ("undecodable", "no item"),
            ("mixed", "two items"),
            ("completeness", "its cells"),
            ("spread", "even"),
            ("participation", "all cells"),
        )
        each, long = (("replays", "replays"),), (("duration", "mean"), ("duration_sd", "sd"))
        return (
            Chart("Bursts", "", "events per second (1/s)", often, published=(INCIDENCE,)),
            Chart("What they hold", "", "share (0 to 1)", what, SHARE, published=(PARTICIPATION,)),
            Chart("Each item", "item, in the order of study", "replays in a night", each),
            Chart("How long", "", "duration (ms)", long, published=(DURATION,), note=INTERVALS),
        )

    def quick(self) -> ReplayInSleep:
        """Return fewer items and a shorter night."""
        return smaller(self, {"items_count": 4, "night": 15})
