"""What can happen to an agent. A timetable is a sequence of events."""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from neurosim.errors import InputError
from neurosim.protocol.drugs import Drug
from neurosim.protocol.senses import Code, Item
from neurosim.protocol.track import Track

LONGEST = 86400.0
"""The longest event that is accepted, in seconds: a day."""


def _check_seconds(seconds: float) -> None:
    if not (math.isfinite(seconds) and 0 < seconds <= LONGEST):
        raise InputError(f"an event lasts more than 0 and at most {LONGEST:g} s, not {seconds}")


@dataclass(frozen=True)
class Study:
    """The item is shown for some seconds, and learned if learning is on.

    Parameters
    ----------
    item
        What is shown.
    seconds
        How long.
    learning
        Whether it may be learned.
    drug
        What the agent is under.
    gated
        Whether it is up to the agent: one that can tell new from known learns what it finds new.
        Others learn it like anything else.
    reward
        How rewarding it is to meet it, 0 to 1; agents that want nothing ignore it.

    Raises
    ------
    InputError
        If it lasts no sensible time, or there is no such reward.
    """

    item: Item
    seconds: float
    label: str = ""
    learning: bool = True
    drug: Drug | None = None
    gated: bool = False
    reward: float = 0.0

    def __post_init__(self) -> None:
        _check_seconds(self.seconds)
        if not 0 <= self.reward <= 1:
            raise InputError(f"a reward is 0 to 1, not {self.reward}")


@dataclass(frozen=True)
class Walk:
    """The agent is taken from place to place, and learns what follows on what if learning is on.

    Agents that take in one thing at a time cannot live it, and refuse.

    Parameters
    ----------
    track
        Where, and what is perceived of it.
    places
        Where it is in each step, as shares of the track.
    step
        Seconds that each step lasts.
    learning
        Whether anything may be learned.
    drug
        What the agent is under.

    Raises
    ------
    InputError
        If a place is not on the track, or the walk lasts no sensible time.
    """

    track: Track
    places: tuple[float, ...]
    step: float
    label: str = ""
    learning: bool = True
    drug: Drug | None = None

    def __post_init__(self) -> None:
        if not all(0 <= place <= 1 for place in self.places):
            raise InputError("places lie within 0 to 1 of a track")
        _check_seconds(self.step)
        _check_seconds(self.seconds)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.places) * self.step


@dataclass(frozen=True)
class Rest:
    """Awake, nothing is shown."""

    seconds: float
    label: str = ""
    drug: Drug | None = None

    def __post_init__(self) -> None:
        _check_seconds(self.seconds)


class Replay(enum.Enum):
    """What becomes of replay in a sleep.

    Blocking it stands for the disruption of sharp-wave ripples (Girardeau et al. 2009): what is
    replayed does not reach its target. Shuffled, the same is replayed and as much reaches the
    target, but not together what belongs together: it controls for input as such.
    """

    NATURAL = "natural"
    BLOCKED = "blocked"
    SHUFFLED = "shuffled"


class Stage(enum.Enum):
    """A stage of sleep. Agents that do not know stages sleep in the same way in all."""

    NREM = "nrem"
    REM = "rem"


CUE_GRID = 0.1
"""Cues in a sleep begin and end on multiples of so many seconds."""


@dataclass(frozen=True, eq=False)
class Cue:
    """What is presented to a sleeper; who cannot perceive in sleep ignores it.

    Parameters
    ----------
    code
        The part of an item that is presented.
    at
        When it begins, in seconds from the start of the sleep.
    seconds
        How long it lasts.
    target
        Name of the item that it is part of. It is bookkeeping: the agent never sees it.

    Raises
    ------
    InputError
        If it begins or ends at no such time.
    """

    code: Code
    at: float
    seconds: float
    target: str = ""

    def __post_init__(self) -> None:
        _check_seconds(self.seconds)
        if not (math.isfinite(self.at) and 0 <= self.at <= LONGEST):
            raise InputError(f"a cue begins within the sleep, not at {self.at} s")
        for time in (self.at, self.seconds):
            if abs(time / CUE_GRID - round(time / CUE_GRID)) > 1e-6:
                raise InputError(f"times of a cue are multiples of {CUE_GRID:g} s, not {time}")

    @property
    def end(self) -> float:
        """When it ends, in seconds from the start of the sleep."""
        return self.at + self.seconds


@dataclass(frozen=True)
class Sleep:
    """Asleep, in one stage.

    Parameters
    ----------
    seconds
        How long.
    replay
        What becomes of replay. Who does not replay in REM sleep has nothing to interfere with.
    drug
        What the agent is under.
    stage
        The stage of sleep.
    learning
        Whether anything may be learned, or be changed otherwise.
    cues
        What is presented, in this order, and never two at a time.
    """

    seconds: float
    replay: Replay = Replay.NATURAL
    label: str = ""
    drug: Drug | None = None
    stage: Stage = Stage.NREM
    learning: bool = True
    cues: tuple[Cue, ...] = ()

    def __post_init__(self) -> None:
        _check_seconds(self.seconds)
        _check_cues(self.cues, self.seconds)
        if not isinstance(self.replay, Replay):
            allowed = ", ".join(f"Replay.{each.name}" for each in Replay)
            raise InputError(f"what becomes of replay is one of {allowed}, not {self.replay!r}")
        if not isinstance(self.stage, Stage):
            allowed = ", ".join(f"Stage.{each.name}" for each in Stage)
            raise InputError(f"a stage of sleep is one of {allowed}, not {self.stage!r}")


@dataclass(frozen=True)
class Recall:
    """A partial cue is shown; the agent answers and learns nothing.

    Parameters
    ----------
    cue
        The part of an item that is shown.
    seconds
        How long it is shown.
    target
        Name of the item that is asked for. It is bookkeeping: the agent never sees it.
    """

    cue: Code
    seconds: float
    target: str
    label: str = ""
    drug: Drug | None = None

    def __post_init__(self) -> None:
        _check_seconds(self.seconds)


def _check_cues(cues: tuple[Cue, ...], seconds: float) -> None:
    """Check that cues follow one another, and that the sleep is as long as they take."""
    if any(later.at < cue.end - 1e-6 for cue, later in pairwise(cues)):
        raise InputError("cues of a sleep follow one another, and none begins before the last ends")
    if cues and cues[-1].end > seconds + 1e-6:
        raise InputError(f"a cue ends at {cues[-1].end:g} s, the sleep at {seconds:g}")


Experience = Study | Walk | Rest | Sleep | Recall
"""An event that an agent lives through itself."""


@dataclass(frozen=True)
class Examine:
    """The synapses of the agent are looked at. It takes no time and changes nothing.

    Agents that lack one of the pathways refuse the life, before it begins.

    Parameters
    ----------
    pathways
        Names of the pathways.
    """

    pathways: tuple[str, ...]
    label: str = ""
    seconds: ClassVar[float] = 0.0
    drug: ClassVar[Drug | None] = None


Recorded = Experience | Examine
"""An event that brings home a recording."""


@dataclass(frozen=True)
class Lesion:
    """A copy of the agent loses a share of a region and lives through `then`; the agent does not.

    Testing a copy leaves the subject unharmed, so that one life can be tested again and again.
    """

    region: str
    then: Sequence[Recorded]
    fraction: float = 1.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.fraction) and 0 < self.fraction <= 1):
            raise InputError(f"a lesion takes a share of 0 to 1, not {self.fraction}")


Event = Recorded | Lesion
Timetable = Sequence[Event]
