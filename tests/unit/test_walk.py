"""Walks: an event in which what is perceived changes step by step."""

import dataclasses
import math

import numpy as np
import pytest

from neurosim import anatomy
from neurosim.anatomy import ca3_on_a_track
from neurosim.brain import Brain
from neurosim.brain.trials import runs, trial_of
from neurosim.engine import ROWS, SLOT, SLOTS, Request, Trial
from neurosim.errors import InputError, SimulationError
from neurosim.protocol import (
    Diary,
    Item,
    Recording,
    Senses,
    Signal,
    Sleep,
    Study,
    Track,
    Walk,
    live,
    lived_seconds,
)
from neurosim.protocol.checker import check_agent
from neurosim.protocol.dummies import Oracle
from neurosim.protocol.promises import BrokenPromiseError
from neurosim.store.arrays import packed, unpacked
from neurosim.store.diaries import packed_diary
from read_back import diary_from
from walker import Walker

UNITS = 8
SENSES = Senses((("place", UNITS), ("sound", 3)))
CENTRES = np.array([0.0, 0.25, 0.5, 0.75, 1.0, np.nan, np.nan, np.nan])
TRACK = Track("place", CENTRES, 0.05, 40.0)
WALK = Walk(TRACK, (0.0, 0.0, 0.5, 1.0), 0.02, "lap")
ITEMS = [
    Item(name, {"place": np.arange(UNITS) < n, "sound": np.ones(3, bool)})
    for name, n in (("a", 2), ("b", 5))
]


# The event


def test_units_fire_where_their_fields_are_and_units_without_one_are_silent():
    rates = TRACK.rates((0.5, 0.55))
    assert rates.shape == (2, UNITS)
    assert rates[0].tolist() == [0, 0, 40, 0, 0, 0, 0, 0]
    assert rates[1, 2] == pytest.approx(40 * math.exp(-0.5))


def test_a_walk_lasts_as_long_as_its_steps():
    assert pytest.approx(0.08) == WALK.seconds
    assert lived_seconds([WALK, Sleep(1.0)]) == pytest.approx(1.08)
    with pytest.raises(dataclasses.FrozenInstanceError):
        WALK.step = 1.0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Walk(TRACK, (0.0, 1.1), 0.1), "places lie within 0 to 1"),
        (lambda: Walk(TRACK, (math.nan,), 0.1), "places lie within 0 to 1"),
        (lambda: Walk(TRACK, (), 0.1), "more than 0"),
        (lambda: Walk(TRACK, (0.0,), 0.0), "more than 0"),
        (lambda: Walk(TRACK, (0.0,), math.inf), "more than 0"),
        (lambda: Track("place", np.array([2.0]), 0.1, 40), "fields lie within 0 to 1"),
        (lambda: Track("place", np.zeros((2, 2)), 0.1, 40), "fields lie within 0 to 1"),
        (lambda: Track("place", CENTRES, 0.0, 40), "wider than 0"),
        (lambda: Track("place", CENTRES, 0.1, math.nan), "above 0 Hz"),
    ],
)
def test_walks_that_make_no_sense_are_refused(make, said):
    with pytest.raises(InputError, match=said):
        make()


def test_agents_that_take_in_one_thing_at_a_time_refuse_before_the_life_begins():
    agent = Oracle(1, SENSES)
    with pytest.raises(InputError, match=r"^oracle cannot walk: it takes in one thing at a time$"):
        live(agent, [Study(ITEMS[0], 1), WALK])
    assert agent.memory == []


def test_an_agent_without_answers_cannot_be_asked():
    with pytest.raises(InputError, match=r"^walker cannot recall: it has nothing to answer with$"):
        Walker(1, SENSES).recall(ITEMS[0].cue("place"), 1)


def test_an_agent_that_walks_and_does_not_answer_keeps_every_promise():
    check_agent(Walker, ITEMS, SENSES)


class Stumbles(Walker):
    def _walk(self, event):
        raise NotImplementedError


class LearnsBlindly(Walker):
    def _walk(self, event):
        self.walks += 1
        return Recording(event)


class RefusesTooLate(Walker):
    def _walk(self, event):
        raise InputError("too late")

    def _study(self, event):
        self.walks += 1
        return Recording(event)


class AnswersAfterAll(Walker):
    def _check_recall(self, event):
        pass

    def _recall(self, event):
        return Recording(event)


class WalksAnywhere(Walker):
    def _check_walk(self, event):
        pass


@pytest.mark.parametrize(
    ("kind", "promise"),
    [
        (Stumbles, "nonsense is refused with an InputError"),
        (LearnsBlindly, "nothing is learned with learning off"),
        (RefusesTooLate, "refused beforehand"),
        (AnswersAfterAll, "refuses to be asked"),
        (WalksAnywhere, "nonsense is refused"),
    ],
)
def test_the_checker_catches(kind, promise):
    with pytest.raises(BrokenPromiseError, match=promise):
        check_agent(kind, ITEMS, SENSES)


# In files


def there_and_back(walk):
    return diary_from(packed_diary(Diary("a", (Recording(walk),)))).recordings[0].event


