"""Nights cut short: what happens, what is measured, what known agents score."""

import pytest

from neurosim.citations import uncited
from neurosim.experiments.run import rows_of, run_lives
from neurosim.experiments.sleep_deprivation import CONDITIONS, FIRST, NEW, SHARES, SleepDeprivation
from neurosim.items import RandomCodes
from neurosim.protocol import Lesion, Recall, Replay, Rest, Sleep, Study
from neurosim.protocol.dummies import Oracle, Parrot
from patients import Patient, SlowPatient
from spiking_dummy import Pulse

EXPERIMENT = SleepDeprivation()
NOTHING_NEW, NEW_ITEMS, BLOCKED = CONDITIONS
ITEMS = RandomCodes().draw(10, 1)

each_share = pytest.mark.parametrize("share", SHARES)


def part(share):
    return f"slept-{100 * share:g}-percent"


PLANS = {(plan.condition, plan.part): plan.timetable for plan in EXPERIMENT.lives(RandomCodes(), 1)}


def scores(kind, experiment=EXPERIMENT):
    """Values by condition, measure and share."""
    plans = experiment.lives(RandomCodes(), 1)
    return {
        (row.condition, row.measure, row.at): row.value
        for outcome in run_lives(experiment, plans, {"one": kind}, 1)
        for row in rows_of(outcome)
    }


def nights(events):
    """Return what is spent between two mornings, night by night: kind, seconds and replay."""
    found = [[]]
    for event in events:
        if isinstance(event, Rest | Sleep):
            found[-1].append(event)
        elif found[-1]:
            found.append([])
    return [night for night in found if night]


def test_every_share_is_lived_in_every_condition_that_it_has():
    lived = {(name, part(share)) for name in CONDITIONS for share in SHARES}
    assert set(PLANS) == lived
    assert (EXPERIMENT.slept[0], EXPERIMENT.slept[-1]) == (0, 1)


@each_share
@pytest.mark.parametrize("condition", [NOTHING_NEW, NEW_ITEMS])
def test_nights_are_equally_long_and_only_the_first_is_cut_short(condition, share):
    first, second = nights(PLANS[condition, part(share)])
    assert sum(event.seconds for event in first) == pytest.approx(EXPERIMENT.night)
    slept = [event for event in first if isinstance(event, Sleep)]
    assert sum(event.seconds for event in slept) == pytest.approx(share * EXPERIMENT.night)
    assert first[len(first) - len(slept) :] == slept
    assert len(slept) <= 1
    assert [(type(event), event.seconds) for event in second] == [(Sleep, EXPERIMENT.night)]


@pytest.mark.parametrize("share", SHARES[1:])
def test_the_control_differs_from_the_treatment_in_replay_only(share):
    (treated, _), (control,) = (nights(PLANS[c, part(share)]) for c in (NOTHING_NEW, BLOCKED))
    assert [(type(e), e.seconds) for e in treated] == [(type(e), e.seconds) for e in control]
    assert [e.replay for e in control if isinstance(e, Sleep)] == [Replay.BLOCKED]
    assert [e.replay for e in treated if isinstance(e, Sleep)] == [Replay.NATURAL]


def test_a_new_list_is_studied_in_the_day_between_or_nothing():
    for condition, lists in ((NOTHING_NEW, [FIRST] * 5), (NEW_ITEMS, [FIRST] * 5 + [NEW] * 5)):
        events = PLANS[condition, part(0.5)]
        shown = [event for event in events if isinstance(event, Study)]
        assert [event.label for event in shown] == lists
        assert [event.item.name for event in shown] == [
            item.name for item in ITEMS.items[: len(lists)]
        ]
    kinds = [type(event) for event in PLANS[NEW_ITEMS, part(0.5)]]
    assert kinds.index(Study) < kinds.index(Rest) < len(kinds) - kinds[::-1].index(Study)


def test_copies_without_hippocampus_take_each_mornings_tests():
    for (condition, _), events in PLANS.items():
        lesioned = [list(event.then) for event in events if isinstance(event, Lesion)]
        tests = [event for event in events if isinstance(event, Recall)]
        morning = [test for test in tests if "evening" not in test.label]
        assert [test for copy in lesioned for test in copy] == morning
        assert len(tests) == {NOTHING_NEW: 10, NEW_ITEMS: 15, BLOCKED: 5}[condition]
        assert {tuple(test.cue) for test in tests} == {("sound",)}


@each_share
def test_who_needs_any_sleep_recovers_what_a_night_without_it_cost(share):
    found = scores(Patient)
    assert found[NOTHING_NEW, "morning", share] == 1
    assert found[NOTHING_NEW, "morning_lesioned", share] == (share > 0)
    for condition in (NOTHING_NEW, NEW_ITEMS):
        assert found[condition, "recovered_lesioned", share] == 1
    assert found[NEW_ITEMS, "new_lesioned", share] == 1
    assert found[NEW_ITEMS, "evening_new", share] == 1
    assert found[BLOCKED, "morning_lesioned", share] == 0


def test_who_needs_two_nights_does_not():
    found = scores(SlowPatient)
    assert [found[NOTHING_NEW, "recovered_lesioned", share] for share in SHARES] == [0, 1, 1, 1]
    assert {found[NEW_ITEMS, "new_lesioned", share] for share in SHARES} == {0}


def test_the_oracle_has_no_hippocampus_to_lose_and_the_parrot_is_silent():
    found = scores(Oracle)
    assert {value for (_, name, _), value in found.items() if name == "recovered"} == {1}
    assert not [name for _, name, _ in found if "lesioned" in name]
    silent = [value for (_, name, _), value in scores(Parrot).items() if name == "morning_silent"]
    assert set(silent) == {1}


def test_replays_of_the_second_night_are_counted_by_list():
    found = scores(Pulse)
    for share in SHARES:
        both = [found[NEW_ITEMS, f"replays_{name}", share] for name in ("first", "new")]
        assert sum(both) / 2 < 0.7 * found[NOTHING_NEW, "replays_first", share]
        assert (NOTHING_NEW, "replays_new", share) not in found


def test_charts_draw_what_is_measured_and_everything_is_cited():
    names = {measure.name for measure in EXPERIMENT.measures()}
    for chart in EXPERIMENT.charts():
        assert {name for name, _ in chart.measures} <= names
    assert uncited(EXPERIMENT.cited()) == []
    assert EXPERIMENT.quick().charts() == EXPERIMENT.charts()


def test_the_quick_version_keeps_both_ends_of_the_scale():
    quick = EXPERIMENT.quick()
    assert quick.slept == (0, 1)
    found = scores(Patient, quick)
    assert [found[NOTHING_NEW, "morning_lesioned", share] for share in (0, 1)] == [0, 1]
