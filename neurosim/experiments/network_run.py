"""Put networks through an experiment; what is found is checked before it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neurosim.errors import SimulationError
from neurosim.experiments.checked_rows import checked
from neurosim.experiments.network import Network, NetworkExperiment
from neurosim.experiments.run import Watch, unwatched
from neurosim.measures import Row
from neurosim.protocol import Progress


def run_networks(
    experiment: NetworkExperiment,
    networks: Sequence[Network],
    seed: int,
    watch: Watch = unwatched,
) -> Iterator[Row]:
    """Yield every number that is found out about some networks, for one seed.

    Raises
    ------
    SimulationError
        If a number is not finite, was taken twice, or belongs to no condition or measure of the
        experiment: no figure may be drawn from it.
    """
    for network in networks:
        label = f"{network.name}, seed {seed}"

        def told(share: float, label: str = label) -> None:
            watch(label, share, 1.0)

        told(0.0)
        yield from checked(_rows(experiment, network, seed, told))


def _rows(
    experiment: NetworkExperiment, network: Network, seed: int, told: Progress
) -> Iterator[Row]:
    for score in experiment.scores(network, seed, told):
        name, condition = score.measure, score.condition
        if condition not in experiment.conditions or name not in experiment.meanings:
            where = f"({network.name}, {condition}, seed {seed})"
            raise SimulationError(f"{experiment.name} does not tell of {name} {where}")
        at = None if score.at is None else float(score.at)
        value, chance, ceiling = map(float, (score.value, score.chance, score.ceiling))
        yield Row(network.name, seed, condition, 0.0, name, at, value, chance, ceiling)
