"""Play a timetable to an agent and keep its diary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from neurosim.errors import SimulationError
from neurosim.protocol.agent import Agent, Progress, after, ignore
from neurosim.protocol.breaking import BrokenOffError
from neurosim.protocol.events import Event, Lesion, Recorded, Timetable
from neurosim.protocol.recording import Diary, Recording


def lived_seconds(timetable: Timetable) -> float:
    """Return how many seconds of life there are to simulate, copies' tests included."""
    return sum(
        lived_seconds(event.then) if isinstance(event, Lesion) else event.seconds
        for event in timetable
    )


def live(agent: Agent, timetable: Timetable, progress: Progress = ignore) -> Diary:
    """Play a timetable to an agent.

    A `Lesion` of a region that the agent does not have is left out: an artificial network has no
    hippocampus to lose, and the diary then has no such tests.

    Raises
    ------
    BrokenOffError
        If a simulation fails, with what was recorded until then.
    """
    kept: list[Recording] = []
    clock = 0.0
    try:
        for record in _play(agent, timetable, progress):
            kept.append(replace(record, began=clock))
            clock += 0.0 if record.lesioned else record.event.seconds
    except SimulationError as problem:
        kind = type(problem) if isinstance(problem, BrokenOffError) else BrokenOffError
        raise kind(str(problem), tuple(kept)) from problem
    progress(lived_seconds(timetable))
    return Diary(agent.name, tuple(kept))


def _play(agent: Agent, events: Sequence[Event], progress: Progress) -> Iterator[Recording]:
    """Yield what events brought home: what agents live on end together, lesions one by one."""
    lived = 0.0
    for is_lesion, group in groupby(events, lambda event: isinstance(event, Lesion)):
        if not is_lesion:
            own: list[Recorded] = [e for e in group if not isinstance(e, Lesion)]
            yield from _lived(agent, own, after(lived, progress))
            lived += lived_seconds(own)
            continue
        for event in group:
            if isinstance(event, Lesion) and event.region in agent.regions:
                yield from _damaged(agent, event, after(lived, progress))
                lived += lived_seconds(event.then)


def _damaged(agent: Agent, event: Lesion, progress: Progress) -> Iterator[Recording]:
    """Yield what a damaged copy brought home, with the name of what it had lost."""
    copy = agent.lesion(event.region, event.fraction, event.loss)
    for record in _play(copy, event.then, progress):
        more = f", {record.lesioned}" if record.lesioned else ""
        yield replace(record, lesioned=event.region + more)


def _lived(agent: Agent, events: Sequence[Recorded], progress: Progress) -> Iterator[Recording]:
    """Yield what each event brought home, also that of a life that is then broken off."""
    try:
        yield from agent.live(events, progress)
    except BrokenOffError as problem:
        yield from problem.recordings
        raise
