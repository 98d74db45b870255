"""Questions to networks that do not live, one file each."""

from neurosim.experiments.network import NetworkExperiment

NETWORK_EXPERIMENTS: tuple[NetworkExperiment, ...] = ()
"""Every experiment with networks that the command line knows."""

__all__ = ["NETWORK_EXPERIMENTS"]
