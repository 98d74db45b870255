"""Targeted memory reactivation: what is planned for its nights and controls."""

from collections import Counter

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.experiments import CuedReactivation, run_lives
from neurosim.items import RandomCodes
from neurosim.parameters import changed
from neurosim.protocol import Lesion, Recall, Replay, Sleep, Study
from spiking_dummy import Pulse

EXPERIMENT = CuedReactivation()
PLANS = {plan.condition: plan for plan in EXPERIMENT.lives(RandomCodes(), 3)}


def events(condition, kind):
    return [event for event in PLANS[condition].timetable if isinstance(event, kind)]


def night(condition):
    (event,) = events(condition, Sleep)
    return event


def labelled(condition):
    return {event.item.name: event.label for event in events(condition, Study)}


def test_half_of_the_items_are_cued_and_which_is_drawn():
    kinds = Counter(labelled("cued").values())
    assert kinds == {"cued": 5, "uncued": 5}
    drawn = {
        tuple(e.label for e in EXPERIMENT.lives(RandomCodes(), seed)[0].timetable[:10])
        for seed in range(5)
    }
    assert len(drawn) > 1


def test_the_conditions_differ_in_the_night_and_in_nothing_else():
    assert list(PLANS) == ["cued", "sham", "uncued", "blocked"]
    first, *others = (
        [e for e in plan.timetable if not isinstance(e, Sleep | Lesion)] for plan in PLANS.values()
    )
    for other in others:
        assert [(type(e), e.label, e.seconds) for e in other] == [
            (type(e), e.label, e.seconds) for e in first
        ]
    assert {condition: night(condition).replay for condition in PLANS} == {
        "cued": Replay.NATURAL,
        "sham": Replay.NATURAL,
        "uncued": Replay.NATURAL,
        "blocked": Replay.BLOCKED,
    }
    assert night("blocked").cues == night("cued").cues
    assert night("uncued").cues == ()


def test_every_cued_item_is_cued_as_often_by_its_sound_alone():
    kinds = labelled("cued")
    items = {event.item.name: event.item for event in events("cued", Study)}
    counted = Counter(cue.target for cue in night("cued").cues)
    assert counted == {name: EXPERIMENT.cues for name, kind in kinds.items() if kind == "cued"}
    for cue in night("cued").cues:
        assert list(cue.code) == ["sound"]
        assert np.array_equal(cue.code["sound"], items[cue.target].code["sound"])


def test_sham_sounds_come_at_the_same_times_as_often_and_belong_to_nothing():
    own, sham = night("cued").cues, night("sham").cues
    assert [(c.at, c.seconds) for c in own] == [(c.at, c.seconds) for c in sham]
    known = [event.item.code["sound"] for event in events("sham", Study)]
    different = {cue.code["sound"].tobytes() for cue in sham}
    assert len(different) == len({cue.target for cue in own})
    for cue in sham:
        assert cue.target not in labelled("sham")
        assert cue.code["sound"].sum() == known[0].sum()
        assert max(np.count_nonzero(cue.code["sound"] & each) for each in known) < 12


def test_cues_come_all_night_at_random_and_with_time_for_replay_after_each():
    begins = np.array([cue.at for cue in night("cued").cues])
    waits = np.diff(begins)
    assert waits.min() >= 1.0 - 1e-9
    assert waits.max() > 1.35
    assert len(np.unique(np.round(waits, 6))) > 3
    assert begins[0] < 2.0
    assert EXPERIMENT.night - 3.0 < begins[-1] <= EXPERIMENT.night - 1.0


def test_every_item_is_asked_for_by_its_sound_with_and_without_hippocampus():
    (lesion,) = events("cued", Lesion)
    tests = events("cued", Recall)
    assert list(lesion.then) == tests
    assert {test.target: test.label for test in tests} == labelled("cued")
    assert {tuple(test.cue) for test in tests} == {("sound",)}


def test_too_many_cues_are_refused_in_one_line():
    with pytest.raises(InputError, match="500 cues do not fit into a night of 24 s"):
        changed(EXPERIMENT, {"cues": 100}).lives(RandomCodes(), 3)


def test_a_dummy_that_hears_nothing_asleep_is_measured_in_every_condition():
    quick = EXPERIMENT.quick()
    plans = quick.lives(RandomCodes(), 3)
    outcomes = run_lives(quick, plans, {"pulse": Pulse}, 3)
    found = {o.condition: {r.measure: r for r in o.readings} for o in outcomes}
    assert set(found) == set(PLANS)
    names = {measure.name for measure in quick.measures()}
    assert set(found["cued"]) == names
    assert names - set(found["uncued"]) == {"replay_after_cue", "cued_item_next"}
    assert names - set(found["sham"]) == {"cued_item_next"}
    drawn = {name for chart in quick.charts() for name, _ in chart.measures}
    assert drawn <= names
    assert found["blocked"]["lesioned_cued_sight"].value == 0
    assert found["cued"]["lesioned_cued_sight"].value == 1
    assert found["cued"]["lesioned_advantage"].value == 0
