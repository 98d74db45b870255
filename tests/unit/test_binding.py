"""Episodes and twins: what happens, what is measured, and what agents of known scores get."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.citations import uncited
from neurosim.experiments.binding import CONTEXTS, SENSES, Binding, with_twins
from neurosim.experiments.run import rows_of, run_lives
from neurosim.items import Episodes
from neurosim.parameters import changed
from neurosim.protocol import Lesion, Recall, Rest, Sleep, Study, live
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot
from patients import Patient

EXPERIMENT = Binding()
PLANS = EXPERIMENT.lives(Episodes(), 1)
OWN, NONE, SHUFFLED = range(3)

each_plan = pytest.mark.parametrize(
    "plan", PLANS, ids=lambda plan: f"{plan.condition}, {plan.part}"
)


def plan_of(part, condition="sleep"):
    return next(plan for plan in PLANS if (plan.part, plan.condition) == (part, condition))


def evening(plan):
    return [e for e in plan.timetable if isinstance(e, Recall) and e.label.endswith("evening")]


def scores(kind, seed=1, experiment=EXPERIMENT):
    """Values by condition, measure and place."""
    plans = experiment.lives(Episodes(), seed)
    return {
        (row.condition, row.measure, row.at): row.value
        for outcome in run_lives(experiment, plans, {"one": kind}, seed)
        for row in rows_of(outcome)
    }


class Deaf(Oracle):
    """An oracle that never answers with a feeling."""

    def _answer(self, cue):
        answer = super()._answer(cue).copy()
        answer[200:300] = False
        return answer


class WithoutContext(Oracle):
    """An oracle that ignores the context it is in, and guesses between equals."""

    def _answer(self, cue):
        cue = cue.copy()
        cue[300:] = False
        fit = np.array([np.count_nonzero(known & cue) for known in self.memory])
        return self.memory[int(self.random.choice(np.flatnonzero(fit == fit.max())))]


# The timetable


def test_two_lives_are_lived_in_each_condition_the_treatment_first():
    found = [(plan.condition, plan.part) for plan in PLANS]
    assert found == [(c, p) for c in ("sleep", "awake") for p in ("episodes", "twins")]


@each_plan
def test_each_life_has_a_day_one_night_and_a_morning(plan):
    nights = [event for event in plan.timetable if isinstance(event, Sleep | Rest)]
    assert nights == [Sleep(60) if plan.condition == "sleep" else Rest(60)]
    studies = [event.item for event in plan.timetable if isinstance(event, Study)]
    assert studies == list(plan.items.items)
    first = next(n for n, event in enumerate(plan.timetable) if not isinstance(event, Study))
    assert first == len(studies)


@each_plan
def test_copies_without_hippocampus_take_the_tests_of_the_morning(plan):
    (lesion,) = (event for event in plan.timetable if isinstance(event, Lesion))
    tests = [e for e in plan.timetable if isinstance(e, Recall) and "morning" in e.label]
    assert (lesion.region, list(lesion.then)) == ("hippocampus", tests)
    assert [e.target for e in tests] == [e.target for e in evening(plan)]


def test_episodes_are_asked_for_by_each_sense_alone():
    tests = evening(plan_of("episodes"))
    assert [list(test.cue) for test in tests] == [[s] for s in SENSES for _ in range(5)]
    items = {item.name: item for item in plan_of("episodes").items.items}
    for test in tests:
        ((sense, bits),) = test.cue.items()
        assert np.array_equal(bits, items[test.target].code[sense])


def test_twins_share_their_sound_and_nothing_else():
    items = with_twins(Episodes().draw(3, 1))
    assert [item.name for item in items.items[:2]] == ["item 1", "item 1'"]
    for one, two in zip(items.items[::2], items.items[1::2], strict=True):
        assert np.array_equal(one.code["sound"], two.code["sound"])
        for sense in ("sight", "feeling", "context"):
            assert not np.array_equal(one.code[sense], two.code[sense])
        assert two.picture.shape == items.shape


def test_twins_are_asked_for_in_their_own_context_in_none_and_in_nonsense():
    plan = plan_of("twins")
    items = {item.name: item for item in plan.items.items}
    tests = evening(plan)
    assert len(tests) == 3 * len(items)
    for test in tests:
        own = items[test.target].code
        assert np.array_equal(test.cue["sound"], own["sound"])
        kind, _, _ = test.label.partition(",")
        if kind == CONTEXTS[NONE]:
            assert list(test.cue) == ["sound"]
            continue
        same = np.array_equal(test.cue["context"], own["context"])
        assert same == (kind == CONTEXTS[OWN])
        assert test.cue["context"].sum() == own["context"].sum()


def test_evening_and_morning_ask_the_same():
    for plan in PLANS:
        morning = [e for e in plan.timetable if isinstance(e, Recall) and "morning" in e.label]
        for one, two in zip(evening(plan), morning, strict=True):
            assert one.cue.keys() == two.cue.keys()
            assert all(np.array_equal(one.cue[sense], two.cue[sense]) for sense in one.cue)


# The measures


def test_the_oracle_brings_back_every_sense_from_every_other():
    found = scores(Oracle)
    for cue, sense in enumerate(SENSES):
        assert found["sleep", "recall_evening", cue] == 1
        for other in SENSES:
            if other == sense:
                assert ("sleep", f"recall_evening_{other}", cue) not in found
            else:
                assert found["sleep", f"recall_evening_{other}", cue] == 1
                assert found["sleep", f"recall_evening_{other}_cosine", cue] == pytest.approx(1)


def test_a_sense_that_never_comes_back_is_missed_alone():
    found = scores(Deaf)
    sight = SENSES.index("sight")
    assert found["sleep", "recall_evening_feeling", sight] == 0
    assert found["sleep", "recall_evening_sound", sight] == 1
    assert found["sleep", "recall_evening", sight] == 1


def test_context_tells_the_oracle_which_twin_is_meant():
    found = scores(Oracle)
    assert found["sleep", "recall_evening_right", OWN] == 1
    assert found["sleep", "recall_evening_other", OWN] == 0
    assert found["sleep", "recall_evening_right", NONE] == 0.5
    assert found["sleep", "recall_evening_other", NONE] == 0.5


def test_who_ignores_context_recalls_either_twin_whatever_the_context():
    few = changed(EXPERIMENT, {"items_count": 1})
    found = [scores(WithoutContext, seed, few) for seed in range(20)]
    for kind in (OWN, NONE, SHUFFLED):
        right = np.mean([each["sleep", "recall_evening_right", kind] for each in found])
        other = np.mean([each["sleep", "recall_evening_other", kind] for each in found])
        assert right + other == pytest.approx(1)
        assert abs(right - 0.5) < 4 * np.sqrt(0.25 / 120)


def test_perfect_memory_and_guessing_are_told_beside():
    for outcome in run_lives(EXPERIMENT, PLANS, {"one": Oracle}, 1):
        for row in rows_of(outcome):
            if row.measure == "recall_evening_right":
                assert (row.chance, row.ceiling) == (1 / 6, 1 if row.at == OWN else 0.5)
            if row.measure == "recall_evening_sight":
                assert (row.chance, row.ceiling) == (1 / 5, 1)


def test_the_parrot_answers_nothing():
    found = scores(Parrot)
    assert {v for (_, name, _), v in found.items() if name.endswith("_silent")} == {1}
    assert found["sleep", "recall_evening_right", OWN] == 0
    assert found["sleep", "recall_evening_other", OWN] == 0


def test_the_amnesiac_forgets_asleep():
    found = scores(Amnesiac)
    for cue in range(4):
        assert found["sleep", "recall_evening", cue] == 1
        assert found["sleep", "recall_morning", cue] == 0
        assert found["awake", "recall_morning", cue] == 1


def test_dice_are_at_chance():
    made = [m for m in EXPERIMENT.measures() if m.name == "recall_evening_context"]
    found = []
    for seed in range(30):
        plan = EXPERIMENT.lives(Episodes(), seed)[0]
        diary = live(Dice(seed, plan.items.senses), plan.timetable)
        found += [measure.value(diary) for measure in made]
    assert abs(np.mean(found) - 0.2) < 4 * np.sqrt(0.2 * 0.8 / 450)


def test_without_hippocampus_the_patient_keeps_what_it_slept_on():
    found = scores(Patient)
    assert {found["sleep", "lesioned_morning", cue] for cue in range(4)} == {1}
    assert {found["awake", "lesioned_morning", cue] for cue in range(4)} == {0}
    assert found["sleep", "lesioned_morning_right", OWN] == 1
    assert not [name for _, name, _ in scores(Oracle) if name.startswith("lesioned")]


# The rest of it


def test_it_asks_for_items_with_its_senses():
    assert Binding.usual_items == Episodes.name
    assert Binding.senses == Episodes().senses.names


def test_charts_draw_what_is_measured():
    measures = EXPERIMENT.measures()
    for chart in EXPERIMENT.charts():
        for name, _ in chart.measures:
            places = {measure.at for measure in measures if measure.name == name}
            assert places
            assert places <= set(map(float, range(len(chart.ticks))))
    assert uncited(EXPERIMENT.cited()) == []


@pytest.mark.parametrize("twins", [1, 4])
def test_there_are_as_many_pairs_of_twins_as_is_asked_for(twins):
    plans = changed(EXPERIMENT, {"twins": twins}).lives(Episodes(), 1)
    assert {len(plan.items.items) for plan in plans if plan.part == "twins"} == {2 * twins}


def test_the_quick_version_is_smaller():
    quick = EXPERIMENT.quick()
    assert (quick.items_count, quick.twins, quick.night) < (5, 3, 60)
    assert scores(Oracle, experiment=quick)["sleep", "recall_morning", 0] == 1
