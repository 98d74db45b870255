"""Acetylcholine: what drugs that raise or block it do to learning, to recall and to sleep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST, asked, with_and_without
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.quick import smaller
from neurosim.items import ItemSet, ItemSource, partner, twin_name
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.replay_by_night import replay_rate
from neurosim.measures.rivals import intrusions
from neurosim.parameters import cited
from neurosim.protocol import Drug, Item, Recall, Signal, Sleep, Study, Substance, Timetable

DOSES = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)
"""Effects of the drug as shares of its largest."""

LISTS = ("old", "overlapping", "new")
"""What is asked for: pairs learned without the drug, pairs that share their cues with these, and
pairs that share nothing."""

CONDITIONS = ("scopolamine-at-study", "scopolamine-at-recall", "physostigmine-in-sleep")

CUE = "sound"

ATRI = (
    "Published counterpart: people under scopolamine learned new pairs less well, and pairs that "
    "overlap with old ones least; old pairs were recalled as well as ever (Atri et al. 2004)."
)
GAIS = (
    "Physostigmine in the first half of a night abolished what sleep does for word pairs (Gais & "
    "Born 2004)."
)


@dataclass(frozen=True)
class Acetylcholine(Experiment):
    """One drug, at one time, in rising doses; each dose is the life of an agent of its own.

    Half of the items are studied first (old pairs, A-B). Then pairs that share half of their cue
    with them (overlapping, A-C) and the other half of the items (new pairs, D-E) are studied. All
    are asked for by their cues. Scopolamine is given while the second list is studied, or while
    all are asked for. Physostigmine is given for the night, after which a copy without hippocampus
    is asked as well. Each condition begins with a dose of 0, its control. The cue is the sound;
    only sight is scored. An agent must have a hippocampus to live it.
    """

    name: ClassVar[str] = "acetylcholine"
    question: ClassVar[str] = "Why must acetylcholine be high to learn, and low in sleep?"
    sources: ClassVar[tuple[str, ...]] = (
        "hasselmo2006",
        "marrosu1995",
        "gais2004",
        "atri2004",
        "hasselmo1993",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    usual_items: ClassVar[str] = "random"
    population: ClassVar[str] = "CA3"

    items_count: float = cited(
        10, "items", "chosen", "half are studied first, half with the overlapping pairs", 2, 100
    )
    cue_shared: float = cited(
        0.5, "1", "chosen", "share of a cue's active units that its twin has, as in interference",
        0, 1,
    )  # fmt: skip
    doses: float = cited(
        len(DOSES), "doses", "chosen", "of fewer, high ones are left out", 2, len(DOSES)
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        60.0, "s", "chosen", "as long as in a life of 5 items: half of a full night here", 1, 36000
    )

    @property
    def given(self) -> tuple[float, ...]:
        """The doses, ascending; none and the largest are always among them."""
        count = int(self.doses)
        return (*DOSES[: count - 1], DOSES[-1])

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return a life for every dose in every condition, all of equal items."""
        items = source.draw(int(self.items_count), seed)
        return tuple(
            Plan(name, items, days, f"dose-{100 * dose:g}-percent")
            for dose in self.given
            for name, days in self._days(items, dose).items()
        )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions, each with the largest dose."""
        return self._days(items, DOSES[-1])

    def _days(self, items: ItemSet, dose: float) -> dict[str, Timetable]:
        blocker, raiser = drug(Substance.SCOPOLAMINE, dose), drug(Substance.PHYSOSTIGMINE, dose)
        lists = self._lists(items)
        studied, evening = self._studied(lists), self._asked(lists, "evening", dose)
        night = Sleep(self.night, label=label("night", "all", dose), drug=raiser)
        morning = self._asked(lists, "morning", dose)
        lives: tuple[Timetable, ...] = (
            (*self._studied(lists, blocker), *evening),
            (*studied, *self._asked(lists, "evening", dose, blocker)),
            (*studied, *evening, night, *with_and_without(HIPPOCAMPUS, morning)),
        )
        return dict(zip(CONDITIONS, lives, strict=True))

    def _lists(self, items: ItemSet) -> dict[str, tuple[Item, ...]]:
        """Return the items of each list."""
        random, half = items.random(self.name), len(items.items) // 2
        old, new = items.items[:half], items.items[half:]
        twins = tuple(
            partner(item, twin_name(item.name), CUE, self.cue_shared, random) for item in old
        )
        return dict(zip(LISTS, (old, twins, new), strict=True))

    def _studied(
        self, lists: Mapping[str, tuple[Item, ...]], given: Drug | None = None
    ) -> tuple[Study, ...]:
        """Return one exposure to each item; a drug is given before the second list."""
        old, *second = lists.values()
        later = (item for items in second for item in items)
        return (
            *(Study(item, self.exposure) for item in old),
            *(Study(item, self.exposure, drug=given) for item in later),
        )

    def _asked(
        self,
        lists: Mapping[str, tuple[Item, ...]],
        time: str,
        dose: float,
        given: Drug | None = None,
    ) -> tuple[Recall, ...]:
        """Return one test of each item of each list."""
        return tuple(
            replace(test, drug=given)
            for name, items in lists.items()
            for test in asked(items, CUE, self.test, label(time, name, dose))
        )

    def measures(self) -> tuple[Measure, ...]:
        """Return recall of each list by dose, in the evening and in the morning, and replay."""
        found: list[Measure] = []
        for dose in self.given:
            for each in LISTS:
                evening, morning = label("evening", each, dose), label("morning", each, dose)
                found += every_recall_measure(f"recall_{each}", evening, at=dose)
                found += every_recall_measure(f"morning_{each}", morning, at=dose)
                found += every_recall_measure(f"lesioned_{each}", morning, HIPPOCAMPUS, dose)
            found.append(
                intrusions("recall_overlapping", label("evening", LISTS[1], dose), at=dose)
            )
            night = label("night", "all", dose)
            found.append(replay_rate("replay_rate", self.population, night, dose))
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return recall by dose of either drug, and replay."""
        x, share = "effect of the drug (share of its largest)", "share of items (0 to 1)"

        def lists(
            title: str,
            start: str,
            condition: str,
            note: str = "",
            more: tuple[tuple[str, str], ...] = (),
        ) -> Chart:
            lines = (*((f"{start}_{each}", f"{each} pairs") for each in LISTS), *more)
            return Chart(title, x, share, lines, SHARE, note=note, condition=condition)

        at_study, at_recall, asleep = CONDITIONS
        instead = (("recall_overlapping_intrusions", "old for overlapping"),)
        return (
            lists(
                "Scopolamine while the second list is studied", "recall", at_study, ATRI, instead
            ),
            lists("Scopolamine while all are asked for", "recall", at_recall),
            lists("Physostigmine in sleep, then lesioned", "lesioned", asleep, GAIS),
            Chart(
                "Replay under physostigmine",
                x,
                "replays of one item (1/s)",
                (("replay_rate", "replay"),),
                condition=asleep,
            ),
        )

    def quick(self) -> Acetylcholine:
        """Return fewer items and doses, and a shorter night."""
        return smaller(self, {"items_count": 4, "doses": 3, "night": 15})


def drug(substance: Substance, dose: float) -> Drug | None:
    """Return a drug, or none where the dose is none."""
    return Drug(substance, dose) if dose else None


def label(time: str, which: str, dose: float) -> str:
    """Return what the tests of a list, or the nights, of a dose are called."""
    return f"{time}, {which}, dose {dose:g}"
