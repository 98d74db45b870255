"""Regions and pathways with their numbers, and what becomes of them in larger brains."""

import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.anatomy import UNITS, grown
from neurosim.anatomy.scale import DENSE
from neurosim.brain import Convergence, FixedInDegree, Uniform
from neurosim.brain.parts import populations
from neurosim.parameters import listed
from neurosim.protocol import Senses

LARGE = grown(CIRCUIT, 3 * UNITS)


def named(parts):
    return {part.name: part for part in parts}


def senses(units):
    return Senses((("sight", units // 2), ("sound", units // 2)))


def test_the_numbers_are_made_for_as_many_units_as_they_say():
    assert grown(CIRCUIT, UNITS) == CIRCUIT


def test_all_populations_of_principal_cells_grow_in_proportion_and_interneurons_do_not():
    small = named(populations(CIRCUIT, senses(UNITS)))
    large = named(populations(LARGE, senses(3 * UNITS)))
    for region in CIRCUIT.regions:
        assert large[region.name].size == 3 * small[region.name].size
        assert large[region.interneurons].size == small[region.interneurons].size


def test_cells_get_inputs_from_the_same_share_of_a_map_and_as_many_from_other_regions():
    mapped = {"senses", *(region.name for region in CIRCUIT.regions if region.maps_senses)}
    seen = set()
    for before, after in zip(CIRCUIT.pathways, LARGE.pathways, strict=True):
        if isinstance(before.wiring, FixedInDegree | Convergence):
            factor = 3 if before.source in mapped else 1
            assert after.wiring.inputs == factor * before.wiring.inputs
            seen.add(factor)
    assert seen == {1, 3}


def test_naive_plastic_weights_add_up_to_the_same_and_nothing_else_changes():
    before, after = (dict(listed(circuit)) for circuit in (CIRCUIT, LARGE))
    changed = {name for name in before if before[name] != after[name]}
    naive = {
        f"pathways.{pathway.name}.weights.largest"
        for pathway in CIRCUIT.pathways
        if pathway.rule is not None and isinstance(pathway.weights, Uniform)
    }
    for name in naive:
        assert after[name] == pytest.approx(before[name] / 3)
    assert len(naive) > 2
    sizes = {f"regions.{region.name}.size" for region in CIRCUIT.regions if region.size}
    assert changed - naive - sizes == {name for name in changed if name.endswith("wiring.inputs")}
    assert naive | sizes <= changed


def test_sizes_are_whole_numbers_of_cells():
    odd = grown(CIRCUIT, 444)
    assert all(float(region.size).is_integer() for region in odd.regions)
    assert all(parameter.source for _, parameter in listed(odd))


def test_beyond_a_size_plastic_pathways_are_thinned_and_as_strong_in_all():
    dense, sparse = grown(CIRCUIT, DENSE * UNITS), grown(CIRCUIT, 3 * DENSE * UNITS)
    sizes = {part.name: part.size for part in populations(dense, senses(DENSE * UNITS))}
    thinned = set()
    for before, after in zip(dense.pathways, sparse.pathways, strict=True):
        if type(before.wiring) is type(after.wiring):
            continue
        thinned.add(after.name)
        inputs = sizes[before.source]
        assert after.wiring == FixedInDegree(inputs, within=before.wiring.within)
        assert after.rule.w_max == pytest.approx(3 * before.rule.w_max)
        assert after.rule.w_unit == pytest.approx(3 * before.rule.w_unit)
        assert after.weights.largest == pytest.approx(before.weights.largest)
    assert thinned == {
        "perforant_path_CA3", "CA3_recurrent", "Schaffer_collaterals", "CA1_to_EC",
        "neocortex_recurrent",
    }  # fmt: skip


def test_a_sparse_brain_can_be_wired():
    circuit, kinds = grown(CIRCUIT, 8 * UNITS), senses(8 * UNITS)
    circuit.check_wiring({part.name: part.cells for part in populations(circuit, kinds)})
