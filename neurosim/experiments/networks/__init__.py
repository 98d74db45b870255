"""Questions to networks that do not live, one file each."""

from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.networks.copy_memory import CopyMemory
from neurosim.experiments.networks.delayed_tasks import DelayedTasks
from neurosim.experiments.networks.gates import Gates
from neurosim.experiments.networks.vanishing_gradients import VanishingGradients

NETWORK_EXPERIMENTS: tuple[NetworkExperiment, ...] = (
    VanishingGradients(),
    CopyMemory(),
    DelayedTasks(),
    Gates(),
)
"""Every experiment with networks that the command line knows."""

__all__ = ["NETWORK_EXPERIMENTS"]
