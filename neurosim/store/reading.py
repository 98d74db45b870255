"""Reading manifests. What they say is checked, not trusted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from neurosim.errors import InputError
from neurosim.experiments.findings import Panel
from neurosim.store.manifest import (
    FORMAT,
    NAME,
    Card,
    Failure,
    LifeManifest,
    Manifest,
    NetworkManifest,
    Number,
    SynapseManifest,
)
from neurosim.store.told import manifest_in, text, texts

MOST_SEEDS, LARGEST_SEED = 100_000, 2**32 - 1
"""What no run has more of, and what no generator of random numbers accepts more than."""


NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""Names of agents, conditions and parts: they become parts of paths."""

STUDY, POINTS = "study.json", "points"
"""What a parameter study is known by, and the folder of its runs."""

MOST_PANELS, MOST_TICKS = 12, 100
"""What fits on a page."""


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a run folder.

    Raises
    ------
    InputError
        If the folder is no run folder, or its manifest is damaged.
    """
    if not folder.is_dir():
        raise InputError(f"not a run folder: {folder} is no folder")
    if (folder / STUDY).is_file():
        told = f"its runs are in {folder}/{POINTS}/0000 and so on"
        raise InputError(f"not a run folder: {folder} is a parameter study; {told}")
    return manifest_in(folder, NAME, "run folder", _manifest)


def _manifest(told: Any) -> Manifest:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError(f"it does not say {FORMAT!r}")
    # The first runs do not say what kind they are: they are lives.
    kind = text(told.get("kind", LifeManifest.kind))
    if kind not in KINDS:
        raise ValueError(f"unknown kind of run {kind[:40]!r}")
    return KINDS[kind](told)


def _life(told: Mapping[str, Any]) -> LifeManifest:
    common = _common(told)
    return LifeManifest(conditions=_conditions(told), items=_card(told["items"]), **common)


def _network(told: Mapping[str, Any]) -> NetworkManifest:
    return NetworkManifest(conditions=_conditions(told), **_common(told))


def _conditions(told: Mapping[str, Any]) -> tuple[str, ...]:
    conditions = tuple(_list(told["conditions"]))
    _check_names(conditions)
    if not conditions:
        raise ValueError("there are no conditions")
    return conditions


def _failures(told: Mapping[str, Any]) -> tuple[Failure, ...]:
    """Return what went wrong; the first runs ended with the first failure, if they kept it."""
    found = told["failures"] if "failures" in told else [told.get("failure")]
    failures = (failure_from(each) for each in _list(found))
    return tuple(each for each in failures if each is not None)


def failure_from(told: Any) -> Failure | None:
    """Return what went wrong, checked; None where nothing did."""
    if told is None:
        return None
    agent, condition, part = (text(told[key]) for key in ("agent", "condition", "part"))
    _check_names(name for name in (agent, condition or agent, part or agent))
    (seed,) = _seeds([told["seed"]])
    return Failure(text(told["reason"]), agent, condition, part, seed)


def _synapse(told: Mapping[str, Any]) -> SynapseManifest:
    artificial = tuple(text(name) for name in _list(told["artificial"]))
    panels = tuple(_panel(each) for each in _list(told["panels"]))
    if not 1 <= len(panels) <= MOST_PANELS:
        raise ValueError(f"there should be 1 to {MOST_PANELS} panels, not {len(panels)}")
    if len({panel.name for panel in panels}) < len(panels):
        raise ValueError("two panels have one name")
    return SynapseManifest(artificial=artificial, panels=panels, **_common(told))


KINDS: Mapping[str, Callable[[Mapping[str, Any]], Manifest]] = {
    LifeManifest.kind: _life,
    NetworkManifest.kind: _network,
    SynapseManifest.kind: _synapse,
}
"""What makes a manifest of what ``run.json`` tells, by the kind of run."""


def _common(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every kind of run tells."""
    agents = tuple(_card(each) for each in _list(told["agents"]))
    experiment = _card(told["experiment"])
    _check_names((*(agent.name for agent in agents), experiment.name))
    return {
        "status": text(told["status"]),
        "command": text(told["command"]),
        "experiment": experiment,
        "agents": agents,
        "seeds": _seeds(told["seeds"]),
        "asked": _seeds(told["asked"]),
        "versions": texts(told["versions"]),
        "machine": texts(told["machine"]),
        "started": text(told["started"]),
        "ended": text(told["ended"]),
        "files": texts(told["files"]),
        "failures": _failures(told),
    }


def _check_names(names: Iterable[Any]) -> None:
    for name in names:
        # Names become parts of paths.
        if not NAMED.fullmatch(name):
            raise ValueError(f"{name!r} is no name")


def _panel(told: Any) -> Panel:
    name, title, x, y = (text(told[key]) for key in ("name", "title", "x", "y"))
    ticks = tuple(text(tick) for tick in _list(told["ticks"]))
    if len(ticks) > MOST_TICKS:
        raise ValueError(f"a panel has {len(ticks)} ticks")
    return Panel(name, title, x, y, ticks)


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError(f"{str(told)[:40]!r} should be a list")
    return told


def _card(told: Any) -> Card:
    numbers = tuple(
        Number(
            text(each["name"]),
            _finite(each["value"]),
            text(each["unit"]),
            text(each["source"]),
            text(each["note"]),
        )
        for each in told["parameters"]
    )
    sources = tuple(text(key) for key in told["sources"])
    return Card(text(told["name"]), text(told["summary"]), sources, numbers)


def _finite(told: Any) -> float:
    number = float(told)
    if not math.isfinite(number):
        raise ValueError(f"{number} is no number of a run")
    return number


def _seeds(told: Any) -> tuple[int, ...]:
    if not isinstance(told, list) or len(told) > MOST_SEEDS:
        raise ValueError(f"seeds should be a list of at most {MOST_SEEDS}")
    if not all(type(seed) is int and 0 <= seed <= LARGEST_SEED for seed in told):
        raise ValueError(f"seeds should be whole numbers from 0 to {LARGEST_SEED}")
    if len(set(told)) < len(told):
        raise ValueError("a seed is there twice")
    return tuple(told)
