"""Kim & Fanselow (1992): losing the hippocampus spares memories that are older.

The long form, twenty subjects and seven days, is `make science`; its table and figure are in
docs/science/retrograde-amnesia.
"""

import pytest
from neurosim.models import hippocampus_neocortex

from neurosim.experiments.retrograde_amnesia import RetrogradeAmnesia
from neurosim.parameters import changed

DAYS = 5


@pytest.fixture(scope="module")
def readings(lived):
    """Return all readings of a short week."""
    experiment = changed(RetrogradeAmnesia(), {"items_count": DAYS, "days": DAYS})
    return lived(experiment, {"brain": hippocampus_neocortex.build})


def test_without_hippocampus_older_memories_are_recalled_better(readings):
    assert readings["brain", "sleep", "lesioned_slope", None] > 0.03
    oldest = readings["brain", "sleep", "lesioned_cosine", float(DAYS)]
    assert oldest > readings["brain", "sleep", "lesioned_cosine", 1.0] + 0.1


def test_with_hippocampus_all_are_recalled(readings):
    ages = [float(age) for age in range(1, DAYS + 1)]
    assert all(readings["brain", "sleep", "recall", age] == 1 for age in ages)


@pytest.mark.parametrize("condition", ["awake", "replay-blocked"])
def test_without_replay_nothing_is_spared_whatever_its_age(readings, condition):
    ages = [float(age) for age in range(1, DAYS + 1)]
    assert all(readings["brain", condition, "lesioned_silent", age] == 1 for age in ages)
