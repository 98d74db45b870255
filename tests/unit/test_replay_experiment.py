"""The experiment on replay, lived by agents of which it is known what they replay."""

import numpy as np
import pytest

from neurosim.experiments import rows_of, run_lives
from neurosim.experiments.replay import ReplayInSleep
from neurosim.items import RandomCodes
from neurosim.parameters import changed
from neurosim.protocol import Recording, Signal, Sleep, Study
from neurosim.protocol.dummies import Oracle
from night_trains import burst, disjoint, noise, spikes_of, starts, studied, together

K = 6
EXPERIMENT = changed(ReplayInSleep(), {"items_count": K, "night": 40})
REPLAYS = 60


class Dreamer(Oracle):
    """Replays what it has studied, all items alike, in the noise of its CA3."""

    regions = ("hippocampus",)
    offers = frozenset({Signal.ANSWER, Signal.SPIKES})

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.codes = disjoint(self.random, [15] * K)

    def dreams(self):
        """What is replayed in a night, in order."""
        return self.random.permutation(np.arange(REPLAYS) % len(self.memory))

    def _study(self, event):
        record = super()._study(event)
        spikes = studied(self.codes[len(self.memory) - 1], 0).spikes
        return Recording(event, record.response, spikes)

    def _sleep(self, event):
        parts = [noise(self.random, event.seconds)]
        if self.memory:
            order = self.dreams()
            times = starts(self.random, len(order), event.seconds)
            pairs = zip(order, times, strict=True)
            parts += [burst(self.random, self.codes[who], t) for who, t in pairs]
        return Recording(event, spikes={"CA3": together(parts)})


class Obsessed(Dreamer):
    """Replays the first item only."""

    def dreams(self):
        return np.zeros(REPLAYS, int)


class Confused(Dreamer):
    """Fires cells of all items together."""

    def _sleep(self, event):
        if not self.memory:
            return super()._sleep(event)
        anyone = np.concatenate(self.codes)
        mixed = [self.random.choice(anyone, 15, replace=False) for _ in range(REPLAYS)]
        pairs = zip(mixed, starts(self.random, REPLAYS, event.seconds), strict=True)
        parts = [burst(self.random, cells, t) for cells, t in pairs]
        return Recording(event, spikes={"CA3": together([noise(self.random, 40.0), *parts])})


class Comatose(Dreamer):
    """Does not fire at all in its sleep."""

    def _sleep(self, event):
        return Recording(event, spikes={"CA3": spikes_of([], [])})


def rows(kind, seed=1):
    """Rows by condition, measure and place."""
    plans = EXPERIMENT.lives(RandomCodes(), seed)
    return {
        (row.condition, row.measure, row.at): row
        for outcome in run_lives(EXPERIMENT, plans, {"one": kind}, seed)
        for row in rows_of(outcome)
    }


def test_the_naive_night_is_the_same_before_anything_was_learned():
    items = RandomCodes().draw(K, 1)
    sleep, naive = EXPERIMENT.timetables(items).values()
    assert [type(event) for event in sleep] == [Study] * K + [Sleep]
    assert [type(event) for event in naive] == [Sleep] + [Study] * K
    assert sleep[-1] == naive[0]
    assert [event.item for event in sleep[:K]] == list(items.items)


def test_what_is_replayed_is_found_and_nothing_else():
    found = rows(Dreamer)
    rate = found["sleep", "replay_rate", None]
    assert rate.value == pytest.approx(REPLAYS / 40, rel=0.05)
    assert rate.chance < 0.05 < rate.ceiling
    assert found["sleep", "mixed", None].value <= 0.03
    assert found["sleep", "undecodable", None].chance > 0.95
    assert found["sleep", "completeness", None].value == pytest.approx(0.9, abs=0.03)
    assert found["sleep", "completeness", None].chance < 0.1
    assert found["sleep", "burst_rate", None].chance < 1 < found["sleep", "burst_rate", None].value
    assert 20 < found["sleep", "duration", None].value < 100
    assert found["sleep", "interval_cv", None].chance == 1


def test_replays_are_counted_item_by_item_and_balanced():
    found = rows(Dreamer)
    counts = [found["sleep", "replays", float(n + 1)] for n in range(K)]
    assert all(abs(row.value - REPLAYS / K) <= 2 for row in counts)
    assert all(row.chance < 1 for row in counts)
    assert {row.ceiling for row in counts} == {np.mean([row.value for row in counts])}
    assert ("sleep", "replays", K + 1.0) not in found
    assert found["sleep", "spread", None].value > 0.98
    assert found["sleep", "least_share", None].value > 0.7


def test_before_anything_was_learned_there_is_nothing_to_replay():
    found = rows(Dreamer)
    assert found["naive", "replay_rate", None].value <= 1 / 40
    assert found["naive", "undecodable", None].value > 0.9
    assert sum(found["naive", "replays", n + 1.0].value for n in range(K)) <= 1


def test_one_item_only_is_no_balance():
    found = rows(Obsessed)
    assert found["sleep", "replays", 1.0].value == pytest.approx(REPLAYS, abs=2)
    assert found["sleep", "least_share", None].value == 0
    assert found["sleep", "spread", None].value < 0.1 < found["sleep", "spread", None].ceiling


def test_cells_of_all_items_at_once_are_no_replay_of_one():
    right, wrong = rows(Dreamer), rows(Confused)
    rate = ("sleep", "replay_rate", None)
    assert wrong[rate].value < 0.4 * right[rate].value
    assert wrong["sleep", "completeness", None].value < 0.6


def test_a_silent_night_has_rates_of_zero_and_nothing_else():
    found = rows(Comatose)
    assert found["sleep", "burst_rate", None].value == 0
    assert found["sleep", "replay_rate", None].value == 0
    for name in ("duration", "undecodable", "completeness", "interval_cv", "spread"):
        assert ("sleep", name, None) not in found


def test_an_agent_without_spikes_has_no_measures():
    assert rows(Oracle) == {}


def test_the_bar_can_be_set():
    strict = changed(EXPERIMENT, {"detection.threshold": 90})
    plans = strict.lives(RandomCodes(), 1)
    outcomes = run_lives(strict, plans, {"one": Dreamer}, 1)
    burst_rate = [r.value for o in outcomes for r in o.readings if r.measure == "burst_rate"]
    assert burst_rate == [0, 0]


def test_a_quick_look_is_smaller():
    quick = EXPERIMENT.quick()
    assert quick.items_count < K
    assert quick.night < 40


def test_charts_show_what_is_measured():
    names = {measure.name for measure in EXPERIMENT.measures()}
    assert {name for chart in EXPERIMENT.charts() for name, _ in chart.measures} <= names
