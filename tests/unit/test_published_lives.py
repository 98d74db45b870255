"""Published data that lives are drawn beside: shares with as many places as values."""

from __future__ import annotations

import pytest

from neurosim.citations import uncited
from neurosim.experiments import published_lives
from neurosim.experiments.findings import Certainty, DataSet

DATA = [each for each in vars(published_lives).values() if isinstance(each, DataSet)]


@pytest.mark.parametrize("data", DATA, ids=lambda data: data.name)
def test_data_are_shares_from_a_known_source(data):
    assert uncited([data.source]) == []
    assert len(data.x) == len(data.y)
    assert list(data.x) == sorted(set(data.x))
    assert all(0 <= share <= 1 for share in data.y)
    assert data.targets() == {}


def test_people_forget_a_list_as_they_learn_another():
    first, second = published_lives.BARNES_AB, published_lives.BARNES_AC
    assert list(first.y) == sorted(first.y, reverse=True)
    assert first.y[-1] > 0.5
    assert list(second.y) == sorted(second.y)


def test_what_was_not_checked_against_its_source_says_so():
    told = {each.source: each.certainty for each in DATA}
    assert told == {"barnes1959": Certainty.DIGITISED, "kim1992": Certainty.REPORTED}
    assert "digitised" in published_lives.MCCLOSKEY


def test_lesioned_rats_freeze_more_the_older_the_memory_and_less_than_intact_ones():
    lesioned, intact = published_lives.KIM_LESIONED, published_lives.KIM_INTACT
    assert list(lesioned.y) == sorted(set(lesioned.y))
    assert all(a < b for a, b in zip(lesioned.y, intact.y, strict=True))
