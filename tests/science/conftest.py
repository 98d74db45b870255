"""One small life, lived once for all claims: three items, half a minute of sleep, one subject.

Its seed was not used for choosing parameters. The long form, twenty subjects and five items, is
`make science`; its table and figure are in docs/science/life.
"""

import pytest
from neurosim.models import hippocampus_neocortex

from neurosim.experiments import Life, run_lives, run_seed
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed

SEED = 300
LIFE = changed(Life(), {"items_count": 3, "night": 30})


@pytest.fixture(scope="session")
def life():
    """Return the outcome of each condition."""
    agents = {"hippocampus_neocortex": hippocampus_neocortex.build}
    items = Digits().draw(3, SEED)
    outcomes = run_seed(LIFE, items, agents, SEED, lambda *_: None)
    return {outcome.condition: outcome for outcome in outcomes}


@pytest.fixture(scope="session")
def score(life):
    """Return a function that gives the value of a measure in a condition."""

    def reading(condition, measure):
        (found,) = (r.value for r in life[condition].readings if r.measure == measure)
        return found

    return reading


@pytest.fixture(scope="session")
def lived():
    """Return a function that gives the readings of one subject in an experiment.

    They are keyed by agent, condition, measure, and place on the abscissa.
    """

    def by_one_subject(experiment, agents):
        plans = experiment.lives(RandomCodes(), SEED)
        return {
            (outcome.agent, outcome.condition, reading.measure, reading.at): reading.value
            for outcome in run_lives(experiment, plans, agents, SEED)
            for reading in outcome.readings
        }

    return by_one_subject
