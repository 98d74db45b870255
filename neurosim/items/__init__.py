"""What there is to remember."""

from neurosim.items.digits import Digits
from neurosim.items.episodes import Episodes
from neurosim.items.lists import ListRecognition, Mixture
from neurosim.items.random_codes import RandomCodes
from neurosim.items.related import in_context, overlapping, partner, twin_name
from neurosim.items.sequences import Copy, DelayedMatch, NBack, SequenceTask, Trials
from neurosim.items.source import ItemSet, ItemSource
from neurosim.items.tracks import Tracks, track_of

SOURCES: tuple[ItemSource, ...] = (Digits(), RandomCodes(), Episodes(), Tracks())
"""Every source of items that the command line knows."""

__all__ = [
    "SOURCES",
    "Copy",
    "DelayedMatch",
    "Digits",
    "Episodes",
    "ItemSet",
    "ItemSource",
    "ListRecognition",
    "Mixture",
    "NBack",
    "RandomCodes",
    "SequenceTask",
    "Tracks",
    "Trials",
    "in_context",
    "overlapping",
    "partner",
    "track_of",
    "twin_name",
]
