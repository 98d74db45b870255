"""Runs of networks that do not live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from neurosim.cli.progress import Progress
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
from neurosim.experiments.network import Network, NetworkExperiment
from neurosim.experiments.network_run import run_networks
from neurosim.measures import Row
from neurosim.parameters import changed, check_counts
from neurosim.store import NetworkManifest, NetworkWriter, card


@dataclass(frozen=True)
class NetworkRequest(Request[NetworkWriter]):
    """Networks that are to go through an experiment; see `Request`."""

    experiment: NetworkExperiment
    networks: tuple[Network, ...]

    def writer(self, out: Path) -> NetworkWriter:
        """Return what writes down what is found."""
        return NetworkWriter(out)

    def perform(self, writer: NetworkWriter) -> None:
        """Put all networks through the experiment, seed by seed."""
        networks = {network.name: network for network in self.networks}
        with Progress(dict.fromkeys(networks, 1.0), len(self.seeds)) as progress:
            for seed in self.seeds:
                rows: list[Row] = []
                for name in progress.each():
                    rows += run_networks(self.experiment, [networks[name]], seed, progress.watch)
                writer.add(seed, rows)

    def manifest(self, status: str, started: str, ended: str) -> NetworkManifest:
        """Return what is known of the run."""
        asked = self.experiment
        return NetworkManifest(
            status=status,
            command=self.command,
            experiment=card(asked.name, asked.question, asked.cited(), asked),
            conditions=asked.conditions,
            agents=tuple(
                card(each.name, each.summary, each.sources, each.parameters)
                for each in self.networks
            ),
            asked=self.seeds,
            started=started,
            ended=ended,
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
