"""One drug at one time in rising doses: what happens, what is measured, what known agents score."""

import pytest

from neurosim.experiments.acetylcholine import CONDITIONS, DOSES, LISTS, Acetylcholine, drug, label
from neurosim.experiments.run import rows_of, run_lives
from neurosim.items import Episodes, RandomCodes
from neurosim.parameters import changed
from neurosim.protocol import Lesion, Recall, Rest, Sleep, Study, Substance
from neurosim.protocol.dummies import Amnesiac, Oracle, Parrot
from patients import Patient
from spiking_dummy import Pulse

EXPERIMENT = Acetylcholine()
SOURCE = RandomCodes()
AT_STUDY, AT_RECALL, ASLEEP = CONDITIONS

each_condition = pytest.mark.parametrize("condition", CONDITIONS)
each_dose = pytest.mark.parametrize("dose", DOSES)


def part(dose):
    return f"dose-{100 * dose:g}-percent"


def planned(experiment=EXPERIMENT, seed=1, source=SOURCE):
    """Return the timetable of every life, by condition and dose."""
    plans = {(each.condition, each.part): each for each in experiment.lives(source, seed)}
    return {
        (name, dose): plans.pop((name, part(dose))).timetable
        for name in CONDITIONS
        for dose in experiment.given
    } | plans


LIVES = planned()


def flat(events):
    """Return all events, those of copies among them."""
    for event in events:
        yield from event.then if isinstance(event, Lesion) else [event]


def lists(events):
    """Return the studied items by list: first ones, their twins, and those that came with them."""
    items = [event.item for event in events if isinstance(event, Study)]
    return dict(zip(LISTS, (items[:5], items[5:10], items[10:]), strict=True))


def given(events, kind):
    """Return the drugs of all events of a kind, in order."""
    return [event.drug for event in flat(events) if isinstance(event, kind)]


def lived(kind, experiment=EXPERIMENT, source=SOURCE):
    """Return values by condition, measure and dose."""
    plans = experiment.lives(source, 1)
    return {
        (row.condition, row.measure, row.at): row.value
        for outcome in run_lives(experiment, plans, {"one": kind}, 1)
        for row in rows_of(outcome)
    }


# The timetables


def test_there_is_a_life_for_every_dose_in_every_condition():
    assert set(LIVES) == {(name, dose) for name in CONDITIONS for dose in DOSES}
    assert DOSES[0] == 0
    assert list(DOSES) == sorted(DOSES)
    assert DOSES[-1] == 1


@each_condition
def test_a_dose_of_none_is_no_drug(condition):
    assert {event.drug for event in flat(LIVES[condition, 0.0])} == {None}
    assert drug(Substance.SCOPOLAMINE, 0.0) is None


@each_dose
def test_at_study_the_drug_is_given_for_the_second_list_only(dose):
    events, blocker = LIVES[AT_STUDY, dose], drug(Substance.SCOPOLAMINE, dose)
    assert given(events, Study) == [None] * 5 + [blocker] * 10
    assert set(given(events, Recall)) == {None}
    assert given(events, Sleep | Rest) == []


@each_dose
def test_at_recall_the_drug_is_given_for_every_test_only(dose):
    events, blocker = LIVES[AT_RECALL, dose], drug(Substance.SCOPOLAMINE, dose)
    assert given(events, Study) == [None] * 15
    assert given(events, Recall) == [blocker] * 15
    assert given(events, Sleep | Rest) == []


@each_dose
def test_in_sleep_the_drug_is_given_for_the_night_only(dose):
    events, raiser = LIVES[ASLEEP, dose], drug(Substance.PHYSOSTIGMINE, dose)
    assert given(events, Sleep) == [raiser]
    assert set(given(events, Study | Recall | Rest)) == {None}
    (night,) = (event for event in events if isinstance(event, Sleep))
    assert night.seconds == EXPERIMENT.night


@each_condition
@each_dose
def test_only_drugs_and_labels_tell_doses_apart(condition, dose):
    def shown(events):
        return [
            (type(e), e.seconds, e.item.name if isinstance(e, Study) else e.label.split(",")[0])
            for e in flat(events)
        ]

    assert shown(LIVES[condition, dose]) == shown(LIVES[condition, 0.0])


def codes(items):
    return {
        item.name: {sense: bits.tolist() for sense, bits in item.code.items()} for item in items
    }


def test_all_lives_of_a_seed_have_the_same_items():
    first, *others = (lists(events) for events in LIVES.values())
    for other in others:
        for name in LISTS:
            assert codes(first[name]) == codes(other[name])
    another = lists(planned(seed=2)[AT_STUDY, 0.0])
    assert codes(first["overlapping"]) != codes(another["overlapping"])


@pytest.mark.parametrize("shared", [0, 0.5, 1])
def test_overlapping_pairs_share_their_cue_with_old_ones_and_nothing_else(shared):
    found = lists(planned(changed(EXPERIMENT, {"cue_shared": shared}))[AT_STUDY, 1.0])
    for old, twin in zip(found["old"], found["overlapping"], strict=True):
        common = {sense: int((bits & twin.code[sense]).sum()) for sense, bits in old.code.items()}
        assert common["sound"] == shared * old.code["sound"].sum()
        assert common["sight"] < 0.5 * old.code["sight"].sum()
        assert twin.name == f"{old.name}'"


def test_half_of_the_items_are_new_with_the_second_list():
    items = [item.name for item in SOURCE.draw(10, 1).items]
    found = lists(LIVES[AT_STUDY, 1.0])
    assert [item.name for item in found["old"]] == items[:5]
    assert [item.name for item in found["new"]] == items[5:]


