"""Gais, Lucas & Born (2006): what a lost night costs shows after a night of recovery sleep as well.

In the model it shows without the hippocampus only. The long form is `make science`; its table and
figure are in docs/science/sleep-deprivation.
"""

import pytest

from neurosim.experiments.sleep_deprivation import CONDITIONS, SleepDeprivation
from neurosim.parameters import changed
from short_lives import Lived

NOTHING_NEW, _, BLOCKED = CONDITIONS
NONE, ALL = ("slept-0-percent", 0.0), ("slept-100-percent", 1.0)


@pytest.fixture(scope="module")
def kept():
    """Return a function that gives a reading, by the share of the first night slept."""
    experiment = changed(SleepDeprivation(), {"items_count": 6, "shares": 2})
    wanted = [(NOTHING_NEW, NONE[0]), (NOTHING_NEW, ALL[0]), (BLOCKED, ALL[0])]
    lived = Lived(experiment, wanted)

    def mean(share, measure, condition=NOTHING_NEW):
        part, at = share
        return lived.mean(condition, part, measure, at)

    return mean


def test_a_night_awake_costs_nothing_while_there_is_a_hippocampus(kept):
    for share in (NONE, ALL):
        assert kept(share, "morning") >= 0.9


def test_without_sleep_or_without_replay_the_cortex_has_learned_nothing(kept):
    assert kept(NONE, "morning_lesioned") == 0
    assert kept(ALL, "morning_lesioned", BLOCKED) == 0
    assert kept(ALL, "morning_lesioned") > 0.3


def test_recovery_sleep_gives_what_a_night_gives_and_does_not_catch_up(kept):
    one, two = kept(ALL, "morning_lesioned_cosine"), kept(ALL, "recovered_lesioned_cosine")
    recovered = kept(NONE, "recovered_lesioned_cosine")
    assert recovered > 0.6 * one
    assert recovered < 0.9 * two
