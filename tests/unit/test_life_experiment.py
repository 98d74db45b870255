"""One life: what happens in it, what is measured, and what agents of known scores get."""

from __future__ import annotations

import copy
from collections import Counter

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.experiments import EXPERIMENTS, Life, readings, run_seed
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed, listed
from neurosim.protocol import (
    Diary,
    Lesion,
    Recall,
    Replay,
    Rest,
    Sleep,
    Study,
    live,
    lived_seconds,
)
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot

LIFE = Life()


def lived(life):
    return sum(map(lived_seconds, life.timetables(ITEMS).values()))


ITEMS = Digits().draw(5, 1)
CONDITIONS = ("sleep", "awake", "replay-blocked")
NAMES = [
    f"{test}_{time}{part}"
    for test in ("recall", "lesioned")
    for time in ("evening", "morning")
    for part in ("", "_cosine", "_silent", "_forced")
]

each_condition = pytest.mark.parametrize("condition", CONDITIONS)


def timetable(condition, life=LIFE, items=ITEMS):
    return life.timetables(items)[condition]


def nights(events):
    return [event for event in events if isinstance(event, Sleep | Rest)]


def halves(events):
    """What happens before the night, and after it."""
    (night,) = nights(events)
    where = next(i for i, event in enumerate(events) if event is night)
    return events[:where], events[where + 1 :]


def facts(event):
    """An event as plain values, for comparing."""
    match event:
        case Study():
            return ("study", event.item.name, float(event.seconds), event.label)
        case Recall():
            cued = {sense: bits.tolist() for sense, bits in event.cue.items()}
            return ("recall", event.target, cued, float(event.seconds), event.label)
        case Lesion():
            return ("lesion", event.region, event.fraction, [facts(e) for e in event.then])
        case _:
            return event


class Patient(Oracle):
    """An oracle that loses with its hippocampus what it has not slept on."""

    regions = ("hippocampus",)

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.consolidated = False

    def _sleep(self, event):
        self.consolidated = self.consolidated or event.replay is Replay.NATURAL
        return super()._sleep(event)

    def _lesion(self, region, fraction):
        damaged = copy.deepcopy(self)
        if not self.consolidated:
            damaged.memory.clear()
        return damaged


def outcomes(kind, seed=1, life=LIFE, items=ITEMS, watch=lambda *_: None):
    return list(run_seed(life, items, {"one": kind}, seed, watch))


def values(outcome):
    return {reading.measure: reading.value for reading in outcome.readings}


# The timetable


def test_there_are_three_conditions_the_treatment_first():
    assert tuple(LIFE.timetables(ITEMS)) == CONDITIONS


def test_conditions_differ_only_in_the_night():
    day_and_morning = [
        [[facts(event) for event in half] for half in halves(events)]
        for events in LIFE.timetables(ITEMS).values()
    ]
    assert day_and_morning[0] == day_and_morning[1] == day_and_morning[2]


def test_each_condition_has_one_night_of_its_own_kind():
    found = [nights(timetable(condition)) for condition in CONDITIONS]
    assert found == [[Sleep(60)], [Rest(60)], [Sleep(60, Replay.BLOCKED)]]


def test_all_conditions_take_as_long():
    seconds = [lived_seconds(events) for events in LIFE.timetables(ITEMS).values()]
    assert seconds == pytest.approx([60 + 5 * 0.4 + 4 * 5 * 0.4] * 3)


@each_condition
def test_every_item_is_studied_once_before_any_test(condition):
    kinds = [type(event) for event in timetable(condition)]
    assert kinds[:5] == [Study] * 5
    assert Study not in kinds[5:]
    assert [event.item for event in timetable(condition)[:5]] == list(ITEMS.items)


@each_condition
def test_every_item_is_asked_for_in_the_evening_and_in_the_morning(condition):
    for label, half in zip(("evening", "morning"), halves(timetable(condition)), strict=True):
        tests = [event for event in half if isinstance(event, Recall)]
        assert [test.target for test in tests] == [item.name for item in ITEMS.items]
        assert {test.label for test in tests} == {label}


@each_condition
def test_copies_without_hippocampus_take_the_same_tests(condition):
    for half in halves(timetable(condition)):
        tests = [event for event in half if isinstance(event, Recall)]
        (lesion,) = (event for event in half if isinstance(event, Lesion))
        assert (lesion.region, lesion.fraction) == ("hippocampus", 1.0)
        assert list(lesion.then) == tests
        assert half[-1] is lesion


