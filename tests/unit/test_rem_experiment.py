"""The experiment on REM sleep: what is planned, and how visits to a group of items are counted."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.experiments import RemSleep
from neurosim.experiments.rem import CUE, GROUPS, STRETCHES, stretch
from neurosim.items import RandomCodes, twin_name
from neurosim.measures.replay_measures import replay_measures
from neurosim.measures.visits import visits
from neurosim.protocol import Diary, Lesion, Recall, Recording, Sleep, Stage, Study
from night_trains import burst, disjoint, noise, starts, studied, together

EXPERIMENT = RemSleep()
PLANS = {plan.condition: plan.timetable for plan in EXPERIMENT.lives(RandomCodes(), 3)}
NIGHTS = ("nrem-rem", "nrem-sham")


def of_kind(condition, *kinds):
    return [event for event in PLANS[condition] if isinstance(event, kinds)]


def in_rem(condition):
    return [event for event in of_kind(condition, Sleep) if event.stage is Stage.REM]


def test_old_items_are_two_nights_old_recent_ones_one_and_new_ones_none():
    found, nights = {group: set() for group in GROUPS}, 0
    for event in PLANS["nrem-rem"]:
        if isinstance(event, Sleep):
            nights += 1
            if event.stage is Stage.REM:
                break
        elif isinstance(event, Study):
            found[event.label].add(nights)
    assert found == {"old": {0}, "recent": {1}, "new": {2}}


def test_new_items_share_part_of_the_cue_of_old_ones():
    items = {group: [] for group in GROUPS}
    for event in of_kind("nrem-rem", Study):
        items[event.label].append(event.item)
    assert {len(several) for several in items.values()} == {EXPERIMENT.items_count / 2}
    for old, new in zip(items["old"], items["new"], strict=True):
        assert new.name == twin_name(old.name)
        shared = np.sum(old.code[CUE] & new.code[CUE]) / old.code[CUE].sum()
        assert shared == EXPERIMENT.cue_shared


def test_the_sham_differs_in_what_rem_sleep_teaches_and_in_nothing_else():
    asleep, sham = (PLANS[condition] for condition in NIGHTS)
    assert len(asleep) == len(sham)
    differ = [
        (one, other)
        for one, other in zip(asleep, sham, strict=True)
        if isinstance(one, Sleep) and one != other
    ]
    assert len(differ) == EXPERIMENT.cycles
    for one, other in differ:
        assert one.learning
        assert one.stage is Stage.REM
        assert other == replace(one, learning=False)


@pytest.mark.parametrize("condition", NIGHTS)
def test_nrem_and_rem_alternate_and_what_comes_before_teaches_nothing(condition):
    slept = of_kind(condition, Sleep)[2:]
    assert [event.stage for event in slept] == [Stage.REM, *[Stage.NREM, Stage.REM] * 4]
    first, *others = in_rem(condition)
    assert not first.learning
    assert {event.learning for event in others} == {condition == "nrem-rem"}
    labels = [stretch(number) for number in range(int(EXPERIMENT.cycles) + 1)]
    assert [event.label for event in (first, *others)] == labels


def test_a_naive_brain_has_as_much_rem_sleep_before_anything_is_studied():
    assert in_rem("rem-before") == in_rem("nrem-rem") == list(PLANS["rem-before"][:5])
    assert len(of_kind("rem-before", Study)) == len(of_kind("nrem-rem", Study))
    assert not of_kind("rem-before", Recall, Lesion)


def test_all_items_are_asked_for_before_and_after_the_night_with_and_without_hippocampus():
    tests = of_kind("nrem-sham", Recall)
    lesions = of_kind("nrem-sham", Lesion)
    assert [test for lesion in lesions for test in lesion.then] == tests
    names = [event.item.name for event in of_kind("nrem-sham", Study)]
    assert [test.target for test in tests] == names * 2
    assert {tuple(test.cue) for test in tests} == {(CUE,)}
    labels = {f"{group}, {time}" for group in GROUPS for time in ("evening", "morning")}
    assert {test.label for test in tests} == labels


# Visits


def rem(spikes, label, seconds=60.0, stage=Stage.REM):
    return Recording(Sleep(seconds, label=label, stage=stage), spikes={"CA3": spikes})


def slept(orders, groups=("old", "old", "new"), stage=Stage.REM):
    """A life in which bursts of items come in stretches of REM sleep, in these orders."""
    random = np.random.default_rng(3)
    codes = disjoint(random, [15] * len(groups))
    records = []
    for number, (members, group) in enumerate(zip(codes, groups, strict=True)):
        record = studied(members, number)
        records.append(replace(record, event=replace(record.event, label=group)))
    for number, order in enumerate(orders):
        times = starts(random, len(order))
        bursts = [burst(random, codes[who], t) for who, t in zip(order, times, strict=True)]
        records.append(rem(together([noise(random), *bursts]), stretch(number), stage=stage))
    return Diary("by hand", tuple(records))


def test_visits_are_counted_by_group_and_stretch():
    diary = slept([[0] * 6 + [1] * 6, [2] * 18])
    old, new = (visits("v", "CA3", stretch(0), group) for group in ("old", "new"))
    assert old.value(diary) == pytest.approx(12 / 60, abs=0.02)
    assert new.value(diary) == 0
    later = visits("v", "CA3", stretch(1), "new", at=1.0)
    assert later.value(diary) == pytest.approx(18 / 60, abs=0.02)
    assert later.at == 1.0
    both = visits("v", "CA3", STRETCHES, "new")
    assert both.value(diary) == pytest.approx(18 / 120, abs=0.02)
    assert both.ceiling(diary) == pytest.approx(30 / 120, abs=0.02)


def test_shuffled_cells_visit_nothing():
    diary = slept([[0, 1, 2] * 6])
    measure = visits("v", "CA3", STRETCHES, "old")
    assert measure.value(diary) > 0.15
    assert measure.chance(diary) < 0.1 * measure.value(diary)


def test_other_stages_groups_and_labels_are_not_looked_at():
    diary = slept([[0, 1, 2]])
    assert visits("v", "CA3", STRETCHES, "old").applies(diary)
    assert not visits("v", "CA3", STRETCHES, "recent").applies(diary)
    assert not visits("v", "CA3", "another", "old").applies(diary)
    asleep = slept([[0, 1, 2]], stage=Stage.NREM)
    assert not visits("v", "CA3", STRETCHES, "old").applies(asleep)


def test_replay_measures_look_at_one_stage():
    diary = slept([[0, 1, 2] * 6])
    in_nrem, in_rem_ = ({m.name: m for m in replay_measures("CA3", stage=stage)} for stage in Stage)
    assert not in_nrem["replay_rate"].applies(diary)
    assert in_rem_["replay_rate"].applies(diary)
    assert in_rem_["replay_rate"].value(diary) == pytest.approx(18 / 60, abs=0.02)
