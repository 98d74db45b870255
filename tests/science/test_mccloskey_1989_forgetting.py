"""McCloskey & Cohen (1989): what backprop learns next erases what it knew; Hopfield's rule adds."""

import pytest
from neurosim.models import hopfield_1982, mlp_backprop

from neurosim.experiments import ForgettingCurves
from neurosim.parameters import changed

AGENTS = {"hopfield": hopfield_1982.build, "backprop": mlp_backprop.build}


@pytest.fixture(scope="module")
def found(lived):
    return lived(changed(ForgettingCurves(), {"new_items": 10}), AGENTS)


def test_without_new_items_nothing_is_forgotten_and_sleep_restores_what_was(found):
    assert found["hopfield", "sleep", "retained_nights", 2.0] == 1
    assert found["hopfield", "replay-blocked", "retained_nights", 2.0] == 1
    assert found["backprop", "replay-blocked", "retained_nights", 0.0] <= 0.4
    assert found["backprop", "replay-blocked", "retained_nights", 2.0] <= 0.4
    assert found["backprop", "sleep", "retained_nights", 2.0] >= 0.9


def test_five_new_items_erase_the_list_of_backprop_and_not_that_of_a_hopfield_network(found):
    assert found["backprop", "sleep", "retained_items", 5.0] <= 0.2
    assert found["backprop", "sleep", "retained_items", 10.0] <= 0.2
    for count in (5.0, 10.0):
        assert found["hopfield", "sleep", "retained_items", count] >= 0.9
        assert found["hopfield", "sleep", "latest_items", count] >= 0.9
