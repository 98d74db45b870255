"""What a set of items is, and what a source of them offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.protocol import Item, Senses, Vector

SENSES = Senses((("sight", 200), ("sound", 200)))
"""Input units by sense. Chosen: 20 active of 200 is a coding level of 10 %."""

CONTRAST = 7.0
"""How strongly votes show in a picture. Chosen: studied digits come out as bright as drawn."""


@dataclass(frozen=True, eq=False)
class ItemSet:
    """Items for one life, and how to look at an answer.

    Parameters
    ----------
    items
        What can be experienced.
    senses
        The input units their codes are made for.
    features
        What each unit of sight stands for, shape (units of sight, pixels): the untrained read-out
        of the gallery. Never used to score.
    average
        What the eye has adapted to, shape (pixels,).
    shape
        Height and width of a picture in pixels.
    """

    items: tuple[Item, ...]
    senses: Senses
    features: Vector
    average: Vector
    shape: tuple[int, int]

    def depict(self, sight: Vector) -> Vector:
        """Turn activity of the units of sight into a picture of grey levels 0 to 1.

        The picture is the average plus the features of the active units, each weighted with its
        share of the activity; a silent answer is a blank picture.
        """
        activity = np.asarray(sight, float)
        if activity.sum() <= 0:
            return np.zeros(self.shape)
        votes = activity / activity.sum() @ self.features
        picture = np.clip(self.average + CONTRAST * votes, 0.0, 1.0)
        return np.asarray(picture.reshape(self.shape))


class ItemSource(ABC):
    """Where items come from."""

    name: ClassVar[str]
    summary: ClassVar[str]
    sources: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw items for one life.

        Raises
        ------
        InputError
            If the source cannot give that many.
        """
