"""Recalls as falls into valleys of an energy: what CA3 does beside the network of its synapses.

Every test is looked at in its largest volley. The cells that the cue fires in its first ms are
where the network starts; those that have fired at its end are what CA3 recalls. How a test ended
is told from these spikes alone, whatever the weights are.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from neurosim.adapters.hopfield import HopfieldAdapter, agreement, permuted
from neurosim.artificial import HopfieldNetwork
from neurosim.parameters import Parameter, cited
from neurosim.protocol import Bits, Diary, Examine, Recall, Spikes, Synapses, Vector

RECALLED: Parameter = cited(
    0.7, "1", "chosen", "agreement with a pattern from which on it is recalled: half of its cells, "
    "and no other ones, agree as much", 0, 1,
)  # fmt: skip

TIMES = (1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0)
"""When the energy is looked at, in ms since the first spike of a volley."""

ORDERS = 5
"""How often a network settles from one start: its units are updated in random order."""

CELLS = 2
"""Cells of a pattern from which a network is to complete it: so few that no cue could be worse."""


class Outcome(enum.Enum):
    """How a test ended in CA3: with the pattern asked for, another one, part of one, no spike."""

    RECALLED = "recalled"
    ANOTHER = "another"
    UNFINISHED = "unfinished"
    SILENT = "silent"


class On(enum.Enum):
    """Whose weights a network has: CA3's, the same permuted, or those before the studies."""

    OWN = "own"
    PERMUTED = "permuted"
    NAIVE = "naive"


@dataclass(frozen=True, eq=False)
class OnNetwork:
    """One test, seen with the couplings of one network.

    Attributes
    ----------
    recalled, alike
        Agreement of where it settles with the pattern asked for, and with what CA3 recalled: mean
        over orders.
    energy
        Energy of the cells that have fired by each of `TIMES`, shape (times,).
    """

    recalled: float
    alike: float
    energy: Vector

    @property
    def fall(self) -> float:
        """How much more energy there is at the end than at the beginning: less if it fell."""
        return float(self.energy[-1] - self.energy[0])


@dataclass(frozen=True, eq=False)
class Fall:
    """One test. Agreements are correlations of states, 0 where either is silent.

    Attributes
    ----------
    target, label
        Name of the item that was asked for; label of the test.
    outcome
        How it ended in CA3.
    started, brain, others
        Agreement with the pattern asked for: of the cells that fired first, and of what CA3
        recalled; and of that with all other patterns, on average.
    alike
        Agreement of the cells that fired first with what CA3 recalled.
    held
        Agreement with the pattern asked for of where the network of CA3's own weights settles from
        two of its cells, drawn at random: whether there is a valley, whatever the cue.
    began
        When the test began, in seconds into the life.
    on
        The same test with the couplings of each network.
    """

    target: str
    label: str
    outcome: Outcome
    started: float
    brain: float
    others: float
    alike: float
    held: float
    began: float
    on: Mapping[On, OnNetwork]


@dataclass(frozen=True, eq=False)
class Landscape:
    """What tests of one life are looked at with: patterns by item, and a network for each weights.

    Attributes
    ----------
    held
        See `Fall`, by item.
    """

    adapter: HopfieldAdapter
    patterns: Mapping[str, Bits]
    networks: Mapping[On, HopfieldNetwork]
    held: Mapping[str, float]


def falls(
    diary: Diary,
    population: str,
    pathway: str,
    naive: str,
    studied: str,
    adapter: HopfieldAdapter,
) -> list[Fall]:
    """Return every test of an item that enough cells stand for, in order.

    Parameters
    ----------
    population, pathway
        Names of the population and of the synapses within it.
    naive, studied
        Labels of the looks at them, before and after the studies; without both there is nothing.
    """
    patterns, seen = patterns_of(diary, population, adapter), looks(diary, pathway)
    if not patterns or not {naive, studied} <= set(seen):
        return []
    random = np.random.default_rng(0)
    own = seen[studied]
    weights = {On.OWN: own, On.PERMUTED: permuted(own, random), On.NAIVE: seen[naive]}
    pull = adapter.pull(own, list(patterns.values()))
    networks = {on: adapter.network(each, pull) for on, each in weights.items()}
    held = {name: _held(networks[On.OWN], each, random) for name, each in patterns.items()}
    landscape = Landscape(adapter, patterns, networks, held)
    return [
        _fall(event, record.began, record.spikes[population], landscape, random)
        for record in diary.recordings
        if isinstance(event := record.event, Recall) and event.target in patterns
    ]


def patterns_of(diary: Diary, population: str, adapter: HopfieldAdapter) -> dict[str, Bits]:
    """Return the patterns of all items that enough cells stand for."""
    studies = [each for each in diary.studies() if population in each[1].spikes]
    found = {e.item.name: adapter.pattern(r.spikes[population]) for e, r in studies}
    return {name: pattern for name, pattern in found.items() if adapter.is_pattern(pattern)}


def looks(diary: Diary, pathway: str) -> dict[str, Synapses]:
    """Return the synapses of a pathway whenever they were examined, by label."""
    return {
        record.event.label: record.synapses[pathway]
        for record in diary.recordings
        if isinstance(record.event, Examine) and pathway in record.synapses
    }


def _held(network: HopfieldNetwork, pattern: Bits, random: np.random.Generator) -> float:
    """Return how well a network completes a pattern from two of its cells: see `Fall`."""
    found = []
    for _ in range(ORDERS):
        start = np.zeros(len(pattern), bool)
        start[random.choice(np.flatnonzero(pattern), CELLS, replace=False)] = True
        found.append(agreement(network.settle(start, random), pattern))
    return float(np.mean(found))


def _fall(
    event: Recall,
    began: float,
    spikes: Spikes,
    landscape: Landscape,
    random: np.random.Generator,
) -> Fall:
    adapter, patterns = landscape.adapter, landscape.patterns
    begins = adapter.volley(spikes)
    at = 0.0 if begins is None else begins
    first, recalled = (adapter.fired(spikes, at, ms) for ms in (adapter.driven, adapter.window))
    course = [adapter.fired(spikes, at, ms) for ms in TIMES]
    near = {name: agreement(recalled, pattern) for name, pattern in patterns.items()}
    others = [each for name, each in near.items() if name != event.target]
    return Fall(
        event.target,
        event.label,
        _outcome(begins, near, event.target),
        agreement(first, patterns[event.target]),
        near[event.target],
        float(np.mean(others)) if others else 0.0,
        agreement(first, recalled),
        landscape.held[event.target],
        began,
        {
            on: _on(network, first, recalled, course, patterns[event.target], random)
            for on, network in landscape.networks.items()
        },
    )


def _on(
    network: HopfieldNetwork,
    first: Bits,
    recalled: Bits,
    course: Sequence[Bits],
    wanted: Bits,
    random: np.random.Generator,
) -> OnNetwork:
    ends = [network.settle(first, random) for _ in range(ORDERS)]
    return OnNetwork(
        float(np.mean([agreement(end, wanted) for end in ends])),
        float(np.mean([agreement(end, recalled) for end in ends])),
        np.array([network.energy(state) for state in course]),
    )


def _outcome(begins: float | None, near: Mapping[str, float], target: str) -> Outcome:
    """Return how a test ended, from the agreement of what was recalled with every pattern."""
    if begins is None:
        return Outcome.SILENT
    best = max(near, key=lambda name: near[name])
    if near[best] < RECALLED:
        return Outcome.UNFINISHED
    return Outcome.RECALLED if best == target else Outcome.ANOTHER