@each_condition
def test_only_the_sound_is_cued(condition):
    for event in timetable(condition):
        if isinstance(event, Recall):
            (item,) = (item for item in ITEMS.items if item.name == event.target)
            assert list(event.cue) == ["sound"]
            assert np.array_equal(event.cue["sound"], item.code["sound"])


@pytest.mark.parametrize(
    ("name", "value", "seconds"),
    [("exposure", 1.0, 60 + 5 * 1.0 + 8), ("test", 1.0, 62 + 20 * 1.0), ("night", 5.0, 5 + 10)],
)
def test_times_can_be_changed(name, value, seconds):
    life = changed(LIFE, {name: value})
    for condition in CONDITIONS:
        assert lived_seconds(timetable(condition, life)) == pytest.approx(seconds)


@pytest.mark.parametrize("name", ["exposure", "test", "night", "items_count"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), 1e9])
def test_a_life_that_cannot_be_lived_is_refused(name, value):
    with pytest.raises(InputError, match=name):
        changed(LIFE, {name: value})


def test_there_are_as_many_tests_as_items():
    items = RandomCodes().draw(7, 1)
    counts = Counter(type(event) for event in timetable("sleep", items=items))
    assert counts == {Study: 7, Recall: 14, Lesion: 2, Sleep: 1}


def test_the_quick_life_is_smaller_and_otherwise_the_same():
    quick, life = dict(listed(LIFE.quick())), dict(listed(LIFE))
    assert isinstance(LIFE.quick(), Life)
    assert quick["items_count"] < life["items_count"]
    assert quick["night"] < life["night"]
    assert {n: quick[n] for n in ("exposure", "test")} == {n: life[n] for n in ("exposure", "test")}
    assert lived(LIFE.quick()) < lived(LIFE)


# Several days

DAYS = changed(LIFE, {"items_count": 5, "days": 3, "night": 10})


@each_condition
def test_days_spread_the_items_and_ask_for_all_so_far(condition):
    events = timetable(condition, DAYS)
    words = [
        "s" * isinstance(e, Study) + "r" * isinstance(e, Recall) + "l" * isinstance(e, Lesion)
        or "N"
        for e in events
    ]
    assert "".join(words) == "srlNrl" + "ss" + "rrrlNrrrl" + "ss" + "rrrrrlNrrrrrl"
    assert [e.item for e in events if isinstance(e, Study)] == list(ITEMS.items)
    labels = dict.fromkeys(e.label for e in events if isinstance(e, Recall))
    days = (1, 2, 3)
    assert list(labels) == [f"{time} {day}" for day in days for time in ("evening", "morning")]


def test_every_day_is_measured_and_chance_falls_with_what_there_is_to_guess():
    (sleep, *_) = outcomes(Patient, life=DAYS)
    found = {(r.measure, r.at): r for r in sleep.readings}
    assert set(found) == {(name, day) for name in NAMES for day in (1.0, 2.0, 3.0)}
    recalled = [found["recall_morning", day] for day in (1.0, 2.0, 3.0)]
    assert [r.value for r in recalled] == [1, 1, 1]
    assert [r.chance for r in recalled] == [1, 1 / 3, 1 / 5]
    assert [found["lesioned_evening", day].value for day in (1.0, 2.0, 3.0)] == [0, 1, 1]


def test_a_day_without_an_item_is_refused():
    with pytest.raises(InputError, match=r"days must be at most the number of items \(5\)"):
        changed(LIFE, {"days": 6}).timetables(ITEMS)


def test_the_life_is_known_to_the_command_line():
    assert isinstance(EXPERIMENTS[0], Life)
    assert LIFE.name == "life"
    assert LIFE.question.endswith("?")


# The measures


def test_measures_have_the_promised_names():
    assert [measure.name for measure in LIFE.measures()] == NAMES


@pytest.mark.parametrize("kind", [Oracle, Parrot, Dice, Amnesiac])
def test_an_agent_without_hippocampus_has_no_lesioned_measures(kind):
    for outcome in outcomes(kind):
        assert [reading.measure for reading in outcome.readings] == NAMES[:8]


