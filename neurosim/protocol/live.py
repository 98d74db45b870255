"""Play a timetable to an agent and keep its diary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from neurosim.errors import InputError, SimulationError
from neurosim.protocol.agent import Agent, Progress, after, ignore
from neurosim.protocol.breaking import BrokenOffError
from neurosim.protocol.checkpoints import Checkpoints, NoCheckpoints
from neurosim.protocol.events import Event, Lesion, Recorded, Timetable
from neurosim.protocol.recording import Diary, Recording


def lived_seconds(timetable: Timetable) -> float:
    """Return how many seconds of life there are to simulate, copies' tests included."""
    return sum(
        lived_seconds(event.then) if isinstance(event, Lesion) else event.seconds
        for event in timetable
    )


def live(
    agent: Agent,
    timetable: Timetable,
    progress: Progress = ignore,
    checkpoints: Checkpoints | None = None,
) -> Diary:
    """Play a timetable to an agent.

    A `Lesion` of a region that the agent does not have is left out: an artificial network has no
    hippocampus to lose, and the diary then has no such tests.

    Parameters
    ----------
    agent
        Newly made; it goes on from the last checkpoint, if there is one.
    checkpoints
        Where to go on from, and what is told of every moment between events; None for neither.
        The diary is the same with and without; what is in it they keep, in memory or elsewhere.

    Raises
    ------
    BrokenOffError
        If a simulation fails, with what was recorded until then.
    InputError
        If the last checkpoint is none of this life.
    """
    checkpoints = checkpoints or NoCheckpoints()
    events, past = _resumed(agent, timetable, checkpoints)
    lived = after(lived_seconds(timetable[:events]), progress)
    clock = past[-1].began + _taken(past[-1]) if past else 0.0

    def recordings() -> tuple[Recording, ...]:
        return (*past, *checkpoints.recordings()[len(past) :])

    try:
        for batch in _play(agent, timetable[events:], lived):
            events += batch.events
            placed, clock = _placed(batch.recordings, clock)
            checkpoints.reached(events, placed, agent.snapshot)
    except SimulationError as problem:
        more = problem.recordings if isinstance(problem, BrokenOffError) else ()
        raise _broken_off(problem, (*recordings(), *_placed(more, clock)[0])) from problem
    progress(lived_seconds(timetable))
    return Diary(agent.name, recordings())


@dataclass(frozen=True, eq=False)
class _Batch:
    """What events that were lived in one go brought home, and how many they were."""

    events: int
    recordings: tuple[Recording, ...]


def _play(agent: Agent, events: Sequence[Event], progress: Progress) -> Iterator[_Batch]:
    """Yield what events brought home: what agents live on end together, lesions one by one."""
    lived = 0.0
    for is_lesion, group in groupby(events, lambda event: isinstance(event, Lesion)):
        if not is_lesion:
            own: list[Recorded] = [e for e in group if not isinstance(e, Lesion)]
            for records in agent.batches(own, after(lived, progress)):
                yield _Batch(len(records), records)
            lived += lived_seconds(own)
            continue
        for event in group:
            records = ()
            if isinstance(event, Lesion) and event.region in agent.regions:
                records = _damaged(agent, event, after(lived, progress))
                lived += lived_seconds(event.then)
            yield _Batch(1, records)


def _damaged(agent: Agent, event: Lesion, progress: Progress) -> tuple[Recording, ...]:
    """Return what a damaged copy brought home, with the name of what it had lost."""
    copy = agent.lesion(event.region, event.fraction, event.loss)
    kept: list[Recording] = []
    try:
        for batch in _play(copy, event.then, progress):
            kept += batch.recordings
    except SimulationError as problem:
        more = problem.recordings if isinstance(problem, BrokenOffError) else ()
        raise _broken_off(problem, _of_damaged(event, (*kept, *more))) from problem
    return _of_damaged(event, kept)


def _of_damaged(event: Lesion, records: Iterable[Recording]) -> tuple[Recording, ...]:
    lost = event.region
    return tuple(
        replace(each, lesioned=f"{lost}, {each.lesioned}" if each.lesioned else lost)
        for each in records
    )


def _broken_off(problem: SimulationError, records: tuple[Recording, ...]) -> BrokenOffError:
    """Return the same problem with everything that was recorded until then."""
    kind = type(problem) if isinstance(problem, BrokenOffError) else BrokenOffError
    return kind(str(problem), records)


def _placed(records: Iterable[Recording], clock: float) -> tuple[tuple[Recording, ...], float]:
    """Return recordings with the time at which each began, and the time at which they ended.

    Parameters
    ----------
    clock
        Seconds into the life at which the first one began.
    """
    placed = []
    for record in records:
        placed.append(replace(record, began=clock))
        clock += _taken(record)
    return tuple(placed), clock


def _taken(record: Recording) -> float:
    """Return the seconds of life that an event took; tests of copies take none."""
    return 0.0 if record.lesioned else record.event.seconds


def _resumed(
    agent: Agent, timetable: Timetable, checkpoints: Checkpoints
) -> tuple[int, tuple[Recording, ...]]:
    """Let an agent go on from the last checkpoint; return how many events and what it has lived."""
    last = checkpoints.last()
    if last is None:
        return 0, ()
    lived, past = checkpoints.recordings(), list(_told(timetable[: last.events], agent.regions))
    if len(past) != len(lived) or last.events > len(timetable):
        raise InputError("a checkpoint is of another life")
    agent.restore(last.state)
    # Events are the timetable's own: items are told apart by what they are, not by their names.
    return last.events, tuple(
        replace(record, event=event) for record, event in zip(lived, past, strict=True)
    )


def _told(events: Iterable[Event], regions: Sequence[str]) -> Iterator[Recorded]:
    """Yield the events that bring something home, copies' tests included."""
    for event in events:
        if not isinstance(event, Lesion):
            yield event
        elif event.region in regions:
            yield from _told(event.then, regions)
