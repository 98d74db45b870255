"""A week of memories and a lesion: what happens, what is measured, what known agents score."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from neurosim.citations import uncited
from neurosim.errors import InputError
from neurosim.experiments.retrograde_amnesia import RetrogradeAmnesia
from neurosim.experiments.run import rows_of, run_lives
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed
from neurosim.protocol import Lesion, Recall, Replay, Rest, Sleep, Study, live
from neurosim.protocol.dummies import Dice, Oracle, Parrot
from patients import Patient, SlowPatient

EXPERIMENT = RetrogradeAmnesia()
SOURCE = RandomCodes()
ITEMS = RandomCodes().draw(14, 1)
NIGHTS = {"sleep": Sleep(8), "awake": Rest(8), "replay-blocked": Sleep(8, Replay.BLOCKED)}
AGES = range(1, 8)

each_condition = pytest.mark.parametrize("condition", NIGHTS)


def timetable(condition="sleep", experiment=EXPERIMENT, items=ITEMS):
    return experiment.timetables(items)[condition]


def scores(kind, seed=1, experiment=EXPERIMENT, source=SOURCE):
    """Values by condition, measure and place."""
    plans = experiment.lives(source, seed)
    return {
        (row.condition, row.measure, row.at): row.value
        for outcome in run_lives(experiment, plans, {"one": kind}, seed)
        for row in rows_of(outcome)
    }


def ages(events):
    """How many nights followed each item, as lived and as the labels of its tests say."""
    since, told = {}, {}
    for event in events:
        match event:
            case Study():
                since[event.item.name] = 0
            case Sleep() | Rest():
                since = {name: nights + 1 for name, nights in since.items()}
            case Recall():
                told[event.target] = int(event.label.removesuffix(" nights"))
    return since, told


@each_condition
def test_two_new_items_a_day_for_a_week_and_a_night_after_each(condition):
    kinds = [e if isinstance(e, Sleep | Rest) else type(e) for e in timetable(condition)]
    assert kinds[:21] == [Study, Study, NIGHTS[condition]] * 7
    assert Counter(map(str, kinds[21:])) == {str(Recall): 14, str(Lesion): 1}


@each_condition
def test_conditions_differ_only_in_their_nights(condition):
    days = [[e for e in timetable(c) if isinstance(e, Study)] for c in ("sleep", condition)]
    assert days[0] == days[1]
    assert [event.item for event in days[0]] == list(ITEMS.items)


@pytest.mark.parametrize(("days", "count"), [(7, 14), (3, 7), (5, 3), (1, 4)])
def test_labels_tell_the_age_of_every_memory_in_nights(days, count):
    experiment = changed(EXPERIMENT, {"days": days, "items_count": count})
    events = timetable("sleep", experiment, RandomCodes().draw(count, 1))
    lived, told = ages(events)
    assert lived == told
    assert len(told) == count
    assert sum(isinstance(event, Sleep) for event in events) == days


def test_items_are_spread_evenly():
    experiment = changed(EXPERIMENT, {"days": 3, "items_count": 7})
    lived, _ = ages(timetable("sleep", experiment, RandomCodes().draw(7, 1)))
    assert set(Counter(lived.values()).values()) == {2, 3}


@each_condition
def test_copies_without_hippocampus_take_the_same_tests(condition):
    events = timetable(condition)
    (lesion,) = (event for event in events if isinstance(event, Lesion))
    assert lesion.region == "hippocampus"
    assert list(lesion.then) == [event for event in events if isinstance(event, Recall)]
    assert all(list(test.cue) == ["sound"] for test in lesion.then)


def test_the_oracle_recalls_every_age_and_shows_no_gradient():
    found = scores(Oracle)
    for condition in NIGHTS:
        assert {found[condition, "recall", age] for age in AGES} == {1}
        assert found[condition, "recall_slope", None] == pytest.approx(0)
    assert not [name for _, name, _ in found if name.startswith("lesioned")]


def test_the_slow_patient_loses_its_latest_memories_only():
    found = scores(SlowPatient)
    assert [found["sleep", "lesioned", age] for age in AGES] == [0] + [1] * 6
    assert found["sleep", "lesioned_slope", None] > 0
    assert found["sleep", "recall_slope", None] == pytest.approx(0)


@pytest.mark.parametrize("condition", ["awake", "replay-blocked"])
def test_without_replay_the_patient_loses_everything(condition):
    found = scores(Patient)
    assert {found[condition, "lesioned", age] for age in AGES} == {0}
    assert {found[condition, "recall", age] for age in AGES} == {1}
    assert {found["sleep", "lesioned", age] for age in AGES} == {1}


def test_the_parrot_is_silent_at_every_age():
    found = scores(Parrot)
    assert {found["sleep", "recall_silent", age] for age in AGES} == {1}
    assert {found["sleep", "recall_cosine", age] for age in AGES} == {0}
    assert found["sleep", "recall_slope", None] == 0


def test_dice_are_at_chance_and_know_no_age():
    curve = [measure for measure in EXPERIMENT.measures() if measure.name == "recall"]
    (gradient,) = (each for each in EXPERIMENT.measures() if each.name == "recall_slope")
    right, slopes = [], []
    for seed in range(30):
        items = RandomCodes().draw(14, seed)
        diary = live(Dice(seed, items.senses), timetable(items=items))
        right += [measure.value(diary) for measure in curve]
        slopes.append(gradient.value(diary))
    assert abs(np.mean(right) - 1 / 14) < 4 * np.sqrt(13 / 14**2 / (30 * 14))
    assert abs(np.mean(slopes)) < 4 * np.std(slopes) / np.sqrt(30)


def test_too_many_digits_are_refused_in_one_line():
    with pytest.raises(InputError, match="digits items come in sets of 1 to 10, not 14"):
        EXPERIMENT.lives(Digits(), 1)


def test_charts_draw_what_is_measured():
    names = {measure.name for measure in EXPERIMENT.measures()}
    for chart in EXPERIMENT.charts():
        assert {name for name, _ in chart.measures} <= names
    assert uncited(EXPERIMENT.cited()) == []
    assert "kim1992" in EXPERIMENT.cited()
    assert EXPERIMENT.quick().charts() == EXPERIMENT.charts()


def test_the_quick_version_is_smaller_and_shows_the_same():
    quick = EXPERIMENT.quick()
    assert (quick.items_count, quick.days) < (14, 7)
    assert scores(SlowPatient, experiment=quick)["sleep", "lesioned_slope", None] > 0
