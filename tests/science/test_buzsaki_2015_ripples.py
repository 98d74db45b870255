"""Ripples: replay comes in a rhythm of 140 to 220 Hz, in the up states of the cortex.

Buzsaki (2015) reviews ripples of rats; that they come in up states: Molle et al. (2006). Without
fast inhibition in CA1 there is no such rhythm, without memories no replay. The long form, twenty
subjects, is `make science`; its table and figure are in docs/science/ripples.
"""

from collections import defaultdict

import pytest
from neurosim.models import hippocampus_neocortex, hippocampus_neocortex_thalamus

from neurosim.experiments import Ripples, run_lives
from neurosim.items import RandomCodes
from neurosim.measures.ripples import RIPPLES
from neurosim.parameters import changed

SMALL = changed(Ripples(), {"items_count": 6, "night": 40})
PACED, SLOW = "hippocampus_neocortex_thalamus", "hippocampus_neocortex"
AGENTS = {PACED: hippocampus_neocortex_thalamus.build, SLOW: hippocampus_neocortex.build}
LIVED = ((200, PACED, "sleep"), (200, PACED, "naive"), (200, SLOW, "sleep"))


@pytest.fixture(scope="module")
def readings():
    """Return every reading of the subjects by agent, condition and measure."""
    found = defaultdict(list)
    for seed, agent, condition in LIVED:
        plans = [plan for plan in SMALL.lives(RandomCodes(), seed) if plan.condition == condition]
        for outcome in run_lives(SMALL, plans, {agent: AGENTS[agent]}, seed):
            for reading in outcome.readings:
                found[agent, condition, reading.measure].append(reading)
    return found


def values(readings, measure, agent=PACED, condition="sleep"):
    return [reading.value for reading in readings[agent, condition, measure]]


def chances(readings, measure):
    return [reading.chance for reading in readings[PACED, "sleep", measure]]


def test_replay_has_a_rhythm_in_the_band_of_ripples(readings):
    assert all(RIPPLES.low <= peak <= RIPPLES.high for peak in values(readings, "peak_frequency"))
    assert all(p <= 0.05 for p in values(readings, "peak_p"))


def test_with_slow_inhibition_cells_fire_as_fast_as_they_can(readings):
    assert all(peak > 240 for peak in values(readings, "peak_frequency", SLOW))


def test_ripples_are_as_long_and_as_frequent_as_in_rats(readings):
    assert all(30 <= duration <= 120 for duration in values(readings, "ripple_duration"))
    assert all(0.3 <= rate <= 3 for rate in values(readings, "ripple_rate"))


def test_before_anything_is_learned_there_are_hardly_any_bursts(readings):
    naive = values(readings, "burst_rate", condition="naive")
    assert max(naive) < 0.3 * min(values(readings, "burst_rate"))


def test_ripples_come_in_up_states(readings):
    pairs = zip(
        values(readings, "ripples_in_up_states"),
        chances(readings, "ripples_in_up_states"),
        strict=True,
    )
    assert all(share > chance + 0.1 for share, chance in pairs)
    # Of some 30 ripples; of a hundred, in the long form, p < .001 in every brain.
    assert all(p < 0.01 for p in values(readings, "locking_p"))


def test_the_slow_oscillation_is_slow(readings):
    assert all(0.4 < rate < 1.2 for rate in values(readings, "up_rate"))
