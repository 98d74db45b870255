"""The manifest of a run: what was asked, with which numbers and versions, on which machine."""

from __future__ import annotations

import enum
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from typing import ClassVar

from neurosim.experiments.findings import Panel
from neurosim.parameters import listed

FORMAT = "neurosim run 1"
NAME = "run.json"
STEPS = "steps_per_second"
"""How the names of exchange rates end."""


class Status(enum.StrEnum):
    """What became of a run. Those that are not whole can go on, but for failed ones."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    COMPLETE = "complete"


PACKAGES = ("neurosim", "brian2", "numpy", "scipy", "matplotlib", "cython")


@dataclass(frozen=True)
class Number:
    """A parameter as it was, with its unit, source and note."""

    name: str
    value: float
    unit: str
    source: str
    note: str


@dataclass(frozen=True)
class Card:
    """Something that took part - experiment, items or agent - with all its numbers."""

    name: str
    summary: str
    sources: tuple[str, ...]
    parameters: tuple[Number, ...]

    def cited(self) -> set[str]:
        """Return the keys of every source behind it."""
        return {*self.sources, *(number.source for number in self.parameters)}


def card(name: str, summary: str, sources: tuple[str, ...], tree: object) -> Card:
    """Make a card from a tree of parameters."""
    numbers = tuple(Number(path, float(p), p.unit, p.source, p.note) for path, p in listed(tree))
    return Card(name, summary, sources, numbers)


def versions() -> dict[str, str]:
    """Return the versions of Python and of every package that matters, without importing any."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def machine() -> dict[str, str]:
    """Return what this machine is, in words."""
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
    }


@dataclass(frozen=True)
class Failure:
    """What a seed has no results for: what went wrong, and whose it was.

    Parameters
    ----------
    condition, part
        Of a life that was broken off, which it was; "" where nobody lives.
    """

    reason: str
    agent: str
    condition: str
    part: str
    seed: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Everything that is known about a run but its results.

    Attributes
    ----------
    file_name
        What it is written as.
    status
        One of `Status`; any text, where a manifest is read.
    kind
        What ``run.json`` calls this kind of run.
    command
        What makes the same run again.
    experiment
        What was asked.
    agents
        Who took part.
    seeds
        The seeds that were finished; none until the run is written.
    asked
        The seeds that were asked for.
    versions, machine
        Those of this process, unless a manifest is read.
    files
        SHA-256 of every file of the run folder by its name; none until they are written.
    failures
        What went wrong, in the order of the tasks; their seeds are not among the finished ones.
    """

    file_name: ClassVar[str] = NAME
    kind: ClassVar[str]

    status: str = Status.RUNNING
    command: str
    experiment: Card
    agents: tuple[Card, ...]
    seeds: tuple[int, ...] = ()
    asked: tuple[int, ...]
    versions: Mapping[str, str] = field(default_factory=versions)
    machine: Mapping[str, str] = field(default_factory=machine)
    started: str
    ended: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """Everything that took part, in the order of the report."""
        return (self.experiment, *self.agents)

    @property
    def numbers(self) -> tuple[Card, ...]:
        """What must not change while the run is unfinished."""
        return self.cards

    def cited(self) -> set[str]:
        """Return the keys of every source behind the run."""
        return {key for each in self.cards for key in each.cited()}

    def exchange(self) -> str:
        """Say what a second is worth to the agents that learn in steps; "" if there are none."""
        rates = {
            agent.name: [f"{n.value:g}" for n in agent.parameters if n.name.endswith(STEPS)]
            for agent in self.agents
        }
        worth = "; ".join(f"{name} {' and '.join(each)}" for name, each in rates.items() if each)
        return f"Training steps per second of study and of sleep: {worth}." if worth else ""

    def missing(self) -> str:
        """Say in a sentence which seeds have no results, and why; "" where all have."""
        if not self.failures:
            return ""
        lost = sorted({failure.seed for failure in self.failures})
        first = self.failures[0]
        more = f" (and {len(self.failures) - 1} more)" if len(self.failures) > 1 else ""
        return (
            f"{len(lost)} of {len(self.asked)} seeds have no results, which may bias the rest: "
            f"{first.reason}{more}."
        )

    def text(self) -> str:
        """Return the manifest as it is written."""
        told = {"format": FORMAT, "kind": self.kind, **asdict(self)}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True, kw_only=True)
class ChartedManifest(Manifest):
    """What is known about a run whose results are rows of conditions.

    Attributes
    ----------
    conditions
        Names of the conditions, the treatment first.
    """

    conditions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LifeManifest(ChartedManifest):
    """What is known about a run in which agents lived.

    Attributes
    ----------
    items
        What was learned.
    """

    kind: ClassVar[str] = "life"

    items: Card

    @property
    def cards(self) -> tuple[Card, ...]:
        """Experiment, items and agents."""
        return (self.experiment, self.items, *self.agents)


@dataclass(frozen=True, kw_only=True)
class SynapseManifest(Manifest):
    """What is known about a run in which synapses were stimulated.

    Attributes
    ----------
    artificial
        Names of the agents that are artificial weights.
    panels
        Axes of the figure.
    """

    kind: ClassVar[str] = "synapse"

    artificial: tuple[str, ...]
    panels: tuple[Panel, ...]

    @property
    def spiking(self) -> tuple[str, ...]:
        """Names of the agents that are spiking synapses."""
        return tuple(a.name for a in self.agents if a.name not in self.artificial)


@dataclass(frozen=True, kw_only=True)
class NetworkManifest(ChartedManifest):
    """What is known about a run of networks that do not live."""

    kind: ClassVar[str] = "network"
