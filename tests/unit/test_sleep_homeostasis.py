"""Sleep homeostasis: what is planned, what is measured of nights, rates and d', and run-aways."""

import numpy as np
import pytest

from neurosim.errors import SimulationError
from neurosim.experiments import FailedLifeError, SleepHomeostasis, rows_of, run_lives
from neurosim.experiments.sleep_homeostasis import AGES, label, night
from neurosim.items import RandomCodes
from neurosim.measures.discrimination import d_prime, discrimination
from neurosim.measures.nights import NightlyWeights
from neurosim.measures.rates import rate_asleep, rate_in_tests
from neurosim.parameters import changed
from neurosim.protocol import (
    BrokenOffError,
    Diary,
    Item,
    Lesion,
    RanAwayError,
    Recall,
    Recording,
    Replay,
    Rest,
    Sleep,
    Spikes,
    Study,
    live,
)
from spiking_dummy import Pulse

WEEK = SleepHomeostasis()
PLANS = {plan.condition: plan.timetable for plan in WEEK.lives(RandomCodes(), 3)}
SMALL = changed(WEEK, {"items_count": 6, "days": 3, "control": 2, "night": 3})


def nights(condition):
    return [event for event in PLANS[condition] if isinstance(event, Sleep)]


# What is planned


def test_every_day_has_its_items_its_tests_and_its_night():
    assert [event.label for event in nights("sleep")] == [night(day) for day in range(1, 8)]
    assert sum(isinstance(event, Study) for event in PLANS["sleep"]) == 14
    asked = [event for event in PLANS["sleep"] if isinstance(event, Recall)]
    counts = {day: sum(e.label == label("old", "evening", day) for e in asked) for day in (1, 2, 7)}
    assert counts == {1: 0, 2: 2, 7: 12}
    assert sum(e.label == label("new", "morning", 7) for e in asked) == 2


def test_tests_of_the_intact_agent_are_taken_without_hippocampus_as_well():
    asked = [event for event in PLANS["sleep"] if isinstance(event, Recall)]
    copies = [event for event in PLANS["sleep"] if isinstance(event, Lesion)]
    assert [test for copy in copies for test in copy.then] == asked
    assert {copy.region for copy in copies} == {"hippocampus"}


def test_in_the_control_replay_is_blocked_from_the_second_night_on():
    blocked, slept = PLANS["replay-blocked"], PLANS["sleep"]
    found = [event.replay for event in nights("replay-blocked")]
    assert found == [Replay.NATURAL, Replay.BLOCKED]
    assert {event.replay for event in nights("sleep")} == {Replay.NATURAL}
    for one, other in zip(blocked, slept, strict=False):
        if isinstance(one, Sleep):
            assert (one.seconds, one.label) == (other.seconds, other.label)
        elif isinstance(one, Study):
            assert one == other


# What is measured of nights

WEIGHTS = NightlyWeights("path")


def slept(number, evening, morning, pruned=0.0, began=0.0):
    told = {"evening": evening, "morning": morning, "pruned": np.full(20, pruned)}
    levels = {f"path_{name}": np.asarray(values, float) for name, values in told.items()}
    return Recording(Sleep(5.0, label=night(number)), began=began, levels=levels)


RISING = np.linspace(1, 20, 20)
FIRST = slept(1, RISING, 0.8 * RISING, 0.1)
SECOND = slept(2, 1.2 * RISING, np.where(np.arange(20) < 16, 0.6, 1.2) * RISING, 0.3, began=9.0)
DIARY = Diary("by hand", (FIRST, Recording(Rest(1.0)), SECOND))


def test_the_change_of_a_night_is_that_of_the_mean():
    (one, two) = (WEIGHTS.change("x", night(number), number) for number in (1, 2))
    assert one.value(DIARY) == pytest.approx(-0.2)
    assert (one.chance(DIARY), one.began(DIARY), two.began(DIARY)) == (0, 0, 9)
    assert two.value(DIARY) == pytest.approx(-0.5 * np.sum(RISING[:16]) / np.sum(RISING))


def test_growth_is_from_the_morning_to_the_next_evening():
    day = WEIGHTS.growth("x", night(1), night(2), 2.0)
    assert day.value(DIARY) == pytest.approx(0.5)
    assert not day.applies(Diary("by hand", (FIRST,)))


def test_levels_are_relative_to_the_first_evening():
    found = [
        WEIGHTS.level("x", night(1), night(number), time, 0.0).value(DIARY)
        for number, time in ((1, "evening"), (1, "morning"), (2, "evening"))
    ]
    assert found == pytest.approx([1.0, 0.8, 1.2])


def test_fifths_are_told_apart_and_held_against_what_all_do():
    changes = [WEIGHTS.by_fifth("x", fifth) for fifth in range(5)]
    assert [c.value(DIARY) for c in changes] == pytest.approx([-0.35] * 4 + [-0.1])
    whole = -0.5 * np.sum(RISING[:16]) / np.sum(RISING)
    assert changes[0].chance(DIARY) == pytest.approx((-0.2 + whole) / 2)
    assert changes[4].at == 4
    assert WEIGHTS.pruned("x", night(2)).value(DIARY) == pytest.approx(0.3)
    assert WEIGHTS.pruned_by_fifth("x", 0).value(DIARY) == pytest.approx(0.2)