def test_an_agent_with_a_hippocampus_has_all_measures():
    for outcome in outcomes(Patient):
        assert [reading.measure for reading in outcome.readings] == NAMES


def test_nothing_is_read_from_an_empty_diary():
    assert readings(LIFE, Diary("nobody", ())) == ()


def test_the_oracle_recalls_everything_in_every_condition():
    for outcome in outcomes(Oracle):
        assert values(outcome) == pytest.approx(dict(zip(NAMES[:8], [1, 1, 0, 1] * 2, strict=True)))


def test_the_parrot_is_silent_in_every_condition():
    for outcome in outcomes(Parrot):
        assert values(outcome) == dict(zip(NAMES[:8], [0, 0, 1, 0.2] * 2, strict=True))


def test_the_amnesiac_forgets_asleep_and_remembers_awake():
    morning = {o.condition: values(o)["recall_morning"] for o in outcomes(Amnesiac)}
    assert morning == {"sleep": 0, "awake": 1, "replay-blocked": 0}
    assert {values(o)["recall_evening"] for o in outcomes(Amnesiac)} == {1}


def test_dice_are_at_chance():
    found = [
        value
        for seed in range(60)
        for outcome in outcomes(Dice, seed)
        for name, value in values(outcome).items()
        if name in ("recall_evening", "recall_morning")
    ]
    # Conditions of a seed share their stream: of 1800 tests 600 are independent.
    assert abs(np.mean(found) - 0.2) < 4 * np.sqrt(0.2 * 0.8 / 600)


def test_only_sleep_with_replay_spares_the_lesioned_patient():
    found = {o.condition: values(o) for o in outcomes(Patient)}
    for condition, after in (("sleep", 1), ("awake", 0), ("replay-blocked", 0)):
        assert found[condition]["recall_evening"] == 1
        assert found[condition]["recall_morning"] == 1
        assert found[condition]["lesioned_evening"] == 0
        assert found[condition]["lesioned_morning"] == after


def test_readings_tell_when_chance_and_ceiling():
    for outcome in outcomes(Patient):
        for reading in outcome.readings:
            evening = 5 * 0.4 + (5 * 0.4 if "lesioned" in reading.measure else 0)
            night = 60 + 5 * 0.4 if "morning" in reading.measure else 0
            assert reading.time == pytest.approx(evening + night)
            if not reading.measure.endswith(("_cosine", "_silent")):
                assert (reading.chance, reading.ceiling) == (0.2, 1)


# Running it


def test_every_agent_lives_every_condition():
    agents = {"first": Oracle, "second": Parrot}
    found = list(run_seed(LIFE, ITEMS, agents, 3, lambda *_: None))
    assert [(o.agent, o.condition) for o in found] == [(a, c) for a in agents for c in CONDITIONS]
    assert {o.seed for o in found} == {3}


def test_conditions_of_an_agent_begin_alike():
    starts = []

    def make(seed, senses):
        agent = Dice(seed, senses)
        starts.append((seed, agent.snapshot()["random"].tobytes(), agent.snapshot()["memory"].size))
        return agent

    evenings = {str(values(o)["recall_evening_cosine"]) for o in outcomes(make, 7)}
    assert len(starts) == 3
    assert len(set(starts)) == 1
    assert starts[0][0] == 7
    assert len(evenings) == 1


def test_the_watch_is_told_who_lives_and_how_far():
    told = []
    outcomes(Patient, 4, watch=lambda *words: told.append(words))
    total = lived_seconds(timetable("sleep"))
    for condition in CONDITIONS:
        lived = [t for label, t, _ in told if label == f"one, {condition}, seed 4"]
        assert lived == sorted(lived)
        assert lived[-1] == total
    assert {words[2] for words in told} == {total}


def test_lives_are_lived_only_as_they_are_asked_for():
    made = []

    def make(seed, senses):
        made.append(seed)
        return Oracle(seed, senses)

    lives = run_seed(LIFE, ITEMS, {"one": make}, 1, lambda *_: None)
    assert made == []
    next(lives)
    assert made == [1]


def test_a_life_is_the_same_when_it_is_lived_again():
    def responses():
        diary = live(Dice(5, ITEMS.senses), timetable("sleep"))
        return [record.response["sight"].tobytes() for _, record in diary.recalls("morning")]

    assert responses() == responses()
