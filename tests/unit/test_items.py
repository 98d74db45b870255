"""What there is to remember: codes of the promised size, drawn anew for each life."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.items import SOURCES, Digits, Episodes, RandomCodes, Tracks, track_of
from neurosim.items.digits import NAMES, digits, winners
from neurosim.items.random_codes import rows_of, sparse_code
from neurosim.parameters import changed

LISTS = [source for source in SOURCES if not isinstance(source, Tracks)]
each_list = pytest.mark.parametrize("source", LISTS, ids=lambda source: source.name)
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
each_scale = pytest.mark.parametrize("scale", [1, 2, 2.5, 8])
SEEDS = range(20)


def codes(itemset, sense="sight"):
    return np.array([item.code[sense] for item in itemset.items])


def overlaps(itemset, sense):
    """Share of active units that two different items have in common, over all pairs."""
    bits = codes(itemset, sense).astype(float)
    shared = bits @ bits.T / bits[0].sum()
    return shared[~np.eye(len(bits), dtype=bool)]


def everything(itemset):
    parts = [itemset.average, *(item.picture for item in itemset.items)]
    parts += [item.code[sense] for item in itemset.items for sense in item.code]
    if itemset.features is not None:
        parts.append(itemset.features)
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


ACTIVE = {"digits": 20, "random": 20, "episodes": 10, "track": 300}
UNITS = {"digits": 200, "random": 200, "episodes": 100, "track": 600}


@each_list
@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_a_tenth_of_the_units_of_each_sense_is_active(source, seed):
    for item in source.draw(10, seed).items:
        for sense, size in source.senses.sizes:
            assert size == UNITS[source.name]
            assert item.code[sense].shape == (size,)
            assert item.code[sense].dtype == bool
            assert item.code[sense].sum() == ACTIVE[source.name]


@each_list
def test_all_items_have_400_units_and_40_active_ones(source):
    assert source.senses.total == 400
    for item in source.draw(10, 1).items:
        assert source.senses.vector(item.code).sum() == 40


@each_list
def test_as_many_units_are_active_as_is_asked_for(source):
    for item in changed(source, {"active": 7}).draw(3, 1).items:
        assert {bits.sum() for bits in item.code.values()} == {7}


@each_source
@each_scale
def test_units_grow_with_the_scale_and_active_units_stay(source, scale):
    larger = changed(source, {"scale": scale})
    itemset = larger.draw(5, 1)
    assert itemset.senses == larger.senses
    assert [s for s, _ in larger.senses.sizes] == [s for s, _ in source.senses.sizes]
    for sense, size in larger.senses.sizes:
        assert size == UNITS[source.name] * scale
        for item in itemset.items:
            assert item.code[sense].shape == (size,)
            assert item.code[sense].sum() == ACTIVE[source.name]


@each_source
@each_scale
def test_items_of_any_scale_are_depicted(source, scale):
    itemset = changed(source, {"scale": scale}).draw(3, 1)
    for item in itemset.items:
        assert itemset.depict_response(item.code).shape == item.picture.shape == itemset.shape


def test_the_largest_scale_needs_no_large_memory():
    itemset = changed(RandomCodes(), {"scale": 64}).draw(2, 1)
    assert itemset.features is None
    assert itemset.average.nbytes < 1e6


@each_source
@pytest.mark.parametrize("scale", [0.5, 65, float("nan")])
def test_a_scale_out_of_range_is_refused(source, scale):
    with pytest.raises(InputError, match="scale"):
        changed(source, {"scale": scale})


@each_source
def test_items_have_every_sense_and_a_picture_of_the_stated_shape(source):
    itemset = source.draw(4, 1)
    assert itemset.senses == source.senses
    for item in itemset.items:
        assert tuple(item.code) == source.senses.names
        assert item.picture.shape == itemset.shape
        assert item.picture.min() >= 0
        assert item.picture.max() <= 1


@each_source
def test_items_know_the_seed_they_were_drawn_from(source):
    assert [source.draw(2, seed).seed for seed in (0, 7)] == [0, 7]


@each_list
def test_one_seed_gives_the_same_items_and_another_seed_others(source):
    assert everything(source.draw(5, 7)) == everything(source.draw(5, 7))
    assert everything(source.draw(5, 7))[1] != everything(source.draw(5, 8))[1]
    assert not np.array_equal(codes(source.draw(5, 7), "sound"), codes(source.draw(5, 8), "sound"))


def test_the_sources_share_no_random_numbers():
    thinner = changed(RandomCodes(), {"active": 10})
    for one, other in ((Digits(), RandomCodes()), (thinner, Episodes())):
        sounds = [source.draw(5, 7).items[0].code["sound"] for source in (one, other)]
        assert set(np.flatnonzero(sounds[0])) != set(np.flatnonzero(sounds[1]))


@each_source
def test_drawing_leaves_the_global_random_stream_alone(source):
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    source.draw(5, 7)
    assert np.array_equal(np.random.get_state()[1], before)  # noqa: NPY002


@each_list
@pytest.mark.parametrize("sense", ["sight", "sound"])
def test_codes_of_different_items_overlap_little_more_than_by_chance(source, sense):
    mean = np.mean([overlaps(source.draw(10, seed), sense).mean() for seed in SEEDS])
    assert 0.07 < mean < 0.15  # chance is a tenth


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
    sizes = dict(itemset.senses.sizes)
    silent = np.zeros(sum(sizes[sense] for sense in itemset.depicted))
    assert np.array_equal(itemset.depict(silent), np.zeros(itemset.shape))
    assert np.array_equal(itemset.depict_response({}), np.zeros(itemset.shape))


@each_source
def test_a_picture_does_not_depend_on_how_loud_the_answer_is(source):
    itemset = source.draw(3, 1)
    seen = {sense: bits.astype(float) for sense, bits in itemset.items[0].code.items()}
    loud = {sense: 1000 * part for sense, part in seen.items()}
    assert np.allclose(itemset.depict_response(seen), itemset.depict_response(loud))


@each_source
def test_grey_levels_of_any_answer_are_0_to_1(source):
    itemset = source.draw(3, 1)
    units = sum(size for sense, size in source.senses.sizes if sense in itemset.depicted)
    for unit in range(units):
        picture = itemset.depict(np.arange(units) == unit)
        assert picture.shape == itemset.shape
        assert picture.min() >= 0
        assert picture.max() <= 1


def test_random_items_are_depicted_as_their_own_units():
    itemset = RandomCodes().draw(3, 1)
    for item in itemset.items:
        assert np.array_equal(item.picture.ravel(), item.code["sight"])
        assert np.allclose(itemset.depict(item.code["sight"]), item.picture)


def test_episodes_are_depicted_as_their_own_units_sense_below_sense():
    itemset = Episodes().draw(3, 1)
    assert itemset.shape == (20, 20)
    for item in itemset.items:
        assert np.allclose(itemset.depict_response(item.code), item.picture)
        for number, sense in enumerate(("sight", "sound", "feeling", "context")):
            dots = item.picture[5 * number : 5 * number + 5]
            assert np.array_equal(dots.ravel(), item.code[sense])


def test_what_an_answer_lacks_is_not_depicted():
    itemset = Episodes().draw(3, 1)
    picture = itemset.depict_response({"sound": itemset.items[0].code["sound"].astype(float)})
    assert np.all(picture[:5] == 0)
    assert np.all(picture[10:] == 0)
    assert picture[5:10].max() == 1


def test_only_sight_is_depicted_where_items_have_two_senses():
    for source in (Digits(), RandomCodes()):
        itemset = source.draw(3, 1)
        code = itemset.items[0].code
        assert itemset.depicted == ("sight",)
        assert np.array_equal(itemset.depict_response(code), itemset.depict(code["sight"]))


def test_every_episode_has_a_context_of_its_own():
    assert len(np.unique(codes(Episodes().draw(100, 1), "context"), axis=0)) == 100


@pytest.mark.parametrize(
    ("units", "block", "shape"),
    [(200, 200, (10, 20)), (400, 100, (20, 20)), (800, 200, (20, 40)), (7, 7, (1, 7))],
)
def test_dots_are_laid_out_in_whole_rows_of_a_sense(units, block, shape):
    assert rows_of(units, block) == shape


def test_every_purpose_has_a_random_stream_of_its_own():
    itemset, other = RandomCodes().draw(2, 5), RandomCodes().draw(2, 6)
    drawn = [
        tuple(random.integers(0, 2**62, 4))
        for random in (
            itemset.random("interference"),
            itemset.random("binding"),
            other.random("binding"),
            np.random.default_rng([5, 1]),
            np.random.default_rng(5),
        )
    ]
    assert len(set(drawn)) == 5
    assert tuple(itemset.random("interference").integers(0, 2**62, 4)) == drawn[0]


MOST = ((Digits(), 10), (RandomCodes(), 100), (Episodes(), 100))


@pytest.mark.parametrize(("source", "most"), MOST)
def test_a_source_says_how_many_items_it_can_give(source, most):
    assert source.most == most


def test_larger_populations_hold_more_random_items():
    for source, most in ((RandomCodes(), 200), (Episodes(), 200), (Digits(), 10)):
        larger = changed(source, {"scale": 2})
        assert larger.most == most
        assert len(larger.draw(most, 1).items) == most


@pytest.mark.parametrize(
    ("source", "count"),
    [(s, c) for s, most in MOST for c in (-1, 0, most + 1)],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_count_that_a_source_cannot_give_is_refused_in_one_line(source, count):
    with pytest.raises(InputError, match=f"not {count}") as caught:
        source.draw(count, 1)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("source", "most"), MOST)
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


def test_the_units_of_a_track_have_their_fields_evenly_and_in_an_order_of_their_own():
    items = Tracks().draw(2, 1)
    tracks = [track_of(items.items[0], items.random(who), 0.05, 40) for who in ("a", "b")]
    one, other = (track.centres for track in tracks)
    assert np.array_equal(~np.isnan(one), items.items[0].code["place"])
    assert np.allclose(np.sort(one[~np.isnan(one)]), (np.arange(300) + 0.5) / 300)
    assert not np.array_equal(one, other, equal_nan=True)
    assert not np.array_equal(items.items[0].code["place"], items.items[1].code["place"])
