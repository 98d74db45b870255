"""Ripples: replay paced at 140 to 220 Hz, in the up states of the cortex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.experiments.replay import reported
from neurosim.items import ItemSet
from neurosim.measures import Measure
from neurosim.measures.ripple_measures import ripple_measures
from neurosim.measures.slow_measures import slow_measures
from neurosim.parameters import cited
from neurosim.protocol import Signal, Sleep, Timetable

SHOWN = tuple(float(frequency) for frequency in range(100, 301, 8))
"""Frequencies in Hz at which the spectrum is drawn."""

INCIDENCE = reported("rats, NREM", "sullivan2011", 1, (0.3, 1.0))
DURATION = reported("rats", "sullivan2011", 0, (30.0, 120.0))

SPECTRUM = (
    "Power of what CA1 fires around bursts of CA3, over that of the same spikes displaced by 4 ms "
    "(chance: 1). Ripples of rats are at 140 to 220 Hz (Buzsaki 2015)."
)
NESTED = (
    "Chance: the share of time in up states; of locking, all ripples shifted in a circle together. "
    "In rats, ripples come in up states (Molle et al. 2006)."
)


@dataclass(frozen=True)
class Ripples(Experiment):
    """Every item is studied once; the night after it is searched for rhythms, nobody cues anything.

    Ripples are looked for in CA1, in two ways: in the mean spectrum of what it fires around bursts
    of CA3, against displaced spikes, and one by one in its field potential, as in recordings. Up
    states are found in layer 5 and spindles in the thalamus, where an agent has them. In the
    control the same night comes before anything was learned: no replay, no ripples. An agent whose
    inhibition in CA1 is slow and unpaced is the control for the rhythm.
    """

    name: ClassVar[str] = "ripples"
    question: ClassVar[str] = "Does replay come in ripples, and do ripples come in up states?"
    sources: ClassVar[tuple[str, ...]] = (
        "buzsaki2015",
        "karlsson2009",
        "sullivan2011",
        "molle2006",
        "mazzoni2015",
        "malerba2016",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    usual_agents: ClassVar[tuple[str, ...]] = (
        "hippocampus_neocortex_thalamus",
        "hippocampus_neocortex",
    )

    items_count: float = cited(10, "items", "chosen", "as in `replay`", 1, 100)
    exposure: float = EXPOSURE
    night: float = cited(80.0, "s", "chosen", "some hundred ripples", 1, 36000)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and naive."""
        study, night = studied(items.items, self.exposure), Sleep(self.night)
        return {"sleep": (*study, night), "naive": (night, *study)}

    def measures(self) -> tuple[Measure, ...]:
        """Return what is measured of ripples, of the slow oscillation and of spindles."""
        return (*ripple_measures(SHOWN), *slow_measures())

    def charts(self) -> tuple[Chart, ...]:
        """Return the spectrum, how often, how long, and what is nested in what."""
        often = (
            ("burst_rate", "bursts of CA3"),
            ("ripple_rate", "ripples"),
            ("up_rate", "up states"),
        )
        long = (("ripple_duration", "median"), ("longest_ripples", "longest tenth"))
        share = (
            ("bursts_with_ripple", "bursts in ripples"),
            ("ripples_in_up_states", "ripples in up states"),
            ("spindles_in_up_states", "spindles in up states"),
            ("locking", "locking of ripples"),
        )
        power = (("power", "CA1"),)
        return (
            Chart(
                "Spectrum", "frequency (Hz)", "power (1: no rhythm)", power, note=SPECTRUM,
                condition="sleep",
            ),
            Chart("How often", "", "events per second (1/s)", often, published=(INCIDENCE,)),
            Chart("How long", "", "duration of ripples (ms)", long, published=(DURATION,)),
            Chart("What is nested", "", "share; length (0 to 1)", share, SHARE, note=NESTED),
        )  # fmt: skip

    def quick(self) -> Ripples:
        """Return fewer items and a shorter night."""
        return smaller(self, {"items_count": 4, "night": 20})
