"""Sets of items in files: nothing is lost, and damage is told in one line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.items import SOURCES, Digits, Episodes, RandomCodes, overlapping
from neurosim.parameters import changed
from neurosim.store.itemsets import items_from, packed_items

each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def there_and_back(items):
    return items_from(packed_items(items), "items.npz")


@each_source
@pytest.mark.parametrize("scale", [1, 2])
def test_nothing_is_lost(source, scale):
    items = changed(source, {"scale": scale}).draw(4, 5)
    back = there_and_back(items)
    for name in ("senses", "seed", "depicted", "shape"):
        assert getattr(back, name) == getattr(items, name)
    assert np.array_equal(back.average, items.average)
    assert (back.features is None) == (items.features is None)
    for one, other in zip(back.items, items.items, strict=True):
        assert one.name == other.name
        assert one.code.keys() == other.code.keys()
        assert all(np.array_equal(one.code[sense], other.code[sense]) for sense in one.code)
        assert np.array_equal(one.picture, other.picture)
        pictures = (back.depict_response(one.code), items.depict_response(other.code))
        assert np.array_equal(*pictures)


@each_source
def test_the_same_relatives_can_be_made_again(source):
    items = source.draw(2, 7)
    first, again = (
        overlapping(each.items[0], "new", 0.5, each.random("a test"))
        for each in (items, there_and_back(items))
    )
    assert all(np.array_equal(first.code[sense], again.code[sense]) for sense in first.code)


def test_the_same_items_give_the_same_bytes():
    assert packed_items(Episodes().draw(2, 1)) == packed_items(Episodes().draw(2, 1))


@pytest.mark.parametrize(
    "damaged",
    [
        replace(RandomCodes().draw(2, 1), shape=(3, 3)),
        replace(RandomCodes().draw(2, 1), depicted=("smell",)),
        replace(Episodes().draw(2, 1), depicted=("sight",)),
        replace(Digits().draw(2, 1), features=np.zeros((10, 64))),
        replace(Digits().draw(2, 1), items=()),
        replace(Episodes().draw(2, 1), senses=RandomCodes().senses),
        replace(Episodes().draw(2, 1), items=RandomCodes().draw(2, 1).items),
    ],
    ids=["shape", "no such sense", "pixels", "features", "nothing", "senses", "items"],
)
def test_what_does_not_fit_together_is_damaged(damaged):
    with pytest.raises(InputError, match=r"items\.npz is damaged") as caught:
        there_and_back(damaged)
    assert "\n" not in str(caught.value)


def test_an_item_that_lacks_a_sense_is_damaged():
    items = RandomCodes().draw(1, 1)
    half = replace(items.items[0], code=items.items[0].cue("sight"))
    with pytest.raises(InputError, match="lacks a sense"):
        there_and_back(replace(items, items=(half,)))
