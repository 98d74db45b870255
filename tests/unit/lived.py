"""Lives of made-up agents, as numbers."""

from neurosim.experiments import rows_of, run_lives
from neurosim.items import Digits


def lived(experiment, kind, seed=1, source=None):
    """Every number of one agent, by condition, measure and place."""
    plans = experiment.lives(source or Digits(), seed)
    outcomes = run_lives(experiment, plans, {"one": kind}, seed)
    return {
        (row.condition, row.measure, row.at): row
        for outcome in outcomes
        for row in rows_of(outcome)
    }


def curve(found, condition, measure):
    """Values along the abscissa."""
    at = sorted(place for c, m, place in found if (c, m) == (condition, measure))
    return [found[condition, measure, place].value for place in at]
