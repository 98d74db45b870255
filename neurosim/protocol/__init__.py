"""The language that experiments and agents share."""

from neurosim.protocol.agent import (
    Agent,
    Progress,
    Signal,
    State,
    StepwiseAgent,
    after,
    generator_state,
    ignore,
    restored_generator,
)
from neurosim.protocol.breaking import BrokenOffError, RanAwayError
from neurosim.protocol.checkpoints import Checkpoint, Checkpoints, NoCheckpoints
from neurosim.protocol.cues import CUE_GRID, Cue
from neurosim.protocol.drugs import Drug, Substance
from neurosim.protocol.events import (
    Event,
    Examine,
    Experience,
    Lesion,
    Recall,
    Recorded,
    Replay,
    Rest,
    Sleep,
    Stage,
    Study,
    Timetable,
    Walk,
)
from neurosim.protocol.live import live, lived_seconds
from neurosim.protocol.loss import MEMORY, Loss
from neurosim.protocol.recording import Diary, Recording, Spikes, Synapses, Work
from neurosim.protocol.senses import Bits, Code, InputRates, Item, Senses, Vector
from neurosim.protocol.snapshots import checked_snapshot
from neurosim.protocol.track import Track

__all__ = [
    "CUE_GRID",
    "MEMORY",
    "Agent",
    "Bits",
    "BrokenOffError",
    "Checkpoint",
    "Checkpoints",
    "Code",
    "Cue",
    "Diary",
    "Drug",
    "Event",
    "Examine",
    "Experience",
    "InputRates",
    "Item",
    "Lesion",
    "Loss",
    "NoCheckpoints",
    "Progress",
    "RanAwayError",
    "Recall",
    "Recorded",
    "Recording",
    "Replay",
    "Rest",
    "Senses",
    "Signal",
    "Sleep",
    "Spikes",
    "Stage",
    "State",
    "StepwiseAgent",
    "Study",
    "Substance",
    "Synapses",
    "Timetable",
    "Track",
    "Vector",
    "Walk",
    "Work",
    "after",
    "checked_snapshot",
    "generator_state",
    "ignore",
    "live",
    "lived_seconds",
    "restored_generator",
]
