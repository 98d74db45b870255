"""Questions to agents, one file each."""

from neurosim.experiments.experiment import Experiment
from neurosim.experiments.life import Life
from neurosim.experiments.run import Factory, Outcome, Reading, Watch, readings, rows_of, run_seed

EXPERIMENTS: tuple[Experiment, ...] = (Life(),)
"""Every experiment that the command line knows."""

__all__ = [
    "EXPERIMENTS",
    "Experiment",
    "Factory",
    "Life",
    "Outcome",
    "Reading",
    "Watch",
    "readings",
    "rows_of",
    "run_seed",
]
