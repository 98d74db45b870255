"""Runs of networks that do not live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from neurosim.cli.request import Request
from neurosim.cli.wish import (
    Wish,
    changed_part,
    changes_of,
    command,
    names_of,
    refuse,
    refuse_items,
    seeds_of,
)
from neurosim.errors import SimulationError
from neurosim.experiments import Watch
from neurosim.experiments.network import Network, NetworkExperiment
from neurosim.experiments.network_run import run_networks
from neurosim.parameters import changed, check_counts
from neurosim.store import (
    NetworkManifest,
    Result,
    Task,
    Work,
    card,
    charted_work,
    failed_result,
    network_result,
)


@dataclass(frozen=True)
class NetworkRequest(Request):
    """Networks that are to go through an experiment; see `Request`."""

    experiment: NetworkExperiment
    networks: tuple[Network, ...]

    def work(self) -> Work:
        """Return what each network does with each seed."""
        return charted_work(Task(n.name, seed) for seed in self.seeds for n in self.networks)

    def seconds(self, task: Task) -> float:
        """Return 1: networks tell their progress as a share."""
        return 1.0

    def perform(self, task: Task, checkpoints: Path, watch: Watch) -> Result:
        """Put a network through the experiment."""
        network = next(each for each in self.networks if each.name == task.who)
        try:
            return network_result(run_networks(self.experiment, [network], task.seed, watch))
        except SimulationError as problem:
            return failed_result(problem, task)

    def parts(self) -> dict[str, object]:
        """Return the experiment and the networks."""
        return {"": self.experiment, **{each.name: each.parameters for each in self.networks}}

    def manifest(self, started: str) -> NetworkManifest:
        """Return what is known of the run before it begins."""
        asked = self.experiment
        return NetworkManifest(
            command=self.command,
            experiment=card(asked.name, asked.question, asked.cited(), asked),
            conditions=asked.conditions,
            agents=tuple(
                card(each.name, each.summary, each.sources, each.parameters)
                for each in self.networks
            ),
            asked=self.seeds,
            started=started,
        )


def network_request(wish: Wish, experiment: NetworkExperiment) -> NetworkRequest:
    """Turn the user's words into an experiment on networks.

    Raises
    ------
    InputError
        With what was wrong, what is allowed, and the nearest name.
    """
    refuse(wish, {"--rule": wish.rule}, "networks take part; name them with --agents")
    refuse_items(wish, experiment)
    seeds = seeds_of(wish)
    known = {network.name: network for network in experiment.networks()}
    names = names_of(wish.agents, tuple(known), known, "agents")
    changes = changes_of(wish, experiment, names)
    if wish.quick:
        experiment = experiment.quick()
    experiment = changed(experiment, changes.own)
    networks = tuple(_changed(known[name], changes.theirs[name]) for name in names)
    words = ["--agents", ",".join(names), *(["--quick"] if wish.quick else [])]
    return NetworkRequest(seeds, command(wish, words), experiment, networks)


def _changed(network: Network, changes: dict[str, float]) -> Network:
    parameters = changed_part(network.name, network.parameters, changes)
    check_counts(parameters)
    return replace(network, parameters=parameters)
