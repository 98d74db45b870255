"""Targeted memory reactivation: what sounds in sleep do to the memories they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST, with_and_without
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure
from neurosim.measures.cue_measures import advantage, replay_after_cues
from neurosim.measures.replay_by_night import replay_rate, replays_each
from neurosim.measures.rivals import sense_measures
from neurosim.parameters import cited
from neurosim.protocol import (
    CUE_GRID,
    Code,
    Cue,
    Item,
    Recall,
    Replay,
    Signal,
    Sleep,
    Study,
    Timetable,
)

KINDS = ("cued", "uncued")
"""The two halves of the items, also in nights without cues."""

CUE, SCORED = "sound", "sight"
"""What is presented asleep, and asked with awake; what is scored was never presented asleep."""

NIGHT = "night"

APART = 1.0
"""Seconds after the beginning of a cue in which no other one begins: as long as replay follows."""

NOTE = (
    "Sounds in NREM sleep make the memories they belong to better (Rudoy et al. 2009; Rasch et al. "
    "2007, with odours): Hedges' g = .29 over 91 experiments (Hu et al. 2020)."
)
BIAS = (
    "Chance: one of all items is the cued one. In rats a sound in sleep biases what is replayed "
    "towards what it belongs to (Bendor & Wilson 2012)."
)


@dataclass(frozen=True)
class CuedReactivation(Experiment):
    """Every item is studied once; in the night the sounds of half of them are presented.

    The night is so short that it does not consolidate everything. Which items are cued, when, and
    in which order is random, and the same in every condition. In the controls the sounds belong to
    nothing that was studied (their units are shuffled), it is silent, or what is replayed does not
    reach the cortex. In the morning every item is asked for by its sound, by the intact agent and
    by a copy without hippocampus; what is scored is its sight, which nothing showed in the night.
    """

    name: ClassVar[str] = "cued-reactivation"
    question: ClassVar[str] = "Do sounds in sleep decide what is replayed and what is kept?"
    sources: ClassVar[tuple[str, ...]] = ("rudoy2009", "rasch2007", "bendor2012", "hu2020")
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    usual_agents: ClassVar[tuple[str, ...]] = ("hippocampus_neocortex_thalamus",)
    population: ClassVar[str] = "CA3"

    items_count: float = cited(10, "items", "chosen", "half of them are cued", 2, 100)
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        24.0,
        "s",
        "chosen",
        "so short that without cues the neocortex recalls half of each item (cosine .45)",
        1,
        180,
    )
    cues: float = cited(4, "cues", "chosen", "of each cued item: one in 1.2 s or so", 1, 100)
    cue: float = cited(0.4, "s", "chosen", "as long as the exposure", 0.1, 10)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions cued, sham, uncued and blocked."""
        random = items.random(self.name)
        count = len(items.items)
        chosen = set(random.permutation(count)[: count // 2])
        kinds = tuple(KINDS[place not in chosen] for place in range(count))
        cued = tuple(item for item, kind in zip(items.items, kinds, strict=True) if kind == "cued")
        own, other = self._cues(cued, random)
        return {
            "cued": self._days(items, kinds, self._night(own)),
            "sham": self._days(items, kinds, self._night(other)),
            "uncued": self._days(items, kinds, self._night(())),
            "blocked": self._days(items, kinds, self._night(own, Replay.BLOCKED)),
        }

    def _cues(
        self, cued: tuple[Item, ...], random: np.random.Generator
    ) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
        """Return the cues of a night, and sham cues at the same times, one for each of them."""
        sham = {item.name: random.permutation(item.code[CUE]) for item in cued}
        rounds = int(self.cues)
        shown = [cued[n] for _ in range(rounds) for n in random.permutation(len(cued))]
        begins = self._begins(len(shown), random)

        def presented(code: Code, at: float, target: str) -> Cue:
            return Cue(code, at, float(self.cue), target)

        pairs = list(zip(shown, begins, strict=True))
        return (
            tuple(presented(item.cue(CUE), at, item.name) for item, at in pairs),
            tuple(presented({CUE: sham[item.name]}, at, "sham") for item, at in pairs),
        )

    def _begins(self, count: int, random: np.random.Generator) -> list[float]:
        """Return when cues begin: at random, with time for replay after each."""
        apart = round(max(APART, float(self.cue)) / CUE_GRID)
        spare = int(self.night / CUE_GRID + 1e-6) - count * apart
        if spare < 0:
            raise InputError(f"{count} cues do not fit into a night of {self.night:g} s")
        shifts = np.sort(random.integers(spare + 1, size=count))
        return [round(CUE_GRID * (n * apart + int(shift)), 6) for n, shift in enumerate(shifts)]

    def _night(self, cues: tuple[Cue, ...], replay: Replay = Replay.NATURAL) -> Sleep:
        return Sleep(self.night, replay, NIGHT, cues=cues)

    def _days(self, items: ItemSet, kinds: tuple[str, ...], night: Sleep) -> Timetable:
        each = list(zip(items.items, kinds, strict=True))
        studied = (Study(item, self.exposure, kind) for item, kind in each)
        tests = tuple(Recall(item.cue(CUE), self.test, item.name, kind) for item, kind in each)
        return (*studied, night, *with_and_without(HIPPOCAMPUS, tests))

    def measures(self) -> tuple[Measure, ...]:
        """Return recall and replay of cued and uncued items, and what follows on cues."""
        found: list[Measure] = []
        for start, lesioned in (("recall", ""), ("lesioned", HIPPOCAMPUS)):
            several = [sense_measures(f"{start}_{kind}", SCORED, kind, lesioned) for kind in KINDS]
            found += (measure for each in several for measure in each)
            pairs = zip(("", "_cosine"), *several, strict=True)
            found += (advantage(f"{start}_advantage{end}", *each) for end, *each in pairs)
        replayed = [replays_each(f"replays_{k}", self.population, NIGHT, k) for k in KINDS]
        return (
            *found,
            *replayed,
            advantage("replays_advantage", *replayed),
            replay_rate("replay_rate", self.population, NIGHT),
            *replay_after_cues(self.population, NIGHT),
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return what is left without hippocampus, replays of both halves, and what cues do."""

        def halves(start: str, end: str = "") -> tuple[tuple[str, str], ...]:
            return tuple((f"{start}_{kind}{end}", f"{kind} items") for kind in KINDS)

        after = (("replay_after_cue", "any replay\nafter a cue"), ("cued_item_next", "of its item"))
        return (
            Chart(
                "After the night, without hippocampus", "", "cosine of sight (0 to 1)",
                halves("lesioned", f"_{SCORED}_cosine"), SHARE, note=NOTE,
            ),
            Chart(
                "Recalled then", "", "share of items (0 to 1)",
                halves("lesioned", f"_{SCORED}"), SHARE,
            ),
            Chart("Replays of an item", "", "replays in the night", halves("replays")),
            Chart("Within 1 s after a cue", "", "share (0 to 1)", after, SHARE, note=BIAS),
        )  # fmt: skip

    def quick(self) -> CuedReactivation:
        """Return fewer items and a shorter night."""
        return smaller(self, {"items_count": 4, "night": 20, "cues": 5})
