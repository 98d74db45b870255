"""Many agents at once, on the cores of this machine or on a cluster; the work is done by Dask."""

from neurosim.cohort.places import Cluster, ThisMachine, Workplace
from neurosim.cohort.spreading import Done, spread

__all__ = ["Cluster", "Done", "ThisMachine", "Workplace", "spread"]
