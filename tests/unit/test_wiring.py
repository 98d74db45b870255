"""Who is connected to whom, pair by pair."""

import numpy as np
import pytest

from neurosim.brain import AllToAll, Convergence, Equal, FixedInDegree, LogNormal, OneToOne, Uniform
from neurosim.brain.wiring import Cells, WithinAreas
from neurosim.errors import InputError

CERTAIN = (AllToAll(), OneToOne(), WithinAreas())


def random(seed=0):
    return np.random.default_rng(seed)


def undivided(size):
    return Cells((size,))


def maps(*areas, beside=0):
    """Return cells of a region that maps the senses, and has others beside the maps."""
    return Cells((*areas, *([beside] if beside else [])), sum(areas))


def listed(pairs):
    return [(int(i), int(j)) for i, j in zip(*pairs, strict=True)]


def test_a_population_is_as_large_as_its_areas():
    assert maps(3, 2, beside=4).size == 9
    assert maps(3, 2, beside=4).mapped == 5
    assert undivided(7).mapped == 0


def test_all_to_all_is_every_pair_and_within_a_population_no_cell_onto_itself():
    pairs = AllToAll().pairs(None, undivided(2), undivided(3))
    assert listed(pairs) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    pairs = AllToAll(within=True).pairs(None, undivided(3), undivided(3))
    assert listed(pairs) == [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]


def test_one_to_one_connects_the_maps_and_nothing_beside_them():
    pairs = OneToOne().pairs(None, maps(2, 1), maps(2, 1, beside=5))
    assert listed(pairs) == [(0, 0), (1, 1), (2, 2)]


def test_areas_keep_to_themselves():
    pairs = WithinAreas().pairs(None, maps(2, 1, beside=1), Cells((1, 2, 1)))
    assert listed(pairs) == [(0, 0), (1, 0), (2, 1), (2, 2), (3, 3)]


def test_fixed_in_degree_gives_each_cell_that_many_different_inputs():
    source, target = FixedInDegree(7).draw(random(), undivided(50), undivided(30))
    assert np.bincount(target, minlength=30).tolist() == [7] * 30
    assert len(set(zip(source.tolist(), target.tolist(), strict=True))) == 7 * 30
    assert np.array_equal(source, np.sort(source))


def test_fixed_in_degree_within_a_population_draws_all_others_alike_and_never_the_cell_itself():
    ends = undivided(9), undivided(9)
    source, target = FixedInDegree(8, within=True).draw(random(), *ends)
    assert listed((source, target)) == listed(AllToAll(within=True).pairs(None, *ends))
    ends = undivided(40), undivided(40)
    source, target = FixedInDegree(30, within=True).draw(random(), *ends)
    assert not (source == target).any()
    assert np.bincount(target).tolist() == [30] * 40
    assert np.array_equal(source, np.sort(source))
    assert np.bincount(source, minlength=40).min() > 15


def test_convergence_reaches_only_cells_beside_the_maps_and_only_from_the_maps():
    ends = maps(20, 10, beside=8), maps(20, 10, beside=8)
    source, target = Convergence(5).draw(random(), *ends)
    assert np.bincount(target, minlength=38).tolist() == [0] * 30 + [5] * 8
    assert source.max() < 30
    assert len(set(zip(source.tolist(), target.tolist(), strict=True))) == 5 * 8
    assert np.array_equal(source, np.sort(source))
    assert {array.dtype for array in (source, target)} == {np.dtype(np.int32)}


@pytest.mark.parametrize("wiring", [FixedInDegree(7), Convergence(7)])
def test_other_seeds_draw_other_wirings_of_the_same_size(wiring):
    ends = maps(50), maps(10, beside=30)
    one, two = (wiring.draw(random(seed), *ends) for seed in (1, 2))
    assert one[0].size == two[0].size == wiring.count(*ends)
    assert not np.array_equal(one[0], two[0])
    assert wiring.pairs(one, *ends) is one


@pytest.mark.parametrize("wiring", [*CERTAIN, AllToAll(within=True)], ids=repr)
def test_where_chance_decides_nothing_nothing_is_drawn_and_the_pairs_are_as_many_as_counted(wiring):
    ends = maps(3, 2, beside=1), maps(3, 2, beside=1)
    before = random()
    assert wiring.draw(before, *ends) is None
    assert before.random() == random().random()
    source, target = wiring.pairs(None, *ends)
    assert source.size == target.size == wiring.count(*ends)
    assert np.array_equal(source, np.sort(source))


@pytest.mark.parametrize(
    ("wiring", "before", "after", "said"),
    [
        (AllToAll(within=True), undivided(3), undivided(4), "within one population.* 3 to 4"),
        (OneToOne(), maps(2, 1), maps(2, 2), "one to one.* maps of 3 to 4 input units"),
        (OneToOne(), undivided(3), undivided(3), "one to one.* maps of 0 to 0 input units"),
        (WithinAreas(), maps(2, 1), undivided(3), "stays within areas.* 2 to 1 of them"),
        (FixedInDegree(4), undivided(3), undivided(9), "cannot have 4 inputs from 3 cells"),
        (FixedInDegree(3, within=True), undivided(3), undivided(3), "have 3 inputs from 2 cells"),
        (FixedInDegree(1, within=True), undivided(3), undivided(4), "one population.* 3 to 4"),
        (Convergence(4), maps(3), maps(3, beside=2), "4 inputs from 3 cells to 2"),
        (Convergence(2), maps(3), maps(3), "2 inputs from 3 cells to 0"),
    ],
)
def test_what_cannot_be_wired_is_said_in_one_line(wiring, before, after, said):
    with pytest.raises(InputError, match=f"^here.*{said}$"):
        wiring.check("here", before, after)


def test_what_can_be_wired_is_not_refused():
    ends = maps(3, 2, beside=4), maps(3, 2, beside=4)
    for wiring in (*CERTAIN, AllToAll(within=True), FixedInDegree(9), Convergence(5)):
        wiring.check("here", *ends)


def test_weights_are_distributed_as_they_say():
    assert set(Equal(0.3).draw(random(), 10)) == {0.3}
    naive = Uniform(0.01).draw(random(), 10_000)
    assert 0 <= naive.min() < naive.max() < 0.01
    assert naive.mean() == pytest.approx(0.005, rel=0.02)
    skewed = LogNormal(0.5, 0.3).draw(random(), 100_000)
    assert skewed.mean() == pytest.approx(0.5, rel=0.01)
    assert np.log(skewed).std() == pytest.approx(0.3, rel=0.02)
