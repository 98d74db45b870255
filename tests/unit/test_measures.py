"""Scores of agents whose scores are known, and of answers made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neurosim.items import RandomCodes
from neurosim.measures import (
    Row,
    Studied,
    answer_rate,
    forced_choice,
    identified,
    is_silent,
    recall_measures,
    summarised,
)
from neurosim.measures.recall import cosine
from neurosim.protocol import Diary, Item, Recall, Recording, Sleep, Spikes, Study, live
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot

K = 5
SIZE = 4 * K


def block(number, width=4):
    """Bits of one item in a sense in which items share no unit."""
    return np.arange(SIZE) // width == number


ITEMS = [Item(f"item {n}", {"sight": block(n), "sound": block(n)}) for n in range(K)]
SOUND = ITEMS[0].cue("sound")
ASKED = Recall(SOUND, 1, "item 0", "asked")
STUDIED = tuple(
    Recording(Study(item, 1), {s: 10.0 * bits for s, bits in item.code.items()}) for item in ITEMS
)


def answered(sight, sound=0.0, event=ASKED, studied=STUDIED):
    """A diary in which all items were studied, and one test was answered."""
    response = {"sight": np.asarray(sight, float), "sound": np.full(SIZE, sound)}
    return Diary("by hand", (*studied, Recording(event, response)))


def scores(diary, label="asked", lesioned=""):
    return [m.value(diary) for m in recall_measures("recall", label, lesioned) if m.applies(diary)]


def lived(kind, seed, count=K):
    items = RandomCodes().draw(count, seed)
    tests = [Recall(item.cue("sound"), 1, item.name, "evening") for item in items.items]
    again = [replace(test, label="morning") for test in tests]
    studies = [Study(item, 1) for item in items.items]
    return live(kind(seed, items.senses), [*studies, *tests, Sleep(9), *again])


# Agents whose scores are known


@pytest.mark.parametrize("label", ["evening", "morning"])
@pytest.mark.parametrize("seed", range(3))
def test_the_oracle_knows_everything(label, seed):
    accuracy, fit, silent = scores(lived(Oracle, seed), label)
    assert (accuracy, silent) == (1, 0)
    assert fit == pytest.approx(1)


@pytest.mark.parametrize("label", ["evening", "morning"])
def test_the_parrot_is_silent(label):
    assert scores(lived(Parrot, 1), label) == [0, 0, 1]


def test_dice_score_at_chance():
    lives = [lived(Dice, seed) for seed in range(200)]
    found = np.mean(
        [scores(diary, label)[0] for diary in lives for label in ("evening", "morning")]
    )
    tests = 2 * K * len(lives)
    sd = np.sqrt(1 / K * (1 - 1 / K) / tests)
    assert abs(found - 1 / K) < 4 * sd
    assert all(scores(diary, "evening")[2] == 0 for diary in lives)


def test_the_amnesiac_forgets_in_its_sleep():
    diary = lived(Amnesiac, 1)
    evening, morning = scores(diary, "evening"), scores(diary, "morning")
    assert evening == pytest.approx([1, 1, 0])
    assert morning == [0, 0, 1]


# What is scored


def test_an_answer_with_the_pattern_of_the_target_is_right():
    assert scores(answered(10 * block(0))) == pytest.approx([1, 1, 0])


def test_an_answer_with_the_pattern_of_another_item_is_wrong():
    assert scores(answered(10 * block(1))) == [0, 0, 0]


def test_an_answer_between_items_is_the_nearest_one():
    assert scores(answered(6 * block(0) + 4 * block(1)))[0] == 1
    assert scores(answered(4 * block(0) + 6 * block(1)))[0] == 0


def test_the_cosine_is_between_the_answer_and_the_target():
    assert scores(answered(3 * block(0) + 4 * block(1)))[1] == pytest.approx(3 / 5)


@pytest.mark.parametrize("sight", [0, 1, 3.9, 4.1, 10])
@pytest.mark.parametrize("who", [0, 1])
def test_the_cued_part_of_an_answer_changes_no_score(sight, who):
    expected = scores(answered(sight * block(who)))
    for sound in (1e-9, 10.0, 1e9):
        assert scores(answered(sight * block(who), sound)) == expected


@pytest.mark.parametrize("sound", [10.0, 1e9])
def test_repeating_the_cue_is_worth_nothing(sound):
    assert scores(answered(np.zeros(SIZE), sound)) == [0, 0, 1]


def test_whichever_sense_was_not_cued_is_scored():
    by_sight = replace(ASKED, cue=ITEMS[0].cue("sight"))
    response = {"sight": 10.0 * block(1), "sound": 10.0 * block(0)}
    diary = Diary("by hand", (*STUDIED, Recording(by_sight, response)))
    assert scores(diary) == pytest.approx([1, 1, 0])
    diary = Diary("by hand", (*STUDIED, Recording(ASKED, response)))
    assert scores(diary) == [0, 0, 0]


def test_a_test_that_cues_everything_cannot_be_scored():
    everything = replace(ASKED, cue=ITEMS[0].code)
    with pytest.raises(ValueError, match="nothing was left uncued"):
        scores(answered(block(0), event=everything))


def test_a_test_without_a_response_cannot_be_scored():
    with pytest.raises(ValueError, match="nothing to score"):
        scores(Diary("by hand", (*STUDIED, Recording(ASKED))))


# Silence


@pytest.mark.parametrize(("share", "silent"), [(0.0, 1), (0.099, 1), (0.101, 0), (1.0, 0)])
def test_less_than_a_tenth_of_the_activity_at_study_is_silence(share, silent):
    diary = answered(share * 10 * block(0))
    assert scores(diary) == pytest.approx([1 - silent, 1 - silent, silent])


def test_the_activity_at_study_is_that_of_the_uncued_sense_alone():
    loud = tuple(
        replace(record, response={**record.response, "sound": np.full(SIZE, 1e6)})
        for record in STUDIED
    )
    assert scores(answered(2 * block(0), studied=loud))[2] == 0


def test_the_activity_at_study_is_a_mean_over_items():
    one_loud = (
        replace(STUDIED[0], response={"sight": 1000.0 * block(0), "sound": np.zeros(SIZE)}),
        *STUDIED[1:],
    )  # mean activity: (4000 + 4 * 40) / 5 = 832
    assert scores(answered(20 * block(0), studied=one_loud))[2] == 1
    assert scores(answered(21 * block(0), studied=one_loud))[2] == 0


def test_an_agent_that_perceived_nothing_is_silent_when_it_answers_nothing():
    deaf = tuple(
        replace(record, response={"sight": np.zeros(SIZE), "sound": np.zeros(SIZE)})
        for record in STUDIED
    )
    assert scores(answered(np.zeros(SIZE), studied=deaf)) == [0, 0, 1]
    studied = Studied.of(answered(0 * block(0), studied=deaf))
    assert is_silent(studied, ASKED, deaf[0])


class Counted(Diary):
    """Counts how often it is asked for what was studied."""

    looked_up = 0

    def studies(self):
        type(self).looked_up += 1
        return super().studies()


@pytest.mark.parametrize("number", range(4))
def test_what_was_studied_is_looked_up_as_often_for_many_tests_as_for_one(number):
    found = []
    for tests in (1, 50):
        diary = Counted("by hand", (*STUDIED, *answered(10 * block(0)).recordings[-1:] * tests))
        Counted.looked_up = 0
        measures = (*recall_measures("recall", "asked"), forced_choice("recall", "asked"))
        measures[number].value(diary)
        found.append(Counted.looked_up)
    assert found[0] == found[1] <= 2


# Ties


def test_an_answer_that_fits_all_items_alike_scores_at_chance():
    assert scores(answered(np.ones(SIZE)))[0] == pytest.approx(1 / K)


def test_an_answer_that_fits_two_items_alike_is_half_right():
    assert scores(answered(10 * (block(0) | block(3))))[0] == 0.5


def test_an_answer_that_fits_two_wrong_items_alike_is_wrong():
    assert scores(answered(10 * (block(1) | block(2))))[0] == 0


def test_an_answer_that_fits_no_item_at_all_scores_at_chance():
    items = ITEMS[:4]
    studied = STUDIED[:4]
    diary = answered(10 * block(4), studied=studied)
    assert identified(Studied.of(diary), ASKED, diary.recalls("asked")[0][1]) == 1 / len(items)


# Chance and ceiling


@pytest.mark.parametrize("count", [1, 2, 5, 10])
def test_chance_is_one_of_the_studied_items(count):
    accuracy, _, silent = recall_measures("recall", "evening")
    diary = lived(Oracle, 1, count)
    assert accuracy.chance(diary) == 1 / count
    assert silent.chance(diary) == 0


def test_an_item_that_is_studied_twice_is_one_item():
    accuracy, *_ = recall_measures("recall", "asked")
    assert accuracy.chance(answered(block(0), studied=STUDIED * 2)) == 1 / K


def test_chance_of_the_cosine_is_the_overlap_with_other_items():
    _, fit, _ = recall_measures("recall", "asked")
    assert fit.chance(answered(block(0))) == 0
    half = Item("half", {"sight": block(0) | block(1), "sound": block(1)})
    shown = Recording(Study(half, 1), {s: 10.0 * bits for s, bits in half.code.items()})
    diary = answered(block(0), studied=(STUDIED[0], shown))
    assert fit.chance(diary) == pytest.approx(np.sqrt(0.5))
    assert fit.chance(answered(block(0), studied=STUDIED[:1])) == 0


def test_the_ceiling_is_what_study_itself_would_score():
    accuracy, fit, silent = recall_measures("recall", "asked")
    diary = answered(np.zeros(SIZE))
    assert [m.ceiling(diary) for m in (accuracy, fit, silent)] == pytest.approx([1, 1, 0])
    blurred = (
        replace(STUDIED[0], response={"sight": 3.0 * block(0) + 4 * block(1), "sound": block(0)}),
        *STUDIED[1:],
    )
    diary = answered(np.zeros(SIZE), studied=blurred)
    assert accuracy.ceiling(diary) == pytest.approx((K - 1) / K)
    assert fit.ceiling(diary) == pytest.approx((K - 1 + 3 / 5) / K)


def test_the_ceiling_does_not_depend_on_the_answers():
    measures = recall_measures("recall", "asked")
    one, other = answered(10 * block(0)), answered(10 * block(1))
    assert [m.ceiling(one) for m in measures] == [m.ceiling(other) for m in measures]


# Which tests


def test_scores_are_means_over_tests():
    right, wrong = 10.0 * block(0), 10.0 * block(1)
    records = [
        Recording(ASKED, {"sight": sight, "sound": np.zeros(SIZE)})
        for sight in (right, wrong, np.zeros(SIZE), right)
    ]
    assert scores(Diary("by hand", (*STUDIED, *records))) == pytest.approx([0.5, 0.5, 0.25])


def test_only_tests_of_the_label_and_the_lesion_are_scored():
    def record(number, label, lesioned):
        response = {"sight": 10.0 * block(number), "sound": np.zeros(SIZE)}
        return Recording(replace(ASKED, label=label), response, {}, 7.0, lesioned)

    diary = Diary(
        "by hand",
        (
            *STUDIED,
            record(0, "a", ""),
            record(1, "b", ""),
            record(1, "a", "x"),
            record(0, "b", "x"),
        ),
    )
    found = {key: scores(diary, *key)[0] for key in (("a", ""), ("b", ""), ("a", "x"), ("b", "x"))}
    assert found == {("a", ""): 1, ("b", ""): 0, ("a", "x"): 0, ("b", "x"): 1}


def test_measures_do_not_apply_where_there_are_no_such_tests():
    for label, lesioned in (("morning", ""), ("asked", "hippocampus")):
        measures = recall_measures("recall", label, lesioned)
        assert not any(m.applies(answered(block(0))) for m in measures)


def test_measures_are_named_after_the_accuracy_and_say_their_range():
    measures = recall_measures("memory", "asked")
    assert [m.name for m in measures] == ["memory", "memory_cosine", "memory_silent"]
    assert all("0 to 1" in m.meaning for m in measures)


def test_a_measure_begins_with_its_first_test():
    records = [Recording(ASKED, {"sight": block(0), "sound": block(0)}, {}, t) for t in (7.0, 8.0)]
    diary = Diary("by hand", (*STUDIED, *records))
    assert [m.began(diary) for m in recall_measures("recall", "asked")] == [7, 7, 7]


# Properties

amounts = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
pairs = st.integers(1, 8).flatmap(
    lambda n: st.tuples(*[st.lists(amounts, min_size=n, max_size=n).map(np.array)] * 2)
)


@given(pairs)
def test_a_cosine_of_activities_is_0_to_1_and_symmetric(pair):
    a, b = pair
    assert -1e-12 <= cosine(a, b) <= 1 + 1e-12
    assert cosine(a, b) == pytest.approx(cosine(b, a))


@given(pairs, st.floats(1e-3, 1e3))
def test_a_cosine_does_not_depend_on_size(pair, factor):
    a, b = pair
    assert cosine(factor * a, b) == pytest.approx(cosine(a, b))
    assert cosine(a, factor * a) == pytest.approx(float(a.any()))


@given(pairs)
def test_a_cosine_is_0_only_where_nothing_is_shared(pair):
    a, b = pair
    assert (cosine(a, b) == 0) == (not np.any((a > 0) & (b > 0)))


def test_a_cosine_with_silence_is_0():
    assert cosine(np.zeros(3), np.ones(3)) == 0
    assert cosine(np.zeros(3), np.zeros(3)) == 0


@settings(deadline=None)
@given(st.lists(amounts, min_size=SIZE, max_size=SIZE), st.floats(0, 1e6))
def test_every_answer_scores_within_its_range(sight, sound):
    diary = answered(sight, sound)
    accuracy, fit, silent = scores(diary)
    assert 0 <= accuracy <= 1
    assert 0 <= fit <= 1 + 1e-12
    assert silent in (0, 1)
    assert not (silent and (accuracy or fit))


# Summaries


def row(value, seed=0, agent="a", condition="sleep", measure="m", at=None):
    return Row(agent, seed, condition, 1.0, measure, at, value, 0.2 + value, 0.5 + value)


def test_a_summary_is_mean_and_sd_over_seeds():
    (summary,) = summarised([row(1.0, 0), row(0.0, 1), row(0.5, 2)])
    assert (summary.mean, summary.sd) == pytest.approx((0.5, 0.5))
    assert summary.per_seed == (1.0, 0.0, 0.5)
    assert (summary.chance, summary.ceiling) == pytest.approx((0.7, 1.0))


def test_one_seed_has_no_sd():
    (summary,) = summarised([row(1.0)])
    assert summary.sd is None
    assert summary.mean == 1.0


def test_there_is_a_summary_for_each_agent_condition_and_measure_in_order():
    keys = [("b", "sleep", "m"), ("a", "sleep", "m"), ("a", "awake", "m"), ("a", "sleep", "n")]
    rows = [row(0.0, seed, *key) for seed in (0, 1) for key in keys]
    found = summarised(rows)
    assert [(s.agent, s.condition, s.measure) for s in found] == keys
    assert all(len(s.per_seed) == 2 for s in found)


def test_places_of_a_curve_have_summaries_of_their_own():
    rows = [row(at / 10 + seed, seed, at=at) for seed in (0, 1) for at in (0.0, 5.0)]
    found = summarised([*rows, row(9.0)])
    assert [(s.at, s.per_seed) for s in found] == [
        (0.0, (0.0, 1.0)),
        (5.0, (0.5, 1.5)),
        (None, (9.0,)),
    ]


def test_measures_of_one_name_stand_at_different_places():
    for at in (None, 0.0, 2.5):
        several = (
            *recall_measures("memory", "asked", at=at),
            forced_choice("memory", "asked", at=at),
        )
        assert {measure.at for measure in several} == {at}
    rate = answer_rate("memory", "asked", at=1.0)
    assert (rate.name, rate.at) == ("memory_rate", 1.0)
    assert not rate.applies(answered(block(0)))


def test_the_rate_of_answers_is_over_all_units():
    spikes = {"neocortex": Spikes(np.zeros(0, np.int32), np.zeros(0), 3)}
    quiet = answered(8.0 * block(0), sound=2.0)
    diary = Diary("x", tuple(replace(record, spikes=spikes) for record in quiet.recordings))
    rate = answer_rate("memory", "asked")
    assert rate.applies(diary)
    assert rate.value(diary) == pytest.approx((8.0 * 4 + 2.0 * SIZE) / (2 * SIZE))
    assert rate.ceiling(diary) == pytest.approx(10.0 / K)
    assert rate.chance(diary) == 0


def test_nothing_has_no_summary():
    assert summarised([]) == []


@given(st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_a_mean_lies_between_the_seeds(values):
    (summary,) = summarised(row(value, seed) for seed, value in enumerate(values))
    assert min(values) - 1e-12 <= summary.mean <= max(values) + 1e-12
    assert summary.sd == pytest.approx(np.std(values, ddof=1), abs=1e-9)


def test_a_forced_choice_judges_what_silent_answers_hold():
    forced = forced_choice("memory", "asked")
    weak, nothing = answered(0.01 * block(0)), answered(0 * block(0))
    assert scores(weak)[0] == 0
    assert forced.value(weak) == 1
    assert forced.value(nothing) == pytest.approx(forced.chance(nothing))
