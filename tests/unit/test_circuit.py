"""The parts that circuits are made of."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain import (
    AllToAll,
    Equal,
    FixedInDegree,
    InputCell,
    LogNormal,
    OneToOne,
    Pathway,
    PyramidalCell,
    Receptor,
    Uniform,
    by_state,
    unmodulated,
)
from neurosim.brain.learning import learning, trace_values
from neurosim.brain.parts import populations
from neurosim.brain.states import State
from neurosim.brain.watch import check_rates
from neurosim.engine import Result, Trial
from neurosim.errors import InputError, SimulationError
from neurosim.parameters import changed
from neurosim.plasticity import TripletSTDP
from neurosim.plasticity.short_term import MongilloSynapse
from neurosim.plasticity.text import CellTraces
from neurosim.protocol import Spikes


def random(seed=0):
    return np.random.default_rng(seed)


def test_fixed_in_degree_gives_each_cell_that_many_different_inputs():
    source, target = FixedInDegree(7).draw(random(), 50, 30)
    assert np.bincount(target, minlength=30).tolist() == [7] * 30
    assert len(set(zip(source.tolist(), target.tolist(), strict=True))) == 7 * 30
    assert source.size == FixedInDegree(7).count(50, 30)
    assert np.array_equal(source, np.sort(source))


def test_other_seeds_draw_other_wirings_of_the_same_size():
    one, two = (FixedInDegree(7).draw(random(seed), 50, 30)[0] for seed in (1, 2))
    assert one.size == two.size
    assert not np.array_equal(one, two)


def test_counts_of_wirings_that_are_not_drawn():
    assert AllToAll().count(3, 4) == 12
    assert AllToAll(within=True).count(4, 4) == 12
    assert OneToOne().count(5, 5) == 5
    assert all(w.draw(random(), 4, 4) is None for w in (AllToAll(), OneToOne()))


def test_weights_are_distributed_as_they_say():
    assert set(Equal(0.3).draw(random(), 10)) == {0.3}
    naive = Uniform(0.01).draw(random(), 10_000)
    assert 0 <= naive.min() < naive.max() < 0.01
    assert naive.mean() == pytest.approx(0.005, rel=0.02)
    skewed = LogNormal(0.5, 0.3).draw(random(), 100_000)
    assert skewed.mean() == pytest.approx(0.5, rel=0.01)
    assert np.log(skewed).std() == pytest.approx(0.3, rel=0.02)


def test_a_number_by_state_is_the_number_of_that_state():
    number = by_state(0.1, 0.2, 0.3, 0.4, "chosen", "a reason")
    assert [number.at(state) for state in State] == [0.1, 0.2, 0.3, 0.4]
    assert {unmodulated().at(state) for state in State} == {1.0}


def test_populations_come_region_by_region_with_their_interneurons():
    names = [part.name for part in populations(CIRCUIT, 400)]
    assert names[:3] == ["EC", "DG", "DG_interneurons"]
    assert len(names) == 1 + 2 * len(CIRCUIT.regions)


def test_traces_are_where_plastic_pathways_end_and_shared_between_them():
    found = learning(CIRCUIT).traces
    assert {name for name, each in found.items() if each.at_rest} == {"EC", "CA3", "neocortex"}
    assert [name for name, _ in found["EC"].at_rest] == ["r1"]
    assert found["CA3"].values == {"tau_minus_o1": 0.020, "tau_y_o2": 0.100}


def test_traces_of_different_time_constants_live_side_by_side():
    slower = changed(CIRCUIT, {"pathways.CA3_recurrent.rule.tau_plus": 62.5})
    found = learning(slower)
    assert found.traces["CA3"].values == {
        "tau_minus_o1": 0.020, "tau_y_o2": 0.100, "tau_plus_r1": 0.0625
    }  # fmt: skip
    assert "r1_pre" in found.synapses["CA3_recurrent"].on_post
    assert "o1_pre" in found.synapses["CA3_to_neocortex"].on_post


def test_traces_that_are_called_like_something_in_the_cell_are_renamed():
    plastic = replace(CIRCUIT.pathways[4], rule=MongilloSynapse())
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
    lost = Pathway("lost", "EC", "CA4", AllToAll(), Equal(1.0), Receptor.FAST, unmodulated())
    with pytest.raises(InputError, match=r"end of the pathway lost 'CA4'; did you mean 'CA3'"):
        replace(CIRCUIT, pathways=(*CIRCUIT.pathways, lost))


def trains(rate, seconds, size=600):
    count = int(rate * seconds * size)
    quiet = {r.name: Spikes(np.zeros(0, np.int32), np.zeros(0), 1) for r in CIRCUIT.regions}
    times = np.linspace(0, seconds, count, endpoint=False)
    return Result({**quiet, "CA3": Spikes(np.zeros(count, np.int32), times, size)}, {})


@pytest.mark.parametrize("seconds", [0.2, 1.0, 3.4])
def test_a_region_runs_away_above_its_highest_rate_and_not_below(seconds):
    trials = (Trial(seconds, np.zeros(1), 0),)
    check_rates(CIRCUIT, trains(18, seconds), trials, State.NREM)
    with pytest.raises(SimulationError, match=r"CA3 ran away in state nrem: 22 Hz"):
        check_rates(CIRCUIT, trains(22, seconds), trials, State.NREM)


def test_one_bad_second_in_a_long_night_is_enough():
    night = trains(22, 1.0)
    trials = (Trial(60.0, np.zeros(1), 0),)
    with pytest.raises(SimulationError, match="CA3 ran away"):
        check_rates(CIRCUIT, night, trials, State.NREM)
