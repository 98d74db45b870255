"""The spiking working memories that take part in experiments, and their controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from neurosim.experiments.network import Network
from neurosim.experiments.networks.taught import parameters_of
from neurosim.parameters import changed
from neurosim.working_memory.persistent import PersistentActivity
from neurosim.working_memory.silent import ActivitySilent

if TYPE_CHECKING:
    from neurosim.working_memory.running import SpikingMemory


@dataclass(frozen=True)
class Control:
    """A network that should not be able to hold anything; it is put through the delays only.

    Parameters
    ----------
    network
        The network; what it lacks is in its parameters.
    """

    network: PersistentActivity | ActivitySilent


@dataclass(frozen=True)
class Uncued:
    """A network that is shown nothing: what it holds, it has made up.

    Parameters
    ----------
    network
        The network; its cue is 0.
    """

    network: PersistentActivity


def spiking_of(network: Network) -> SpikingMemory:
    """Return the parameters of a whole network that spikes.

    Raises
    ------
    TypeError
        If it is none: it belongs to another experiment.
    """
    part = network.parameters
    return part if isinstance(part, PersistentActivity) else parameters_of(network, ActivitySilent)


PERSISTENT = Network(
    "persistent", "Persistent activity, NMDA", PersistentActivity.sources, PersistentActivity()
)
SILENT = Network("silent", "Facilitated synapses", ActivitySilent.sources, ActivitySilent())

WHY = "the control"
"""What is said of the numbers that make one."""

FAST = Network(
    "persistent-fast", "NMDA gone in 5 ms", ("brunel2001",),
    Control(changed(PersistentActivity(), {"tau_nmda": 5.0}, WHY)),
)  # fmt: skip
UNCUED = Network(
    "persistent-uncued", "No sample is shown", ("brunel2001",),
    Uncued(changed(PersistentActivity(), {"cue": 0.0}, WHY)),
)  # fmt: skip
UNFACILITATED = Network(
    "silent-unfacilitated", "Facilitation gone in 1 ms", ("mongillo2008",),
    Control(changed(ActivitySilent(), {"tau_F": 1.0}, WHY)),
)  # fmt: skip
