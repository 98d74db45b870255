"""Sequences: place fields, what is decoded from bursts, and an order that is known beforehand."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.experiments import SequenceReplay, rows_of, run_lives
from neurosim.items import Tracks
from neurosim.measures.bursts import Burst
from neurosim.measures.places import binned, decoded, fields, moving, normalised, placed, speed
from neurosim.measures.sequence_measures import Found, busy_moments
from neurosim.measures.sequences import (
    SEQUENCE_TEST,
    Sequence,
    front,
    line_speed,
    sequences,
    weighted_correlation,
)
from neurosim.parameters import changed
from neurosim.protocol import Sleep, Track, Walk
from walker import BURST, CELLS, Walker, spikes_of

AT = np.arange(CELLS) / CELLS
TRACK = Track("place", AT, 0.05, 40.0)
RUN = Walk(TRACK, (0.0,) * 10 + tuple((np.arange(50) + 0.5) / 50) + (1.0,) * 10, 0.04, "fields")
RATES = 20 * np.exp(-((AT[:, None] - (np.arange(50) + 0.5) / 50) ** 2) / (2 * 0.05**2))


def rng(seed=0):
    return np.random.default_rng(seed)


def recorded(laps=5):
    agent = Walker(1, Tracks().senses)
    return [(RUN, agent._walk(RUN).spikes["CA3"]) for _ in range(laps)]


# Place fields


def test_it_is_known_when_the_agent_moves_and_how_fast():
    assert moving(RUN).sum() == 50
    assert not moving(RUN)[:10].any()
    assert not moving(RUN)[-10:].any()
    assert speed(RUN) == pytest.approx(1 / 2)
    assert speed(replace(RUN, places=(0.5, 0.5))) == 0
    shuffled = tuple(rng().permutation(RUN.places[10:-10]))
    assert speed(replace(RUN, places=shuffled)) == pytest.approx(1 / 2)


def test_place_fields_are_where_cells_fire_whatever_the_order_of_places():
    agent = Walker(1, Tracks().senses)
    order = (0.0,) * 5 + tuple(rng().permutation(RUN.places[10:-10])) + (1.0,) * 5
    for walk in (RUN, replace(RUN, places=order)):
        found = fields([(walk, agent._walk(walk)) for _ in range(10)], "CA3")
        assert found.shape == (CELLS, 50)
        inner = slice(12, -12)
        assert np.mean(np.abs(found.argmax(axis=1)[inner] / 50 - AT[inner])) < 0.04
        assert found.max(axis=1)[inner].mean() == pytest.approx(34, rel=0.3)
        assert placed(found).size > 0.9 * CELLS


def test_cells_that_fire_while_the_agent_stays_have_no_field():
    early = spikes_of(np.zeros(30, int), np.linspace(0, 0.39, 30))
    record = Walker(1, Tracks().senses)._walk(RUN)
    found = fields([(RUN, replace(record, spikes={"CA3": early}))], "CA3")
    assert not found.any()
    assert placed(found).size == 0


def test_places_are_decoded_and_silent_bins_tell_nothing():
    counts = np.zeros((CELLS, 3))
    counts[58:63, 0], counts[10:14, 2] = 1, 2
    found = decoded(counts, RATES, 0.01)
    assert found.sum(axis=0) == pytest.approx([1, 0, 1])
    assert abs(found[:, 0].argmax() / 50 - 0.5) < 0.05
    assert abs(found[:, 2].argmax() / 50 - 0.1) < 0.05
    assert normalised(np.zeros((7, 50, 3)), counts).shape == (7, 50, 3)


def test_spikes_are_counted_in_bins():
    counts = binned(np.array([0, 0, 2]), np.array([0.0, 0.01, 0.0299]), 3, 0.01, 3)
    assert counts.tolist() == [[1, 1, 0], [0, 0, 0], [0, 0, 1]]


# The order in a burst


def diagonal(step):
    """Return certainty about a place that moves by so many of 50 bins in each of ten."""
    found = np.zeros((50, 10))
    found[25 + np.floor(step * (np.arange(10) - 4.5)).astype(int), np.arange(10)] = 1
    return found


@pytest.mark.parametrize("step", [-4, -1, 1, 4])
def test_direction_and_speed_of_a_place_that_moves(step):
    found = diagonal(step)
    assert weighted_correlation(found) == pytest.approx(np.sign(step), abs=0.02)
    assert line_speed(found, 0.01) == pytest.approx(step / 50 / 0.01, rel=0.1)


def test_what_stays_or_is_not_decoded_has_no_order():
    for found in (diagonal(0), np.zeros((50, 10)), np.full((50, 10), 0.02)):
        assert weighted_correlation(found) == pytest.approx(0, abs=1e-9)
        assert line_speed(found, 0.01) == pytest.approx(0, abs=1e-9)
    several = np.array([diagonal(2), diagonal(-2)])
    assert weighted_correlation(several) == pytest.approx([1, -1], abs=0.02)


def run_along(seconds, forward=True, seed=0, order=None):
    """Return a burst in which each cell fires three times about when its place is passed."""
    place = AT if order is None else AT[order]
    times = 0.05 + seconds * np.repeat(place if forward else 1 - place, 3)
    return spikes_of(
        np.repeat(np.arange(CELLS), 3), times + rng(seed).uniform(0, 0.005, times.size)
    )


def told(spikes, seconds, seed=0):
    bursts = [Burst(0.04, 0.07 + seconds, spikes.counts(0, 9))]
    return list(sequences(spikes, bursts, RATES, rng(seed)))


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("seconds", [0.08, 0.2])
def test_a_sequence_is_found_with_its_direction_and_speed(forward, seconds):
    (found,) = told(run_along(seconds, forward), seconds)
    sign = 1 if forward else -1
    assert found.chance < 0.05
    assert sign * found.order > 0.9
    assert sign * found.speed == pytest.approx(1 / seconds, rel=0.25)
    assert sign * found.front == pytest.approx(seconds, rel=0.1)
    assert found.span > 0.6


def test_bursts_without_order_pass_no_more_often_than_they_should():
    chances = []
    for seed in range(40):
        burst = run_along(0.12, seed=seed, order=rng(seed).permutation(CELLS))
        chances += [each.chance for each in told(burst, 0.12, seed)]
    assert len(chances) == 40
    assert np.mean(np.array(chances) < 0.05) <= 0.125


def test_a_burst_of_all_cells_at_once_is_no_sequence():
    times = 0.05 + rng().uniform(0, 0.1, 3 * CELLS)
    (found,) = told(spikes_of(np.repeat(np.arange(CELLS), 3), times), 0.1)
    assert found.chance > 0.05


def test_too_few_cells_or_bins_are_not_asked():
    few = spikes_of([1, 20, 40, 60], [0.05, 0.06, 0.07, 0.08])
    assert told(few, 0.1) == []
    short = spikes_of(np.arange(50), 0.05 + np.linspace(0, 0.005, 50))
    assert told(short, 0.005) == []


def test_the_same_seed_gives_the_same_chance():
    burst = run_along(0.1, order=rng(3).permutation(CELLS))
    assert told(burst, 0.1, 5) == told(burst, 0.1, 5)


def test_the_front_is_made_of_first_spikes():
    burst = run_along(0.1)
    again = spikes_of(
        np.r_[burst.cells, np.arange(CELLS)], np.r_[burst.seconds, np.full(CELLS, 0.2)]
    )
    assert front(again, 0.0, 1.0, np.arange(CELLS), AT) == pytest.approx(0.1, rel=0.1)
    assert front(again, 0.5, 1.0, np.arange(CELLS), AT) == 0


# What is measured


def test_numbers_of_sequences_made_by_hand():
    each = Sequence(0, 0.1, 0.9, 0.01, 8.0, 0.1, 0.7)
    odd = (replace(each, chance=0.5), replace(each, span=0.1))
    several = (each, replace(each, order=-0.8, speed=-6.0), *odd)
    found = Found(5, several, 10.0, 0.5, SEQUENCE_TEST)
    assert [s.order for s in found.ordered] == [0.9, -0.8]
    assert found.share(found.ordered) == pytest.approx(0.4)
    assert found.share(found.forward) == pytest.approx(0.2)
    assert Found(0, (), 10.0, 0.5, SEQUENCE_TEST).share([]) == 0


def test_a_busy_moment_has_a_mean_rate_of_a_hertz():
    busy = spikes_of(np.zeros(13, int), np.linspace(0.1, 0.19, 13))
    assert busy_moments(busy, 0.4).tolist() == [0, 1, 0, 0]


EXPERIMENT = changed(SequenceReplay(), {"laps": 2, "tests": 3, "night": 10})


class OneWay(Walker):
    directions = (1,)


class Restless(Walker):
    """Fires the same cells in bursts, in no order."""

    def night(self, seconds):
        train = super().night(seconds)
        order = self.random.permutation(CELLS)
        return spikes_of(order[train.cells], train.seconds)


def measured(kind, condition="walk"):
    plans = [plan for plan in EXPERIMENT.lives(Tracks(), 3) if plan.condition == condition]
    (outcome,) = run_lives(EXPERIMENT, plans, {"it": kind}, 3)
    return {row.measure: row for row in rows_of(outcome)}


def test_sequences_in_both_directions_are_measured():
    rows = measured(Walker)
    assert rows["sequences"].value > 0.9
    assert rows["sequences"].chance < 0.15
    assert rows["forward"].value == pytest.approx(rows["backward"].value, abs=0.1)
    for name in ("compression", "front_compression"):
        assert rows[name].value == pytest.approx(EXPERIMENT.run / BURST, rel=0.25)
    assert rows["burst_rate"].value == pytest.approx(2, abs=0.2)
    assert rows["sequence_rate"].value == pytest.approx(2, abs=0.3)
    assert 0.2 < rows["busy"].value < 0.5


def test_one_direction_and_none_are_told_apart_from_both():
    one = measured(OneWay)
    assert one["forward"].value > 0.9
    assert one["backward"].value == 0
    none = measured(Restless)
    assert none["sequences"].value <= 0.15
    assert none["burst_rate"].value > 1


def test_of_few_bursts_no_share_is_taken():
    few = changed(EXPERIMENT, {"night": 2})
    (outcome,) = run_lives(few, few.lives(Tracks(), 3)[:1], {"it": Walker}, 3)
    assert {row.measure for row in rows_of(outcome)} == {"burst_rate", "sequence_rate", "busy"}


def test_an_agent_that_never_walked_or_never_slept_has_no_sequences():
    measures = EXPERIMENT.measures()
    plan = EXPERIMENT.lives(Tracks(), 3)[0]
    night = [event for event in plan.timetable if isinstance(event, Sleep)]
    for events in (night, [e for e in plan.timetable if e not in night]):
        part = replace(plan, timetable=tuple(events))
        (outcome,) = run_lives(EXPERIMENT, [part], {"it": Walker}, 3)
        assert not any(measure.applies(outcome.diary) for measure in measures)


# The timetable


def test_conditions_differ_in_what_can_be_learned_of_order_and_in_nothing_else():
    plans = {plan.condition: plan.timetable for plan in EXPERIMENT.lives(Tracks(), 3)}
    assert list(plans) == ["walk", "other-tracks", "scrambled", "naive"]
    laps = {
        name: [e for e in days if isinstance(e, Walk) and e.label == "lap"]
        for name, days in plans.items()
    }
    (home,) = {lap.track for lap in laps["walk"] + laps["scrambled"] + laps["naive"]}
    assert all(lap.track is not home for lap in laps["other-tracks"])
    assert len({lap.track for lap in laps["other-tracks"]}) == 2
    assert len({lap.places for lap in laps["walk"] + laps["other-tracks"]}) == 1
    assert len({lap.places for lap in laps["scrambled"]}) == 2
    (walked,) = {tuple(sorted(lap.places)) for each in laps.values() for lap in each}
    assert walked == laps["walk"][0].places
    for days in plans.values():
        tests = [e for e in days if isinstance(e, Walk) and e.label == "fields"]
        assert len(tests) == 3
        assert all(test.track is home and not test.learning for test in tests)
        assert tests == list(days[-3:])
    assert isinstance(plans["naive"][0], Sleep)
    assert float(SEQUENCE_TEST.significance) == 0.05
