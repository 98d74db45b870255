"""The manifest of a run: what was asked, with which numbers and versions, on which machine."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from neurosim.errors import InputError
from neurosim.parameters import listed
from neurosim.store.files import read

FORMAT = "neurosim run 1"
NAME = "run.json"
LARGEST = 50_000_000
"""Bytes above which a manifest is not read. Chosen: a thousand times what one takes."""

STEPS = "steps_per_second"
"""How the names of exchange rates end."""

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


@dataclass(frozen=True)
class Manifest:
    """Everything that is known about a run but its results.

    Attributes
    ----------
    command
        What makes the same run again.
    seeds
        The seeds that were finished.
    asked
        The seeds that were asked for.
    files
        SHA-256 of every file of the run folder by its name.
    """

    status: str
    command: str
    experiment: Card
    conditions: tuple[str, ...]
    items: Card
    agents: tuple[Card, ...]
    seeds: tuple[int, ...]
    asked: tuple[int, ...]
    versions: Mapping[str, str]
    machine: Mapping[str, str]
    started: str
    ended: str
    files: Mapping[str, str]

    def cited(self) -> set[str]:
        """Return the keys of every source behind the run."""
        cards = (self.experiment, self.items, *self.agents)
        return {key for each in cards for key in each.cited()}

    def exchange(self) -> str:
        """Say what a second is worth to the agents that learn in steps; "" if there are none."""
        rates = {
            agent.name: [f"{n.value:g}" for n in agent.parameters if n.name.endswith(STEPS)]
            for agent in self.agents
        }
        worth = "; ".join(f"{name} {' and '.join(each)}" for name, each in rates.items() if each)
        return f"Training steps per second of study and of sleep: {worth}." if worth else ""

    def text(self) -> str:
        """Return the manifest as it is written."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"


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


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a run folder.

    Raises
    ------
    InputError
        If the folder is no run folder, or its manifest is damaged.
    """
    if not folder.is_dir():
        raise InputError(f"not a run folder: {folder} is no folder")
    try:
        raw = read(folder, NAME, LARGEST)
    except InputError as problem:
        raise InputError(f"not a run folder: {problem}") from problem
    try:
        return _manifest(json.loads(raw))
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as problem:
        detail = " ".join(str(problem).split())[:200]
        reason = f"{detail} is missing" if isinstance(problem, KeyError) else detail
        raise InputError(f"not a run folder: {NAME} is damaged: {reason}") from problem


def _manifest(told: Any) -> Manifest:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError(f"it does not say {FORMAT!r}")
    agents = tuple(_card(each) for each in told["agents"])
    for name in (
        *(agent.name for agent in agents),
        *told["conditions"],
        told["experiment"]["name"],
    ):
        # Names become parts of paths.
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", name):
            raise ValueError(f"{name!r} is no name")
    return Manifest(
        status=_text(told["status"]),
        command=_text(told["command"]),
        experiment=_card(told["experiment"]),
        conditions=tuple(told["conditions"]),
        items=_card(told["items"]),
        agents=agents,
        seeds=_seeds(told["seeds"]),
        asked=_seeds(told["asked"]),
        versions=_texts(told["versions"]),
        machine=_texts(told["machine"]),
        started=_text(told["started"]),
        ended=_text(told["ended"]),
        files=_texts(told["files"]),
    )


def _card(told: Any) -> Card:
    numbers = tuple(
        Number(
            _text(each["name"]),
            float(each["value"]),
            _text(each["unit"]),
            _text(each["source"]),
            _text(each["note"]),
        )
        for each in told["parameters"]
    )
    sources = tuple(_text(key) for key in told["sources"])
    return Card(_text(told["name"]), _text(told["summary"]), sources, numbers)


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(f"{str(told)[:40]!r} should be text")
    return told


def _texts(told: Any) -> dict[str, str]:
    if not isinstance(told, dict):
        raise TypeError(f"{str(told)[:40]!r} should be names with texts")
    return {_text(key): _text(value) for key, value in told.items()}


def _seeds(told: Any) -> tuple[int, ...]:
    if not isinstance(told, list) or not all(type(seed) is int and seed >= 0 for seed in told):
        raise ValueError("seeds should be whole numbers from 0")
    return tuple(told)
