"""What there is to remember."""

from neurosim.items.digits import Digits
from neurosim.items.episodes import Episodes
from neurosim.items.random_codes import RandomCodes
from neurosim.items.related import in_context, overlapping, partner, twin_name
from neurosim.items.source import ItemSet, ItemSource

SOURCES: tuple[ItemSource, ...] = (Digits(), RandomCodes(), Episodes())
"""Every source of items that the command line knows."""

__all__ = [
    "SOURCES",
    "Digits",
    "Episodes",
    "ItemSet",
    "ItemSource",
    "RandomCodes",
    "in_context",
    "overlapping",
    "partner",
    "twin_name",
]
