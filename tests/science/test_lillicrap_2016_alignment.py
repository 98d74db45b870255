"""Lillicrap et al. (2016): what learns keeps within 90 degrees of the gradient's descent.

Two nights of one brain, three items, and as much replay of what does not belong together. The long
form, ten brains, is `make science`; its table and figure are in docs/science/gradient-alignment.
"""

import pytest

from neurosim.experiments import GradientAlignment
from neurosim.parameters import changed
from short_lives import Lived

SMALL = changed(GradientAlignment(), {"items_count": 3, "nights": 2, "night": 6})


@pytest.fixture(scope="module")
def lived():
    """Return the life of a subject asleep, and with replay shuffled."""
    return Lived(SMALL, [("sleep", ""), ("replay-shuffled", "")])


def test_nights_change_cortex_along_the_gradient(lived):
    for night in (1, 2):
        assert lived.mean("sleep", "", "angle", night) < 75
        assert lived.mean("sleep", "", "others_nearer", night) == 0


def test_shuffled_replay_is_at_a_right_angle(lived):
    for night in (1, 2):
        (angle,) = lived.readings("replay-shuffled", "", "angle", night)
        assert angle.value == pytest.approx(angle.chance, abs=3)
        assert angle.value > 84


def test_the_loss_falls_below_guessing_in_sleep_only(lived):
    (slept,) = lived.readings("sleep", "", "loss", 2)
    (shuffled,) = lived.readings("replay-shuffled", "", "loss", 2)
    assert slept.value < slept.chance < shuffled.value


def test_sleep_knows_hebbs_product_and_hardly_the_error_that_is_left(lived):
    (descent,) = lived.readings("sleep", "", "angle", 1)
    (product,) = lived.readings("sleep", "", "angle_hebbian", 1)
    assert product.value == pytest.approx(descent.value, abs=1)
    assert abs(lived.mean("sleep", "", "repair", 2)) < 0.5


def test_the_network_answers_as_the_brain_does(lived):
    (told,) = lived.readings("sleep", "", "prediction", 2)
    assert told.value > 0.5
    assert told.chance < 0.2
