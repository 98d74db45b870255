"""Atri et al. (2004): acetylcholine blocked, new pairs are not learned and old ones are recalled.

Pairs that overlap with old ones suffered most: the old one comes in between. The long form is
`make science`; its table and figure are in docs/science/acetylcholine.
"""

import pytest

from neurosim.experiments.acetylcholine import CONDITIONS, LISTS, Acetylcholine
from neurosim.parameters import changed
from short_lives import Lived

AT_STUDY, AT_RECALL, _ = CONDITIONS
NONE, FULL = ("dose-0-percent", 0.0), ("dose-100-percent", 1.0)
INTRUSIONS = "recall_overlapping_intrusions"


@pytest.fixture(scope="module")
def drugged():
    """Return a function that gives the readings in a condition, at a dose."""
    experiment = changed(Acetylcholine(), {"items_count": 4, "doses": 2})
    parts = [part for part, _ in (NONE, FULL)]
    wanted = [(each, part) for each in (AT_STUDY, AT_RECALL) for part in parts]
    lived = Lived(experiment, wanted)

    def readings(condition, dose, measure):
        part, at = dose
        return lived.readings(condition, part, measure, at)

    return readings


def mean(readings):
    return sum(reading.value for reading in readings) / len(readings)


def test_without_the_drug_both_lists_are_learned(drugged):
    for each in LISTS:
        assert mean(drugged(AT_STUDY, NONE, f"recall_{each}")) >= 0.8
    assert mean(drugged(AT_STUDY, NONE, INTRUSIONS)) <= 0.2


def test_old_pairs_are_spared(drugged):
    assert mean(drugged(AT_STUDY, FULL, "recall_old")) == 1


@pytest.mark.parametrize("which", ["overlapping", "new"])
def test_what_is_studied_under_the_drug_is_recalled_at_most_by_chance(drugged, which):
    for reading in drugged(AT_STUDY, FULL, f"recall_{which}"):
        assert reading.value <= reading.chance < 0.5


def test_old_pairs_are_recalled_instead_of_those_that_overlap_with_them(drugged):
    assert mean(drugged(AT_STUDY, FULL, INTRUSIONS)) >= 0.8


@pytest.mark.parametrize("which", LISTS)
def test_the_drug_at_recall_spares_what_was_learned(drugged, which):
    assert mean(drugged(AT_RECALL, FULL, f"recall_{which}")) >= 0.8
