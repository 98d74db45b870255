"""Questions to networks that do not live, one file each."""

from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.networks.dense_hopfield import DenseHopfield
from neurosim.experiments.networks.hopfield_capacity import HopfieldCapacity
from neurosim.experiments.networks.spurious_states import SpuriousStates
from neurosim.experiments.networks.storage_rules import StorageRules
from neurosim.experiments.networks.working_memory import WorkingMemory
from neurosim.experiments.networks.working_memory_gates import WorkingMemoryGates

NETWORK_EXPERIMENTS: tuple[NetworkExperiment, ...] = (
    HopfieldCapacity(),
    StorageRules(),
    SpuriousStates(),
    DenseHopfield(),
    WorkingMemory(),
    WorkingMemoryGates(),
)
"""Every experiment with networks that the command line knows."""

__all__ = ["NETWORK_EXPERIMENTS"]
