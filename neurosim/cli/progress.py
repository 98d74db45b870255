"""Progress on standard error, with the time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import final

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

PAUSE = 5.0
"""Seconds between lines about one and the same thing, where there is no bar."""


@final
class Progress:
    """Tells how much of the lives of all agents has been lived, and how long the rest will take.

    A second in the life of one agent costs a thousand times that of another, so the pace of each
    is measured; as long as there are agents whose pace is unknown, the time left is a lower bound.

    Parameters
    ----------
    seconds
        Seconds of life of each agent with one seed, all conditions together; in order.
    seeds
        How many times each will live.
    """

    def __init__(self, seconds: Mapping[str, float], seeds: int) -> None:
        self.seconds = dict(seconds)
        self.left = {agent: seeds * each for agent, each in seconds.items()}
        self.whole = sum(self.left.values())
        self.spent = dict.fromkeys(seconds, 0.0)
        self.lived = dict.fromkeys(seconds, 0.0)
        self.agent, self.label = "", ""
        self.began = self.before = self.now = self.told = 0.0
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

    def each(self) -> Iterator[str]:
        """Yield the agents in order; the clock of each runs until the next one is asked for."""
        for agent in self.seconds:
            self._begin(agent)
            yield agent
            self._end(agent)

    def _begin(self, agent: str) -> None:
        """Start the clock of an agent's lives with one seed."""
        self.agent, self.label = agent, ""
        self.began, self.before, self.now = time.perf_counter(), 0.0, 0.0

    def _end(self, agent: str) -> None:
        """Stop the clock: all of one seed has been lived."""
        self.spent[agent] += time.perf_counter() - self.began
        self.lived[agent] += self.seconds[agent]
        self.left[agent] -= self.seconds[agent]
        self.before = self.now = 0.0
        self._show()

    def watch(self, label: str, lived: float, total: float) -> None:
        """Be told what is lived; see `neurosim.experiments.Watch`."""
        if label != self.label:
            self.before = self.now if self.label else 0.0
            self.label = label
            if not self.console.is_terminal:
                self._tell()
        self.now = self.before + min(lived, total)
        if not self.console.is_terminal and time.perf_counter() - self.told > PAUSE:
            self._tell()
        self._show()

    def _tell(self) -> None:
        """Write a line where there is no bar."""
        self.told = time.perf_counter()
        sys.stderr.write(f"{self.label}: {self.rest()}\n")

    def rest(self) -> str:
        """Return the time left, in words."""
        seconds, sure = 0.0, True
        for agent, left in self.left.items():
            here = agent == self.agent
            lived = self.lived[agent] + (self.now if here else 0.0)
            running = time.perf_counter() - self.began if here and self.now else 0.0
            if lived > 0:
                pace = (self.spent[agent] + running) / lived
                seconds += pace * (left - (self.now if here else 0.0))
            elif left > 0:
                sure = False
        if not sure and seconds <= 0:
            return "time left not known yet"
        minutes, rest = divmod(max(0, round(seconds)), 60)
        return f"{'about' if sure else 'more than'} {minutes}:{rest:02d} left"

    def _show(self) -> None:
        done = self.whole - sum(self.left.values()) + self.now
        self.bar.update(self.task, completed=done, description=self.label, rest=self.rest())
