"""Where the parts of a life go on paper: the day, the busiest seconds of the night, the morning.

Of a life of several days it is the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neurosim.protocol import Diary, Examine, Recording, Rest, Sleep, Study, Vector, Walk

REPLAYING = "CA3"
"""The population whose busiest seconds are the excerpt of the night."""

EXCERPT = 4.0
"""Seconds of the night that are shown. Chosen: a dozen replays fit in, and can be told apart."""

GAP = 0.5
"""Seconds of paper between parts of the life."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A stretch of one recording at its place on the paper.

    Parameters
    ----------
    record
        What was recorded.
    start, stop
        The stretch, in seconds from the start of the event.
    at
        Where it begins on the paper, in seconds.
    """

    record: Recording
    start: float
    stop: float
    at: float

    @property
    def end(self) -> float:
        """Where it ends on the paper."""
        return self.at + self.stop - self.start


def laid_out(diary: Diary) -> list[list[Piece]]:
    """Cut the last day into day, night and morning, and lay them out beside each other."""
    parts: list[list[Piece]] = []
    at, was_night = 0.0, False
    for record in last_day(taking_time(diary)):
        night = is_night(record)
        if not parts or night != was_night:
            at += GAP if parts else 0.0
            parts.append([])
        start, stop = busiest(record) if night else (0.0, float(record.event.seconds))
        parts[-1].append(Piece(record, start, stop, at))
        at, was_night = at + stop - start, night
    return parts


def taking_time(diary: Diary) -> list[Recording]:
    """Return what was recorded of events that take time."""
    return [record for record in diary.recordings if not isinstance(record.event, Examine)]


def last_day(recordings: Sequence[Recording]) -> Sequence[Recording]:
    """Return what was recorded from the last day on: from what was studied after a night."""
    asleep = [is_night(record) for record in recordings]
    follows = [*asleep[1:], False]  # stretches that follow on one another are one night
    nights = [place for place in range(len(asleep)) if asleep[place] and not follows[place]]
    if len(nights) < 2:
        return recordings
    since = nights[-2] + 1
    new = [n for n in range(since, nights[-1]) if isinstance(recordings[n].event, Study | Walk)]
    return recordings[min(new, default=since) :]


def is_night(record: Recording) -> bool:
    """Say whether it was recorded at night, asleep or awake."""
    return isinstance(record.event, Sleep | Rest)


def busiest(record: Recording) -> tuple[float, float]:
    """Return the seconds of a night in which the replaying population fired most."""
    seconds = float(record.event.seconds)
    if seconds <= EXCERPT:
        return 0.0, seconds
    source = record.spikes.get(REPLAYING)
    chosen = [source] if source else list(record.spikes.values())
    times: Vector = np.concatenate([np.zeros(0), *(spikes.seconds for spikes in chosen)])
    times.sort()
    starts = np.arange(0.0, seconds - EXCERPT + 1e-9, 1.0)
    counts = np.searchsorted(times, starts + EXCERPT) - np.searchsorted(times, starts)
    start = float(starts[int(np.argmax(counts))])
    return start, start + EXCERPT
