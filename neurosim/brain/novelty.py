"""Novelty: acetylcholine that follows how little of what is there was recalled.

That the hippocampus compares what it recalls with what it is told, and raises its acetylcholine
where they differ, is the theory of Hasselmo & Schnell (1994); that novel things do so in the animal
was found by Giovannini et al. (2001).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from neurosim.brain.states import ByState, State
from neurosim.engine import SLOT
from neurosim.errors import InputError
from neurosim.parameters import cited, in_si
from neurosim.protocol import Spikes, Study


@dataclass(frozen=True)
class Novelty:
    """How a brain tells new from known, and what acetylcholine makes of it.

    A gated study is lived glance by glance. In the first glance acetylcholine is at the level of
    retrieval, so that what the item brings back can be told from what is there: `perceived` fires
    with the senses, `recalled` with what CA1 has recalled, one cell for each unit of the senses in
    both. Their mismatch is 1 less the cosine between their spike counts. Acetylcholine then follows
    the mismatch of each glance, up quickly and down slowly: in later glances, in which it is high,
    deep layers are driven by the senses and say nothing about recall.

    Parameters
    ----------
    perceived, recalled
        Regions that are compared; both map the senses.
    """

    perceived: str
    recalled: str
    glance: float = cited(200.0, "ms", "chosen", "a fixation; recall takes under 100 ms", 50, 1e4)
    known: float = cited(
        0.25, "1", "chosen", "mismatch up to which an item is known; by noise alone it is .15", 0, 1
    )
    new: float = cited(
        0.5, "1", "chosen", "mismatch from which on it is new; half of an item changed: .55", 0, 1
    )
    onset: float = cited(
        100.0, "ms", "hasselmo2001", "1 to 2 s; ten times faster here, as studies are short", 1, 1e5
    )
    decay: float = cited(
        1500.0, "ms", "hasselmo2001", "10 to 20 s; ten times faster here, as above", 1, 1e6
    )

    def __post_init__(self) -> None:
        """Check that what is new differs more than what is known.

        Raises
        ------
        InputError
            If it does not.
        """
        if not self.known < self.new:
            raise InputError(
                f"novelty: known must be less than new, not {self.known:g} and {self.new:g}"
            )

    def glances(self, event: Study) -> Iterator[Study]:
        """Yield the study as glances; the last takes what is left, and is at least half a one."""
        length = max(1, round(in_si(self.glance) / SLOT)) * SLOT
        left = event.seconds
        while left > 1.5 * length:
            yield replace(event, seconds=length)
            left -= length
        yield replace(event, seconds=left)

    def mismatch(self, spikes: Mapping[str, Spikes]) -> float:
        """Return how little of what was perceived in a glance was recalled, 0 to 1."""
        there, back = (
            spikes[n].counts(-math.inf, math.inf) for n in (self.perceived, self.recalled)
        )
        size = float(np.linalg.norm(there) * np.linalg.norm(back))
        return 1.0 - float(there @ back) / size if size > 0 else 1.0

    def followed(self, level: float, mismatch: float, seconds: float, levels: ByState) -> float:
        """Return the level of acetylcholine after a glance with a mismatch.

        Parameters
        ----------
        level
            The level in it.
        mismatch
            How little of what was perceived was recalled.
        seconds
            How long it lasted.
        levels
            The usual level in each state: of retrieval for what is known, of study for what is new.
        """
        ends = [levels.at(State.RECALL), levels.at(State.ENCODE)]
        target = float(np.interp(mismatch, [float(self.known), float(self.new)], ends))
        tau = in_si(self.onset if target > level else self.decay)
        return level + (target - level) * -float(np.expm1(-seconds / tau))
