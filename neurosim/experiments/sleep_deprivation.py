"""Sleep deprivation: what a night cut short costs, and what the next night makes up for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST, asked, by_day, with_and_without
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, ItemSource
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.replay_by_night import replays_each
from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Replay, Rest, Sleep, Study, Timetable

SHARES = (0.0, 0.25, 0.5, 1.0)
"""Shares of the first night that are slept; the rest of it is spent awake."""

CONDITIONS = ("nothing-new", "new-items", "replay-blocked")
"""What comes between the two nights; or one night, with replay kept from the cortex."""

FIRST, NEW = "first list", "new list"
"""What is studied before the first night, and after it."""

NOTE = (
    "Published counterpart: pupils who did not sleep in the night after learning words recalled "
    "fewer of them, also after a night of recovery sleep (Gais et al. 2006)."
)
ENCODING = (
    "After a night without sleep people learn new things less well, with less activity of the "
    "hippocampus (Yoo et al. 2007); there is no need for sleep in the model that could do so."
)


@dataclass(frozen=True)
class SleepDeprivation(Experiment):
    """A night of which only a share is slept, and a full night after it.

    A list is studied. Agents are then kept awake for a part of the night, and sleep for what is
    left of it, in one stretch. All nights last equally long; each share is the life of an agent of
    its own. Tests follow in the morning, and after the next night, which is slept in full by all.
    In the day between nothing happens, or a new list is studied, which is asked for in the evening
    and has to share the second night with the first. In the control replay is kept from the
    cortex in what is slept of the first night. Every morning's tests are taken with and without
    hippocampus.
    """

    name: ClassVar[str] = "sleep-deprivation"
    question: ClassVar[str] = "What does a lost night cost, and does the next one make up for it?"
    sources: ClassVar[tuple[str, ...]] = ("diekelmann2010", "gais2006", "yoo2007")
    usual_items: ClassVar[str] = "random"
    cue: ClassVar[str] = "sound"
    population: ClassVar[str] = "CA3"

    items_count: float = cited(
        10, "items", "chosen", "half before the first night, half in the day after", 2, 100
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        10.0, "s", "chosen", "short: one night alone must not consolidate everything", 1, 36000
    )
    shares: float = cited(
        len(SHARES), "shares", "chosen", "of fewer, those between none and all are left out", 2,
        len(SHARES),
    )  # fmt: skip

    @property
    def slept(self) -> tuple[float, ...]:
        """Shares of the first night, ascending; none and all are always among them."""
        return (*SHARES[: int(self.shares) - 1], SHARES[-1])

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return a life for every share in every condition, all of equal items."""
        items = source.draw(int(self.items_count), seed)
        return tuple(
            Plan(name, items, days, f"slept-{100 * share:g}-percent")
            for share in self.slept
            for name, days in self._days(items, share).items()
        )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions, with a full first night."""
        return self._days(items, SHARES[-1])

    def _days(self, items: ItemSet, share: float) -> dict[str, Timetable]:
        first, new = by_day(items.items, 2)
        studied, later = self._studied(first, FIRST), self._studied(new, NEW)
        morning = self._asked(first, FIRST, "first morning", share)
        evening = asked(new, self.cue, self.test, label(NEW, "evening", share))
        recovery = Sleep(self.night, label=night_label(share))
        second = self._asked(first, FIRST, "second morning", share)
        both = (*second, *self._asked(new, NEW, "second morning", share))
        lives: tuple[Timetable, ...] = (
            (*studied, *self._night(share), *morning, recovery, *second),
            (*studied, *self._night(share), *later, *evening, recovery, *both),
            (*studied, *self._night(share, Replay.BLOCKED), *morning),
        )
        return dict(zip(CONDITIONS, lives, strict=True))

    def _studied(self, items: tuple[Item, ...], which: str) -> tuple[Study, ...]:
        return tuple(Study(item, self.exposure, which) for item in items)

    def _night(self, share: float, replay: Replay = Replay.NATURAL) -> tuple[Event, ...]:
        """Return the first night, which begins awake."""
        slept = round(share * self.night, 6)
        kept_up = (Rest(self.night - slept),) if slept < self.night else ()
        return (*kept_up, *((Sleep(slept, replay),) if slept else ()))

    def _asked(
        self, items: tuple[Item, ...], which: str, time: str, share: float
    ) -> tuple[Event, ...]:
        tests = asked(items, self.cue, self.test, label(which, time, share))
        return with_and_without(HIPPOCAMPUS, tests)

    def measures(self) -> tuple[Measure, ...]:
        """Return recall of both lists by the share slept, and their replays in the second night."""
        found: list[Measure] = []
        for share in self.slept:
            for name, which, time in (
                ("morning", FIRST, "first morning"),
                ("recovered", FIRST, "second morning"),
                ("new", NEW, "second morning"),
            ):
                tests = label(which, time, share)
                found += every_recall_measure(name, tests, at=share)
                found += every_recall_measure(f"{name}_lesioned", tests, HIPPOCAMPUS, share)
            found += every_recall_measure("evening_new", label(NEW, "evening", share), at=share)
            for name, which in (("first", FIRST), ("new", NEW)):
                night = night_label(share)
                found.append(replays_each(f"replays_{name}", self.population, night, which, share))
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return the first list after each night, the new one, and replays in the second night."""
        x, share = "share of the first night slept", "share of items (0 to 1)"
        morning = (("morning_lesioned", "lesioned"), ("morning", "intact"))
        recovered = (("recovered_lesioned", "lesioned"),)
        new = (("evening_new", "evening, intact"), ("new_lesioned", "next morning, lesioned"))
        replayed = (("replays_first", "first list"), ("replays_new", "new list"))
        return (
            Chart("First list, after the first night", x, share, morning, SHARE, note=NOTE),
            Chart("First list, lesioned, after recovery sleep", x, share, recovered, SHARE),
            Chart("New list", x, share, new, SHARE, note=ENCODING, condition=CONDITIONS[1]),
            Chart("Replays of an item in recovery sleep", x, "replays", replayed),
        )

    def quick(self) -> SleepDeprivation:
        """Return fewer items and shares, and shorter nights."""
        return smaller(self, {"items_count": 4, "night": 8, "shares": 2})


def label(which: str, time: str, share: float) -> str:
    """Return what the tests of a list are called, by the share of the first night slept."""
    return f"{which}, {time}, slept {share:g}"


def night_label(share: float) -> str:
    """Return what the second night is called."""
    return f"recovery, slept {share:g}"
