"""Episodes: what is seen, heard and felt at once, and the context in which it happens.

Nothing but the bound code tells the senses of an episode apart: all are random sparse codes, and
every episode has a context of its own. `neurosim.items.related` puts several into one context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.items.random_codes import MOST, as_dots, random_items
from neurosim.items.source import ItemSet, ItemSource
from neurosim.parameters import cited


@dataclass(frozen=True)
class Episodes(ItemSource):
    """Random sparse items with four senses, each with its own context."""

    name: ClassVar[str] = "episodes"
    summary: ClassVar[str] = "random sparse codes in four senses: sight, sound, feeling, context"
    sizes: ClassVar[tuple[tuple[str, int], ...]] = (
        ("sight", 100),
        ("sound", 100),
        ("feeling", 100),
        ("context", 100),
    )
    active: float = cited(
        10, "units", "chosen", "coding level 10 % of 100 units; 40 in all, as other items", 1, 50
    )

    @property
    def most(self) -> int:
        """The most items that can be drawn for one life."""
        return int(MOST * self.scale)

    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw `count` items; all senses are depicted as their own units, sense below sense."""
        self.check_count(count)
        random = np.random.default_rng([seed, 3])
        items = random_items(random, self.senses, int(self.active), count)
        return as_dots(items, self.senses, self.senses.names, seed)