def test_a_walk_comes_back_as_it_was():
    back = there_and_back(dataclasses.replace(WALK, learning=False))
    assert (back.places, back.step, back.label) == (WALK.places, WALK.step, "lap")
    assert not back.learning
    assert (back.track.sense, back.track.width, back.track.peak) == ("place", 0.05, 40.0)
    assert np.array_equal(back.track.centres, CENTRES, equal_nan=True)
    assert there_and_back(WALK).learning


DAMAGE = {
    "places": np.array([0.0, 7.0]),
    "places of a grid": np.zeros((2, 2)),
    "places nowhere": np.array([np.inf]),
    "centres": np.array([7.0]),
    "centres of a kind": np.zeros(3, np.int64),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damaged_walks_are_told_in_one_line(name):
    told, arrays = unpacked(packed_diary(Diary("a", (Recording(WALK),))))
    arrays[f"event0.{name.split()[0]}"] = DAMAGE[name]
    with pytest.raises(InputError, match=r"^it is damaged: [^\n]+$"):
        diary_from(packed(told, arrays))


@pytest.mark.parametrize("change", [{"step": -1}, {"track": ["place"]}, {"track": ["a", 0, 0]}])
def test_walks_told_wrongly_are_refused(change):
    told, arrays = unpacked(packed_diary(Diary("a", (Recording(WALK),))))
    told["recordings"][0]["event"] |= change
    with pytest.raises(InputError, match="it is damaged"):
        diary_from(packed(told, arrays))


# As stimuli


def rows(*trials):
    tables = Request(trials, {}).feeds(2, watched=False)
    return tables["stimulus_row"], tables["stimulus_rates"]


def test_a_stimulus_that_changes_has_a_row_for_each_step_and_the_last_one_stays():
    one = Trial(0.1, np.array([[1.0, 0.0], [2.0, 0.0], [1.0, 0.0]]), 1, 0.03)
    row, rates = rows(one, Trial(0.02, np.array([2.0, 0.0]), 2))
    assert row[:12].tolist() == [1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 2, 2]
    assert not row[12:].any()
    assert rates[:3].tolist() == [[0, 0], [1, 0], [2, 0]]
    assert not rates[3:].any()


def test_a_stimulus_may_go_on_beyond_the_timetable():
    row, _ = rows(Trial(2 * SLOTS * SLOT, np.array([1.0, 1.0]), 1))
    assert row.tolist() == [1.0] * SLOTS


def test_more_stimuli_than_rows_are_refused():
    many = np.arange(2.0 * ROWS).reshape(ROWS, 2)
    with pytest.raises(SimulationError, match="cannot hold more than 127 stimuli"):
        rows(Trial(9.0, many, 1))
    assert rows(Trial(9.0, many[1:], 1))[0].max() == ROWS - 1


def as_trial(event, seed):
    return trial_of(event, SENSES, anatomy.ca3_on_a_track(), seed)


def test_a_walk_is_shown_to_the_sense_that_its_track_belongs_to():
    trial = as_trial(WALK, 7)
    assert (trial.seconds, trial.seed, trial.step) == (pytest.approx(0.08), 7, 0.02)
    assert trial.rates.shape == (4, UNITS + 3)
    assert np.array_equal(trial.rates[:, :UNITS], TRACK.rates(WALK.places))
    assert not trial.rates[:, UNITS:].any()


def walk_of(places, step=0.01, track=TRACK):
    return Walk(track, tuple(places), step)


def test_walks_share_a_run_for_as_long_as_their_places_fit_in_its_table():
    fine = dataclasses.replace(TRACK, width=1.0)
    first, second = (walk_of(np.linspace(*ends, 100), track=fine) for ends in ((0, 0.5), (0.6, 1)))
    assert [len(run) for run in runs([first] * 5, as_trial)] == [5]
    assert [len(run) for run in runs([first, second, second], as_trial)] == [1, 2]
    assert [len(run) for run in runs([first, Sleep(1.0)], as_trial)] == [1, 1]


def place_cells(senses=SENSES):
    return Brain("cells", ca3_on_a_track(), senses, 1)


@pytest.mark.parametrize(
    ("walk", "said"),
    [
        (walk_of((0.5,), 0.015), r"steps of a walk last multiples of 10 ms, not 0\.015 s"),
        (walk_of((0.5,), 0.001), "multiples of 10 ms"),
        (walk_of((0.5,) * 30, 10.0), "a walk lasts at most 200 s, not 300"),
        (
            walk_of(np.linspace(0, 1, 300), track=Track("place", CENTRES, 1.0, 40)),
            "at most 127 different places, not 300",
        ),
        (walk_of((0.5,), track=Track("smell", CENTRES, 0.1, 40)), "unknown sense 'smell'"),
        (walk_of((0.5,), track=Track("place", CENTRES[:4], 0.1, 40)), "place needs 8 units"),
    ],
)
def test_a_brain_refuses_walks_that_it_cannot_live(walk, said):
    with pytest.raises(InputError, match=said):
        live(place_cells(), [walk])


def test_a_circuit_in_which_nothing_answers_says_so():
    cells = place_cells()
    assert Signal.ANSWER not in cells.offers
    assert Signal.ANSWER in Brain.offers
    with pytest.raises(InputError, match="cells: circuits that answer, and only they, have a read"):
        Brain("cells", ca3_on_a_track(), SENSES, 1, lambda train, start, stop: np.zeros(train.size))
