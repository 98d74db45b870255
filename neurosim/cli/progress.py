"""Progress on standard error, with the time left."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import final

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

PAUSE = 5.0
"""Seconds between lines about one and the same thing, where there is no bar."""

SOON = 2.0
"""Seconds that nobody needs to be told of."""


@final
class Progress:
    """Tells how much has been done of all tasks, and how long the rest will take.

    A second in the life of one agent costs a thousand times that of another, so the pace of each
    is measured; as long as there are agents whose pace is unknown, the time left is a lower bound.

    Parameters
    ----------
    tasks
        Of each task who does it, and the seconds of life in it; in order.
    hands
        How many tasks are done at a time.
    """

    def __init__(self, tasks: Iterable[tuple[str, float]], hands: int = 1) -> None:
        self.left: dict[str, float] = defaultdict(float)
        self.tasks = self.done = 0
        for who, seconds in tasks:
            self.left[who] += seconds
            self.tasks += 1
        self.hands = hands
        self.whole = sum(self.left.values())
        self.spent: dict[str, float] = defaultdict(float)
        self.lived: dict[str, float] = defaultdict(float)
        self.who, self.label = "", ""
        self.seconds = self.began = self.now = self.told = 0.0
        self.console = Console(stderr=True)
        self.bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %  {task.fields[rest]}"),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.task = self.bar.add_task("", total=self.whole, rest="")

    def __enter__(self) -> Progress:
        self.bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.bar.stop()

    def begin(self, who: str, seconds: float) -> None:
        """Start the clock of a task that is done here."""
        self.who, self.seconds, self.label = who, seconds, ""
        self.began, self.now = time.perf_counter(), 0.0

    def end(self) -> None:
        """Stop the clock: the task is done."""
        who, took = self.who, time.perf_counter() - self.began
        self.who, self.now = "", 0.0
        self.finished(who, self.seconds, took)

    def finished(self, who: str, seconds: float, took: float) -> None:
        """Count a task that was done, here or elsewhere.

        Parameters
        ----------
        seconds
            Seconds of life in it.
        took
            Seconds that it took.
        """
        self.spent[who] += took
        self.lived[who] += seconds
        self.left[who] -= seconds
        self.done += 1
        if self.hands > 1:
            self.label = f"{self.done} of {self.tasks} done"
            self._tell(PAUSE)
        self._show()

    def watch(self, label: str, lived: float, total: float) -> None:
        """Be told what is lived; see `neurosim.experiments.Watch`."""
        pause = PAUSE if label == self.label else 0.0
        self.label, self.now = label, min(lived, total)
        self._tell(pause)
        self._show()

    def _tell(self, pause: float) -> None:
        """Write a line where there is no bar, if the last one was long enough ago."""
        if self.console.is_terminal or time.perf_counter() - self.told < pause:
            return
        self.told = time.perf_counter()
        sys.stderr.write(f"{self.label}: {self.rest()}\n")

    def rest(self) -> str:
        """Return the time left, in words."""
        seconds, sure = 0.0, True
        for who, left in self.left.items():
            here = who == self.who
            lived = self.lived[who] + (self.now if here else 0.0)
            running = time.perf_counter() - self.began if here and self.now else 0.0
            if lived > 0:
                pace = (self.spent[who] + running) / lived
                seconds += pace * (left - (self.now if here else 0.0)) / self.hands
            elif left > 0:
                sure = False
        if not sure and seconds <= 0:
            return "time left not known yet"
        return f"{'about' if sure else 'more than'} {_left(seconds)}"

    def _show(self) -> None:
        done = self.whole - sum(self.left.values()) + self.now
        self.bar.update(self.task, completed=done, description=self.label, rest=self.rest())


@dataclass
class Left:
    """Tells on standard error how long the rest takes, if it takes long.

    Parameters
    ----------
    total
        How many things there are to do.
    """

    total: int
    began: float = field(default_factory=time.perf_counter)
    told: float = 0.0

    def watch(self, label: str, done: float) -> None:
        """Be told what is done next, and how many things were, shares of them included."""
        now = time.perf_counter()
        # From too little that is done nothing follows for the rest.
        if now - self.began < SOON or now - self.told < PAUSE or done < 0.02 * self.total:
            return
        self.told = now
        rest = (now - self.began) / done * (self.total - done)
        sys.stderr.write(f"{label}: about {_left(rest)}\n")


def _left(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02d} left"
