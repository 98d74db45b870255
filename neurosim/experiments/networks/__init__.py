"""Questions to networks that do not live, one file each."""

from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.networks.dense_hopfield import DenseHopfield
from neurosim.experiments.networks.forgetting_remedies import ForgettingRemedies
from neurosim.experiments.networks.hopfield_capacity import HopfieldCapacity
from neurosim.experiments.networks.learning_rate import LearningRate
from neurosim.experiments.networks.mlp_interference import MlpInterference
from neurosim.experiments.networks.overfitting import Overfitting
from neurosim.experiments.networks.spurious_states import SpuriousStates
from neurosim.experiments.networks.storage_rules import StorageRules
from neurosim.experiments.networks.working_memory import WorkingMemory
from neurosim.experiments.networks.working_memory_gates import WorkingMemoryGates
from neurosim.experiments.networks.xor import Xor

NETWORK_EXPERIMENTS: tuple[NetworkExperiment, ...] = (
    HopfieldCapacity(),
    StorageRules(),
    SpuriousStates(),
    DenseHopfield(),
    WorkingMemory(),
    WorkingMemoryGates(),
    Xor(),
    LearningRate(),
    Overfitting(),
    MlpInterference(),
    ForgettingRemedies(),
)
"""Every experiment with networks that the command line knows."""

__all__ = ["NETWORK_EXPERIMENTS"]
