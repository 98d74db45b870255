"""Nights as training: cortical weight change against the gradient of the brain's own task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.adapters.backprop import CorticalUnits, GradientDescent
from neurosim.experiments.chart import Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, SHUFFLED, TEST, Night, asked, studied
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.examined import Examined
from neurosim.measures.gradient_measures import Gradients
from neurosim.parameters import cited
from neurosim.protocol import Event, Examine, Lesion, Signal, Timetable

EPOCHS = (0.0, 5.0, 10.0, 20.0, 40.0, 80.0)
"""Epochs of gradient descent after which its loss is told."""

BLOCKED = "replay-blocked"
CONDITIONS = ("sleep", BLOCKED, "replay-shuffled")

ANGLES = (
    ("angle", "descent of the loss"),
    ("angle_hebbian", "Hebb's product"),
    ("angle_everywhere", "descent, among all synapses"),
)

NOTE = (
    "Published counterpart: a rule learns where its changes stay within 90 degrees of descent "
    "(Lillicrap et al. 2016), which is no number to be met. A night that changes nothing is at 90 "
    "degrees. Chance: angle to the descent for items that were never studied."
)


@dataclass(frozen=True)
class GradientAlignment(Experiment):
    """Items are studied once; nights follow, and cortical synapses are examined between them.

    The task is to complete items from either sense, and is held against the same network trained
    by gradient descent from the weights of the first evening (`neurosim.adapters.backprop`). After
    each night a copy without hippocampus is asked for sight by sound. In the controls as much
    replay reaches the cortex, but of what does not belong together, or none; that changes nothing,
    and one night shows it. An agent must show its synapses to live it.
    """

    name: ClassVar[str] = "gradient-alignment"
    question: ClassVar[str] = "Do nights change cortical synapses as gradient descent would?"
    sources: ClassVar[tuple[str, ...]] = (
        "lillicrap2016", "richards2019", "whittington2019", "widrow1960",
    )  # fmt: skip
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SYNAPSES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    usual_agents: ClassVar[tuple[str, ...]] = ("hippocampus_neocortex",)
    pathway: ClassVar[str] = "neocortex_recurrent"
    cue: ClassVar[str] = "sound"

    items_count: float = cited(5, "items", "chosen", "as in most studies", 2, 100)
    exposure: float = EXPOSURE
    test: float = TEST
    nights: float = cited(4, "nights", "chosen", "the last one adds little", 1, 20)
    night: float = cited(
        10.0, "s", "chosen", "so short that the first does not teach all there is", 1, 36000
    )
    units: CorticalUnits = CorticalUnits()  # noqa: RUF009 (a frozen dataclass of numbers)
    descent: GradientDescent = GradientDescent()  # noqa: RUF009 (as above)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, replay-blocked and replay-shuffled."""
        nights = {name: 1 if name == BLOCKED else int(self.nights) for name in CONDITIONS}
        return {name: self._days(items, SHUFFLED[name], each) for name, each in nights.items()}

    def _days(self, items: ItemSet, spent: Night, nights: int) -> Timetable:
        days: list[Event] = [*studied(items.items, self.exposure)]
        for night in range(nights + 1):
            if night:
                days.append(spent(self.night))
            tests = asked(items.items, self.cue, self.test, label(night))
            days += (Examine((self.pathway,), label(night)), Lesion(HIPPOCAMPUS, tests))
        return days

    def measures(self) -> tuple[Measure, ...]:
        """Return angles night by night, losses, epochs, and recall without hippocampus."""
        of = Gradients(Examined(self.pathway), self.units, self.descent)
        first, found = label(0), []
        for night in range(int(self.nights) + 1):
            now = label(night)
            if night:
                ends = label(night - 1), now, night
                found += [
                    of.angle("angle", *ends),
                    of.hebbian_angle("angle_hebbian", *ends),
                    of.angle_everywhere("angle_everywhere", *ends),
                    of.others_nearer("others_nearer", *ends),
                    of.efficiency("efficiency", *ends),
                    of.repair("repair", *ends),
                ]
            found += [
                of.loss("loss", now, night),
                of.epochs("epochs", first, now, night),
                of.prediction("prediction", now, HIPPOCAMPUS, night),
                *every_recall_measure("lesioned", now, HIPPOCAMPUS, night),
            ]
        return (*found, *(of.descended("descended", first, epochs) for epochs in EPOCHS))

    def charts(self) -> tuple[Chart, ...]:
        """Return angles and losses by night, and gradient descent by epoch."""
        x = "nights"
        degrees, nats = "angle (degrees)", "loss (nats per cell)"
        return (
            Chart(
                "Change of a night and descent of the loss", "night", degrees,
                (("angle", "angle"),), (0.0, 100.0), note=NOTE,
            ),
            Chart("Loss of the cortical weights", x, nats, (("loss", "loss"),)),
            Chart(
                "The same weights, trained by gradient descent", "epochs", nats,
                (("descended", "loss"),), condition=CONDITIONS[0],
            ),
            Chart(
                "Descent, or Hebb's product?", "night", degrees, ANGLES, (0.0, 100.0),
                condition=CONDITIONS[0],
            ),
        )  # fmt: skip

    def quick(self) -> GradientAlignment:
        """Return the same with fewer items and two short nights."""
        return smaller(self, {"items_count": 3, "nights": 2, "night": 6})


def label(night: int) -> str:
    """Return what examinations and tests after so many nights are called."""
    return f"after night {night}"
