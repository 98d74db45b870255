"""Two lists with similar cues: what happens, what is measured, and what known agents score."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.citations import uncited
from neurosim.experiments.chart import Chart
from neurosim.experiments.interference import POINTS, Interference
from neurosim.experiments.run import rows_of, run_lives
from neurosim.figures import ChartData, charts_figure
from neurosim.items import Digits, Episodes, RandomCodes
from neurosim.measures import summarised
from neurosim.parameters import changed
from neurosim.protocol import Lesion, Recall, Rest, Sleep, Study, live
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot
from patients import Patient

EXPERIMENT = changed(Interference(), {"trials": 5})
SOURCE = RandomCodes()
ITEMS = RandomCodes().draw(5, 1)
CONDITIONS = ("sleep", "awake")

each_condition = pytest.mark.parametrize("condition", CONDITIONS)


def timetable(condition="sleep", experiment=EXPERIMENT, items=ITEMS):
    return experiment.timetables(items)[condition]


def studied(events):
    """Every item that is studied, once, by its name."""
    return {event.item.name: event.item for event in events if isinstance(event, Study)}


def scores(kind, seed=1, experiment=EXPERIMENT, source=SOURCE):
    """Values by condition, measure and place."""
    plans = experiment.lives(source, seed)
    return {
        (row.condition, row.measure, row.at): row.value
        for outcome in run_lives(experiment, plans, {"one": kind}, seed)
        for row in rows_of(outcome)
    }


class LastListOnly(Oracle):
    """An oracle that overwrites: whatever has a similar cue is forgotten."""

    def _study(self, event):
        seen = self.senses.vector(event.item.code)
        sound = slice(200, 400)
        self.memory = [m for m in self.memory if (m[sound] & seen[sound]).sum() < 10]
        return super()._study(event)


# The timetable


def test_conditions_differ_only_in_their_nights():
    first, second = (
        [event for event in timetable(each) if isinstance(event, Sleep | Rest)]
        for each in CONDITIONS
    )
    assert (first, second) == ([Sleep(15)] * 2, [Rest(15)] * 2)
    kinds = [[type(e) for e in timetable(c) if not isinstance(e, Sleep | Rest)] for c in CONDITIONS]
    assert kinds[0] == kinds[1]


@each_condition
def test_both_lists_are_studied_in_as_many_trials(condition):
    names = [event.item.name for event in timetable(condition) if isinstance(event, Study)]
    first = [item.name for item in ITEMS.items]
    assert names == first * 5 + [f"{name}'" for name in first] * 5


@pytest.mark.parametrize("shared", [0, 0.5, 1])
@pytest.mark.parametrize("source", [Digits(), RandomCodes(), Episodes()], ids=lambda s: s.name)
def test_cues_of_twins_share_units_and_the_rest_is_new(shared, source):
    items = source.draw(5, 1)
    found = studied(timetable("sleep", changed(EXPERIMENT, {"cue_shared": shared}), items))
    for item in items.items:
        twin = found[f"{item.name}'"]
        active = item.code["sound"].sum()
        assert (item.code["sound"] & twin.code["sound"]).sum() == shared * active
        assert not np.array_equal(item.code["sight"], twin.code["sight"])
        assert items.senses.vector(twin.code).sum() == items.senses.vector(item.code).sum()


def test_all_agents_and_conditions_get_the_same_list_2():
    one, two = (studied(timetable(each)) for each in CONDITIONS)
    other = studied(timetable("sleep", items=RandomCodes().draw(5, 2)))
    for name, item in one.items():
        assert np.array_equal(item.code["sight"], two[name].code["sight"])
        assert not np.array_equal(item.code["sight"], other[name].code["sight"])


@each_condition
def test_tests_come_after_some_trials_and_after_the_second_night(condition):
    trials, seen = 0, []
    for event in timetable(condition):
        if isinstance(event, Study) and event.item.name == "item 1'":
            trials += 1
        if isinstance(event, Recall) and "after" in event.label:
            assert event.label.endswith(f"after {trials}")
            seen.append(event.label)
    assert list(dict.fromkeys(seen)) == [
        f"{e} after {n}" for n in (0, 1, 2, 3, 5) for e in ("ab", "ac")
    ]
    last = timetable(condition)[-1]
    assert isinstance(last, Lesion)
    assert {test.label for test in last.then} == {"ab morning", "ac morning"}


@each_condition
def test_every_item_is_asked_for_by_its_own_sound(condition):
    events = timetable(condition)
    items = studied(events)
    for event in events:
        for test in event.then if isinstance(event, Lesion) else [event]:
            if isinstance(test, Recall):
                assert list(test.cue) == ["sound"]
                assert np.array_equal(test.cue["sound"], items[test.target].code["sound"])
                assert test.label.startswith("ac" if test.target.endswith("'") else "ab")


@each_condition
def test_copies_without_hippocampus_take_the_same_tests(condition):
    events = timetable(condition)
    intact = [event for event in events if isinstance(event, Recall)]
    lesioned = [test for event in events if isinstance(event, Lesion) for test in event.then]
    assert intact == lesioned
    assert {event.region for event in events if isinstance(event, Lesion)} == {"hippocampus"}


@pytest.mark.parametrize("trials", [1, 3, 20])
def test_curves_go_as_far_as_trials_do(trials):
    experiment = changed(EXPERIMENT, {"trials": trials})
    places = {m.at for m in experiment.measures() if m.name == "recall_ab"}
    assert places == {float(point) for point in POINTS if point <= trials}
    names = [e.item.name for e in timetable("sleep", experiment) if isinstance(e, Study)]
    assert names.count("item 1'") == trials


# The measures


def test_the_oracle_keeps_both_lists():
    found = scores(Oracle)
    for condition in CONDITIONS:
        for at in (0, 1, 2, 5):
            assert found[condition, "recall_ab", at] == 1
            assert found[condition, "recall_ab_intrusions", at] == 0
            assert found[condition, "recall_ac", at] == (at > 0)
            # Before list 2 its cues bring back what they are most like: their twins.
            assert found[condition, "recall_ac_intrusions", at] == (at == 0)
        assert found[condition, "recall_ab_evening", None] == 1
        assert found[condition, "recall_ab_morning", None] == 1
        assert found[condition, "recall_ac_morning", None] == 1


def test_who_overwrites_answers_the_first_cue_with_the_second_list():
    found = scores(LastListOnly)
    for at in (0, 1, 2, 5):
        assert found["sleep", "recall_ab", at] == (at == 0)
        assert found["sleep", "recall_ab_intrusions", at] == (at > 0)
        assert found["sleep", "recall_ac", at] == (at > 0)


def test_the_parrot_is_silent():
    found = scores(Parrot)
    assert {v for (_, name, _), v in found.items() if name.endswith("_silent")} == {1}
    assert {v for (_, name, _), v in found.items() if name.endswith("_intrusions")} == {0}


def test_the_amnesiac_forgets_the_first_list_asleep():
    found = scores(Amnesiac)
    assert found["sleep", "recall_ab_evening", None] == 1
    assert found["sleep", "recall_ab", 0] == 0
    assert found["awake", "recall_ab", 0] == 1


def test_dice_are_at_chance():
    (measure,) = (m for m in EXPERIMENT.measures() if m.name == "recall_ab_morning")
    found = []
    for seed in range(40):
        items = RandomCodes().draw(5, seed)
        found.append(measure.value(live(Dice(seed, items.senses), timetable(items=items))))
    assert abs(np.mean(found) - 0.1) < 4 * np.sqrt(0.1 * 0.9 / 200)


def test_guessing_is_among_what_was_studied_before_the_test():
    plans = EXPERIMENT.lives(RandomCodes(), 1)
    rows = [r for o in run_lives(EXPERIMENT, plans, {"one": Oracle}, 1) for r in rows_of(o)]
    guessed = [row for row in rows if not row.measure.endswith(("_cosine", "_silent"))]
    for row in guessed:
        one_list = row.at == 0 or "evening" in row.measure
        first = ("_ab" in row.measure) != row.measure.endswith("_intrusions")
        assert row.chance == pytest.approx((first / 5) if one_list else 1 / 10), row.measure
    assert {row.chance for row in guessed} == {0, 1 / 5, 1 / 10}


def test_an_agent_without_hippocampus_has_no_lesioned_measures():
    assert not [name for _, name, _ in scores(Oracle) if name.startswith("lesioned")]


def test_without_hippocampus_the_patient_keeps_what_it_slept_on():
    found = scores(Patient)
    assert found["sleep", "lesioned_ab_evening", None] == 0
    assert found["sleep", "lesioned_ab", 5] == 1
    assert found["sleep", "lesioned_ac", 5] == 0
    assert found["sleep", "lesioned_ac_intrusions", 5] == 1
    assert found["sleep", "lesioned_ac_morning", None] == 1
    assert {found["awake", f"lesioned_{e}_morning", None] for e in ("ab", "ac")} == {0}


# The rest of it


@pytest.mark.parametrize("source", [Digits(), Episodes()], ids=lambda source: source.name)
def test_other_items_can_interfere_as_well(source):
    assert scores(Oracle, source=source)["sleep", "recall_ab", 5] == 1


def test_an_agent_without_hippocampus_has_a_panel_beside_one_that_has():
    experiment = EXPERIMENT.quick()
    rows = [
        row
        for name, kind in (("patient", Patient), ("oracle", Oracle))
        for outcome in run_lives(experiment, experiment.lives(SOURCE, 1), {name: kind}, 1)
        for row in rows_of(outcome)
    ]
    page = charts_figure(
        ChartData(experiment.question, experiment.charts(), summarised(rows), (1,), "")
    )
    titles = [ax.get_title(loc="left") for ax in page.axes]
    assert titles == ["patient", "oracle", "patient", "oracle", "patient", "patient", "oracle"]
    bars = [[tick.get_text() for tick in ax.get_xticklabels()] for ax in page.axes[2:4]]
    assert [any("lesion" in name for name in names) for names in bars] == [True, False]


def test_charts_draw_what_is_measured():
    names = {measure.name for measure in EXPERIMENT.measures()}
    for chart in EXPERIMENT.charts():
        assert isinstance(chart, Chart)
        assert {name for name, _ in chart.measures} <= names
    assert uncited(EXPERIMENT.cited()) == []
    assert EXPERIMENT.quick().charts() == EXPERIMENT.charts()


def test_the_quick_version_is_smaller():
    quick = EXPERIMENT.quick()
    assert isinstance(quick, Interference)
    assert (quick.items_count, quick.trials, quick.night) < (5, 5, 60)
    assert scores(Oracle, experiment=quick)["sleep", "recall_ab", 2] == 1