@each_condition
@each_dose
def test_each_item_of_each_list_is_asked_for_by_its_own_sound(condition, dose):
    events = LIVES[condition, dose]
    times = ("evening", "morning") if condition == ASLEEP else ("evening",)
    for name, items in lists(events).items():
        by_name = {item.name: item for item in items}
        for time in times:
            tests = [
                e for e in events if isinstance(e, Recall) and e.label == label(time, name, dose)
            ]
            assert [test.target for test in tests] == list(by_name)
            for test in tests:
                assert list(test.cue) == ["sound"]
                assert (test.cue["sound"] == by_name[test.target].code["sound"]).all()
    assert sum(isinstance(event, Recall) for event in events) == 15 * len(times)


def test_a_copy_without_hippocampus_takes_the_tests_of_the_morning():
    *_, copy = LIVES[ASLEEP, 1.0]
    assert (copy.region, copy.fraction) == ("hippocampus", 1.0)
    assert list(copy.then) == [
        e for e in LIVES[ASLEEP, 1.0] if "morning" in getattr(e, "label", "")
    ]
    for condition in (AT_STUDY, AT_RECALL):
        assert not any(isinstance(event, Lesion) for event in LIVES[condition, 1.0])


@pytest.mark.parametrize(
    ("count", "doses"),
    [(2, (0, 1)), (3, (0, 0.1, 1)), (5, (0, 0.1, 0.2, 0.3, 1)), (6, DOSES)],
)
def test_none_and_the_largest_dose_are_always_given(count, doses):
    experiment = changed(EXPERIMENT, {"doses": count})
    assert experiment.given == doses
    assert {dose for _, dose in planned(experiment)} == set(doses)


def test_the_conditions_alone_have_the_largest_dose():
    days = EXPERIMENT.timetables(SOURCE.draw(10, 1))
    assert list(days) == list(CONDITIONS)
    for condition, events in days.items():
        assert [(type(e), getattr(e, "label", "")) for e in events] == [
            (type(e), getattr(e, "label", "")) for e in LIVES[condition, 1.0]
        ]
        assert given(events, Study | Recall | Sleep) == given(
            LIVES[condition, 1.0], Study | Recall | Sleep
        )


# The measures


def test_the_oracle_recalls_all_lists_at_every_dose():
    found = lived(Oracle)
    for condition in CONDITIONS:
        for each in LISTS:
            values = {
                at: v for (c, m, at), v in found.items() if (c, m) == (condition, f"recall_{each}")
            }
            assert values == dict.fromkeys(DOSES, 1.0)
        assert found[condition, "recall_overlapping_intrusions", 1.0] == 0
    assert found[ASLEEP, "morning_old", 1.0] == 1


@pytest.fixture(scope="module")
def pulse():
    """Return what a fake brain scores, in nights long enough to replay in."""
    return lived(Pulse, changed(EXPERIMENT, {"night": 20, "items_count": 4}))


def test_only_nights_have_a_morning_and_only_spikes_a_replay(pulse):
    measured = {(condition, name.partition("_")[0]) for condition, name, _ in pulse}
    assert measured == {
        *((condition, "recall") for condition in CONDITIONS),
        *((ASLEEP, name) for name in ("morning", "lesioned", "replay")),
    }
    assert {name.partition("_")[0] for _, name, _ in lived(Oracle)} == {"recall", "morning"}


def test_replay_is_measured_at_every_dose(pulse):
    found = {at: value for (_, name, at), value in pulse.items() if name == "replay_rate"}
    assert set(found) == set(DOSES)
    assert min(found.values()) > 0.5


def test_the_amnesiac_forgets_in_sleep_and_the_patient_needs_no_hippocampus_after_it():
    forgotten, slept = lived(Amnesiac), lived(Patient)
    for each in LISTS:
        assert forgotten[ASLEEP, f"recall_{each}", 1.0] == 1
        assert forgotten[ASLEEP, f"morning_{each}", 1.0] == 0
        assert slept[ASLEEP, f"lesioned_{each}", 1.0] == 1


def test_the_parrot_is_silent():
    found = lived(Parrot)
    assert {value for (_, name, _), value in found.items() if name.endswith("_silent")} == {1}


class Blocked(Oracle):
    """An oracle that learns nothing under a drug."""

    def _study(self, event):
        record = super()._study(event)
        if event.drug is not None:
            self.memory.pop()
        return record


def test_who_learns_nothing_under_the_drug_answers_with_the_old_list():
    found = lived(Blocked)
    for dose in DOSES[1:]:
        assert found[AT_STUDY, "recall_old", dose] == 1
        assert found[AT_STUDY, "recall_overlapping", dose] == 0
        assert found[AT_STUDY, "recall_overlapping_intrusions", dose] == 1
        assert found[AT_STUDY, "recall_new", dose] == 0
        assert found[AT_RECALL, "recall_new", dose] == 1
    assert found[AT_STUDY, "recall_overlapping", 0.0] == 1


def test_other_items_can_be_learned_under_drugs_as_well():
    assert lived(Oracle, EXPERIMENT.quick(), Episodes())[AT_STUDY, "recall_new", 1.0] == 1


def test_the_quick_version_is_smaller():
    quick = EXPERIMENT.quick()
    assert isinstance(quick, Acetylcholine)
    assert quick.items_count < EXPERIMENT.items_count
    assert quick.night < EXPERIMENT.night
    assert len(quick.given) < len(EXPERIMENT.given)
    assert quick.given[-1] == 1
    assert lived(Oracle, quick)[ASLEEP, "morning_new", 1.0] == 1
