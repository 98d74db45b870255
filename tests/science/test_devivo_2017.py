"""De Vivo et al. (2017): synapses are smaller after sleep, but for the largest fifth.

And as Tononi & Cirelli (2014) hold, what was learned is told from the rest no worse for it, and
without it weights grow without an end. The long form, twenty subjects and a week, is `make
science`; its table and figure are in docs/science/sleep-homeostasis.
"""

from collections import defaultdict

import pytest
from neurosim.models import hippocampus_neocortex_homeostasis as renormalised
from neurosim.models import hippocampus_neocortex_no_downscaling as growing

from neurosim.experiments import SleepHomeostasis, run_lives
from neurosim.items import RandomCodes
from neurosim.parameters import changed

SEEDS = (200, 201)
SMALL = changed(SleepHomeostasis(), {"items_count": 4, "days": 2, "control": 2, "night": 12})
LIVED = (("renormalised", "sleep"), ("renormalised", "replay-blocked"), ("growing", "sleep"))
AGENTS = {"renormalised": renormalised.build, "growing": growing.build}


@pytest.fixture(scope="module")
def readings():
    """Return the readings of both subjects by agent, condition, measure and place."""
    found = defaultdict(list)
    for seed in SEEDS:
        plans = {plan.condition: plan for plan in SMALL.lives(RandomCodes(), seed)}
        for agent, condition in LIVED:
            build = {agent: AGENTS[agent]}
            for outcome in run_lives(SMALL, [plans[condition]], build, seed):
                for r in outcome.readings:
                    found[agent, condition, r.measure, r.at].append(r.value)
    return found


def each(readings, measure, at=None, agent="renormalised", condition="sleep"):
    values = readings[agent, condition, measure, at]
    assert len(values) == len(SEEDS)
    return values


def mean(*arguments, **where):
    return sum(each(*arguments, **where)) / len(SEEDS)


def test_a_night_takes_some_18_percent_and_a_day_gives_as_much(readings):
    for night in (1, 2):
        for change in each(readings, "night_change", night):
            assert -0.23 < change < -0.13
    assert 0.15 < mean(readings, "day_change", 2) < 0.28
    assert mean(readings, "mean_weight", 2) == pytest.approx(1.0, abs=0.05)


def test_the_strongest_fifth_is_spared_and_the_weakest_shrinks_most(readings):
    changes = [mean(readings, "change_by_fifth", fifth) for fifth in range(5)]
    assert changes == sorted(changes)
    assert changes[0] < -0.3
    assert changes[4] > -0.08


def test_what_was_learned_is_told_from_the_rest_no_worse_than_in_the_evening(readings):
    before, after = (mean(readings, f"lesioned_old_{t}_dprime", 2) for t in ("evening", "morning"))
    assert after >= before > 0.5
    before, after = (mean(readings, f"lesioned_new_{t}_dprime", 1) for t in ("evening", "morning"))
    assert after > before + 0.5
    assert mean(readings, "recall_old_morning", 2) == 1.0


def test_without_downscaling_nights_only_add(readings):
    for night in (1, 2):
        assert min(each(readings, "night_change", night, "growing")) > 0.01
    assert mean(readings, "mean_weight", 2.5, "growing") > 1.08


def test_without_replay_the_night_takes_as_much_and_teaches_nothing(readings):
    blocked = {"condition": "replay-blocked"}
    assert mean(readings, "night_change", 2, **blocked) <= mean(readings, "night_change", 2)
    taught = mean(readings, "lesioned_new_morning_dprime", 2)
    assert mean(readings, "lesioned_new_morning_dprime", 2, **blocked) < taught - 0.5


def test_what_was_taught_before_is_no_worse_for_a_night_of_downscaling_alone(readings):
    before, after = (
        mean(readings, f"lesioned_old_{time}_dprime", 2, condition="replay-blocked")
        for time in ("evening", "morning")
    )
    assert after > before - 0.1
