"""A few short lives of an experiment, lived by a subject of their own."""

from collections import defaultdict

from neurosim.models.hippocampus_neocortex import build

from neurosim.experiments import run_lives
from neurosim.items import RandomCodes

SEEDS = (200,)
CODES = RandomCodes()


class Lived:
    """Outcomes of the lives of an experiment that are wanted, by condition and part."""

    def __init__(self, experiment, wanted, source=CODES, seeds=SEEDS):
        self.outcomes, self.seeds = defaultdict(list), seeds
        for seed in seeds:
            plans = experiment.lives(source, seed)
            kept = [plan for plan in plans if (plan.condition, plan.part) in wanted]
            for outcome in run_lives(experiment, kept, {"brain": build}, seed):
                self.outcomes[outcome.condition, outcome.part].append(outcome)
        assert set(self.outcomes) == set(wanted)

    def readings(self, condition, part, measure, at=None):
        """Return the reading of each subject."""
        found = [
            reading
            for outcome in self.outcomes[condition, part]
            for reading in outcome.readings
            if (reading.measure, reading.at) == (measure, at)
        ]
        assert len(found) == len(self.seeds)
        return found

    def mean(self, condition, part, measure, at=None):
        """Return the mean over subjects."""
        values = [reading.value for reading in self.readings(condition, part, measure, at)]
        return sum(values) / len(values)

    def diaries(self, condition, part):
        """Return the diary of each subject."""
        return [outcome.diary for outcome in self.outcomes[condition, part]]
