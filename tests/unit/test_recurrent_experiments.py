"""Questions to recurrent networks: what they tell, in small."""

from __future__ import annotations

import math

import pytest

from neurosim.errors import InputError
from neurosim.experiments.network_run import run_networks
from neurosim.experiments.networks.copy_memory import CopyMemory
from neurosim.experiments.networks.delayed_tasks import DelayedTasks
from neurosim.experiments.networks.gates import UNTRAINED, Gates
from neurosim.experiments.networks.vanishing_gradients import VanishingGradients
from neurosim.parameters import changed

SMALL = (
    changed(VanishingGradients(), {"trials": 5, "delay": 40}),
    changed(
        CopyMemory(),
        {"steps": 4, "every": 2, "tests": 20, "delays.0": 3, "delays.1": 4, "delays.2": 5},
    ),
    changed(DelayedTasks(), {"steps": 2, "tests": 20, "delay": 8}),
    changed(Gates(), {"steps": 2, "tests": 20, "delay": 8}),
)
each_experiment = pytest.mark.parametrize("experiment", SMALL, ids=lambda each: each.name)


def values(rows, measure, agent, condition="trained"):
    return {
        row.at: row.value
        for row in rows
        if (row.measure, row.agent, row.condition) == (measure, agent, condition)
    }


@pytest.fixture(scope="module")
def gradients():
    experiment = SMALL[0]
    return list(run_networks(experiment, experiment.networks(), 100))


@each_experiment
def test_every_measure_is_taken_of_everyone_and_again_the_same(experiment):
    networks = experiment.networks()
    rows, again = (list(run_networks(experiment, networks[-1:], 100)) for _ in range(2))
    assert {row.measure for row in rows} == set(experiment.meanings)
    assert {row.condition for row in rows} == set(experiment.conditions)
    assert rows == again


@pytest.mark.parametrize(("name", "near"), [("rnn-below-1", 0.01), ("lstm", 0.01), ("gru", 0.01)])
def test_errors_shrink_by_the_radius_or_by_the_gate_that_keeps(gradients, name, near):
    measured, theory = (
        values(gradients, measure, name)[None] for measure in ("factor", "factor_theory")
    )
    assert measured == pytest.approx(theory, abs=near)


def test_errors_vanish_below_a_radius_of_one_and_explode_above(gradients):
    lengths = {
        name: values(gradients, "gradient", name)[40]
        for name in ("rnn-below-1", "rnn-at-1", "rnn-above-1", "lstm", "lstm-bias-1")
    }
    assert lengths["rnn-below-1"] < 40 * math.log10(0.9) + 0.1
    assert lengths["rnn-above-1"] > 0.1
    assert abs(lengths["rnn-at-1"]) < 0.5
    assert lengths["lstm"] > -0.5
    assert lengths["lstm-bias-1"] < -2


def test_a_course_is_told_to_its_end_though_teaching_stops_when_the_task_is_solved():
    experiment = changed(
        CopyMemory(),
        {"steps": 400, "every": 50, "tests": 50, "delays.0": 1, "delays.1": 2, "delays.2": 3},
    )
    gru = experiment.networks()[-1]
    rows = list(run_networks(experiment, [gru], 100))
    course = values(rows, "learning", "gru")
    assert list(course) == [50.0 * mark for mark in range(9)]
    assert course[0] == values(rows, "untaught", "gru")[None] < 0.4
    assert course[400] == values(rows, "accuracy", "gru")[3] > 0.99
    assert values(rows, "solved", "gru")[None] == 1
    assert values(rows, "misled", "gru")[None] < 0.4


def test_delays_differ():
    with pytest.raises(InputError, match="delays must differ"):
        changed(CopyMemory(), {"delays.0": 30})


def test_gates_are_told_for_every_step_before_and_after_training():
    experiment = SMALL[-1]
    rows = list(run_networks(experiment, experiment.networks(), 100))
    for condition in experiment.conditions:
        courses = [
            values(rows, f"{gate}_gate", "lstm", condition)
            for gate in ("input", "output", "forget")
        ]
        assert all(list(course) == [float(step) for step in range(10)] for course in courses)
        # In waits gates are as their biases make them: forget gates keep, input gates keep out.
        written, shown, kept = (course[1] for course in courses)
        assert written < 0.4 < shown < 0.6 < kept
    before, after = (
        values(rows, "input_gate", "lstm", condition) for condition in (UNTRAINED, "trained")
    )
    assert before != after
