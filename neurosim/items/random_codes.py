"""Items without any meaning: a random sparse code in every sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.items.source import CONTRAST, SENSES, ItemSet, ItemSource
from neurosim.parameters import cited
from neurosim.protocol import Bits, Item


def sparse_code(random: np.random.Generator, size: int, active: int) -> Bits:
    """Draw a code with exactly `active` of `size` units, shape (size,)."""
    code = np.zeros(size, bool)
    code[random.choice(size, active, replace=False)] = True
    return code


@dataclass(frozen=True)
class RandomCodes(ItemSource):
    """Random sparse items: every sense has its own random units."""

    name: ClassVar[str] = "random"
    summary: ClassVar[str] = "random sparse codes in both senses"
    active: float = cited(20, "units", "chosen", "coding level 10 % of 200 units", 1, 100)

    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw `count` items; sight is depicted as its own units, 10 rows of 20."""
        if not 1 <= count <= 100:
            raise InputError(f"random items come in sets of 1 to 100, not {count}")
        random = np.random.default_rng([seed, 1])
        sight = SENSES.sizes[0][1]
        items = []
        for number in range(count):
            code = {
                name: sparse_code(random, size, int(self.active)) for name, size in SENSES.sizes
            }
            picture = code["sight"].astype(float).reshape(10, 20)
            items.append(Item(f"item {number + 1}", code, picture))
        return ItemSet(
            tuple(items), SENSES, np.eye(sight) * self.active / CONTRAST, np.zeros(sight), (10, 20)
        )
