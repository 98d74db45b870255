"""Put networks through an experiment; what is found is checked before it is kept."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from neurosim.errors import SimulationError
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
        yield from _rows(experiment, network, seed, told)


def _rows(
    experiment: NetworkExperiment, network: Network, seed: int, told: Progress
) -> Iterator[Row]:
    taken: set[tuple[str, str, float | None]] = set()
    for score in experiment.scores(network, seed, told):
        where = f"({network.name}, {score.condition}, seed {seed})"
        at = None if score.at is None else float(score.at)
        if score.condition not in experiment.conditions or score.measure not in experiment.meanings:
            raise SimulationError(f"{experiment.name} does not tell of {score.measure} {where}")
        if not all(map(math.isfinite, (score.value, score.chance, score.ceiling, at or 0.0))):
            raise SimulationError(f"{score.measure} is not a finite number {where}")
        if (score.condition, score.measure, at) in taken:
            raise SimulationError(f"{score.measure} was measured twice at {at} {where}")
        taken.add((score.condition, score.measure, at))
        value, chance, ceiling = map(float, (score.value, score.chance, score.ceiling))
        yield Row(
            network.name, seed, score.condition, 0.0, score.measure, at, value, chance, ceiling
        )
