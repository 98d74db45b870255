"""Tasks of working memory with several items at once, and mixtures of tasks to be taught on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from neurosim.errors import InputError
from neurosim.items.sequences import MATCHING, NOTHING, SequenceTask, Trials
from neurosim.parameters import cited


@dataclass(frozen=True)
class ListRecognition(SequenceTask):
    """A list of symbols, a wait, and the question whether the test was among them.

    ::

        shown:  a . b . c . . . b
        asked:                  ?
        wanted:                 1

    Answers are 0 (no) and 1 (yes); half are yes. No symbol comes twice in a list (Sternberg 1966).
    """

    length: float = cited(3, "symbols", "sternberg1966", "lists of 1 to 6", 1, 50)
    gap: float = cited(3, "steps", "chosen", "nothing is shown between two symbols", 0, 100)
    delay: float = cited(6, "steps", "chosen", "from the last symbol to the test", 1, 1000)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.length >= self.symbols:
            raise InputError(
                f"length must be at most {self.symbols - 1:g} here: one symbol must be new"
            )

    @property
    def answers(self) -> int:
        """Number of answers to choose from: no and yes."""
        return 2

    @property
    def steps(self) -> int:
        """Steps of every trial."""
        return int((self.length - 1) * (self.gap + 1) + self.delay) + 2

    def draw(self, count: int, random: np.random.Generator) -> Trials:
        """Draw trials."""
        length, stride = int(self.length), int(self.gap) + 1
        every = np.arange(int(self.symbols))[:, None].repeat(count, axis=1)
        dealt = random.permuted(every, axis=0)
        old = dealt[random.integers(0, length, count), np.arange(count)]
        new = dealt[length]
        same = random.random(count) < MATCHING
        shown = np.full((self.steps, count), NOTHING)
        shown[: length * stride : stride] = dealt[:length]
        shown[-1] = np.where(same, old, new)
        return Trials(shown, np.arange(self.steps) == self.steps - 1, same[None].astype(np.int64))


@dataclass(frozen=True)
class Mixture(SequenceTask):
    """Several tasks with the same symbols and answers: each draw is of one of them, all alike.

    Parameters
    ----------
    tasks
        The tasks.

    Raises
    ------
    InputError
        If tasks differ in their symbols or answers, or there are none.
    """

    tasks: tuple[SequenceTask, ...] = ()

    def __post_init__(self) -> None:
        if len({(each.symbols, each.answers) for each in self.tasks}) != 1:
            raise InputError("tasks of a mixture must have the same symbols and answers")

    @property
    def answers(self) -> int:
        """Number of answers to choose from, in every task."""
        return self.tasks[0].answers

    @property
    def steps(self) -> int:
        """Steps of the task with the longest trials."""
        return max(task.steps for task in self.tasks)

    def draw(self, count: int, random: np.random.Generator) -> Trials:
        """Draw trials of one of the tasks."""
        return self.tasks[int(random.integers(len(self.tasks)))].draw(count, random)
