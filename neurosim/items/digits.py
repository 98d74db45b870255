"""Handwritten digits, each bound to its spoken name.

Sight is a picture of 8 x 8 pixels that goes through a fixed front end without any training: the
average digit is subtracted (the eye has adapted to what it usually sees), every unit of sight
looks for a random pattern of pixels, and only the most strongly driven units fire (k winners).
Sound is the spoken name: a random sparse code for each label, as cochlear codes of different words
share little. Both are drawn anew for each life, as every subject has its own eyes and ears.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.items.random_codes import sparse_code
from neurosim.items.source import ItemSet, ItemSource
from neurosim.parameters import cited
from neurosim.protocol import Bits, Item, Vector

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@cache
def digits() -> tuple[NDArray[np.int64], Vector]:
    """Return the labels, shape (200,), and the pictures, shape (200, 64), grey levels 0 to 1."""
    table = resources.files(__package__).joinpath("digits.csv").read_text(encoding="ascii")
    rows = np.loadtxt(table.splitlines(), delimiter=",", skiprows=1)
    return rows[:, 0].astype(np.int64), rows[:, 1:] / 16.0


def winners(drive: Vector, count: int) -> Bits:
    """Return which units are among the `count` most strongly driven, shape as `drive`."""
    active = np.zeros(drive.shape, bool)
    active[np.argsort(-drive, kind="stable")[:count]] = True
    return active


@dataclass(frozen=True)
class Digits(ItemSource):
    """Handwritten digits with their spoken names; one digit of a label a life."""

    name: ClassVar[str] = "digits"
    summary: ClassVar[str] = "handwritten digits (8 x 8 pixels), each bound to its spoken name"
    sources: ClassVar[tuple[str, ...]] = ("alpaydin1998",)
    active: float = cited(20, "units", "chosen", "coding level 10 % of 200 units", 1, 100)

    @property
    def most(self) -> int:
        """The most items that can be drawn for one life: one of each name."""
        return len(NAMES)

    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw digits of `count` different labels, in random order."""
        self.check_count(count)
        labels, pictures = digits()
        random = np.random.default_rng([seed, 2])
        sizes = dict(self.senses.sizes)
        filters = random.normal(size=(sizes["sight"], pictures.shape[1]))
        filters /= np.linalg.norm(filters, axis=1, keepdims=True)
        items = []
        for label in random.choice(len(NAMES), count, replace=False):
            picture = pictures[random.choice(np.flatnonzero(labels == label))]
            drive = filters @ (picture - pictures.mean(axis=0))
            code = {
                "sight": winners(drive, int(self.active)),
                "sound": sparse_code(random, sizes["sound"], int(self.active)),
            }
            items.append(Item(NAMES[label], code, picture.reshape(8, 8)))
        average = pictures.mean(axis=0)
        return ItemSet(tuple(items), self.senses, seed, ("sight",), filters, average, (8, 8))
