"""One small life, lived once for all claims: three items, half a minute of sleep, two subjects.

Seeds were not used for choosing parameters. The long form, twenty subjects and five items, is
`make science`; its table and figure are in docs/science/life. Other claims are asked of one subject
here, and of ten or twenty there.
"""

from collections import defaultdict

import pytest
from neurosim.models import hippocampus_neocortex

from neurosim.experiments import Life, run_lives, run_seed
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed

SEEDS = (300, 301)
LIFE = changed(Life(), {"items_count": 3, "night": 30})


@pytest.fixture(scope="session")
def lives():
    """Return the outcome of each subject by condition."""
    found = defaultdict(list)
    agents = {"hippocampus_neocortex": hippocampus_neocortex.build}
    for seed in SEEDS:
        items = Digits().draw(3, seed)
        for outcome in run_seed(LIFE, items, agents, seed, lambda *_: None):
            found[outcome.condition].append(outcome)
    return found


@pytest.fixture(scope="session")
def lived():
    """Return a function that gives the readings of one subject in an experiment.

    They are keyed by agent, condition, measure, and place on the abscissa.
    """

    def by_one_subject(experiment, agents):
        seed = SEEDS[0]
        plans = experiment.lives(RandomCodes(), seed)
        return {
            (outcome.agent, outcome.condition, reading.measure, reading.at): reading.value
            for outcome in run_lives(experiment, plans, agents, seed)
            for reading in outcome.readings
        }

    return by_one_subject


@pytest.fixture(scope="session")
def mean(lives):
    """Return a function that gives the mean of a measure over subjects in a condition."""

    def over_subjects(condition, measure):
        values = [
            reading.value
            for outcome in lives[condition]
            for reading in outcome.readings
            if reading.measure == measure
        ]
        assert len(values) == len(SEEDS)
        return sum(values) / len(values)

    return over_subjects
