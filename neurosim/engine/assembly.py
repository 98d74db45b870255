"""The Brian2 objects of one network, and what the engine adds to each: stimuli, trials, seeds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from neurosim.engine.brian import b2
from neurosim.engine.request import ROWS, SLOT, SLOTS, TABLES, Connections
from neurosim.engine.watching import watcher

RESEED = """
double reseed(double seed) {
    if (seed >= 0)
        for (size_t n = 0; n < brian::_random_generators.size(); n++)
            brian::_random_generators[n].seed((unsigned long)seed + n);
    return seed;
}
"""

STOP_RUN = """
double stop_run(double now) {
    if (now > 0.5) Network::_globally_stopped = true;
    return now;
}
"""

TELL_TIME = """
double tell_time(double now) {
    static std::chrono::steady_clock::time_point told = std::chrono::steady_clock::now();
    if (std::chrono::steady_clock::now() - told > std::chrono::milliseconds(200)) {
        told = std::chrono::steady_clock::now();
        std::cout << now << std::endl;
    }
    return now;
}
"""


def _reseed(seed: Any) -> Any:
    for value in np.atleast_1d(seed):
        if value >= 0:
            np.random.seed(int(value))  # noqa: NPY002 (what Brian2's numpy target draws from)
    return seed


def _stop_run(now: Any) -> Any:
    if np.any(np.asarray(now) > 0):
        b2.stop()
    return now


def _tell_time(now: Any) -> Any:
    return now  # Brian2's own report tells the time here


def network_functions() -> dict[str, Any]:
    """Return functions that reach, from inside the running network, what is otherwise compiled in.

    ``reseed(seed)`` begins a new stretch of random numbers if the seed is not negative;
    ``stop_run(now)`` ends the run after this time step if `now` is 1; ``tell_time(now)`` says now
    and then how far it is, which Brian2's own report would do for every object at every step.
    """
    unitless = {"result": 1}
    tell_time = b2.check_units(now=1, **unitless)(_tell_time)
    chrono = {"headers": ["<chrono>", "<iostream>"]}
    reseed = b2.check_units(seed=1, **unitless)(_reseed)
    stop_run = b2.check_units(now=1, **unitless)(_stop_run)
    return {
        "reseed": b2.implementation("cpp", RESEED)(reseed),
        "stop_run": b2.implementation("cpp", STOP_RUN)(stop_run),
        "tell_time": b2.implementation("cpp", TELL_TIME, **chrono)(tell_time),
    }


class Feeds:
    """The tables through which a running network learns what is shown and when trials begin.

    Parameters
    ----------
    units
        Number of input units; 0 where nothing is shown.
    """

    def __init__(self, units: int) -> None:
        self.units = units
        self.slots = b2.Clock(dt=SLOT * b2.second, name="slots")
        slot = SLOT * b2.second
        self.stimulus_row = b2.TimedArray(np.zeros(SLOTS), dt=slot, name="stimulus_row")
        self.trial_seed = b2.TimedArray(np.full(SLOTS, -1.0), dt=slot, name="trial_seed")
        rates = np.zeros((ROWS, max(units, 1))) * b2.Hz
        self.stimulus_rates = b2.TimedArray(rates, dt=b2.second, name="stimulus_rates")
        self.trial_seconds = b2.TimedArray(np.zeros(SLOTS), dt=slot, name="trial_seconds")

    def namespace(self) -> dict[str, Any]:
        """Return the tables by the names that equations use."""
        return {name: getattr(self, name) for name in TABLES}

    def _reaching(self) -> dict[str, Any]:
        return {**self.namespace(), **network_functions()}

    def watchers(self, monitors: Mapping[str, Any]) -> dict[str, Any]:
        """Return, by group, what watches the spikes that monitors count."""
        reaching = self._reaching()
        return {n: watcher(n, each, self.slots, reaching) for n, each in monitors.items()}

    def conductor(self) -> Any:
        """Return the group of one that reseeds the noise and ends the run."""
        group = b2.NeuronGroup(
            1,
            "seed_used : 1\nstop_at : second\nstopped : 1\ntold : 1\nstep : second",
            namespace=self._reaching(),
            name="conductor",
        )
        group.run_regularly(
            "seed_used = reseed(trial_seed(t)); told = tell_time(t/second)",
            clock=self.slots,
            when="start",
            order=-2,
        )
        return group


@dataclass(frozen=True, eq=False)
class Assembly:
    """One network, ready to be simulated.

    Parameters
    ----------
    groups, synapses
        The Brian2 objects, by name.
    recorded
        Groups whose spikes come home.
    kept
        Arrays that come home, as (name of a group or of synapses, variable).
    tables
        Tables of its own that every run brings anew, by name.
    rewired
        Synapses that every run connects anew.
    """

    groups: dict[str, Any]
    synapses: dict[str, Any]
    recorded: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    tables: dict[str, Any] = field(default_factory=dict)
    rewired: frozenset[str] = frozenset()

    def owner(self, name: str) -> Any:
        """Return the group or the synapses of a name."""
        return self.groups[name] if name in self.groups else self.synapses[name]

    def network(self, feeds: Feeds, conductor: Any) -> Running:
        """Return the Brian2 network of all these objects."""
        monitors = {
            name: b2.SpikeMonitor(self.groups[name], name=f"spikes_{name}")
            for name in self.recorded
        }
        watchers = feeds.watchers(monitors)
        own = (*self.groups.values(), *self.synapses.values())
        objects = (conductor, *own, *monitors.values(), *watchers.values())
        return Running(b2.Network(*objects), monitors, watchers)


@dataclass(frozen=True, eq=False)
class Running:
    """A network with what the engine has added to it, by group."""

    network: Any
    monitors: dict[str, Any]
    watchers: dict[str, Any]


class Builder(ABC):
    """Makes the objects of a network. Called once for each device that simulates it.

    Attributes
    ----------
    units
        Number of input units.
    dt
        Time step in seconds, where a request does not ask for another.
    """

    units: int
    dt: float

    @property
    def structure(self) -> object:
        """Everything that the network depends on but our code, as `structure.told` takes it.

        What cannot be told - by default, nothing can - is generated in every process anew.
        """
        return self

    @abstractmethod
    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the objects; without connections, any of the right number will do."""
