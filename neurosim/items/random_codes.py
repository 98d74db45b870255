"""Items without any meaning: a random sparse code in every sense."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.items.source import ItemSet, ItemSource
from neurosim.parameters import cited
from neurosim.protocol import Bits, Item, Senses

MOST = 100
"""Items of random codes at scale 1. Chosen: far more than 400 units can hold apart."""


def sparse_code(random: np.random.Generator, size: int, active: int) -> Bits:
    """Draw a code with exactly `active` of `size` units, shape (size,)."""
    code = np.zeros(size, bool)
    code[random.choice(size, active, replace=False)] = True
    return code


def random_items(
    random: np.random.Generator, senses: Senses, active: int, count: int
) -> list[Item]:
    """Draw items with `active` units of every sense; they have no pictures."""
    return [
        Item(
            f"item {number + 1}",
            {name: sparse_code(random, size, active) for name, size in senses.sizes},
        )
        for number in range(count)
    ]


def rows_of(units: int, block: int) -> tuple[int, int]:
    """Return the height and width that lay out `units`, as square as whole rows of a block allow.

    Parameters
    ----------
    block
        Units that fill whole rows: those of one sense. It divides `units`.
    """
    least = math.isqrt(units - 1) + 1
    width = next(width for width in range(min(least, block), block + 1) if block % width == 0)
    return units // width, width


def as_dots(items: list[Item], senses: Senses, depicted: tuple[str, ...], seed: int) -> ItemSet:
    """Return items that are depicted as their own units, one dot each, sense below sense."""
    sizes = dict(senses.sizes)
    units = sum(sizes[sense] for sense in depicted)
    shape = rows_of(units, sizes[depicted[0]])
    pictured = tuple(
        Item(
            item.name,
            item.code,
            np.concatenate([item.code[sense] for sense in depicted]).astype(float).reshape(shape),
        )
        for item in items
    )
    return ItemSet(pictured, senses, seed, depicted, None, np.zeros(units), shape)


@dataclass(frozen=True)
class RandomCodes(ItemSource):
    """Random sparse items: every sense has its own random units."""

    name: ClassVar[str] = "random"
    summary: ClassVar[str] = "random sparse codes in both senses"
    active: float = cited(20, "units", "chosen", "coding level 10 % of 200 units", 1, 100)

    @property
    def most(self) -> int:
        """The most items that can be drawn for one life."""
        return int(MOST * self.scale)

    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw `count` items; sight is depicted as its own units."""
        self.check_count(count)
        random = np.random.default_rng([seed, 1])
        items = random_items(random, self.senses, int(self.active), count)
        return as_dots(items, self.senses, ("sight",), seed)
