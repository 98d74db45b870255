"""Mean scores of networks over seeds that were not used for choosing parameters."""

from collections import defaultdict

import numpy as np

from neurosim.experiments.network_run import run_networks

SEEDS = (200, 201, 202)


def scores(experiment, *names, seeds=SEEDS):
    """Every score of the named networks, by network, condition, measure and place."""
    networks = [each for each in experiment.networks() if each.name in names]
    assert len(networks) == len(names)
    found = defaultdict(list)
    for seed in seeds:
        for row in run_networks(experiment, networks, seed):
            found[row.agent, row.condition, row.measure, row.at].append(row.value)
    return found


def means(experiment, *names, seeds=SEEDS):
    """The mean of each of them."""
    found = scores(experiment, *names, seeds=seeds)
    return {key: float(np.mean(values)) for key, values in found.items()}
