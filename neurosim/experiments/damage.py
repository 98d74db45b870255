"""Ever larger lesions: how much of a memory can be lost before it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST, TIMES, asked, studied
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, ItemSource
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.damage import half_damage
from neurosim.measures.recall import Tests
from neurosim.parameters import cited
from neurosim.protocol import MEMORY, Event, Lesion, Loss, Recall, Sleep, Timetable

SHARES = (0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
"""Shares that are lost."""

NAIVE = "naive"
"""The life in which nothing was learned, and what its tests are called."""

CONTROL = 0.4
"""Share that the naive lose."""


@dataclass(frozen=True)
class Site:
    """What is damaged, and when.

    Parameters
    ----------
    time
        Evening or morning.
    region
        What loses a share.
    before
        What is lost altogether before; "" for nothing.
    """

    time: str
    region: str
    before: str = ""

    @property
    def lesioned(self) -> str:
        """What recordings of its tests say was lost."""
        return ", ".join(name for name in (self.before, self.region) if name)

    def label(self, loss: Loss, share: float) -> str:
        """Return what its tests are called."""
        return f"{self.time}, {self.region}, {share:g} of {loss.value}"

    def tests(self, loss: Loss, shares: tuple[float, ...]) -> dict[float, Tests]:
        """Return its tests by the share that was lost; 0 is before the damage."""
        damaged = {share: Tests(self.label(loss, share), self.lesioned) for share in shares}
        return {0.0: Tests(self.time, self.before), **damaged}


SITES = (
    Site("evening", MEMORY),
    Site("evening", HIPPOCAMPUS),
    Site("morning", MEMORY),
    Site("morning", "neocortex", before=HIPPOCAMPUS),
)
"""Memory as a whole, which everybody can lose; and where a brain keeps it, evening and morning."""


@dataclass(frozen=True)
class Damage(Experiment):
    """Copies lose a share of the cells, or of the synapses, of their memory, and are tested.

    Every item is studied once. In the evening, and in the morning after a night of sleep, copies
    lose rising shares at random and are asked for every item; the subject stays whole. Where there
    is a hippocampus, copies lose shares of it alone in the evening, and in the morning shares of
    the neocortex, of which the whole hippocampus was lost before. Items are cued by their sound,
    and only sight is scored. Senses are spared: memory is a brain's regions in which pathways end
    that learn, a Hopfield network's units, a perceptron's hidden units, a network's memory cells;
    and the synapses that learn. A cell that answers and is lost answers nothing. The naive saw the
    items without learning.
    """

    name: ClassVar[str] = "damage"
    question: ClassVar[str] = "How much of a memory can be lost before it is?"
    sources: ClassVar[tuple[str, ...]] = ("lashley1950", "hopfield1982", "sompolinsky1986")
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        5, "items", "chosen", "a small list that is learned in a minute", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(60.0, "s", "chosen", "as in a life of 5 items", 1, 36000)
    every: float = cited(
        1, "shares", "chosen", "all are tested; at 2 every other one, 1 included", 1, len(SHARES)
    )

    @property
    def shares(self) -> tuple[float, ...]:
        """Shares that are lost, ascending."""
        return SHARES[:: -int(self.every)][::-1]

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return the life, and that of one who learned nothing."""
        items = source.draw(int(self.items_count), seed)
        (condition, days), *_ = self.timetables(items).items()
        return (Plan(condition, items, days), Plan(condition, items, self._naive(items), NAIVE))

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the one condition, damaged."""
        events: list[Event] = [*studied(items.items, self.exposure)]
        for time in TIMES:
            events += self._tests(items, time)
            events += [
                each for site in SITES if site.time == time for each in self._at(items, site)
            ]
            events += [Sleep(self.night)] if time == TIMES[0] else []
        return {"damaged": events}

    def _tests(self, items: ItemSet, label: str) -> tuple[Recall, ...]:
        return asked(items.items, self.cue, self.test, label)

    def _at(self, items: ItemSet, site: Site) -> Iterator[Event]:
        """Yield the lesions at a site; those before it leave the rest of the brain whole once."""
        if site.before:
            yield Lesion(site.before, self._tests(items, site.time))
        for loss in Loss:
            for share in self.shares:
                tests = self._tests(items, site.label(loss, share))
                lesion = Lesion(site.region, tests, share, loss)
                yield Lesion(site.before, (lesion,)) if site.before else lesion

    def _naive(self, items: ItemSet) -> Timetable:
        tests = self._tests(items, NAIVE)
        shown = studied(items.items, self.exposure, learning=False)
        return (*shown, *tests, *(Lesion(MEMORY, tests, CONTROL, loss) for loss in Loss))

    def measures(self) -> tuple[Measure, ...]:
        """Return recall by the share that was lost, and the share that takes half of it."""
        found: list[Measure] = []
        for site in SITES:
            for loss in Loss:
                name, tests = _name(site, loss), site.tests(loss, self.shares)
                for share, each in tests.items():
                    several = every_recall_measure(name, each.label, each.lesioned, share)
                    there = each.were_taken if site.region == MEMORY else tests[1.0].were_taken
                    found += (replace(one, applies=there) for one in several)
                found.append(half_damage(f"{name}_half", tests))
        found += every_recall_measure(NAIVE, NAIVE)
        return (*found, *every_recall_measure(f"{NAIVE}_damaged", NAIVE, MEMORY))

    def charts(self) -> tuple[Chart, ...]:
        """Return recall against the share that was lost, and the share that takes half of it."""
        note = (
            "Published counterparts: what rats lose of a maze depends on how much cortex is lost "
            "and not on where (Lashley 1950); a Hopfield network recalls with most of its "
            "couplings gone, as if there were noise (Sompolinsky 1986). No numbers to hold against."
        )
        place = (
            "Half of recall: dashed at .5 is where a store would be that keeps each item in one "
            "place; who recalls too little before the damage has no half."
        )
        y, every = "share of items", [(site, loss) for site in SITES for loss in Loss]

        def of(kind: str, loss: Loss) -> tuple[tuple[str, str], ...]:
            known = (site for site in SITES if site.region == kind)
            return tuple((_name(site, loss), site.time) for site in known)

        parts = tuple((_name(s, loss), _words(s, loss)) for s, loss in every if s.region != MEMORY)
        halves = tuple((f"{_name(s, loss)}_half", _short(s, loss)) for s, loss in every)
        return (
            Chart("Cells of memory", "share of cells lost", y, of(MEMORY, Loss.CELLS), SHARE,
                  note=note),
            Chart("Synapses of memory", "share of synapses lost", y, of(MEMORY, Loss.SYNAPSES),
                  SHARE),
            Chart("Where a brain keeps it", "share lost", y, parts, SHARE),
            Chart("Half of recall is lost", "", "share lost", halves, SHARE, note=place),
        )  # fmt: skip

    def quick(self) -> Damage:
        """Return the same with fewer items and shares, and a shorter night."""
        return smaller(self, {"items_count": 3, "night": 15, "every": 3})


def _name(site: Site, loss: Loss) -> str:
    """Return what a measure is called ("evening_memory_cells")."""
    return f"{site.time}_{site.region}_{loss.value}"


def _short(site: Site, loss: Loss) -> str:
    """Return the same below a bar."""
    return f"{site.region}\n{loss.value}\n{site.time}"


def _words(site: Site, loss: Loss) -> str:
    """Return the same for people; also what had been lost before."""
    rest = f", no {site.before}" if site.before else ""
    return f"{site.time}{rest}: {loss.value} of {site.region}"
