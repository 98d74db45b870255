"""One-shot learning, pattern completion, consolidation, capacity: lived by agents we know."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lived import curve, lived
from neurosim.errors import InputError
from neurosim.experiments import (
    Capacity,
    Consolidation,
    OneShot,
    PatternCompletion,
)
from neurosim.experiments.pattern_completion import SHARES, WRONG, label
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed
from neurosim.protocol import Lesion, Recall, Replay, Rest, Sleep, Study
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot
from spiking_dummy import Pulse

# One exposure


def test_one_exposure_conditions_differ_only_in_plasticity():
    one, other = (plan.timetable for plan in OneShot().lives(Digits(), 1))
    assert [event.learning for event in one if isinstance(event, Study)] == [True] * 5
    assert [event.learning for event in other if isinstance(event, Study)] == [False] * 5
    assert [event.item for event in one[:5]] == [event.item for event in other[:5]]
    assert one[5:] == other[5:]
    assert [list(event.cue) for event in one[5:]] == [["sound"]] * 5


def test_what_was_perceived_without_learning_is_not_recalled():
    found = lived(OneShot(), Oracle)
    assert found["learning", "recall", None].value == 1
    assert found["plasticity-off", "recall", None].value == 0
    assert found["plasticity-off", "recall_silent", None].value == 1
    assert found["plasticity-off", "recall_forced", None].value == pytest.approx(0.2)
    assert found["learning", "recall", None].chance == 0.2
    assert found["plasticity-off", "recall", None].ceiling == 1


def test_the_parrot_and_dice_score_as_they_should_after_one_exposure():
    assert lived(OneShot(), Parrot)["learning", "recall", None].value == 0
    scores = [lived(OneShot(), Dice, seed)["learning", "recall", None].value for seed in range(60)]
    assert abs(np.mean(scores) - 0.2) < 4 * np.sqrt(0.2 * 0.8 / 300)


# Parts of a cue


def cues(item, plan, labels):
    """The sounds an item is asked for by, in the order of their labels."""
    tests = {
        event.label: event.cue
        for event in plan.timetable
        if isinstance(event, Recall) and event.target == item.name
    }
    assert {tuple(cue) for cue in tests.values()} == {("sound",)}
    return [tests[text]["sound"] for text in labels]


def test_parts_of_a_cue_are_exact_and_lie_within_each_other():
    ((plan,)) = PatternCompletion().lives(Digits(), 1)
    for item in plan.items.items:
        parts = cues(item, plan, map(label, SHARES))
        assert [int(part.sum()) for part in parts] == [round(20 * share) for share in SHARES]
        for smaller, larger in zip(parts, [*parts[1:], item.code["sound"]], strict=True):
            assert np.all(larger[smaller])


def test_bad_cues_have_as_many_units_as_good_ones_and_so_many_are_wrong():
    ((plan,)) = PatternCompletion().lives(Digits(), 1)
    for item in plan.items.items:
        code = item.code["sound"]
        bad = cues(item, plan, [label(1, wrong) for wrong in WRONG])
        assert [int(cue.sum()) for cue in bad] == [20] * len(WRONG)
        assert [int((cue & ~code).sum()) for cue in bad] == [round(20 * wrong) for wrong in WRONG]
        for better, worse in zip([code, *bad], bad, strict=False):
            assert np.all((worse & code) <= (better & code))
            assert np.all((better & ~code) <= (worse & ~code))


def test_a_cue_with_nothing_wrong_is_the_whole_sound_and_stands_on_both_curves():
    found = lived(PatternCompletion(), Oracle)
    assert found["intact", "noise", 0.0] == replace(
        found["intact", "recall", 1.0], measure="noise", at=0.0
    )
    at = sorted(place for _, measure, place in found if measure == "noise")
    assert at == [0.0, *WRONG]


def test_cues_come_after_study_and_a_night():
    ((plan,)) = PatternCompletion().lives(Digits(), 1)
    kinds = [type(event) for event in plan.timetable]
    assert kinds == [Study] * 5 + [Sleep] + [Recall] * 5 * (len(SHARES) + len(WRONG))


def test_parts_of_different_seeds_are_different():
    def part(seed):
        (plan,) = PatternCompletion().lives(RandomCodes(), seed)
        event = next(event for event in plan.timetable if isinstance(event, Recall))
        return event.cue["sound"].tolist()

    assert part(1) == part(1)
    assert part(1) != part(2)


def test_the_oracle_completes_from_every_part_and_the_parrot_from_none():
    assert curve(lived(PatternCompletion(), Oracle), "intact", "recall") == [1] * 7
    parrot = lived(PatternCompletion(), Parrot)
    assert curve(parrot, "intact", "recall") == [0] * 7
    assert curve(parrot, "intact", "recall_silent") == [1] * 7


# Sleep by sleep


def test_stretches_of_the_night_add_up_and_differ_only_in_what_they_are_spent_with():
    plans = {plan.condition: plan.timetable for plan in Consolidation().lives(Digits(), 1)}
    nights = {
        name: [event for event in days if isinstance(event, Sleep | Rest)]
        for name, days in plans.items()
    }
    for spent in nights.values():
        assert list(np.cumsum([event.seconds for event in spent])) == [10, 20, 40, 60, 100]
    assert {event.replay for event in nights["sleep"]} == {Replay.NATURAL}
    assert {event.replay for event in nights["replay-blocked"]} == {Replay.BLOCKED}
    assert {event.replay for event in nights["replay-shuffled"]} == {Replay.SHUFFLED}
    assert {type(event) for event in nights["awake"]} == {Rest}
    tests = [
        [event for event in days if isinstance(event, Recall | Lesion)] for days in plans.values()
    ]
    assert all(len(each) == 6 * (5 + 1) for each in tests)
    assert [event.label for event in tests[0][::6]] == [
        f"after {at} s" for at in (0, 10, 20, 40, 60, 100)
    ]


@pytest.mark.parametrize(
    ("night", "times", "moments"),
    [
        (100, 6, (0, 10, 20, 40, 60, 100)),
        (50, 6, (0, 5, 10, 20, 30, 50)),
        (20, 3, (0, 12, 20)),
        (20, 2, (0, 20)),
    ],
)
def test_moments_of_tests_follow_the_night(night, times, moments):
    experiment = changed(Consolidation(), {"night": night, "times_tested": times})
    assert experiment.moments == moments
    found = lived(experiment, Oracle)
    assert {at for _, measure, at in found if measure == "recall"} == set(moments)


def test_an_agent_without_hippocampus_has_no_lesioned_curve_and_one_without_spikes_no_rate():
    measures = {measure for _, measure, _ in lived(Consolidation(), Amnesiac)}
    assert measures == {"recall", "recall_cosine", "recall_silent", "recall_forced"}


def test_the_amnesiac_forgets_in_the_first_stretch_of_sleep():
    found = lived(Consolidation(), Amnesiac)
    assert curve(found, "sleep", "recall") == [1, 0, 0, 0, 0, 0]
    assert curve(found, "awake", "recall") == [1] * 6


def test_what_was_replayed_survives_the_loss_of_the_hippocampus():
    found = lived(Consolidation(), Pulse)
    assert curve(found, "sleep", "lesioned") == [0, 1, 1, 1, 1, 1]
    assert curve(found, "awake", "lesioned") == [0] * 6
    assert curve(found, "replay-blocked", "lesioned") == [0] * 6
    assert curve(found, "sleep", "recall") == [1] * 6
    silent, answered = (found["sleep", "lesioned_rate", at] for at in (0, 10))
    assert silent.value == silent.chance == 0
    assert answered.value == answered.ceiling == pytest.approx(0.1)


# Ever longer lists


def test_lists_are_as_long_as_the_source_allows():
    def parts(source, **changes):
        plans = changed(Capacity(), changes).lives(source, 1)
        return list(dict.fromkeys((plan.part, len(plan.items.items)) for plan in plans))

    assert parts(RandomCodes()) == [(f"{n}-items", n) for n in (5, 10, 20, 40)]
    assert parts(Digits()) == [("5-items", 5), ("10-items", 10)]
    assert parts(Digits(), items_count=6) == [("6-items", 6)]
    assert parts(RandomCodes(), items_count=30) == [(f"{n}-items", n) for n in (7, 15, 30)]


def test_a_source_that_cannot_give_the_shortest_list_says_so():
    with pytest.raises(InputError, match="sets of 1 to 10, not 18"):
        changed(Capacity(), {"items_count": 18.0, "night": 5}).lives(Few(), 1)


class Few(Digits):
    """Digits of which there are none too many."""

    @property
    def most(self):
        return 8

    def draw(self, count, seed):
        raise InputError(f"few items come in sets of 1 to 10, not {2 * count}")


def test_recall_stands_at_the_length_of_its_list():
    experiment = changed(Capacity(), {"items_count": 20})
    found = lived(experiment, Amnesiac, source=RandomCodes())
    assert curve(found, "sleep", "recall_evening") == [1, 1, 1]
    assert curve(found, "sleep", "recall_morning") == [0, 0, 0]
    assert curve(found, "awake", "recall_morning") == [1, 1, 1]
    chances = [found["sleep", "recall_evening", float(n)].chance for n in (5, 10, 20)]
    assert chances == [1 / 5, 1 / 10, 1 / 20]
    assert found["sleep", "recall_morning", 20.0].time == pytest.approx(20 * 0.8 + 60)
