"""Questions to networks that do not live, one file each."""

from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.networks.copy_memory import CopyMemory
from neurosim.experiments.networks.delayed_tasks import DelayedTasks
from neurosim.experiments.networks.dense_hopfield import DenseHopfield
from neurosim.experiments.networks.forgetting_remedies import ForgettingRemedies
from neurosim.experiments.networks.gates import Gates
from neurosim.experiments.networks.hopfield_capacity import HopfieldCapacity
from neurosim.experiments.networks.learning_rate import LearningRate
from neurosim.experiments.networks.mlp_interference import MlpInterference
from neurosim.experiments.networks.overfitting import Overfitting
from neurosim.experiments.networks.spurious_states import SpuriousStates
from neurosim.experiments.networks.storage_rules import StorageRules
from neurosim.experiments.networks.vanishing_gradients import VanishingGradients
from neurosim.experiments.networks.working_memory import WorkingMemory
from neurosim.experiments.networks.working_memory_gates import WorkingMemoryGates
from neurosim.experiments.networks.xor import Xor

NETWORK_EXPERIMENTS: tuple[NetworkExperiment, ...] = (
    HopfieldCapacity(),
    StorageRules(),
    SpuriousStates(),
    DenseHopfield(),
    Xor(),
    LearningRate(),
    Overfitting(),
    MlpInterference(),
    ForgettingRemedies(),
    VanishingGradients(),
    CopyMemory(),
    DelayedTasks(),
    Gates(),
    WorkingMemory(),
    WorkingMemoryGates(),
)
"""Every experiment with networks that the command line knows."""

__all__ = ["NETWORK_EXPERIMENTS"]
