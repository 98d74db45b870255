"""Items that are related to another one by an exact number of shared units."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.items import Digits, Episodes, RandomCodes, in_context, overlapping, partner
from neurosim.items.related import sharing

ITEMS = RandomCodes().draw(3, 1)
EPISODES = Episodes().draw(3, 1)
ITEM = ITEMS.items[0]
EPISODE = EPISODES.items[0]

each_share = pytest.mark.parametrize("share", [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1])


def random(seed=1):
    return np.random.default_rng(seed)


def shared(one, other, sense):
    return int((one.code[sense] & other.code[sense]).sum())


def facts(item):
    return item.name, {sense: bits.tobytes() for sense, bits in item.code.items()}


MAKERS = {
    "partner": lambda item, seed: partner(item, "new", "sound", 0.5, random(seed)),
    "overlapping": lambda item, seed: overlapping(item, "new", 0.5, random(seed)),
    "in context": lambda item, seed: in_context(
        item, "new", random(seed).permutation(item.code["context"])
    ),
}
each_maker = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


@each_share
@pytest.mark.parametrize("seed", range(5))
def test_a_partner_shares_an_exact_share_of_one_sense(share, seed):
    new = partner(ITEM, "new", "sound", share, random(seed))
    assert new.name == "new"
    assert shared(ITEM, new, "sound") == share * 20
    assert {sense: bits.sum() for sense, bits in new.code.items()} == {"sight": 20, "sound": 20}


def test_the_other_senses_of_a_partner_are_new():
    overlaps = [
        shared(EPISODE, partner(EPISODE, "new", "sound", 1, random(seed)), sense)
        for seed in range(200)
        for sense in ("sight", "feeling", "context")
    ]
    # Chance is 1 of 10; the standard error of this mean is 0.035.
    assert np.mean(overlaps) == pytest.approx(1, abs=0.15)
    assert all(
        bits.sum() == 10 for bits in partner(EPISODE, "n", "sight", 1, random()).code.values()
    )


@each_share
@pytest.mark.parametrize("item", [ITEM, EPISODE], ids=["random", "episode"])
def test_overlapping_items_share_an_exact_share_of_every_sense(share, item):
    new = overlapping(item, "new", share, random())
    for sense, bits in item.code.items():
        assert shared(item, new, sense) == round(share * bits.sum())
        assert new.code[sense].sum() == bits.sum()


def test_which_units_are_shared_is_a_matter_of_chance():
    counts = np.sum(
        [overlapping(ITEM, "n", 0.5, random(s)).code["sight"] for s in range(1000)], axis=0
    )
    own = ITEM.code["sight"]
    assert np.all(abs(counts[own] - 500) < 80)  # 5 standard deviations
    assert np.all(abs(counts[~own] - 1000 * 10 / 180) < 40)


def test_a_share_that_is_no_number_of_units_is_rounded():
    assert shared(EPISODE, partner(EPISODE, "new", "sound", 0.33, random()), "sound") == 3


def test_an_item_in_another_context_is_else_the_same():
    other = EPISODES.items[1].code["context"]
    new = in_context(EPISODE, "elsewhere", other)
    assert new.name == "elsewhere"
    assert np.array_equal(new.code["context"], other)
    for sense in ("sight", "sound", "feeling"):
        assert np.array_equal(new.code[sense], EPISODE.code[sense])


@each_maker
def test_the_same_stream_gives_the_same_relative_and_another_one_another(make):
    assert facts(make(EPISODE, 3)) == facts(make(EPISODE, 3))
    assert facts(make(EPISODE, 3)) != facts(make(EPISODE, 4))


@each_maker
def test_an_item_is_left_as_it_was(make):
    before = facts(EPISODE)
    new = make(EPISODE, 1)
    for bits in new.code.values():
        if not any(bits is own for own in EPISODE.code.values()):
            bits[:] = False
    assert facts(EPISODE) == before
    assert list(new.code) == list(EPISODE.code)


@each_maker
def test_relatives_fit_the_senses_and_have_no_picture(make):
    new = make(EPISODE, 1)
    assert EPISODES.senses.vector(new.code).sum() == 40
    assert new.picture is None
    assert EPISODES.depict_response(new.code).shape == EPISODES.shape


def test_relatives_of_digits_can_be_made():
    items = Digits().draw(2, 1)
    new = partner(items.items[0], "new", "sound", 0.5, items.random("a test"))
    assert shared(items.items[0], new, "sound") == 10
    assert items.senses.vector(new.code).sum() == 40


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_share_out_of_range_is_refused(share):
    for attempt in (
        lambda: partner(ITEM, "new", "sound", share, random()),
        lambda: overlapping(ITEM, "new", share, random()),
    ):
        with pytest.raises(InputError, match="share 0 to 1"):
            attempt()


def test_codes_too_dense_for_a_stranger_are_refused():
    dense = np.arange(10) < 8
    with pytest.raises(InputError, match=r"share at least 0\.75"):
        sharing(dense, 0.5, random())
    assert (sharing(dense, 0.75, random()) & dense).sum() == 6


def test_a_sense_that_the_item_lacks_is_refused():
    with pytest.raises(InputError, match="unknown sense 'smell'"):
        partner(ITEM, "new", "smell", 0.5, random())
    with pytest.raises(InputError, match="unknown sense 'context'"):
        in_context(ITEM, "new", np.zeros(100, bool))


def test_a_context_of_another_size_is_refused():
    with pytest.raises(InputError, match="context needs 100 units"):
        in_context(EPISODE, "new", np.zeros(99, bool))
