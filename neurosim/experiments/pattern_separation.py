"""Pattern separation: how alike the codes of inputs are that are alike, region by region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, overlapping
from neurosim.measures import Measure
from neurosim.measures.overlap_measures import input_overlap, overlap_measures
from neurosim.parameters import cited
from neurosim.protocol import Item, Signal, Study, Timetable

SHARED = tuple(tenths / 10 for tenths in range(2, 10))
"""Shares of active units that inputs have in common."""

POPULATIONS = ("EC_superficial", "DG", "CA3", "CA1", "EC_deep", "neocortex")
"""Populations that are compared, as far as an agent has them, in the order of their input."""

SAME = "the same input again"

ANIMALS = (
    "Published counterpart, in words: where rats see an environment change by small steps, the "
    "dentate gyrus changes its code at once, and CA3 more than its input does (Leutgeb et al. "
    "2007); after small changes the cells of CA3 overlap more than those of CA1, after large ones "
    "less (Vazdarjanova & Guzowski 2004). Input overlap was not measured."
)

CONDITIONS = {"naive": "naive", "learned": "first input learned before"}
"""What charts call the conditions."""


@dataclass(frozen=True)
class PatternSeparation(Experiment):
    """Pairs of inputs that share a part of their active units, shown one after the other.

    Of each pair, the codes are compared in every region with spikes, with plasticity off while
    they are shown. The naive agent has learned nothing, so that wiring is all that can tell inputs
    apart. The other has studied the first input of every pair, each once, so that it may complete
    the second to the first. The ceiling is the same input shown twice: what noise leaves of it. A
    region whose curve lies below the diagonal separates; above, it completes.
    """

    name: ClassVar[str] = "pattern-separation"
    question: ClassVar[str] = "Where do inputs that are alike get codes that are not?"
    sources: ClassVar[tuple[str, ...]] = (
        "marr1971",
        "treves1994",
        "leutgeb2007",
        "vazdarjanova2004",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    usual_items: ClassVar[str] = "random"

    items_count: float = cited(
        8,
        "items",
        "chosen",
        "each with a partner at every overlap; numbers of few are noisy",
        1,
        100,
    )
    exposure: float = EXPOSURE

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions naive and learned, in which the same pairs are shown."""
        shown = tuple(self._pairs(items))
        return {"naive": shown, "learned": (*studied(items.items, self.exposure), *shown)}

    def measures(self) -> tuple[Measure, ...]:
        """Return the overlap of codes in each region against that of the inputs."""
        found: list[Measure] = []
        for share, label in (*((share, _label(share)) for share in SHARED), (1.0, SAME)):
            found.append(input_overlap(label, share))
            for population in POPULATIONS:
                found += overlap_measures(population, label, SAME, share)
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return both kinds of overlap in both conditions, with the diagonal."""
        x = "share of active input units in common"

        def chart(title: str, start: str, y: str, condition: str) -> Chart:
            regions = ((f"{start}_{name}", name.replace("_", ", ")) for name in POPULATIONS)
            lines = (("inputs", "inputs"), *regions)
            title = f"{title}, {CONDITIONS[condition]}"
            return Chart(title, x, y, lines, SHARE, note=ANIMALS, condition=condition)

        return tuple(
            chart(title, start, y, condition)
            for title, start, y in (
                ("Cells in common", "common", "share of active cells in common"),
                ("Similarity of spike counts", "cosine", "cosine"),
            )
            for condition in CONDITIONS
        )

    def quick(self) -> PatternSeparation:
        """Return the same for two items."""
        return smaller(self, {"items_count": 2})

    def _pairs(self, items: ItemSet) -> Iterator[Study]:
        """Yield every item and its partners, pair by pair."""
        random = items.random(self.name)
        for item in items.items:
            for share in SHARED:
                other = overlapping(item, f"{item.name}, {share:g} shared", share, random)
                yield from self._shown(item, other, _label(share))
            yield from self._shown(item, item, SAME)

    def _shown(self, first: Item, second: Item, label: str) -> Iterator[Study]:
        for item in (first, second):
            yield Study(item, self.exposure, label, learning=False)


def _label(share: float) -> str:
    return f"{share:g} shared"
