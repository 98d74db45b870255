"""What there is to remember: codes of the promised size, drawn anew for each life."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.items import SOURCES, Digits, RandomCodes
from neurosim.items.digits import NAMES, digits, winners
from neurosim.items.random_codes import sparse_code
from neurosim.items.source import SENSES
from neurosim.parameters import changed

each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
SEEDS = range(20)


def codes(itemset, sense="sight"):
    return np.array([item.code[sense] for item in itemset.items])


def overlaps(itemset, sense):
    """Share of active units that two different items have in common, over all pairs."""
    bits = codes(itemset, sense).astype(float)
    shared = bits @ bits.T / 20
    return shared[~np.eye(len(bits), dtype=bool)]


def everything(itemset):
    parts = [itemset.features, itemset.average, *(item.picture for item in itemset.items)]
    parts += [item.code[sense] for item in itemset.items for sense in ("sight", "sound")]
    return [item.name for item in itemset.items], [np.asarray(part).tobytes() for part in parts]


def test_there_are_200_pictures_20_of_each_digit():
    labels, pictures = digits()
    assert pictures.shape == (200, 64)
    assert Counter(labels.tolist()) == dict.fromkeys(range(10), 20)


def test_grey_levels_are_0_to_1_and_no_two_pictures_are_the_same():
    _, pictures = digits()
    assert pictures.min() == 0.0
    assert pictures.max() == 1.0
    assert len(np.unique(pictures, axis=0)) == 200


def test_the_licence_of_the_pictures_ships_with_them():
    text = resources.files("neurosim.items").joinpath("digits.txt").read_text(encoding="utf-8")
    for words in ("CC BY 4.0", "Alpaydin", "creativecommons.org/licenses/by/4.0", "Changes:"):
        assert words in text


@pytest.mark.parametrize("seed", SEEDS)
def test_the_digits_of_a_life_are_all_different(seed):
    assert sorted(item.name for item in Digits().draw(10, seed).items) == sorted(NAMES)
    assert len({item.name for item in Digits().draw(5, seed).items}) == 5


def test_a_digit_is_shown_as_a_picture_of_its_own_label():
    labels, pictures = digits()
    for item in Digits().draw(10, 3).items:
        matches = np.flatnonzero((pictures == item.picture.ravel()).all(axis=1))
        assert [NAMES[labels[match]] for match in matches] == [item.name]


@each_source
@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_20_units_of_each_sense_are_active(source, seed):
    for item in source.draw(10, seed).items:
        for sense, size in SENSES.sizes:
            assert item.code[sense].shape == (size,)
            assert item.code[sense].dtype == bool
            assert item.code[sense].sum() == 20


@each_source
def test_as_many_units_are_active_as_is_asked_for(source):
    for item in changed(source, {"active": 7}).draw(3, 1).items:
        assert [item.code[sense].sum() for sense in ("sight", "sound")] == [7, 7]


@each_source
def test_items_have_every_sense_and_a_picture_of_the_stated_shape(source):
    itemset = source.draw(4, 1)
    assert itemset.senses == SENSES
    for item in itemset.items:
        assert SENSES.vector(item.code).sum() == 40
        assert item.picture.shape == itemset.shape
        assert item.picture.min() >= 0
        assert item.picture.max() <= 1


@each_source
def test_one_seed_gives_the_same_items_and_another_seed_others(source):
    assert everything(source.draw(5, 7)) == everything(source.draw(5, 7))
    assert everything(source.draw(5, 7))[1] != everything(source.draw(5, 8))[1]
    assert not np.array_equal(codes(source.draw(5, 7), "sound"), codes(source.draw(5, 8), "sound"))


def test_the_two_sources_share_no_random_numbers():
    assert not np.array_equal(
        codes(Digits().draw(5, 7), "sound"), codes(RandomCodes().draw(5, 7), "sound")
    )


@each_source
def test_drawing_leaves_the_global_random_stream_alone(source):
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    source.draw(5, 7)
    assert np.array_equal(np.random.get_state()[1], before)  # noqa: NPY002


@each_source
@pytest.mark.parametrize("sense", ["sight", "sound"])
def test_codes_of_different_items_overlap_little_more_than_by_chance(source, sense):
    mean = np.mean([overlaps(source.draw(10, seed), sense).mean() for seed in SEEDS])
    assert 0.07 < mean < 0.15  # chance is 20 / 200


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_digits_of_a_life_look_the_same(seed):
    assert overlaps(Digits().draw(10, seed), "sight").max() < 1


def test_the_eye_gives_one_picture_one_code():
    for seed in SEEDS:
        itemset = Digits().draw(10, seed)
        for item in itemset.items:
            drive = itemset.features @ (item.picture.ravel() - itemset.average)
            assert np.array_equal(winners(drive, 20), item.code["sight"])


def test_two_digits_with_one_name_look_more_alike_than_two_with_different_names():
    labels, pictures = digits()
    same, different = [], []
    for seed in SEEDS:
        itemset = Digits().draw(1, seed)
        bits = np.array([winners(itemset.features @ (p - itemset.average), 20) for p in pictures])
        shared = bits.astype(float) @ bits.T / 20
        alike = labels[:, None] == labels
        same.append(shared[alike & ~np.eye(200, dtype=bool)].mean())
        different.append(shared[~alike].mean())
    assert np.mean(same) > 2 * np.mean(different)


def test_what_a_code_stands_for_looks_like_the_digit():
    fits = [
        np.corrcoef(itemset.depict(item.code["sight"]).ravel(), item.picture.ravel())[0, 1]
        for itemset in (Digits().draw(10, seed) for seed in SEEDS)
        for item in itemset.items
    ]
    assert np.mean(fits) > 0.6


def test_what_a_code_stands_for_looks_most_like_its_own_digit():
    right = []
    for seed in SEEDS:
        itemset = Digits().draw(10, seed)
        pictures = np.array([item.picture.ravel() for item in itemset.items])
        for number, bits in enumerate(codes(itemset)):
            fits = [np.corrcoef(itemset.depict(bits).ravel(), p)[0, 1] for p in pictures]
            right.append(np.argmax(fits) == number)
    assert np.mean(right) > 0.9


@each_source
def test_a_silent_answer_is_a_blank_picture(source):
    itemset = source.draw(3, 1)
    assert np.array_equal(itemset.depict(np.zeros(200)), np.zeros(itemset.shape))


@each_source
def test_a_picture_does_not_depend_on_how_loud_the_answer_is(source):
    itemset = source.draw(3, 1)
    sight = itemset.items[0].code["sight"].astype(float)
    assert np.allclose(itemset.depict(sight), itemset.depict(1000 * sight))


@each_source
def test_grey_levels_of_any_answer_are_0_to_1(source):
    itemset = source.draw(3, 1)
    for unit in range(200):
        picture = itemset.depict(np.arange(200) == unit)
        assert picture.shape == itemset.shape
        assert picture.min() >= 0
        assert picture.max() <= 1


def test_random_items_are_depicted_as_their_own_units():
    itemset = RandomCodes().draw(3, 1)
    for item in itemset.items:
        assert np.array_equal(item.picture.ravel(), item.code["sight"])
        assert np.allclose(itemset.depict(item.code["sight"]), item.picture)


@pytest.mark.parametrize(
    ("source", "count"),
    [(s, c) for s, most in ((Digits(), 10), (RandomCodes(), 100)) for c in (-1, 0, most + 1)],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_count_that_a_source_cannot_give_is_refused_in_one_line(source, count):
    with pytest.raises(InputError, match=f"not {count}") as caught:
        source.draw(count, 1)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("source", "most"), [(Digits(), 10), (RandomCodes(), 100)])
def test_one_and_the_most_items_can_be_drawn(source, most):
    for count in (1, most):
        itemset = source.draw(count, 1)
        assert len({item.name for item in itemset.items}) == count


def test_random_items_have_different_codes():
    assert len(np.unique(codes(RandomCodes().draw(100, 1)), axis=0)) == 100


def test_sources_have_different_names_and_say_what_they_are():
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert all(source.summary for source in SOURCES)


def test_winners_are_the_most_driven_and_ties_go_to_the_first():
    assert winners(np.array([1.0, 3, 2, 3, 0]), 3).tolist() == [False, True, True, True, False]
    assert winners(np.zeros(4), 2).tolist() == [True, True, False, False]


def test_every_unit_is_equally_likely_in_a_sparse_code():
    random = np.random.default_rng(1)
    counts = np.sum([sparse_code(random, 10, 3) for _ in range(1000)], axis=0)
    assert counts.sum() == 3000
    assert np.all(abs(counts - 300) < 60)  # more than 4 standard deviations
