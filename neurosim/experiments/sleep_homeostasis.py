"""Sleep homeostasis: synapses grow by day, and nights bring them down while memories are taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    TEST,
    TESTED,
    TIMES,
    asked,
    by_day,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet
from neurosim.measures import Measure, recall_measures
from neurosim.measures.discrimination import discrimination
from neurosim.measures.nights import FIFTHS, NightlyWeights, days_lived
from neurosim.measures.rates import rate_asleep, rate_in_tests
from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Replay, Signal, Sleep, Timetable

AGES = ("old", "new")
"""Items of the days before, and of the day."""

DE_VIVO = DataSet(
    "mice: axon-spine interfaces, asleep against awake",
    "devivo2017",
    Certainty.REPORTED,
    "",
    "",
    tuple(float(night) for night in range(1, 8)),
    (-0.18,) * 7,
)

NOTE = (
    "Weights are those of recurrent synapses of the neocortex. Published counterpart: axon-spine "
    "interfaces are 18 % smaller after sleep than after wakefulness, but for the largest fifth (De "
    "Vivo et al. 2017, as reported). Chance of fifths: were all synapses to change in proportion. "
    "Replay is blocked from the second night on. A life in which activity runs away counts as far "
    "as it went."
)


@dataclass(frozen=True)
class SleepHomeostasis(Experiment):
    """A week of new memories in a brain whose synapses grow by day.

    Some items are studied every day. In the evening and in the morning all items so far are asked
    for by their sound, by the intact agent and by a copy without hippocampus, and what the night
    did to the weights is read off what agents tell of it. In the control, which is shorter, replay
    is blocked from the second night on: what the first night has taught is then left to
    homeostasis alone, and what came later is not taught at all. Agents in which sleep does not
    scale down are the other control: theirs are lives in which activity may run away. An agent
    must tell of its weights to live it.
    """

    name: ClassVar[str] = "sleep-homeostasis"
    question: ClassVar[str] = "Does sleep renormalise synapses and keep what was learned?"
    sources: ClassVar[tuple[str, ...]] = ("tononi2014", "devivo2017")
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES, Signal.WEIGHTS})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    usual_agents: ClassVar[tuple[str, ...]] = (
        "hippocampus_neocortex_homeostasis",
        "hippocampus_neocortex_no_downscaling",
    )
    may_run_away: ClassVar[bool] = True
    pathway: ClassVar[str] = "neocortex_recurrent"
    populations: ClassVar[tuple[str, ...]] = ("neocortex", "CA3")
    cue: ClassVar[str] = "sound"

    items_count: float = cited(14, "items", "chosen", "2 a day for 7 days", 1, 100)
    days: float = cited(7, "days", "chosen", "a week; items are spread evenly over it", 1, 100)
    control: float = cited(
        2, "days", "chosen", "of the control: a night with replay and one without", 1, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(20.0, "s", "chosen", "ten times the slowest time constant", 1, 36000)

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep and replay-blocked."""
        days = by_day(items.items, int(self.days))
        return {
            "sleep": tuple(self._week(days, Replay.NATURAL)),
            "replay-blocked": tuple(self._week(days[: int(self.control)], Replay.BLOCKED)),
        }

    def _week(self, days: Sequence[Sequence[Item]], later: Replay) -> Iterator[Event]:
        """Yield all days and nights, with what becomes of replay from the second night on."""
        known: tuple[Item, ...] = ()
        for day, new in enumerate(days, start=1):
            yield from studied(new, self.exposure)
            yield from self._tests((known, new), "evening", day)
            replay = Replay.NATURAL if day == 1 else later
            yield Sleep(self.night, replay, label=night(day))
            yield from self._tests((known, new), "morning", day)
            known += tuple(new)

    def _tests(self, items: Sequence[Sequence[Item]], time: str, day: int) -> tuple[Event, ...]:
        """Return tests of old and new items, of the intact agent and without its hippocampus."""
        each = zip(AGES, items, strict=True)
        tests = (asked(group, self.cue, self.test, label(age, time, day)) for age, group in each)
        return with_and_without(HIPPOCAMPUS, tuple(test for several in tests for test in several))

    def measures(self) -> tuple[Measure, ...]:
        """Return what nights do to weights, and recall, d' and rates before and after."""
        found = [days_lived("days_lived")]
        for day in range(1, int(self.days) + 1):
            found += self._weights(day)
            for population in self.populations:
                name = f"rate_asleep_{population}"
                found.append(rate_asleep(name, population, night(day), day))
            for time in TIMES:
                for age in AGES:
                    found += self._recall(age, time, day)
                tests = label("new", time, day)
                found.append(rate_in_tests(f"rate_{time}", self.populations[0], tests, "", day))
        weights = NightlyWeights(self.pathway)
        for fifth in range(FIFTHS):
            found.append(weights.by_fifth("change_by_fifth", fifth))
            found.append(weights.pruned_by_fifth("pruned_by_fifth", fifth))
        return tuple(found)

    def _weights(self, day: int) -> Iterator[Measure]:
        """Yield what a night, and the day before it, do to weights."""
        weights, first, now = NightlyWeights(self.pathway), night(1), night(day)
        yield weights.change("night_change", now, day)
        yield weights.pruned("pruned", now, day)
        if day > 1:
            yield weights.growth("day_change", night(day - 1), now, day)
        for time, at in zip(TIMES, (day, day + 0.5), strict=True):
            yield weights.level("mean_weight", first, now, time, at)

    def _recall(self, age: str, time: str, day: int) -> Iterator[Measure]:
        """Yield recall, silence and d' of items of an age, intact and lesioned."""
        asked_for = label(age, time, day)
        for start, lesioned in TESTED:
            name = f"{start}_{age}_{time}"
            share, _, silence = recall_measures(name, asked_for, lesioned, day)
            yield from (share, silence)
            yield discrimination(f"{name}_dprime", asked_for, lesioned, day)

    def charts(self) -> tuple[Chart, ...]:
        """Return weights over the week, by night and by size, and d' before and after nights."""
        fifths = ("weakest", "2nd", "3rd", "4th", "strongest")
        d_primes = tuple((f"lesioned_old_{time}_dprime", time) for time in TIMES)
        relative = "relative change of weight"
        return (
            Chart(
                "Mean weight over the week", "day (mornings halfway to the next)",
                "relative to the first evening", (("mean_weight", "mean weight"),),
                note=NOTE,
            ),
            Chart(
                "Each night", "night", relative, (("night_change", "mean weight"),),
                published=(DE_VIVO,),
            ),
            Chart(
                "A night, by size", "fifths of the synapses, by weight in the evening", relative,
                (("change_by_fifth", "mean weight of the fifth"),), ticks=fifths,
            ),
            Chart("Items of earlier days, without hippocampus", "day", "d'", d_primes),
        )  # fmt: skip

    def quick(self) -> SleepHomeostasis:
        """Return two days with shorter nights."""
        return smaller(self, {"items_count": 4, "days": 2, "control": 2, "night": 12})


def label(age: str, time: str, day: int) -> str:
    """Return what the tests of items of an age are called."""
    return f"{age}, {time} {day}"


def night(day: int) -> str:
    """Return what a night is called."""
    return f"night {day}"
