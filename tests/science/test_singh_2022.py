"""Singh, Norman & Schapiro (2022): in REM sleep the neocortex comes back to what it knows.

That this protects old items is a matter of a few hundredths of a cosine here, which takes more
lives than these to see: docs/science.
"""

import pytest

from neurosim.experiments import RemSleep
from neurosim.parameters import changed
from short_lives import Lived

EXPERIMENT = changed(RemSleep(), {"items_count": 4, "cycles": 2})
LIVES = (("nrem-rem", ""), ("rem-before", ""))


@pytest.fixture(scope="module")
def lived():
    """Return short lives with REM sleep in the third night, and before the first day."""
    return Lived(EXPERIMENT, LIVES, seeds=(300,))


def test_what_was_consolidated_is_visited_and_what_was_not_is_not(lived):
    def before_the_night(group):
        return lived.mean("nrem-rem", "", f"visits_{group}_by_stretch", 0.0)

    assert before_the_night("old") + before_the_night("recent") > 0.5
    assert before_the_night("new") == 0


def test_a_naive_neocortex_visits_nothing(lived):
    assert lived.mean("rem-before", "", "burst_rate") > 0
    assert lived.mean("rem-before", "", "replay_rate") < 0.05


def test_visits_are_of_one_item_and_no_accident(lived):
    for reading in lived.readings("nrem-rem", "", "replay_rate"):
        assert reading.value > 10 * reading.chance
    assert lived.mean("nrem-rem", "", "mixed") < 0.1
