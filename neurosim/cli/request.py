"""What the user asked for, understood and checked before anything is simulated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from neurosim.cli import catalogue
from neurosim.cli.wish import Wish
from neurosim.experiments import Experiment
from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.store import LifeWriter, Manifest, NetworkWriter, RunWriter, SynapseWriter

Writer = TypeVar("Writer", bound=RunWriter)


@dataclass(frozen=True)
class Request(ABC, Generic[Writer]):
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
    def writer(self, out: Path) -> Writer:
        """Return what writes the run folder."""

    @abstractmethod
    def perform(self, writer: Writer) -> None:
        """Simulate all that was asked for, and hand it to the writer seed by seed."""

    @abstractmethod
    def manifest(self, status: str, started: str, ended: str) -> Manifest:
        """Return what is known of the run."""


def understood(
    wish: Wish,
) -> Request[LifeWriter] | Request[NetworkWriter] | Request[SynapseWriter]:
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
