"""What codes have in common, of codes for which it is known."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.measures.overlap import mean_overlap, overlap, pairs, populations
from neurosim.protocol import Diary, Recording, Study
from night_trains import CELLS, studied


def code(*cells, spikes=5.0, size=100):
    return np.isin(np.arange(size), cells) * spikes


@pytest.mark.parametrize("shared", range(0, 11))
def test_of_codes_of_equal_size_both_numbers_are_the_share_of_common_cells(shared):
    first, second = code(*range(10)), code(*range(10 - shared, 20 - shared))
    found = overlap(first, second)
    assert found.cosine == pytest.approx(shared / 10)
    assert found.common == pytest.approx(shared / 10)
    assert found.jaccard == pytest.approx(shared / (20 - shared))


def test_a_code_within_another_is_common_as_a_whole():
    found = overlap(code(*range(5)), code(*range(20)))
    assert found.common == 1
    assert found.jaccard == 0.25
    assert found.cosine == pytest.approx(0.5)


def test_cells_that_hardly_fire_are_not_active_but_count_for_the_cosine():
    first, second = code(*range(10)), code(*range(10), spikes=2.0)
    assert overlap(first, second).common == 0
    assert overlap(first, second, least=2).common == 1
    assert overlap(first, second).cosine == pytest.approx(1)


@pytest.mark.parametrize("silent", [(0, 0), (1, 0), (0, 1)])
def test_silence_has_nothing_in_common(silent):
    first, second = (each * code(*range(10)) for each in silent)
    found = overlap(first, second)
    assert (found.cosine, found.common, found.jaccard) == (0, 0, 0)
    assert (found.cosine_chance, found.common_chance) == (0, 0)


def test_chance_is_what_shuffled_cells_have_in_common():
    random = np.random.default_rng(0)
    first, second = (random.poisson(random.gamma(0.5, 4, 200)).astype(float) for _ in range(2))
    again = [overlap(first, random.permutation(second)) for _ in range(4000)]
    expected = overlap(first, second)
    for name in ("cosine", "common"):
        values = np.array([getattr(each, name) for each in again])
        error = values.std() / np.sqrt(len(values))
        assert abs(values.mean() - getattr(expected, f"{name}_chance")) < 4 * error
        assert getattr(expected, f"{name}_chance") == getattr(again[0], f"{name}_chance")


def labelled(members, number, label):
    record = studied(np.asarray(members), number)
    return replace(record, event=replace(record.event, label=label))


DIARY = Diary(
    "by hand",
    (
        labelled(range(10), 0, "0.5"),
        labelled(range(5, 15), 1, "0.5"),
        labelled(range(20, 30), 2, "0.5"),
        labelled(range(30, 40), 3, "0.5"),
        labelled(range(40, 50), 4, "1"),
        labelled(range(40, 50), 4, "1"),
    ),
)


def test_studies_with_a_label_are_compared_two_by_two():
    found = pairs(DIARY, "0.5", "CA3")
    assert len(found) == 2
    assert mean_overlap(found).common == pytest.approx((0.5 + 0) / 2)
    assert mean_overlap(found).common_chance == pytest.approx(10 / CELLS)
    assert mean_overlap(pairs(DIARY, "1", "CA3")).cosine == pytest.approx(1)


def test_what_was_not_recorded_cannot_be_compared():
    assert pairs(DIARY, "0.7", "CA3") == []
    assert pairs(DIARY, "0.5", "CA1") == []


def test_populations_are_found_in_the_diary():
    unheard = Recording(Study(DIARY.studies()[0][0].item, 1.0))
    assert populations(DIARY) == ("CA3",)
    assert populations(Diary("by hand", (unheard,))) == ()
