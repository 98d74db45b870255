"""What can happen to an agent. A timetable is a sequence of events."""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from neurosim.errors import InputError
from neurosim.protocol.cues import Cue, check_cues
from neurosim.protocol.drugs import Drug
from neurosim.protocol.loss import Loss
from neurosim.protocol.senses import Code, Item
from neurosim.protocol.times import check_seconds
from neurosim.protocol.track import Track


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
        check_seconds(self.seconds)
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
        check_seconds(self.step)
        check_seconds(self.seconds)

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
        check_seconds(self.seconds)


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
        check_seconds(self.seconds)
        check_cues(self.cues, self.seconds)
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
        check_seconds(self.seconds)


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

    Parameters
    ----------
    region
        What is damaged.
    then
        What the copy lives through; a lesion in it damages a copy of the copy.
    fraction
        The share that is lost, drawn at random.
    loss
        Of what.
    """

    region: str
    then: Sequence[Event]
    fraction: float = 1.0
    loss: Loss = Loss.CELLS

    def __post_init__(self) -> None:
        if not (math.isfinite(self.fraction) and 0 < self.fraction <= 1):
            raise InputError(f"a lesion takes a share of 0 to 1, not {self.fraction}")


Event = Recorded | Lesion
Timetable = Sequence[Event]
