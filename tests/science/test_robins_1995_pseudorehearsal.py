"""Ratcliff (1990), Robins (1995), Shin et al. (2017): old answers that are rehearsed are kept.

Not only old items: also answers to inputs that nobody was ever taught, and best to inputs that a
generator makes up after the old ones.
"""

import pytest

from neurosim.experiments.networks.forgetting_remedies import ForgettingRemedies
from taught_networks import means

REHEARSING = ("interleaving", "replay", "prioritised-replay", "together")
VARIED = ("none", "pseudorehearsal", "generative-replay")
"""What these keep differs from list to list: they need more seeds."""


def ends(*names, seeds):
    found = means(ForgettingRemedies(), *names, seeds=seeds)
    return {(name, measure): value for (name, _, measure, at), value in found.items() if at is None}


@pytest.fixture(scope="module")
def found():
    return {
        **ends("rehearsal", *REHEARSING, seeds=range(200, 202)),
        **ends(*VARIED, seeds=range(200, 208)),
    }


def test_without_remedy_all_of_the_first_list_is_lost_to_the_second(found):
    assert found["none", "ab_kept"] <= 0.1
    assert found["none", "ac_learned"] >= 0.9


def test_a_quarter_of_the_list_that_is_rehearsed_is_kept_and_no_more(found):
    assert found["rehearsal", "ab_kept"] == pytest.approx(0.25, abs=0.13)


@pytest.mark.parametrize("name", REHEARSING)
def test_whoever_has_all_old_pairs_knows_both_lists(found, name):
    assert found[name, "ab_kept"] >= 0.9
    assert found[name, "ac_learned"] >= 0.85


def test_random_inputs_keep_a_part_and_dreams_of_old_ones_more(found):
    assert found["none", "ab_kept"] + 0.1 < found["pseudorehearsal", "ab_kept"]
    assert found["pseudorehearsal", "ab_kept"] + 0.1 < found["generative-replay", "ab_kept"]
    assert found["generative-replay", "ab_kept"] >= 0.7
    assert found["generative-replay", "ac_learned"] >= 0.8
