"""The parts that circuits are made of."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain import (
    AllToAll,
    Brain,
    Equal,
    InputCell,
    Pathway,
    PyramidalCell,
    QuietPyramidalCell,
    Receptor,
    by_state,
    unmodulated,
)
from neurosim.brain.initial import fixed_values
from neurosim.brain.learning import learning, trace_values
from neurosim.brain.parts import ASSOCIATION, all_pathways, populations
from neurosim.brain.states import State
from neurosim.brain.wiring import Cells, WithinAreas
from neurosim.errors import InputError
from neurosim.parameters import changed, in_si
from neurosim.plasticity import TripletSTDP
from neurosim.plasticity.short_term import MongilloSynapse
from neurosim.plasticity.text import CellTraces
from neurosim.protocol import Senses

SENSES = Senses((("sight", 30), ("sound", 10)))


def test_a_number_by_state_is_the_number_of_that_state():
    number = by_state(0.1, 0.2, 0.3, 0.4, "chosen", "a reason")
    assert [number.at(state) for state in State] == [0.1, 0.2, 0.3, 0.4, 0.2]
    assert {unmodulated().at(state) for state in State} == {1.0}


def parts(circuit=CIRCUIT, senses=SENSES):
    return {part.name: part for part in populations(circuit, senses)}


def test_quiet_cells_and_only_they_have_no_noise():
    region = CIRCUIT.regions[2]
    quiet = replace(region, cell=QuietPyramidalCell(), noise=None)
    assert "noise" not in "".join((quiet.cell.equations, *dict(quiet.cell.modulated)))
    assert "xi" not in quiet.cell.equations
    with pytest.raises(InputError, match="CA3: quiet cells, and only they, have noise None"):
        replace(region, noise=None)
    with pytest.raises(InputError, match="CA3: quiet cells"):
        replace(quiet, noise=region.noise)


def test_populations_come_region_by_region_with_their_interneurons():
    names = list(parts())
    first = CIRCUIT.regions[0].name
    assert names[:3] == [CIRCUIT.input_layer.name, first, f"{first}_interneurons"]
    assert len(names) == 1 + 2 * len(CIRCUIT.regions)


def test_regions_that_map_the_senses_have_an_area_for_each_and_one_for_the_rest():
    found = parts(changed(CIRCUIT, {"regions.neocortex.size": 20}))
    assert found["senses"].areas == ("sight", "sound")
    assert found["senses"].cells == Cells((30, 10), 40)
    assert found["EC_deep"].areas == ("sight", "sound")
    assert found["EC_deep"].cells == Cells((30, 10), 40)
    assert found["neocortex"].areas == ("sight", "sound", ASSOCIATION)
    assert found["neocortex"].cells == Cells((30, 10, 20), 40)
    assert found["CA3"].areas == ("CA3",)
    assert found["CA3"].cells == Cells((int(found["CA3"].size),))


def test_every_area_has_as_many_interneurons():
    sizes = {"regions.neocortex.size": 20, "regions.neocortex.inhibition.size": 12}
    found = parts(changed(CIRCUIT, sizes))["neocortex_interneurons"]
    assert found.cells == Cells((12, 12, 12))


def test_thresholds_of_interneurons_are_spread_in_each_area():
    sizes = {"regions.neocortex.size": 20, "regions.neocortex.inhibition.size": 12}
    circuit = changed(CIRCUIT, sizes)
    found = parts(circuit)
    alive = {name: np.ones(part.size, bool) for name, part in found.items()}
    weights = {pathway.name: np.zeros(1) for pathway in all_pathways(circuit)}
    values = fixed_values(circuit, SENSES, weights, alive)
    thresholds = values["neocortex_interneurons.v_threshold"]
    cell = found["neocortex_interneurons"].cell
    lowest, spread = in_si(cell.threshold_potential), in_si(cell.threshold_spread)
    assert spread > 0
    for area in np.split(thresholds, 3):
        assert area == pytest.approx(lowest + spread * np.arange(12) / 12)
    assert np.ptp(values["neocortex.v_threshold"]) == 0


def test_interneurons_reach_their_own_area_and_those_of_undivided_regions_all_cells():
    loops = {pathway.name: pathway.wiring for pathway in all_pathways(CIRCUIT)}
    for end, evenly in (("excitation", True), ("inhibition", False)):
        assert loops[f"neocortex_{end}"] == WithinAreas(evenly)
        assert loops[f"CA3_{end}"] == AllToAll()


def test_cells_of_small_areas_count_for_more_with_their_interneurons():
    circuit = changed(CIRCUIT, {"regions.neocortex.size": 150})
    senses = Senses((("sight", 300), ("sound", 100)))
    brain = Brain("three areas", circuit, senses, 1, lambda spikes, start, stop: np.zeros(550))
    region = next(each for each in circuit.regions if each.name == "neocortex")
    weights = np.split(brain.weights["neocortex_excitation"], np.cumsum([300, 100]) * 40)
    expected = [float(region.inhibition.excitation) * factor for factor in (1, 3, 2)]
    for found, weight in zip(weights, expected, strict=True):
        assert found == pytest.approx(weight)
    assert len(set(brain.weights["neocortex_inhibition"])) == 1


def plastic_ends(circuit):
    rules = [pathway for pathway in circuit.pathways if pathway.rule is not None]
    return {end for pathway in rules for end in (pathway.source, pathway.target)}


def test_traces_are_where_plastic_pathways_begin_and_end_and_shared_between_them():
    found = learning(CIRCUIT).traces
    assert {name for name, each in found.items() if each.at_rest} == plastic_ends(CIRCUIT)
    names = [name for name, _ in found["CA3"].at_rest]
    assert len(names) == len(set(names))
    assert found["CA3"].values == {"tau_minus_o1": 0.020, "tau_y_o2": 0.100}


def place(name):
    return [pathway.name for pathway in CIRCUIT.pathways].index(name)


def test_traces_of_different_time_constants_live_side_by_side():
    slower = changed(CIRCUIT, {"pathways.CA3_recurrent.rule.tau_plus": 62.5})
    found = learning(slower)
    assert found.traces["CA3"].values == {
        "tau_minus_o1": 0.020, "tau_y_o2": 0.100, "tau_plus_r1": 0.0625
    }  # fmt: skip
    assert "r1_pre" in found.synapses["CA3_recurrent"].on_post
    assert "o1_pre" in found.synapses["Schaffer_collaterals"].on_post


def test_traces_that_are_called_like_something_in_the_cell_are_renamed():
    plastic = replace(CIRCUIT.pathways[place("CA3_recurrent")], rule=MongilloSynapse())
    found = learning(replace(CIRCUIT, pathways=(plastic,)))
    assert [name for name, _ in found.traces["CA3"].at_rest] == ["utilisation", "resources_2"]
    text = found.synapses["CA3_recurrent"]
    assert text.transmitted.endswith("*resources_2_pre")
    assert "U_of_rule" in text.values
    assert "U" not in text.values


def test_traces_of_a_few_steps_decay_exactly_and_others_by_euler():
    traces = CellTraces()
    rule = changed(TripletSTDP(), {"tau_minus": 2})
    traces.add(rule, rule.post)
    values = trace_values(traces, PyramidalCell(), 1e-3)
    assert 1 - 1e-3 / values["tau_minus_o1"] == pytest.approx(np.exp(-1 / 2))
    assert values["tau_y_o2"] == traces.values["tau_y_o2"]
    assert trace_values(traces, InputCell(), 1e-3) == traces.values


def test_a_pathway_that_ends_nowhere_is_refused_with_the_nearest_name():
    lost = Pathway("lost", "DG", "CA4", AllToAll(), Equal(1.0), Receptor.FAST, unmodulated())
    with pytest.raises(InputError, match=r"end of the pathway lost 'CA4'; did you mean 'CA3'"):
        replace(CIRCUIT, pathways=(*CIRCUIT.pathways, lost))


def test_a_region_that_may_be_silent_must_be_there():
    with pytest.raises(InputError, match=r"region to be silent 'CA4'; did you mean 'CA3'"):
        replace(CIRCUIT, may_be_silent=("CA4",))


def test_only_a_region_that_maps_the_senses_can_answer():
    with pytest.raises(InputError, match=r"region to answer 'CA3' \(allowed: EC_deep.*neocortex"):
        replace(CIRCUIT, answers="CA3")
