"""Emotional memory: what is planned, and how replays of a group of items are counted."""

import numpy as np
import pytest

from neurosim.experiments import EmotionalMemory
from neurosim.experiments.emotional_memory import BACKGROUND, CUE, KINDS, OBJECT
from neurosim.items import Episodes
from neurosim.measures.replay_by_night import replays_each
from neurosim.protocol import Lesion, Recall, Rest, Sleep, Study, Substance
from night_trains import burst, disjoint, life, night, noise, starts, together

EXPERIMENT = EmotionalMemory()
PLANS = {plan.condition: plan for plan in EXPERIMENT.lives(Episodes(), 3)}


def studies(condition):
    return [event for event in PLANS[condition].timetable if isinstance(event, Study)]


def test_half_of_the_scenes_arouse_by_their_object_and_its_sound():
    shown = studies("sleep")
    assert len(shown) == EXPERIMENT.items_count
    for event in shown:
        moving = {OBJECT, CUE} if event.label == "emotional" else set()
        assert {sense for sense, much in event.item.arousal.items() if much} == moving
    labels = [event.label for event in shown]
    assert labels.count("emotional") == labels.count("neutral") == len(shown) / 2
    assert labels != sorted(labels)


def test_the_same_scenes_come_in_the_same_order_in_every_condition():
    names = [[event.item.name for event in studies(condition)] for condition in PLANS]
    assert names[0] == names[1] == names[2]


def test_conditions_differ_in_the_night_or_in_the_drug_and_in_nothing_else():
    for condition, kind, drug in (
        ("sleep", Sleep, None),
        ("awake", Rest, None),
        ("propranolol", Sleep, Substance.PROPRANOLOL),
    ):
        (spent,) = (e for e in PLANS[condition].timetable if isinstance(e, Sleep | Rest))
        assert type(spent) is kind
        assert spent.seconds == EXPERIMENT.night
        given = {event.drug and event.drug.substance for event in studies(condition)}
        assert given == {drug}
    asked = [event for event in PLANS["propranolol"].timetable if isinstance(event, Recall)]
    assert {event.drug for event in asked} == {None}


def test_every_scene_is_asked_for_by_its_sound_before_and_after_and_lesioned():
    timetable = PLANS["sleep"].timetable
    tests = [event for event in timetable if isinstance(event, Recall)]
    (lesion,) = (event for event in timetable if isinstance(event, Lesion))
    assert len(tests) == 2 * len(studies("sleep"))
    assert {tuple(event.cue) for event in (*tests, *lesion.then)} == {(CUE,)}
    assert len(lesion.then) == len(studies("sleep"))


def test_objects_and_backgrounds_are_measured_apart_for_both_kinds():
    names = {measure.name for measure in EXPERIMENT.measures()}
    for kind in KINDS:
        for sense in (OBJECT, BACKGROUND):
            assert {f"lesioned_{kind}_{sense}", f"evening_{kind}_{sense}_cosine"} <= names


def replayed(order):
    random = np.random.default_rng(3)
    codes = disjoint(random, [15] * 3)
    times = starts(random, len(order))
    bursts = [burst(random, codes[who], t) for who, t in zip(order, times, strict=True)]
    return life(codes, night(together([noise(random), *bursts])))


def relabelled(diary, labels):
    for (event, _), label in zip(diary.studies(), labels, strict=True):
        object.__setattr__(event, "label", label)
    return diary


def test_replays_of_a_group_are_counted_by_item():
    diary = relabelled(replayed([0] * 8 + [1] * 4 + [2] * 3), ["a", "a", "b"])
    group, other, every = (replays_each("replays", "CA3", "", g) for g in ("a", "b", ""))
    assert group.value(diary) == pytest.approx(6, abs=1)
    assert other.value(diary) == pytest.approx(3, abs=1)
    assert every.value(diary) == group.chance(diary) == other.chance(diary)
    assert every.value(diary) == pytest.approx(5, abs=0.7)
    assert other.ceiling(diary) == pytest.approx(3 * every.value(diary))


def test_nights_of_another_label_and_unknown_groups_do_not_count():
    diary = relabelled(replayed([0, 1, 2]), ["a", "a", "b"])
    assert not replays_each("replays", "CA3", "another night").applies(diary)
    assert not replays_each("replays", "CA3", "", "c").applies(diary)
    assert replays_each("replays", "CA3", "", "b").applies(diary)