def test_agents_that_tell_nothing_of_their_weights_have_no_such_measures():
    silent = Diary("by hand", (Recording(Sleep(5.0, label=night(1))),))
    assert not WEIGHTS.change("x", night(1)).applies(silent)
    assert not WEIGHTS.by_fifth("x", 0).applies(silent)


# Rates and d'


def train(count, size=10):
    return Spikes(np.zeros(count, np.int32), np.linspace(0, 0.3, count), size)


def test_rates_are_spikes_by_cells_and_seconds():
    asleep = Recording(Sleep(2.0, label=night(1)), spikes={"cortex": train(60)})
    test = Recall({"sound": np.ones(2, bool)}, 0.5, "a", "evening")
    tests = [Recording(test, None, {"cortex": train(count)}) for count in (10, 20)]
    diary = Diary("by hand", (asleep, *tests))
    assert rate_asleep("x", "cortex", night(1)).value(diary) == pytest.approx(3.0)
    assert rate_in_tests("x", "cortex", "evening").value(diary) == pytest.approx(3.0)
    assert not rate_asleep("x", "cortex", night(2)).applies(diary)
    assert not rate_in_tests("x", "cortex", "evening", "hippocampus").applies(diary)


def test_d_prime_is_the_distance_of_means_in_standard_deviations():
    random = np.random.default_rng(0)
    own, other = random.normal(3, 2, 100_000), random.normal(1, 2, 100_000)
    assert d_prime(own, other) == pytest.approx(1.0, abs=0.02)
    assert d_prime(other, own) == pytest.approx(-1.0, abs=0.02)
    assert d_prime(np.zeros(3), np.zeros(5)) == 0


def test_only_uncued_cells_are_told_apart():
    items = [
        Item("a", {"sight": np.array([1, 1, 0, 0], bool), "sound": np.array([1, 0], bool)}),
        Item("b", {"sight": np.array([0, 0, 1, 1], bool), "sound": np.array([0, 1], bool)}),
    ]
    shown = [
        Recording(Study(i, 0.4), {sense: 9.0 * code for sense, code in i.code.items()})
        for i in items
    ]
    answer = {"sight": np.array([4.0, 8.0, 0.0, 2.0]), "sound": np.array([0.0, 99.0])}
    test = Recall(items[0].cue("sound"), 0.4, "a", "evening")
    diary = Diary("by hand", (*shown, Recording(test, answer)))
    found = discrimination("x", "evening")
    wanted = (6 - 1) / np.sqrt((4 + 1) / 2)
    assert found.value(diary) == pytest.approx(wanted)
    assert found.chance(diary) == pytest.approx(-wanted)


# Lives


class Telling(Pulse):
    """Tells of weights of the neocortex that shrink by a fifth each night."""

    def _sleep(self, event):
        record = super()._sleep(event)
        told = slept(0, RISING, 0.8 * RISING).levels
        levels = {n.replace("path", "neocortex_recurrent"): each for n, each in told.items()}
        return Recording(event, None, record.spikes, levels=levels)


class Growing(Telling):
    """Runs away in the second night, or stops for another reason."""

    error = RanAwayError

    def _sleep(self, event):
        if event.label == night(2):
            raise self.error("ran away", (Recording(event, None, self._spikes(1.5, [])),))
        return super()._sleep(event)


class Failing(Growing):
    """A simulation that fails tells nothing of the circuit."""

    error = BrokenOffError


def lived(kind, experiment=SMALL):
    plans = experiment.lives(RandomCodes(), 1)[:1]
    (outcome,) = run_lives(experiment, plans, {"one": kind}, 1)
    return outcome, {(row.measure, row.at): row.value for row in rows_of(outcome)}


def test_everything_is_measured_of_every_day():
    _, found = lived(Telling)
    assert found["night_change", 3] == pytest.approx(-0.2)
    assert found["mean_weight", 1.5] == pytest.approx(0.8)
    assert {f"lesioned_{age}_evening_dprime" for age in AGES} < {name for name, _ in found}
    assert ("lesioned_old_evening", 1) not in found
    assert ("lesioned_old_morning", 3) in found
    for chart in WEEK.charts():
        for name, _ in chart.measures:
            assert name in {measure for measure, _ in found}


def test_a_life_that_runs_away_counts_as_far_as_it_went():
    outcome, found = lived(Growing)
    assert [e.event.label for e in outcome.diary.recordings if isinstance(e.event, Sleep)] == [
        night(1)
    ]
    assert ("lesioned_new_evening", 2) in found
    assert ("night_change", 2) not in found
    assert [found["days_lived", None], lived(Telling)[1]["days_lived", None]] == [1, 3]


def test_a_life_that_fails_otherwise_does_not():
    with pytest.raises(FailedLifeError):
        lived(Failing)


def test_what_runs_away_is_told_from_what_fails():
    items = RandomCodes().draw(1, 0)
    timetable = [Rest(1.0), Sleep(3.0, label=night(2))]
    for kind in (Growing, Failing):
        with pytest.raises(SimulationError) as caught:
            live(kind(0, items.senses), timetable)
        assert type(caught.value) is kind.error
        assert len(caught.value.recordings) == 2
