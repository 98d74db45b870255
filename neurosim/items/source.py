"""What a set of items is, and what a source of them offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.parameters import cited
from neurosim.protocol import Bits, Code, Item, Senses, Vector

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
    seed
        What they were drawn from.
    depicted
        The senses whose units pictures show.
    features
        What each depicted unit stands for, shape (units, pixels), or None where every unit is a
        pixel of its own: the untrained read-out of the gallery. Never used to score.
    average
        What the eye has adapted to, shape (pixels,).
    shape
        Height and width of a picture in pixels.
    """

    items: tuple[Item, ...]
    senses: Senses
    seed: int
    depicted: tuple[str, ...]
    features: Vector | None
    average: Vector
    shape: tuple[int, int]

    def depict(self, activity: Vector) -> Vector:
        """Turn activity of the depicted units into a picture of grey levels 0 to 1.

        The picture is the average plus the features of the active units, each weighted with its
        share of the activity; a silent answer is a blank picture.
        """
        activity = np.asarray(activity, float)
        if activity.sum() <= 0:
            return np.zeros(self.shape)
        share = activity / activity.sum()
        if self.features is None:
            # As many units as an item has, equally active, come out black.
            votes = share * np.mean([self._bits(item.code).sum() for item in self.items])
        else:
            votes = CONTRAST * (share @ self.features)
        picture = np.clip(self.average + votes, 0.0, 1.0)
        return np.asarray(picture.reshape(self.shape))

    def depict_response(self, response: Mapping[str, Vector] | Code) -> Vector:
        """Turn activity by sense into a picture; senses that are absent are silent."""
        sizes = dict(self.senses.sizes)
        parts = [response.get(sense, np.zeros(sizes[sense])) for sense in self.depicted]
        return self.depict(np.concatenate(parts))

    def random(self, purpose: str) -> np.random.Generator:
        """Return a random stream for what is derived from these items.

        Parameters
        ----------
        purpose
            What is derived ("interference"): every purpose has a stream of its own, and none is
            the one that the items were drawn from.
        """
        return np.random.default_rng([self.seed, *purpose.encode()])

    def _bits(self, code: Code) -> Bits:
        return np.concatenate([code[sense] for sense in self.depicted])


@dataclass(frozen=True)
class ItemSource(ABC):
    """Where items come from.

    Populations grow with `scale` and the active units of an item stay: a larger brain codes more
    sparsely, with assemblies of the same absolute size.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    sources: ClassVar[tuple[str, ...]] = ()
    sizes: ClassVar[tuple[tuple[str, int], ...]] = (("sight", 200), ("sound", 200))
    """Input units by sense at scale 1. Chosen: 20 active of 200 is a coding level of 10 %."""

    scale: float = cited(
        1, "1", "chosen", "units of every sense, relative to scale 1; active units stay", 1, 64
    )

    @property
    def senses(self) -> Senses:
        """The input units that items of this source are made for."""
        return Senses(tuple((sense, round(size * self.scale)) for sense, size in self.sizes))

    @property
    @abstractmethod
    def most(self) -> int:
        """The most items that can be drawn for one life."""

    @abstractmethod
    def draw(self, count: int, seed: int) -> ItemSet:
        """Draw items for one life.

        Raises
        ------
        InputError
            If the source cannot give that many.
        """

    def check_count(self, count: int) -> None:
        """Check that `count` items can be drawn.

        Raises
        ------
        InputError
            If they cannot.
        """
        if not 1 <= count <= self.most:
            raise InputError(f"{self.name} items come in sets of 1 to {self.most}, not {count}")
