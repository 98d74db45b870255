"""Recall as a fall into a valley: CA3 beside the Hopfield network that its synapses make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.adapters.hopfield import HopfieldAdapter
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, TEST
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure
from neurosim.measures.fall_measures import fall_measures
from neurosim.parameters import cited
from neurosim.protocol import Bits, Examine, Item, Recall, Signal, Study, Timetable

PATHWAY = "CA3_recurrent"
"""The synapses that become couplings."""

NAIVE, STUDIED = "naive", "studied"
"""When they are examined."""

SHARES = (0.15, 0.2, 0.25, 0.3)
"""Shares of the cued sense that are shown: from too little for most items to enough for most."""


def label(share: float) -> str:
    """Return what tests with a share of the cue are called."""
    return f"share {share:g}"


@dataclass(frozen=True)
class EnergyLandscape(Experiment):
    """Items are studied for a short or a long time, then asked for by small parts of their sound.

    Some recalls succeed, others do not. The recurrent synapses of CA3 are examined before and after
    the studies. Made to couplings, they give every moment of a recall an energy, and a Hopfield
    network, which settles from the cells that the cue fires first. Controls: the same weights,
    permuted over the same synapses; the weights before anything was learned; and the cells that
    fired first, without any network.
    """

    name: ClassVar[str] = "energy-landscape"
    question: ClassVar[str] = "Is recall in CA3 a fall into a valley of its own synapses' energy?"
    sources: ClassVar[tuple[str, ...]] = ("hopfield1982", "tsodyks1988", "treves1994")
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES, Signal.SYNAPSES})
    usual_items: ClassVar[str] = "random"
    usual_agents: ClassVar[tuple[str, ...]] = ("hippocampus_neocortex",)
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        12, "items", "chosen", "48 tests: of each outcome there are some in most brains", 2, 100
    )
    short: float = cited(
        0.2, "s", "chosen", "every other item: half a glance, which recruits fewer cells", 0.05, 10
    )
    exposure: float = EXPOSURE
    test: float = TEST
    adapter: HopfieldAdapter = HopfieldAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the one condition, intact; the controls are other weights on the same spikes."""
        random = items.random(self.name)
        orders = [random.permutation(np.flatnonzero(i.code[self.cue])) for i in items.items]
        studies = (
            Study(item, seconds)
            for item, seconds in zip(items.items, cycle((self.short, self.exposure)))
        )
        tests = (
            self._test(item, order, share)
            for share in SHARES
            for item, order in zip(items.items, orders, strict=True)
        )
        looks = (Examine((PATHWAY,), when) for when in (NAIVE, STUDIED))
        return {"intact": (next(looks), *studies, next(looks), *tests)}

    def _test(self, item: Item, order: NDArray[np.int64], share: float) -> Recall:
        part: Bits = np.zeros(item.code[self.cue].size, bool)
        part[order[: round(share * order.size)]] = True
        return Recall({self.cue: part}, self.test, item.name, label(share))

    def measures(self) -> tuple[Measure, ...]:
        """Return how tests end, their energies, and how far brain and network go together."""
        labels = [(label(share), share) for share in SHARES]
        return fall_measures("CA3", PATHWAY, NAIVE, STUDIED, labels, self.adapter)

    def charts(self) -> tuple[Chart, ...]:
        """Return energies, whose falls, correlations over tests, and recall by share of the cue."""
        x, pulls = "share of the sound that is shown", "energy (pulls of a pattern)"
        correlation, fit = "correlation over tests", "agreement (correlation of states)"
        note = (
            "Published counterpart: the theory that recall is a fall of an energy (Hopfield 1982), "
            "of sparse patterns in CA3 (Treves & Rolls 1994); no number to hold against."
        )
        sides = (("own", "CA3's weights"), ("permuted", "permuted"), ("naive", "naive"))
        first = ("first_cells", "first cells alone")
        return (
            Chart(
                "Energy in the course of a recall", "ms since the first spike of CA3", pulls,
                (("energy_recalled", "recalled"), ("energy_unfinished", "unfinished"),
                 ("energy_another", "another item"), ("energy_permuted", "recalled, permuted")),
                note=note,
            ),
            Chart(
                "Whose energy falls", "", "share of tests",
                tuple((f"fell_{name}", name) for name in
                      ("recalled", "unfinished", "another", "permuted", "naive")), SHARE,
            ),
            Chart(
                "Brain and network, test by test", "", correlation,
                (*((f"correlation_active_{name}", told) for name, told in (*sides, first)),
                 ("partial_active", "own, given first cells")),
            ),
            Chart(
                "How much of the item comes back", x, fit,
                (("overlap_brain", "CA3"), ("overlap_network", "Hopfield network on its weights"),
                 ("overlap_first_cells", "first cells alone"), ("overlap_permuted", "permuted")),
                SHARE,
            ),
        )  # fmt: skip

    def quick(self) -> EnergyLandscape:
        """Return the same with fewer items."""
        return smaller(self, {"items_count": 4})
