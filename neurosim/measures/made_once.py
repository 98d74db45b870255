"""Numbers that are costly, and asked for again and again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count


class MadeOnce:
    """Numbers without end, each of which is made once, however often they are gone through.

    Parameters
    ----------
    numbers
        Makes them, one after the other.
    """

    def __init__(self, numbers: Iterator[float]) -> None:
        self.numbers = numbers
        self.known: list[float] = []

    def __iter__(self) -> Iterator[float]:
        for place in count():
            if place == len(self.known):
                self.known.append(next(self.numbers))
            yield self.known[place]
