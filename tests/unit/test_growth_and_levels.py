"""How assemblies grow, what agents tell of themselves, and replay in nights of one label."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.measures.growth import growth
from neurosim.measures.levels import first_level, level
from neurosim.measures.replay_by_night import replay_rate
from neurosim.protocol import Diary, Recall, Recording, Rest, Study
from night_trains import burst, disjoint, life, night, noise, spikes_of, studied, together

CUE = {"sight": np.ones(10, bool)}


# Growth


def asked(label, members, spikes=3, began=0.0, lesioned=""):
    """Return a test in which these cells fired so often."""
    cells = np.repeat(np.asarray(members, int), spikes)
    fired = spikes_of(cells, np.linspace(0, 0.39, len(cells)), 100)
    return Recording(Recall(CUE, 0.4, "any", label), None, {"CA3": fired}, began, lesioned)


def diary(before, after, **changes):
    """Return a diary of two rounds of tests, in which these cells answered."""
    rounds = [asked("before", cells) for cells in before]
    return Diary("by hand", (*rounds, *(asked("after", cells, **changes) for cells in after)))


CELLS = [np.arange(0, 10), np.arange(20, 30), np.arange(40, 60)]
GROWTH = growth("new", "CA3", "before", "after", 2.0)


def test_an_assembly_that_stays_has_no_new_cells():
    assert GROWTH.value(diary(CELLS, CELLS)) == 0
    assert GROWTH.ceiling(diary(CELLS, CELLS)) == 0


def test_other_cells_than_before_are_all_new():
    assert GROWTH.value(diary(CELLS, [cells + 10 for cells in CELLS[:2]] + [CELLS[2] + 20])) == 1


def test_cells_that_joined_count_relative_to_those_that_were_there():
    more = [np.r_[cells, 70:75] for cells in CELLS]
    assert GROWTH.value(diary(CELLS, more)) == pytest.approx((5 / 10 + 5 / 10 + 5 / 20) / 3)


def test_cells_that_were_lost_do_not_count():
    assert GROWTH.value(diary(CELLS, [cells[:4] for cells in CELLS])) == 0


def test_chance_is_what_the_cells_of_another_item_would_be():
    found = diary(CELLS, CELLS)
    assert GROWTH.chance(found) == pytest.approx((10 / 10 + 20 / 10 + 10 / 20) / 3)
    alike = [np.r_[cells, 90:95] for cells in CELLS[:2]]
    assert GROWTH.chance(diary(alike, alike)) == pytest.approx(10 / 15)


def test_cells_that_fire_seldom_are_not_of_an_assembly():
    assert GROWTH.value(diary(CELLS, [cells + 10 for cells in CELLS], spikes=2)) == 0
    assert GROWTH.value(diary(CELLS, [cells + 60 for cells in CELLS[:2]] + [CELLS[2]])) > 0


def test_items_that_did_not_answer_before_are_left_out():
    late = [CELLS[0], np.arange(70, 90)]
    assert GROWTH.value(diary([CELLS[0], []], late)) == 0
    assert GROWTH.value(diary([[], CELLS[0]], late[::-1])) == 0


def test_growth_needs_answers_before_and_tests_after():
    assert GROWTH.applies(diary(CELLS, CELLS))
    assert not GROWTH.applies(diary([[], []], CELLS[:2]))
    assert not GROWTH.applies(diary(CELLS, []))
    assert not GROWTH.applies(diary([], CELLS))
    assert not growth("new", "CA1", "before", "after").applies(diary(CELLS, CELLS))


def test_copies_do_not_count():
    found = diary(CELLS, CELLS)
    copies = [asked("after", cells + 10, lesioned="hippocampus") for cells in CELLS]
    assert GROWTH.value(Diary("by hand", (*found.recordings, *copies))) == 0


def test_growth_is_told_of_when_the_later_tests_began():
    assert GROWTH.began(diary(CELLS, CELLS, began=7.5)) == 7.5
    assert (GROWTH.name, GROWTH.at) == ("new", 2.0)


# Levels


def told(label, *novelty, number=0, began=0.0):
    """Return a study in which an agent told this."""
    event = replace(studied([1], number).event, label=label)
    levels = {"novelty": np.array(novelty)} if novelty else {}
    return Recording(event, began=began, levels=levels)


DAY = Diary(
    "by hand",
    (
        told("other"),
        told("other", 0.9, 0.1),
        told("met"),
        told("met", 0.5, 0.3, 0.1, began=2.5),
        told("met", 0.7, 0.2, began=3.0),
    ),
)


def reading(place=0, label="met", ceiling=None):
    chance = first_level("novelty", place)
    return level("new", "a number", "novelty", place, label, chance, ceiling, 0.25)


@pytest.mark.parametrize(("place", "mean", "first"), [(0, 0.6, 0.9), (-1, 0.15, 0.1)])
def test_a_level_is_the_mean_over_the_studies_of_a_label(place, mean, first):
    measure = reading(place)
    assert measure.applies(DAY)
    assert measure.value(DAY) == measure.ceiling(DAY) == pytest.approx(mean)
    assert measure.chance(DAY) == first
    assert measure.began(DAY) == 2.5
    assert measure.at == 0.25


def test_at_best_a_level_is_what_was_said():
    assert reading(ceiling=0.75).ceiling(DAY) == 0.75
    assert reading(ceiling=0.0).ceiling(DAY) == 0


def test_a_level_that_nobody_tells_is_not_measured():
    assert not reading(label="never").applies(DAY)
    assert not reading().applies(Diary("by hand", (told("met"), told("other", 0.5))))


def test_the_first_level_is_that_of_the_first_study_that_tells_one():
    assert first_level("novelty", 0)(DAY) == 0.9
    assert first_level("novelty", -1)(DAY) == 0.1


# Replay by night


def replayed(codes, count, label, seconds=20.0):
    """Return a night in which items are replayed so often, in turn."""
    random = np.random.default_rng(count)
    bursts = [
        burst(random, codes[n % len(codes)], 0.5 + seconds * n / (count + 1)) for n in range(count)
    ]
    record = night(together([noise(random, seconds), *bursts]), seconds)
    return replace(record, event=replace(record.event, label=label), began=5.0)


CODES = disjoint(np.random.default_rng(1), [17, 17, 17])
RATE = replay_rate("replay_rate", "CA3", "first", 0.5)


def test_only_nights_of_the_label_count():
    found = life(CODES, replayed(CODES, 10, "first"), replayed(CODES, 20, "second"))
    assert RATE.value(found) == pytest.approx(0.5, abs=0.05)
    assert replay_rate("r", "CA3", "second").value(found) == pytest.approx(1.0, abs=0.05)
    assert (RATE.began(found), RATE.at) == (5.0, 0.5)


def test_nights_of_one_label_are_counted_together():
    found = life(CODES, replayed(CODES, 10, "first"), replayed(CODES, 20, "first"))
    assert RATE.value(found) == pytest.approx(0.75, abs=0.05)


def test_bursts_of_strangers_replay_nothing_but_could_have():
    free = np.setdiff1d(np.arange(600), np.concatenate(CODES))
    strangers = disjoint(np.random.default_rng(2), [17, 17], free.size)
    found = life(CODES, replayed([free[each] for each in strangers], 10, "first"))
    assert RATE.value(found) <= 0.05
    assert RATE.ceiling(found) >= 0.5


def test_shuffled_cells_replay_next_to_nothing():
    found = life(CODES, replayed(CODES, 10, "first"))
    assert RATE.chance(found) < 0.1 * RATE.value(found)
    assert RATE.ceiling(found) >= RATE.value(found)


def test_a_night_without_bursts_replays_nothing():
    assert RATE.value(life(CODES, replayed(CODES, 0, "first"))) == 0


def test_other_nights_copies_and_rests_do_not_apply():
    asleep = replayed(CODES, 10, "first")
    assert RATE.applies(life(CODES, asleep))
    assert not RATE.applies(life(CODES, replayed(CODES, 10, "second")))
    assert not RATE.applies(life(CODES, replace(asleep, lesioned="hippocampus")))
    assert not RATE.applies(life(CODES, replace(asleep, event=Rest(20.0, "first"))))
    assert not RATE.applies(life(CODES, replace(asleep, spikes={})))
    assert isinstance(life(CODES).recordings[0].event, Study)
