"""What there is to remember."""

from neurosim.items.digits import Digits
from neurosim.items.random_codes import RandomCodes
from neurosim.items.source import ItemSet, ItemSource

SOURCES: tuple[ItemSource, ...] = (Digits(), RandomCodes())
"""Every source of items that the command line knows."""

__all__ = ["SOURCES", "Digits", "ItemSet", "ItemSource", "RandomCodes"]
