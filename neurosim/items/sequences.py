"""Tasks of working memory: what is shown step by step, when an answer is asked for, and which.

The same trials are given to recurrent networks, a frame for each step, and to spiking ones, where a
step of waiting counts as `SECONDS_A_STEP`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.parameters import Parameter, cited
from neurosim.protocol import Vector

Symbols = NDArray[np.int64]
"""Symbols as numbers from 0 on."""

NOTHING = -1
"""What is shown where no symbol is."""

SECONDS_A_STEP = cited(
    0.1, "s", "chosen", "exchange rate: delays of 10 to 100 steps are those of animals, 1 to 10 s"
)

MATCHING = 0.5
"""Share of comparisons in which the two are the same. Chosen: a guess is right half the time."""


@dataclass(frozen=True, eq=False)
class Trials:
    """Trials of one task, side by side.

    Parameters
    ----------
    shown
        The symbol that is shown, shape (steps, trials); `NOTHING` where none is.
    asked
        Whether an answer is asked for, shape (steps,).
    wanted
        The right answer wherever one is asked for, shape (questions, trials).
    """

    shown: Symbols
    asked: NDArray[np.bool_]
    wanted: Symbols

    def frames(self, symbols: int) -> Vector:
        """Return what a network sees, shape (steps, trials, symbols + 1).

        A unit for each symbol is 1 while the symbol is shown; the last one is 1 while an answer
        is asked for.
        """
        frames = np.zeros((*self.shown.shape, symbols + 1))
        frames[..., :symbols] = self.shown[..., None] == np.arange(symbols)
        frames[..., symbols] = self.asked[:, None]
        return frames


@dataclass(frozen=True)
class SequenceTask(ABC):
    """A task of working memory; its fields are its parameters.

    Raises
    ------
    InputError
        If a number is not whole, or out of its range.
    """

    symbols: float = cited(8, "symbols", "arjovsky2016", "size of the alphabet", 3, 100)

    def __post_init__(self) -> None:
        for field in fields(self):
            usual, value = field.default, float(getattr(self, field.name))
            if not value.is_integer():
                raise InputError(f"{field.name} must be a whole number, not {value:g}")
            if isinstance(usual, Parameter):
                usual.with_value(value, field.name)

    @property
    @abstractmethod
    def answers(self) -> int:
        """Number of answers to choose from."""

    @property
    @abstractmethod
    def steps(self) -> int:
        """Steps of its longest trials."""

    @property
    def chance(self) -> float:
        """Share of questions that a guess answers."""
        return 1 / self.answers

    @abstractmethod
    def draw(self, count: int, random: np.random.Generator) -> Trials:
        """Draw so many trials."""


@dataclass(frozen=True)
class Copy(SequenceTask):
    """Symbols, a wait, and the question which they were, one after the other.

    ::

        shown:  a b c . . . . . . .
        asked:                ? ? ?
        wanted:               a b c

    After Hochreiter & Schmidhuber (1997) and Arjovsky, Shah & Bengio (2016), with fewer symbols to
    hold than their ten.
    """

    length: float = cited(2, "symbols", "chosen", "an order to hold, soon learned", 1, 20)
    delay: float = cited(100, "steps", "chosen", "from the last symbol to the question", 0, 1000)

    @property
    def answers(self) -> int:
        """Number of answers to choose from: any symbol."""
        return int(self.symbols)

    @property
    def steps(self) -> int:
        """Steps of every trial."""
        return int(2 * self.length + self.delay)

    def draw(self, count: int, random: np.random.Generator) -> Trials:
        """Draw trials; symbols may come twice."""
        length = int(self.length)
        wanted = random.integers(0, int(self.symbols), (length, count))
        shown = np.full((self.steps, count), NOTHING)
        shown[:length] = wanted
        return Trials(shown, np.arange(self.steps) >= self.steps - length, wanted)


@dataclass(frozen=True)
class DelayedMatch(SequenceTask):
    """A sample, a wait with distractors in it, and the question whether the test is the sample.

    ::

        shown:  a . . d . . e . . a
        asked:                    ?
        wanted:                   1

    Answers are 0 (no) and 1 (yes). Distractors are symbols other than the sample, each shown once,
    and cut the wait into equal parts. Where there are any, every other test that is not the sample
    is one of them (Miller, Erickson & Desimone 1996), and the others are new: who only knows what
    was shown, or only the distractors, is right in three of four trials.
    """

    delay: float = cited(30, "steps", "chosen", "from sample to test: 3 s, as in animals", 1, 1000)
    distractors: float = cited(0, "distractors", "chosen", "0 to 4 in experiments", 0, 20)

    def __post_init__(self) -> None:
        super().__post_init__()
        most = min(self.delay, self.symbols - 2)
        if self.distractors > most:
            raise InputError(f"distractors must be at most {most:g} here: one a step, no two alike")

    @property
    def answers(self) -> int:
        """Number of answers to choose from: no and yes."""
        return 2

    @property
    def steps(self) -> int:
        """Steps of every trial."""
        return int(self.delay) + 2

    @property
    def places(self) -> NDArray[np.int64]:
        """Steps at which distractors are shown; the sample is shown at step 0."""
        count, delay = int(self.distractors), int(self.delay)
        return np.arange(1, count + 1) * (delay + 1) // (count + 1)

    def draw(self, count: int, random: np.random.Generator) -> Trials:
        """Draw trials."""
        between = int(self.distractors)
        every = np.arange(int(self.symbols))[:, None].repeat(count, axis=1)
        dealt = random.permuted(every, axis=0)
        sample, other = dealt[0], dealt[between + 1]
        shown = np.full((self.steps, count), NOTHING)
        shown[0] = sample
        shown[self.places] = dealt[1 : between + 1]
        if between:
            repeated = random.random(count) < MATCHING
            which = random.choice(self.places, count)
            other = np.where(repeated, shown[which, np.arange(count)], other)
        same = random.random(count) < MATCHING
        shown[-1] = np.where(same, sample, other)
        return Trials(shown, np.arange(self.steps) == self.steps - 1, same[None].astype(np.int64))


@dataclass(frozen=True)
class NBack(SequenceTask):
    """A row of symbols, and the question about each whether it is the one that came n before.

    ::

        shown:  a . . b . . a . . c . .        n = 2
        asked:              ?     ?
        wanted:             1     0

    Answers are 0 (no) and 1 (yes); half are yes. All symbols but the first n are asked about
    (Kirchner 1958).
    """

    back: float = cited(2, "symbols", "kirchner1958", "n: 1, 2 and 3 are usual", 1, 10)
    questions: float = cited(10, "questions", "chosen", "asked in a trial", 1, 100)
    gap: float = cited(4, "steps", "chosen", "nothing is shown between two symbols", 0, 100)

    @property
    def answers(self) -> int:
        """Number of answers to choose from: no and yes."""
        return 2

    @property
    def steps(self) -> int:
        """Steps of every trial."""
        return int((self.back + self.questions) * (self.gap + 1))

    def draw(self, count: int, random: np.random.Generator) -> Trials:
        """Draw trials."""
        symbols, back, questions = int(self.symbols), int(self.back), int(self.questions)
        row = random.integers(0, symbols, (back + questions, count))
        same = random.random((questions, count)) < MATCHING
        for place in range(questions):
            others = other_than(row[place], symbols, random)
            row[place + back] = np.where(same[place], row[place], others)
        stride = int(self.gap) + 1
        shown = np.full((self.steps, count), NOTHING)
        shown[::stride] = row
        step = np.arange(self.steps)
        asked = (step % stride == 0) & (step >= back * stride)
        return Trials(shown, asked, same.astype(np.int64))


def other_than(symbols: Symbols, count: int, random: np.random.Generator) -> Symbols:
    """Return for each of these symbols another one out of `count`, all equally likely."""
    return (symbols + random.integers(1, count, symbols.shape)) % count
