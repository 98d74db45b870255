"""What memory costs: joules for an item stored, kept over a night, and recalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST, asked, studied, with_and_without
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.energy import (
    Amount,
    Prices,
    Records,
    cost_per_item,
    other_spikes_per_event,
    share_of,
    spikes_per_event,
)
from neurosim.measures.recall import Tests
from neurosim.parameters import cited
from neurosim.protocol import Diary, Recording, Rest, Signal, Sleep, Timetable

ATP = cited(8.3e-20, "J", "lennie2003", "50 kJ/mol in cells, over Avogadro's number", 5e-20, 1e-19)
REST = cited(4.44e8, "ATP/s", "attwell2001", "neuron 3.42e8 and its share of glia 1.02e8", 0, 1e10)

LOWEST = Prices(
    spike=cited(
        1.19e8,
        "ATP",
        "howarth2012",
        "computed: 3.84e8 with 1.24 instead of 4 times the least sodium that must enter",
        0,
        1e11,
    ),
    excitation=cited(
        4.1e4, "ATP", "attwell2001", "a vesicle (1.64e5) in one of four arrivals", 0, 1e8
    ),
    inhibition=cited(0.0, "ATP", "chosen", "chloride is near its equilibrium: left out", 0, 1e8),
    rest=REST,
    atp=ATP,
    mac=cited(1.5e-12, "J", "horowitz2014", "16 bits, 45 nm: multiply 1.1 pJ, add 0.4 pJ", 0, 1e-6),
)
USUAL = Prices(
    spike=cited(3.84e8, "ATP", "attwell2001", "rodent, with all branches of its axon", 0, 1e11),
    excitation=LOWEST.excitation,
    inhibition=cited(
        6e3, "ATP", "attwell2001", "as much without what ions take behind it (1.4e5)", 0, 1e8
    ),
    rest=REST,
    atp=ATP,
    mac=cited(4.6e-12, "J", "horowitz2014", "32 bits, 45 nm: multiply 3.7 pJ, add 0.9 pJ", 0, 1e-6),
)
HIGHEST = Prices(
    spike=cited(
        2.4e9, "ATP", "lennie2003", "human cortex, thousands of synapses included", 0, 1e11
    ),
    excitation=cited(0.0, "ATP", "chosen", "they are in the price of spikes here", 0, 1e8),
    inhibition=cited(0.0, "ATP", "chosen", "they are in the price of spikes here", 0, 1e8),
    rest=REST,
    atp=ATP,
    mac=cited(
        1.3e-9,
        "J",
        "horowitz2014",
        "each weight fetched from DRAM: 1.3 to 2.6 nJ for 64 bits, 0.65 to 1.3 nJ for 32",
        0,
        1e-6,
    ),
)

REGIONS = ("EC_superficial", "DG", "CA3", "CA1", "EC_deep", "neocortex")
"""Populations whose spikes are told, beside those of interneurons."""

SPENT = ("spikes", "synapses", "rest")
"""Parts of what a brain spends."""


def _budget(name: str, source: str, shares: tuple[float, float, float]) -> DataSet:
    places = (0.0, 1.0, 2.0)
    return DataSet(name, source, Certainty.REPORTED, "spent", "shares", places, shares)


ATTWELL = _budget("rodent cortex at 4 Hz, budget of 2001", "attwell2001", (0.47, 0.40, 0.13))
"""Spikes; what ions and transmitter take at synapses (34, 3 and 3 %); rest."""

HOWARTH = _budget("cortex, budget of 2012", "howarth2012", (0.21, 0.59, 0.20))
"""The same: at synapses 50, 5 and 4 %."""


RECALLED = {
    "recall_evening": Tests("evening"),
    "recall_morning": Tests("morning"),
    "lesioned_morning": Tests("morning", HIPPOCAMPUS),
}
"""Tests by the name of what they measure."""

COUNTED = {
    "microjoules_lowest": "energy (uJ) at the lowest prices",
    "microjoules_usual": "energy (uJ) at usual prices",
    "microjoules_highest": "energy (uJ) at the highest prices",
    "operations": "synaptic events or multiply-accumulates",
}
"""What is counted of an event, by measure."""


def _studies(diary: Diary) -> list[Recording]:
    return [record for _, record in diary.studies()]


def _nights(diary: Diary) -> list[Recording]:
    return [record for record in diary.recordings if isinstance(record.event, Sleep)]


def _of(tests: Tests) -> Records:
    return lambda diary: [record for _, record in tests.found(diary)]


PHASES: Mapping[str, tuple[Records, Tests | None]] = {
    "stored": (_studies, None),
    "the night": (_nights, None),
    "recalled, evening": (_of(RECALLED["recall_evening"]), RECALLED["recall_evening"]),
    "recalled, morning": (_of(RECALLED["recall_morning"]), RECALLED["recall_morning"]),
    "without hippocampus": (_of(RECALLED["lesioned_morning"]), RECALLED["lesioned_morning"]),
}
"""What is paid for, in the order of places; with the tests of which only items recalled count."""


@dataclass(frozen=True)
class Energy(Experiment):
    """What it takes to study items, to sleep, and to recall them, counted and priced.

    Every item is studied once, and asked for in the evening, after a night of sleep, and then
    without hippocampus where there is one. A brain counts spikes, of interneurons as well, what
    arrives at synapses, and the seconds of its cells; an artificial network multiplies and
    accumulates. Both are priced in joules, at the lowest, the usual and the highest price that
    there is. Drawn as chance is what doing nothing takes for as long: waking rest.
    """

    name: ClassVar[str] = "energy"
    question: ClassVar[str] = "What does it cost to store an item, to keep it, and to recall it?"
    sources: ClassVar[tuple[str, ...]] = (
        "attwell2001",
        "howarth2012",
        "lennie2003",
        "horowitz2014",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.ENERGY})
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(60.0, "s", "chosen", "as in a life of 5 items", 1, 36000)
    rest: float = cited(2.0, "s", "chosen", "doing nothing: as long as 5 exposures", 0.1, 600)
    lowest: Prices = LOWEST
    usual: Prices = USUAL
    highest: Prices = HIGHEST

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the one condition, sleep."""
        evening, morning = (
            asked(items.items, self.cue, self.test, time) for time in ("evening", "morning")
        )
        days = (
            Rest(self.rest),
            *studied(items.items, self.exposure),
            *evening,
            Sleep(self.night),
            *with_and_without(HIPPOCAMPUS, morning),
        )
        return {"sleep": days}

    def measures(self) -> tuple[Measure, ...]:
        """Return joules and operations per item, and where a brain spends them."""
        found: list[Measure] = []
        costs: dict[str, Amount] = {
            "microjoules_lowest": self.lowest.microjoules,
            "microjoules_usual": self.usual.microjoules,
            "microjoules_highest": self.highest.microjoules,
            "operations": lambda work: work.synaptic_events + work.macs,
        }
        for place, (events, tests) in enumerate(PHASES.values()):
            for name, amount in costs.items():
                meaning = f"{COUNTED[name]} of each item: {', '.join(PHASES)}"
                found.append(cost_per_item(name, meaning, events, amount, float(place), tests))
        parts: tuple[Amount, ...] = (self.usual.spikes, self.usual.synapses, self.usual.resting)
        for part, amount in zip(SPENT, parts, strict=True):
            meaning = f"share of the joules of study that go into {part} (0 to 1)"
            found.append(
                share_of(f"stored_share_{part}", meaning, _studies, amount, self.usual.joules)
            )
        found += (spikes_per_event(f"stored_spikes_{each}", each, _studies) for each in REGIONS)
        found.append(other_spikes_per_event("stored_spikes_interneurons", _studies))
        for name, tests in RECALLED.items():
            found += every_recall_measure(name, tests.label, tests.lesioned)
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return joules at three prices, operations, and how a brain spends them."""
        note = (
            "Prices come from the literature and are no spread over seeds: lowest, usual and "
            "highest. Chance: waking rest for as long; nothing is best, so that ceilings are the "
            "values."
        )
        x, y, phases = "what it is for", "energy per item (µJ)", tuple(PHASES)
        shares = tuple((f"stored_share_{each}", each) for each in SPENT)
        range_of = (("microjoules_lowest", "lowest"), ("microjoules_highest", "highest"))
        return (
            Chart("Energy at usual prices", x, y, (("microjoules_usual", "energy"),),
                  ticks=phases, note=note, y_scale=Scale.LOG),
            Chart("Energy at the lowest and highest prices", x, y, range_of, ticks=phases,
                  y_scale=Scale.LOG),
            Chart("Synaptic events or multiply-accumulates", x, "per item",
                  (("operations", "operations"),), ticks=phases, y_scale=Scale.LOG),
            Chart("What a brain's energy goes into while studying, usual prices", "", "share",
                  shares, SHARE, published=(ATTWELL, HOWARTH)),
        )  # fmt: skip

    def quick(self) -> Energy:
        """Return the same with fewer items and a shorter night."""
        return smaller(self, {"items_count": 3, "night": 15})
