"""Binding: the parts of an episode bring each other back, and context chooses between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import (
    EXPOSURE,
    HIPPOCAMPUS,
    SLEPT,
    TEST,
    asked,
    nights,
    studied,
    with_and_without,
)
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.published_lives import GODDEN, HORNER
from neurosim.experiments.quick import smaller
from neurosim.items import Episodes, ItemSet, ItemSource, partner, twin_name
from neurosim.measures import Measure, every_recall_measure
from neurosim.measures.rivals import sense_measures, which_twin
from neurosim.parameters import cited
from neurosim.protocol import Code, Event, Item, Recall, Timetable

SENSES = tuple(sense for sense, _ in Episodes.sizes)
"""The senses of an episode, in the order in which charts name them."""

CUE, CONTEXT, ANSWER = "sound", "context", "sight"
"""What twins share, what tells them apart, and what is asked for."""

CONTEXTS = ("own context", "no context", "shuffled context")
"""What goes with the sound when twins are asked for. Only the first tells which is meant."""

TESTED = (
    ("recall_evening", "evening", ""),
    ("recall_morning", "morning", ""),
    ("lesioned_morning", "morning", HIPPOCAMPUS),
)
"""What measures begin with, the time of their tests, and what was lost."""

Ask = Callable[[ItemSet, str], tuple[Recall, ...]]
"""Makes the tests of a time of day."""


@dataclass(frozen=True)
class Binding(Experiment):
    """Episodes with four senses, asked for by each of them; and twins that differ in context.

    In one life, episodes are studied once and asked for by a single sense at a time; each of the
    others is scored. In another, pairs of twins are studied: the same sound in two contexts, with
    different sights. They are asked for by the sound with its own context, alone, and - the
    control - with as many units of the context, shuffled. The last two say nothing of which twin
    is meant: even perfect memory recalls either as often. Tests are taken in the evening and after
    a night, then also by a copy without hippocampus. In the control the agent stays awake for as
    long.
    """

    name: ClassVar[str] = "binding"
    question: ClassVar[str] = (
        "Does one sense bring back all others, and does context choose what is recalled?"
    )
    sources: ClassVar[tuple[str, ...]] = ("marr1971", "horner2015", "godden1975")
    senses: ClassVar[tuple[str, ...]] = SENSES
    usual_items: ClassVar[str] = Episodes.name

    items_count: float = cited(5, "items", "chosen", "a small list, as in a life", 1, 100)
    twins: float = cited(
        3, "pairs", "chosen", "6 episodes, about as many as in the other life", 1, 50
    )
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        60.0, "s", "chosen", "compressed: long enough for 20 to 30 replays of each item", 1, 36000
    )

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return two lives a condition: one of episodes, one of twins."""
        items = source.draw(int(self.items_count), seed)
        twins = with_twins(source.draw(int(self.twins), seed))
        return tuple(
            Plan(name, each, self._days(each, night, ask), part)
            for name, night in nights(SLEPT, self.night).items()
            for part, each, ask in (
                ("episodes", items, self._by_sense),
                ("twins", twins, self._by_context),
            )
        )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return what happens with episodes in the conditions sleep and awake."""
        return {
            name: self._days(items, night, self._by_sense)
            for name, night in nights(SLEPT, self.night).items()
        }

    def measures(self) -> tuple[Measure, ...]:
        """Return recall by the sense of the cue, sense by sense, and which twin is recalled."""
        found: list[Measure] = []
        for name, time, lesioned in TESTED:
            for place, sense in enumerate(SENSES):
                found += _cued(name, sense, _label(sense, time), lesioned, float(place))
            for place, kind in enumerate(CONTEXTS):
                label, decided = _label(kind, time), kind == CONTEXTS[0]
                found += which_twin(name, ANSWER, label, lesioned, decided, float(place))
        return tuple(found)

    def charts(self) -> tuple[Chart, ...]:
        """Return recall by the sense of the cue, and which twin is recalled by context."""
        cue, share = "sense of the cue", "share of answers (0 to 1)"
        whole = (
            ("recall_evening", "evening"),
            ("recall_morning", "morning"),
            ("lesioned_morning", "morning, lesioned"),
        )
        parts = tuple((f"recall_evening_{sense}_cosine", sense) for sense in SENSES)

        def twins(title: str, start: str) -> Chart:
            lines = ((f"{start}_right", "the one asked for"), (f"{start}_other", "its twin"))
            return Chart(title, "sound, with", share, lines, SHARE, CONTEXTS, note=GODDEN)

        return (
            Chart("All other senses right", cue, share, whole, SHARE, SENSES, note=HORNER),
            Chart("Each sense, evening", cue, "cosine (0 to 1)", parts, SHARE, SENSES),
            twins("Which twin, evening", "recall_evening"),
            replace(twins("Which twin, morning, lesioned", "lesioned_morning"), note=""),
        )

    def quick(self) -> Binding:
        """Return fewer episodes and a shorter night."""
        return smaller(self, {"items_count": 3, "twins": 2, "night": 6})

    def _days(self, items: ItemSet, night: Event, ask: Ask) -> tuple[Event, ...]:
        """Return a day, a night, and the tests before and after it."""
        morning = with_and_without(HIPPOCAMPUS, ask(items, "morning"))
        return (*studied(items.items, self.exposure), *ask(items, "evening"), night, *morning)

    def _by_sense(self, items: ItemSet, time: str) -> tuple[Recall, ...]:
        """Return tests of every item by every sense alone."""
        return tuple(
            test
            for sense in SENSES
            for test in asked(items.items, sense, self.test, _label(sense, time))
        )

    def _by_context(self, items: ItemSet, time: str) -> tuple[Recall, ...]:
        """Return tests of all twins by their sound: in their own context, in none, in nonsense."""
        random, found = items.random("shuffled contexts"), []
        for item in items.items:
            shuffled = {CONTEXT: random.permutation(item.code[CONTEXT])}
            extras: tuple[Code, ...] = (item.cue(CONTEXT), {}, shuffled)
            for kind, extra in zip(CONTEXTS, extras, strict=True):
                cue = {**item.cue(CUE), **extra}
                found.append(Recall(cue, self.test, item.name, _label(kind, time)))
        return tuple(found)


def with_twins(items: ItemSet) -> ItemSet:
    """Return items with a twin after each: it has the same sound, and all else is new."""
    random = items.random(Binding.name)

    def twin(item: Item) -> Item:
        new = partner(item, twin_name(item.name), CUE, 1.0, random)
        return replace(new, picture=items.depict_response(new.code))

    pairs = tuple(each for item in items.items for each in (item, twin(item)))
    return replace(items, items=pairs)


def _cued(name: str, cue: str, label: str, lesioned: str, at: float) -> Iterator[Measure]:
    yield from every_recall_measure(name, label, lesioned, at)
    for sense in SENSES:
        if sense != cue:
            yield from sense_measures(name, sense, label, lesioned, at)


def _label(asked: str, time: str) -> str:
    return f"{asked}, {time}"
