"""A night: stages of sleep, what the brain does in them, and what becomes of memory and weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    TEST,
    TESTED,
    asked,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, recall_measures
from neurosim.measures.night_course import course_measures
from neurosim.parameters import cited
from neurosim.protocol import Event, Rest, Signal, Sleep, Stage, Timetable

SLOW_WAVES = (
    "Slow waves of layer 5, relative to the first stretch of NREM sleep; in people they become "
    "smaller and less steep over a night (Riedner et al. 2007)."
)
EVENTS = (
    "Ripples of CA1 and up states in NREM sleep; in REM, what the neocortex comes back to. "
    "Potentials are synaptic currents, each to a scale of its own; up states are grey."
)


@dataclass(frozen=True)
class Stretch:
    """A stretch of one stage of sleep: its label, and when in the night it begins and ends."""

    label: str
    stage: Stage
    start: float
    stop: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.stop - self.start

    @property
    def middle(self) -> float:
        """The second of the night on which it is drawn."""
        return self.start + self.seconds / 2


def asleep(stretch: Stretch) -> Event:
    """Return the stretch, asleep."""
    return Sleep(stretch.seconds, label=stretch.label, stage=stretch.stage)


def awake(stretch: Stretch) -> Event:
    """Return the stretch, awake."""
    return Rest(stretch.seconds, stretch.label)


@dataclass(frozen=True)
class OneNight(Experiment):
    """One night, from the hypnogram to the weights.

    Items are studied once. In the night NREM and REM sleep alternate, with more REM sleep in each
    cycle; after every stretch the items are asked for by their sound, by the intact agent and by a
    copy without hippocampus, which changes nothing. In the control the agent stays awake as long.
    """

    name: ClassVar[str] = "night"
    question: ClassVar[str] = "What happens in one night, and what has it done by the morning?"
    sources: ClassVar[tuple[str, ...]] = ("riedner2007", "molle2006", "singh2022", "tononi2014")
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    usual_agents: ClassVar[tuple[str, ...]] = ("hippocampus_neocortex_thalamus",)
    cue: ClassVar[str] = "sound"

    items_count: float = cited(
        8, "items", "chosen", "so many that one night has work to do", 1, 100
    )
    cycles: float = cited(4, "cycles", "chosen", "of NREM and REM sleep, as in people", 1, 20)
    cycle: float = cited(30.0, "s", "chosen", "compressed: 90 minutes in people", 2, 3600)
    first_rem: float = cited(0.1, "1", "chosen", "share of REM sleep in the first cycle", 0.01, 0.9)
    last_rem: float = cited(0.4, "1", "chosen", "share of REM sleep in the last cycle", 0.01, 0.9)
    exposure: float = EXPOSURE
    test: float = TEST

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of the night, in order."""
        return tuple(self._stretches())

    def _stretches(self) -> Iterator[Stretch]:
        count, length = int(self.cycles), float(self.cycle)
        for number in range(count):
            share = self.first_rem
            if count > 1:
                share += (self.last_rem - self.first_rem) * number / (count - 1)
            begin, end = number * length, (number + 1) * length
            turn = round(end - share * length, 1)
            yield Stretch(f"NREM {number + 1} of {count}", Stage.NREM, begin, turn)
            yield Stretch(f"REM {number + 1} of {count}", Stage.REM, turn, end)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and awake."""
        return {"sleep": self._days(items, asleep), "awake": self._days(items, awake)}

    def _days(self, items: ItemSet, spent: Callable[[Stretch], Event]) -> Timetable:
        days: list[Event] = [*studied(items.items, self.exposure), *self._tests(items, 0.0)]
        for each in self.stretches:
            days += (spent(each), *self._tests(items, each.stop))
        return days

    def _tests(self, items: ItemSet, moment: float) -> tuple[Event, ...]:
        tests = asked(items.items, self.cue, self.test, f"after {moment:g} s")
        return with_and_without(HIPPOCAMPUS, tests)

    def measures(self) -> tuple[Measure, ...]:
        """Return recall after each stretch, and what each stretch was like."""
        moments = (0.0, *(each.stop for each in self.stretches))
        recalled = (
            measure
            for name, lesioned in reversed(TESTED)
            for moment in moments
            for measure in recall_measures(name, f"after {moment:g} s", lesioned, moment)
        )
        places = {each.label: each.middle for each in self.stretches}
        return (*recalled, *course_measures(places))

    def charts(self) -> tuple[Chart, ...]:
        """Return slow waves, events and recall over the night."""
        x = "seconds of the night"
        waves = (
            ("wave_amplitude", "amplitude"),
            ("wave_slope", "slope"),
            ("synapses", "synapses of layer 5"),
        )
        events = (("up_rate", "up states"), ("ripple_rate", "ripples"), ("visits", "visits in REM"))
        recall = (("lesioned", "without hippocampus"), ("recall", "intact"))
        return (
            Chart("Slow waves", x, "relative to the first stretch", waves, note=SLOW_WAVES),
            Chart("Events", x, "per second (1/s)", events, note=EVENTS),
            Chart("Items recalled", x, "share of items", recall, SHARE),
        )

    def quick(self) -> OneNight:
        """Return fewer items and two short cycles."""
        return smaller(self, {"items_count": 3, "cycles": 2, "cycle": 15})
