"""What days of most lives are made of: studying every item, and asking for every item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from neurosim.parameters import cited
from neurosim.protocol import Event, Item, Lesion, Recall, Replay, Rest, Sleep, Study

HIPPOCAMPUS = "hippocampus"
"""The structure whose loss shows what has become independent of it."""

TESTED = (("recall", ""), ("lesioned", HIPPOCAMPUS))
"""What measures of the intact agent and of its lesioned copy begin with."""

TIMES = ("evening", "morning")
"""When tests are taken: before and after a night."""

EXPOSURE = cited(0.4, "s", "chosen", "one glance: two fixations of 200 ms", 0.05, 10)
"""How long an item is studied, where an experiment does not ask for something else."""

TEST = cited(0.4, "s", "chosen", "as long as the exposure", 0.05, 10)
"""How long an item is asked for, as above."""

Night = Callable[[float], Event]
"""What so many seconds of a night are spent with."""

SLEPT: Mapping[str, Night] = {"sleep": Sleep, "awake": Rest}
"""Nights by condition: asleep, and awake for as long."""

REPLAYED: Mapping[str, Night] = {
    **SLEPT,
    "replay-blocked": lambda seconds: Sleep(seconds, Replay.BLOCKED),
}
"""The same, and asleep with replay kept from the cortex."""

SHUFFLED: Mapping[str, Night] = {
    **REPLAYED,
    "replay-shuffled": lambda seconds: Sleep(seconds, Replay.SHUFFLED),
}
"""The same, and asleep with as much replay, but of what does not belong together."""


def studied(items: Iterable[Item], seconds: float, learning: bool = True) -> tuple[Study, ...]:
    """Return one exposure to each item, one after the other."""
    return tuple(Study(item, seconds, learning=learning) for item in items)


def by_day(items: Sequence[Item], days: int) -> list[tuple[Item, ...]]:
    """Return the new items of each day: as even as whole numbers allow."""
    count = len(items)
    return [tuple(items[day * count // days : (day + 1) * count // days]) for day in range(days)]


def asked(items: Iterable[Item], cue: str, seconds: float, label: str) -> tuple[Recall, ...]:
    """Return one test of each item, cued by one sense.

    Parameters
    ----------
    cue
        The sense.
    label
        What the tests are called: measures find them by it.
    """
    return tuple(Recall(item.cue(cue), seconds, item.name, label) for item in items)


def with_and_without(region: str, tests: tuple[Recall, ...]) -> tuple[Event, ...]:
    """Return tests of the intact agent, and the same tests of a copy that has lost a region."""
    return (*tests, Lesion(region, tests))


def nights(kinds: Mapping[str, Night], seconds: float) -> dict[str, Event]:
    """Return a night of so many seconds for every condition."""
    return {condition: night(seconds) for condition, night in kinds.items()}
