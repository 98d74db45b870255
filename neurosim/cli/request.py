"""What the user asked for, understood and checked before anything is simulated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from neurosim.cli import catalogue
from neurosim.cli.wish import Wish
from neurosim.experiments import Experiment, Watch
from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.store import Manifest, Result, Task, Work


@dataclass(frozen=True)
class Request(ABC):
    """A run that makes sense.

    Attributes
    ----------
    seeds
        The seeds that were asked for.
    command
        What makes the same run again.
    """

    seeds: tuple[int, ...]
    command: str

    @abstractmethod
    def work(self) -> Work:
        """Return all that is to be done, seed by seed."""

    @abstractmethod
    def seconds(self, task: Task) -> float:
        """Return how much life there is in a task, in the unit that `perform` tells it in."""

    @abstractmethod
    def perform(self, task: Task, checkpoints: Path, watch: Watch) -> Result:
        """Do a task; if it fails, that is its result.

        Parameters
        ----------
        checkpoints
            A folder for how far it has come. What is in there is gone on from.
        """

    @abstractmethod
    def parts(self) -> Mapping[str, object]:
        """Return all whose numbers ``--set`` reaches, by name; the experiment by ""."""

    @abstractmethod
    def manifest(self, started: str) -> Manifest:
        """Return what is known of the run before it begins."""


def understood(wish: Wish) -> Request:
    """Turn the user's words into a run.

    Raises
    ------
    InputError
        With what was wrong, what is allowed, and the nearest name.
    """
    wish = replace(wish, experiment=catalogue.proper_name(wish.experiment))
    experiment = catalogue.experiment_named(wish.experiment)
    match experiment:
        case Experiment():
            from neurosim.cli.life_request import life_request

            return life_request(wish, experiment)
        case NetworkExperiment():
            from neurosim.cli.network_request import network_request

            return network_request(wish, experiment)
        case SynapseExperiment():
            from neurosim.cli.synapse_request import synapse_request

            return synapse_request(wish, experiment)
