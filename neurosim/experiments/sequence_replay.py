"""Sequence replay: places that were walked in order are replayed in order, faster, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, track_of
from neurosim.measures import Measure
from neurosim.measures.bursts import BurstDetection
from neurosim.measures.sequence_measures import sequence_measures
from neurosim.measures.sequences import SequenceTest
from neurosim.parameters import cited
from neurosim.protocol import Signal, Sleep, Timetable, Track, Vector, Walk

FIELDS = "fields"
"""Label of the laps in which place fields are measured."""

DETECTION = BurstDetection(
    least_cells=cited(20, "cells", "chosen", "half of what is active at a time", 1, 1000)
)

RATS = DataSet("rats", "davidson2009", Certainty.REPORTED, "", "", (0,), (20.0,))
MODEL = DataSet("another model of CA3", "ecker2022", Certainty.REPORTED, "", "", (0,), (12.0,))

NOTE = (
    "A sequence is a burst whose order beats 95 % of shuffled cells and 95 % of shifted bins, over "
    "a fifth of the track or more. "
    "Chance: place fields given to other cells; of speed, walking. Published speeds: as reported. "
    "Shares: of nights with five bursts or more. Busy: share of the night with CA3 above 1 Hz."
)


@dataclass(frozen=True)
class SequenceReplay(Experiment):
    """A track is walked from end to end, lap by lap, and the night is searched for its order.

    Place fields are measured in laps after the night in which nothing is learned, and places
    decoded in bursts of CA3 in sleep. There are three controls. On other tracks, each lap is on
    another one, with the fields in another order: cells fire as much, and nothing can be learned.
    Scrambled, places of the same track come in random order: what is left to learn is which fields
    overlap. Naive, the night comes first: orders that were there before would be found. An agent
    must have place cells to live it.
    """

    name: ClassVar[str] = "sequence-replay"
    question: ClassVar[str] = "Are places that were walked in order replayed in order in sleep?"
    sources: ClassVar[tuple[str, ...]] = (
        "nadasdy1999",
        "foster2006",
        "davidson2009",
        "mishra2016",
        "ecker2022",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    region: ClassVar[str] = "place cells"
    senses: ClassVar[tuple[str, ...]] = ("place",)
    usual_items: ClassVar[str] = "track"
    usual_agents: ClassVar[tuple[str, ...]] = (
        "ca3_track",
        "ca3_track_asymmetric",
        "ca3_track_no_adaptation",
    )
    population: ClassVar[str] = "CA3"

    items_count: float = cited(1, "items", "chosen", "one track", 1, 1)
    laps: float = cited(10, "laps", "chosen", "with one, too little is learned to burst", 1, 100)
    run: float = cited(3.0, "s", "chosen", "from end to end: a field is crossed in .4 s", 0.5, 60)
    stay: float = cited(1.0, "s", "chosen", "at either end of a lap", 0.1, 60)
    step: float = cited(0.04, "s", "chosen", "half the sd of a field", 0.01, 1)
    width: float = cited(
        0.03, "1", "chosen", "sd of a field, of the track: some eight fit side by side", 0.005, 0.5
    )
    peak: float = cited(40.0, "Hz", "chosen", "in the centre of a field; 9 spikes a lap", 5, 200)
    tests: float = cited(3, "laps", "chosen", "after the night, to measure fields", 1, 100)
    night: float = cited(60.0, "s", "chosen", "some thirty bursts", 1, 36000)
    detection: BurstDetection = DETECTION
    test: SequenceTest = SequenceTest()  # noqa: RUF009 (a frozen dataclass of numbers)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions walk, other-tracks, scrambled and naive."""
        random = items.random(self.name)
        there = _steps(self.run, self.step)
        places = (np.arange(there) + 0.5) / there
        laps, night = range(int(self.laps)), Sleep(self.night)

        def track() -> Track:
            return track_of(items.items[0], random, self.width, self.peak)

        home = track()
        walked = tuple(self._lap(home, places) for _ in laps)
        test = tuple(
            self._lap(home, places, FIELDS, learning=False) for _ in range(int(self.tests))
        )
        others = tuple(self._lap(track(), places) for _ in laps)
        scrambled = tuple(self._lap(home, random.permutation(places)) for _ in laps)
        return {
            "walk": (*walked, night, *test),
            "other-tracks": (*others, night, *test),
            "scrambled": (*scrambled, night, *test),
            "naive": (night, *walked, *test),
        }

    def _lap(self, on: Track, places: Vector, label: str = "lap", learning: bool = True) -> Walk:
        """Return a lap through these places, with a stay at either end."""
        stays = _steps(self.stay, self.step)
        steps = chain((0.0,) * stays, map(float, places), (1.0,) * stays)
        return Walk(on, tuple(steps), float(self.step), label, learning)

    def measures(self) -> tuple[Measure, ...]:
        """Return how many bursts are sequences, which way they run, and how fast."""
        return sequence_measures(self.population, FIELDS, self.detection, self.test)

    def charts(self) -> tuple[Chart, ...]:
        """Return how many, which way, how fast, and how often."""
        share = "share of bursts (0 to 1)"
        both = (("forward", "forward"), ("backward", "backward"))
        fast = (("compression", "decoded places"), ("front_compression", "first spikes"))
        often = (("burst_rate", "bursts"), ("sequence_rate", "sequences"), ("busy", "busy"))
        return (
            Chart("Sequences", "", share, (("sequences", "in order"),), SHARE, note=NOTE),
            Chart("Which way", "", share, both, SHARE),
            Chart("How fast", "", "times the speed of walking", fast, published=(RATS, MODEL)),
            Chart("How often", "", "per second; share of the night", often),
        )

    def quick(self) -> SequenceReplay:
        """Return fewer and shorter laps and a shorter night."""
        return smaller(self, {"tests": 2, "stay": 0.2, "night": 20})


def _steps(seconds: float, step: float) -> int:
    """Return how many steps there are in so many seconds.

    Raises
    ------
    InputError
        If they do not fill it.
    """
    count = round(seconds / step)
    if count < 1 or abs(count * step - seconds) > 1e-6:
        raise InputError(f"{seconds:g} s of a lap are no whole number of steps of {step:g} s")
    return count
