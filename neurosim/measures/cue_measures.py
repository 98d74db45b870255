"""What cues in sleep do to replay: whether any follows them, and whether it is of what was cued."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.recall import studied_items
from neurosim.measures.replay import ReplayEvent
from neurosim.measures.replay_by_night import nights_of, replays_of
from neurosim.parameters import cited, in_si
from neurosim.protocol import Cue, Diary, Recording, Sleep, Vector

WITHIN = cited(1.0, "s", "chosen", "a cue of .4 s, and one up state after it", 0.05, 60)
"""How long from its beginning on replay follows a cue."""

STEP = 0.05
"""Seconds between the moments with which cues are compared."""

Slept = tuple[Recording, tuple[ReplayEvent, ...]]
"""A night, and what was replayed in it."""


def replay_after_cues(population: str, label: str) -> tuple[Measure, ...]:
    """Return how often replay follows on a cue, and how often it is replay of the cued item.

    Parameters
    ----------
    population
        Population in which replay is looked for.
    label
        Label of the nights in the timetable.
    """
    nights, found = nights_of(population, label), replays_of(population, label)

    def lived(diary: Diary) -> list[Slept]:
        return list(zip(nights(diary), found(diary).nights, strict=True))

    def answered(diary: Diary) -> list[tuple[Cue, ReplayEvent]]:
        known = {item.name for item in studied_items(diary)}
        pairs = [(cue, event) for cue, event in _followed(lived(diary)) if cue.target in known]
        return [(cue, event) for cue, event in pairs if event is not None]

    def began(diary: Diary) -> float:
        return nights(diary)[0].began

    return (
        Measure(
            "replay_after_cue",
            "share of cues that a replay of one item follows within a second (0 to 1; by chance: "
            "of moments)",
            lambda diary: bool(nights(diary)) and bool(_followed(lived(diary))),
            began,
            lambda diary: float(np.mean([e is not None for _, e in _followed(lived(diary))])),
            chance=lambda diary: _at_any_time(lived(diary)),
            ceiling=lambda diary: 1.0,
        ),
        Measure(
            "cued_item_next",
            "share of these replays, the first after each cue, that are of the cued item (0 to 1)",
            lambda diary: bool(nights(diary)) and bool(answered(diary)),
            began,
            lambda diary: float(np.mean([e.item == cue.target for cue, e in answered(diary)])),
            chance=lambda diary: 1 / len(studied_items(diary)),
            ceiling=lambda diary: 1.0,
        ),
    )


def advantage(name: str, first: Measure, second: Measure) -> Measure:
    """Return by how much one measure exceeds another in the same life.

    Parameters
    ----------
    name
        Name of the difference.
    first, second
        The measures. At best the first is perfect and the second at chance.
    """
    return replace(
        first,
        name=name,
        meaning=f"{first.name} less {second.name}, in the same life",
        applies=lambda diary: first.applies(diary) and second.applies(diary),
        value=lambda diary: first.value(diary) - second.value(diary),
        chance=lambda diary: 0.0,
        ceiling=lambda diary: first.ceiling(diary) - second.chance(diary),
    )


def _followed(nights: list[Slept]) -> list[tuple[Cue, ReplayEvent | None]]:
    """Return every cue, and the first single item that is replayed after it, if any."""
    return [
        (cue, _next(events, cue.at))
        for record, events in nights
        if isinstance(record.event, Sleep)
        for cue in record.event.cues
    ]


def _at_any_time(nights: list[Slept]) -> float:
    """Return the share of moments that a replay of a single item follows."""
    hits = [
        _next(events, moment) is not None
        for record, events in nights
        for moment in _moments(record.event.seconds)
    ]
    return float(np.mean(hits))


def _next(events: tuple[ReplayEvent, ...], moment: float) -> ReplayEvent | None:
    """Return the first replay of a single item that begins soon after a moment, if any."""
    soon = (e for e in events if e.item and moment <= e.start < moment + in_si(WITHIN))
    return next(soon, None)


def _moments(seconds: float) -> Vector:
    """Return moments all over a night that are followed by as much of it as cues are."""
    return np.asarray(np.arange(0.0, max(seconds - in_si(WITHIN), STEP), STEP))
