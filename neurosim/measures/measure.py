"""What a measure is: a number taken from a diary, with its chance level and its ceiling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from neurosim.protocol import Diary

Reading = Callable[[Diary], float]


@dataclass(frozen=True)
class Measure:
    """A number that can be taken from a diary.

    Parameters
    ----------
    name
        Name in tables ("recall_evening").
    meaning
        What it is, in a sentence, with its range.
    applies
        Whether the diary holds what is measured.
    began
        Seconds into the life at which the tests began that it is measured in.
    value, chance, ceiling
        The number itself, what guessing would score, and what perfect memory would score; chance
        and ceiling are measured in the same diary, not assumed.
    at
        Where on the abscissa of its curve the number stands (seconds of sleep, share of a cue);
        None where the measure is a single number. Measures of a curve have one name.
    """

    name: str
    meaning: str
    applies: Callable[[Diary], bool]
    began: Reading
    value: Reading
    chance: Reading
    ceiling: Reading
    at: float | None = None
