"""What nights do to the weights of a pathway, from what is told of each night in its recording.

Weights are told as means of parts of equal size, weakest in the evening first (see
`neurosim.brain.renormalisation`). No change is better than another: the value itself stands for
the ceiling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.protocol import Diary, Recording, Sleep, Vector

FIFTHS = 5
"""Parts by which synapses are told apart, as in De Vivo et al. (2017)."""

Number = Callable[[list[Recording]], float]
"""What is made of nights, in order."""


def nothing(nights: list[Recording]) -> float:
    """Return what it would be if weights stayed."""
    return 0.0


@dataclass(frozen=True)
class NightlyWeights:
    """Measures of the weights of a pathway.

    Parameters
    ----------
    pathway
        Its name.
    """

    pathway: str

    def change(self, name: str, night: str, at: float | None = None) -> Measure:
        """Return the relative change of the mean weight over the night with a label."""
        meaning = "change of the mean weight over the night, relative to the evening"
        return self._measure(name, meaning, [night], self._change, nothing, at)

    def growth(self, name: str, before: str, after: str, at: float | None = None) -> Measure:
        """Return the relative change of the mean weight over the day between two nights."""

        def value(nights: list[Recording]) -> float:
            return self._mean(nights[1], "evening") / self._mean(nights[0], "morning") - 1

        meaning = "change of the mean weight over the day, relative to the morning"
        return self._measure(name, meaning, [before, after], value, nothing, at)

    def level(self, name: str, first: str, night: str, time: str, at: float) -> Measure:
        """Return the mean weight in the "evening" or "morning" of a night.

        It is relative to the evening of the first night, whose label is `first`.
        """

        def value(nights: list[Recording]) -> float:
            return self._mean(nights[-1], time) / self._mean(nights[0], "evening")

        meaning = "mean weight, relative to the first evening"
        labels = list(dict.fromkeys([first, night]))
        return self._measure(name, meaning, labels, value, lambda nights: 1.0, at)

    def pruned(self, name: str, night: str, at: float | None = None) -> Measure:
        """Return the share of synapses that the night with a label made too small to be seen."""

        def value(nights: list[Recording]) -> float:
            return self._mean(nights[0], "pruned")

        meaning = "share of synapses that the night made too small to be seen (0 to 1)"
        return self._measure(name, meaning, [night], value, nothing, at)

    def by_fifth(self, name: str, fifth: int) -> Measure:
        """Return the relative change of a fifth of the synapses over a night, mean over nights.

        Chance: were all to change in proportion.

        Parameters
        ----------
        fifth
            0 for those that are weakest in the evening, 4 for the strongest.
        """

        def value(nights: list[Recording]) -> float:
            before, after = (
                np.array([self._fifth(night, time, fifth) for night in nights])
                for time in ("evening", "morning")
            )
            return float(np.mean(after / before - 1))

        meaning = "change of a fifth of the synapses, by weight in the evening, over a night"
        return self._measure(name, meaning, None, value, self._change, float(fifth))

    def pruned_by_fifth(self, name: str, fifth: int) -> Measure:
        """Return the share of a fifth that a night made too small to be seen, mean over nights.

        Chance: were they spread evenly over all. See `by_fifth`.
        """

        def value(nights: list[Recording]) -> float:
            return float(np.mean([self._fifth(night, "pruned", fifth) for night in nights]))

        def evenly(nights: list[Recording]) -> float:
            return float(np.mean([self._mean(night, "pruned") for night in nights]))

        meaning = "share of a fifth of the synapses that a night made too small to be seen"
        return self._measure(name, meaning, None, value, evenly, float(fifth))

    def _measure(
        self,
        name: str,
        meaning: str,
        labels: Sequence[str] | None,
        value: Number,
        chance: Number,
        at: float | None,
    ) -> Measure:
        """Return a measure of the nights with these labels; of all there are if None."""

        def found(diary: Diary) -> list[Recording]:
            nights = [r for r in diary.recordings if isinstance(r.event, Sleep)]
            told = [r for r in nights if f"{self.pathway}_evening" in r.levels]
            return [r for r in told if labels is None or r.event.label in labels]

        def own(diary: Diary) -> float:
            return value(found(diary))

        return Measure(
            name,
            meaning,
            lambda diary: len(found(diary)) >= (1 if labels is None else len(labels)),
            lambda diary: found(diary)[-1].began,
            own,
            chance=lambda diary: chance(found(diary)),
            ceiling=own,
            at=at,
        )

    def _parts(self, night: Recording, name: str) -> Vector:
        return night.levels[f"{self.pathway}_{name}"]

    def _mean(self, night: Recording, name: str) -> float:
        return float(self._parts(night, name).mean())

    def _fifth(self, night: Recording, name: str, fifth: int) -> float:
        return float(np.array_split(self._parts(night, name), FIFTHS)[fifth].mean())

    def _change(self, nights: list[Recording]) -> float:
        changes = [self._mean(n, "morning") / self._mean(n, "evening") - 1 for n in nights]
        return float(np.mean(changes))
