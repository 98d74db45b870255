"""Tracks to walk along: which units have a field on them, and the order of the fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.items.random_codes import as_dots, sparse_code
from neurosim.items.source import ItemSet, ItemSource
from neurosim.parameters import cited
from neurosim.protocol import Item, Track

PLACE = "place"
"""The sense whose units have fields."""

MOST = 100
"""Tracks at scale 1. Chosen: far more than 600 units can tell apart."""


@dataclass(frozen=True)
class Tracks(ItemSource):
    """Tracks: on each, other units have a field, in another order."""

    name: ClassVar[str] = "track"
    summary: ClassVar[str] = "tracks to walk along; half of the units have a field on each"
    sources: ClassVar[tuple[str, ...]] = ("davidson2009",)
    sizes: ClassVar[tuple[tuple[str, int], ...]] = ((PLACE, 600),)
    fields: float = cited(300, "units", "chosen", "with a field on a track: half of 600", 1, 600)

    @property
    def most(self) -> int:
        """The most tracks that can be drawn for one life."""
        return int(MOST * self.scale)

    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw `count` tracks; they are depicted as their units."""
        self.check_count(count)
        random = np.random.default_rng([seed, 4])
        size = dict(self.senses.sizes)[PLACE]
        items = [
            Item(f"track {number + 1}", {PLACE: sparse_code(random, size, int(self.fields))})
            for number in range(count)
        ]
        return as_dots(items, self.senses, (PLACE,), seed)


def track_of(item: Item, random: np.random.Generator, width: float, peak: float) -> Track:
    """Return a track along which the units of an item have fields, evenly, in random order.

    Parameters
    ----------
    width
        Standard deviation of a field, as a share of the track.
    peak
        Rate in the centre of a field in Hz.
    """
    units = np.flatnonzero(item.code[PLACE])
    centres = np.full(item.code[PLACE].size, np.nan)
    centres[random.permutation(units)] = (np.arange(units.size) + 0.5) / units.size
    return Track(PLACE, centres, width, peak)
