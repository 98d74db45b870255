"""McCloskey & Cohen (1989): a second list takes the first from a network that learns by backprop.

Their network recalled all of AB before AC and none of it from 5 epochs on; of AC .01, .17, .52 and
.97 after 5, 10, 20 and 50 epochs.
"""

import pytest

from neurosim.experiments.networks.mlp_interference import MlpInterference
from taught_networks import means


@pytest.fixture(scope="module")
def found():
    return means(MlpInterference(), "backprop")


def test_by_the_published_epoch_nothing_is_left_of_the_first_list(found):
    assert found["backprop", "sequential", "ab", 0.0] == 1
    for epoch in (5.0, 10.0, 20.0, 50.0):
        left = found["backprop", "sequential", "ab", epoch]
        assert left <= found["backprop", "ac-alone", "ab", epoch] + 1 / 24  # at most one pair


@pytest.mark.parametrize(("epoch", "published"), [(5.0, 0.01), (10.0, 0.17), (20.0, 0.52)])
def test_the_second_list_is_learned_about_as_fast_as_published(found, epoch, published):
    assert found["backprop", "sequential", "ac", epoch] == pytest.approx(published, abs=0.25)


def test_in_the_end_the_second_list_is_known(found):
    assert found["backprop", "sequential", "ac", 50.0] >= 0.8


def test_it_is_the_second_list_that_does_it(found):
    assert found["backprop", "one-list", "ab", 50.0] == 1


def test_and_its_coming_second(found):
    assert found["backprop", "interleaved", "ab", 50.0] >= 0.9
    assert found["backprop", "interleaved", "ac", 50.0] >= 0.7


def test_the_nearest_response_is_lost_as_well_but_later(found):
    nearest = [found["backprop", "sequential", "ab_nearest", epoch] for epoch in (5.0, 50.0)]
    assert nearest[0] > 1 / 16
    assert nearest[1] <= 1 / 16
