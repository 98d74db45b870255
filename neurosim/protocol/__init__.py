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
from neurosim.protocol.drugs import Drug, Substance
from neurosim.protocol.events import (
    CUE_GRID,
    Cue,
    Event,
    Experience,
    Lesion,
    Recall,
    Replay,
    Rest,
    Sleep,
    Stage,
    Study,
    Timetable,
    Walk,
)
from neurosim.protocol.live import live, lived_seconds
from neurosim.protocol.recording import Diary, Recording, Spikes
from neurosim.protocol.senses import Bits, Code, InputRates, Item, Senses, Vector
from neurosim.protocol.track import Track

__all__ = [
    "CUE_GRID",
    "Agent",
    "Bits",
    "BrokenOffError",
    "Code",
    "Cue",
    "Diary",
    "Drug",
    "Event",
    "Experience",
    "InputRates",
    "Item",
    "Lesion",
    "Progress",
    "RanAwayError",
    "Recall",
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
    "Timetable",
    "Track",
    "Vector",
    "Walk",
    "after",
    "generator_state",
    "ignore",
    "live",
    "lived_seconds",
    "restored_generator",
]
