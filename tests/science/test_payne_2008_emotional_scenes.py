"""Payne et al. (2008): a night keeps the frightening object of a scene, and not its background."""

import pytest

from neurosim.experiments import EmotionalMemory
from neurosim.items import Episodes
from neurosim.parameters import changed
from short_lives import Lived

EXPERIMENT = changed(EmotionalMemory(), {"items_count": 6, "night": 30})
LIVES = (("sleep", ""), ("propranolol", ""))


@pytest.fixture(scope="module")
def mean():
    """Return a function that gives the reading of a measure in a condition."""
    lived = Lived(EXPERIMENT, LIVES, Episodes(), seeds=(300,))
    return lambda condition, measure: lived.mean(condition, "", measure)


def test_frightening_scenes_are_replayed_more_than_others(mean):
    assert mean("sleep", "replays_emotional") > 1.2 * mean("sleep", "replays_neutral")


def test_more_replay_of_some_is_less_of_others(mean):
    moved, calm = mean("sleep", "replays_all"), mean("propranolol", "replays_all")
    assert moved == pytest.approx(calm, rel=0.25)


def test_their_objects_are_kept_better_than_their_backgrounds(mean):
    kept = mean("sleep", "lesioned_emotional_sight_cosine")
    assert kept > 0.1 + mean("sleep", "lesioned_emotional_context_cosine")
    assert kept > mean("sleep", "lesioned_neutral_sight_cosine")


def test_propranolol_takes_the_difference_away(mean):
    def trade_off(condition):
        kept, lost = (
            mean(condition, f"lesioned_emotional_{sense}_cosine") for sense in ("sight", "context")
        )
        return kept - lost

    assert trade_off("propranolol") < 0.5 * trade_off("sleep")
