"""A replay buffer: experiences are kept and drawn again, in any order (Lin 1992)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import final

import numpy as np

from neurosim.protocol import Replay, Vector


@final
class ReplayBuffer:
    """Keeps the latest experiences; the oldest gives way when it is full.

    Every kept experience is equally likely to be drawn, however old it is.

    Parameters
    ----------
    capacity
        How many experiences are kept.
    width
        Number of units of an experience.
    """

    def __init__(self, capacity: int, width: int) -> None:
        self.width = width
        self._kept: deque[Vector] = deque(maxlen=capacity)

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, experience: Vector) -> None:
        """Keep a copy of an experience, shape (width,)."""
        self._kept.append(np.array(experience, float).reshape(self.width))

    def draw(self, random: np.random.Generator) -> Vector:
        """Return one of the kept experiences, each with the same probability.

        Raises
        ------
        IndexError
            If nothing has been kept.
        """
        if not self._kept:
            raise IndexError("nothing to draw from an empty replay buffer")
        return self._kept[random.integers(len(self._kept))]

    def contents(self) -> Vector:
        """Return what is kept, oldest first, shape (n, width)."""
        return np.array(self._kept, float).reshape(-1, self.width)

    def refill(self, contents: Vector) -> None:
        """Forget what is kept and keep `contents` instead, oldest first."""
        self._kept.clear()
        for experience in contents:
            self.keep(experience)


def rehearsed(
    buffer: ReplayBuffer, count: int, replay: Replay, random: np.random.Generator
) -> Iterator[tuple[Vector, Vector]]:
    """Yield what is rehearsed in a sleep: `count` kept experiences, each with what it teaches.

    An experience teaches itself; where replay is shuffled, another one that is rehearsed in the
    same sleep; where replay is blocked, or nothing was kept, nothing is rehearsed.
    """
    if replay is Replay.BLOCKED or not len(buffer):
        return
    experiences = [buffer.draw(random) for _ in range(count)]
    order = random.permutation(count) if replay is Replay.SHUFFLED else range(count)
    for experience, place in zip(experiences, order, strict=True):
        yield experience, experiences[place]
