"""Novelty: nobody says what is new, and yet only that is learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import HIPPOCAMPUS, TEST, asked
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, ItemSource, overlapping, twin_name
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.growth import growth
from neurosim.measures.levels import first_level, level
from neurosim.parameters import cited
from neurosim.protocol import Drug, Item, Recall, Signal, Study, Substance, Timetable

SHARES = (0.0, 0.25, 0.5, 0.75, 0.9)
"""Shares of an old item's active units that its counterpart has: 0 is new, 1 would be the same."""

CONDITIONS = ("novelty", "always-high", "always-low")
"""What sets acetylcholine: the agent's own sense of novelty, or nothing."""

CUE = "sound"

NOTE = (
    "Level 1: active waking. Published counterpart: novelty raises acetylcholine in the "
    "hippocampus of rats, habituation takes the rise away (Giovannini et al. 2001). Chance of "
    "novelty: the first item of a life; of new cells: were an item given the cells of another."
)


@dataclass(frozen=True)
class Novelty(Experiment):
    """Items are studied, and met again among others; the timetable does not say which is which.

    A list is studied once. Then its items come again in random order, each beside a counterpart
    that shares a given part of it: nothing, in one life, up to nine tenths, in another. All are
    asked for by a cue of one sense. In one more life the list comes again and again, and after
    each round the cells of CA3 that answer are compared with those that did before. What is met is
    learned as the agent's own sense of novelty has it; in the controls acetylcholine is high
    throughout, whatever is met, or blocked. The first studies are gated by novelty everywhere. An
    agent must have a hippocampus to live it.
    """

    name: ClassVar[str] = "novelty"
    question: ClassVar[str] = "Who says what is new, and what becomes of what is known?"
    sources: ClassVar[tuple[str, ...]] = (
        "hasselmo1994",
        "giovannini2001",
        "hasselmo2001",
        "lisman2005",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    population: ClassVar[str] = "CA3"

    items_count: float = cited(5, "items", "chosen", "a small list, as in a life", 2, 100)
    rounds: float = cited(
        5, "rounds", "chosen", "as many trials as people need for a list (barnes1959)", 1, 20
    )
    exposure: float = cited(
        0.6, "s", "chosen", "three fixations: one to recognise, two to learn", 0.4, 10
    )
    test: float = TEST
    shares: float = cited(
        len(SHARES), "shares", "chosen", "of fewer, the most alike are left out", 1, len(SHARES)
    )

    @property
    def shared(self) -> tuple[float, ...]:
        """Shares that counterparts have in common with old items, ascending."""
        return SHARES[: int(self.shares)]

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return a life for each share and one of many rounds, in every condition."""
        items = source.draw(int(self.items_count), seed)
        plans = [
            Plan(
                condition,
                items,
                self._met(items, condition, share),
                f"shared-{100 * share:g}-percent",
            )
            for share in self.shared
            for condition in CONDITIONS
        ]
        plans += [Plan(c, items, days, "again") for c, days in self.timetables(items).items()]
        return tuple(plans)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions, for the life of many rounds."""
        return {condition: self._again(items, condition) for condition in CONDITIONS}

    def _met(self, items: ItemSet, condition: str, share: float) -> Timetable:
        """Return a life in which old items and their counterparts are met."""
        random = items.random(self.name)
        others = tuple(
            overlapping(item, twin_name(item.name), share, random) for item in items.items
        )
        known = [self._meet(item, condition, known_label(share)) for item in items.items]
        new = [self._meet(item, condition, met_label(share)) for item in others]
        mixed = known + new
        order = random.permutation(len(mixed))
        return (
            *self._first(items),
            *(mixed[place] for place in order),
            *self._asked(items.items, known_label(share)),
            *self._asked(others, met_label(share)),
        )

    def _again(self, items: ItemSet, condition: str) -> Timetable:
        """Return a life in which the same items come again and again."""
        days: list[Study | Recall] = [*self._first(items), *self._asked(items.items, after(0))]
        for number in range(1, int(self.rounds) + 1):
            days += [self._meet(item, condition, "again") for item in items.items]
            days += self._asked(items.items, after(number))
        return days

    def _first(self, items: ItemSet) -> tuple[Study, ...]:
        return tuple(Study(item, self.exposure, gated=True) for item in items.items)

    def _meet(self, item: Item, condition: str, label: str) -> Study:
        gated, high, _ = CONDITIONS
        if condition == gated:
            return Study(item, self.exposure, label, gated=True)
        drug = None if condition == high else Drug(Substance.SCOPOLAMINE)
        return Study(item, self.exposure, label, drug=drug)

    def _asked(self, items: tuple[Item, ...], label: str) -> tuple[Recall, ...]:
        return asked(items, CUE, self.test, label)

    def measures(self) -> tuple[Measure, ...]:
        """Return novelty, acetylcholine and recall by share, growth and recall by round."""
        found: list[Measure] = []
        for share in self.shared:
            found += self._levels(met_label(share), share)
            found += every_recall_measure("recall_met", met_label(share), at=share)
            found += every_recall_measure("recall_known", known_label(share), at=share)
        found += self._levels("again", 1.0)
        for number in range(int(self.rounds) + 1):
            label = after(number)
            found += every_recall_measure("recall_again", label, at=number)
            if number:
                found.append(growth("new_cells", self.population, after(0), label, number))
        return tuple(found)

    def _levels(self, label: str, share: float) -> tuple[Measure, Measure]:
        """Return what is told while the items of a label are met."""
        return (
            level(
                "novelty",
                "share of what is there that is not recalled, in the first glance (0 to 1)",
                "novelty", 0, label, first_level("novelty", 0), 1 - share, share,
            ),
            level(
                "acetylcholine",
                "level of acetylcholine in the last glance (1: active waking)",
                "acetylcholine", -1, label, first_level("acetylcholine", -1), None, share,
            ),
        )  # fmt: skip

    def charts(self) -> tuple[Chart, ...]:
        """Return novelty and recall by what is shared, and what repetition does."""
        x = "share of an old item that is in what is met"
        rounds = "rounds in which the list came again"
        told = (("novelty", "mismatch, first glance"), ("acetylcholine", "acetylcholine, last"))
        met = (("recall_met", "what was met"), ("recall_known", "old items"))
        cosine = (("recall_again_cosine", "recall"),)
        return (
            Chart("What is found new", x, "mismatch; level", told, (0.0, 1.05), note=NOTE),
            Chart("Recall after that", x, "share of items (0 to 1)", met, SHARE),
            Chart(
                "A list that comes again", rounds, "new cells, relative to the old",
                (("new_cells", "CA3 cells that join"),),
            ),
            Chart("Recall of that list", rounds, "cosine (0 to 1)", cosine, SHARE),
        )  # fmt: skip

    def quick(self) -> Novelty:
        """Return fewer items, rounds and shares."""
        return smaller(self, {"items_count": 3, "rounds": 2, "shares": 1})


def known_label(share: float) -> str:
    """Return what old items are called when they are met beside counterparts."""
    return f"known beside {share:g}"


def met_label(share: float) -> str:
    """Return what counterparts that share so much with old items are called."""
    return f"met, {share:g} shared"


def after(number: int) -> str:
    """Return what the tests after a round are called."""
    return f"after {number} rounds"
