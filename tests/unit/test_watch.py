"""The hard stop: what counts as activity that ran away or died out."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain.states import State
from neurosim.brain.watch import limits, run_away, silent
from neurosim.engine import Result, Trial
from neurosim.protocol import Spikes

SIZES = {region.name: 600 for region in CIRCUIT.regions}
LACKING = tuple(name for name in SIZES if name != "CA3")
ALIVE = {name: np.ones(size, bool) for name, size in SIZES.items()}


def train(rate, start, stop, size):
    """Return spikes of a population of which all cells together fire `rate` Hz each."""
    times = np.linspace(start, stop, round(rate * (stop - start) * size), endpoint=False)
    return Spikes(np.zeros(times.size, np.int32), times, size)


def result(stopped=None, **trains):
    quiet = {name: train(0, 0, 1, size) for name, size in SIZES.items()}
    return Result({**quiet, **trains}, {}, stopped)


def ca3(rate, start, stop):
    return train(rate, start, stop, SIZES["CA3"])


def trials(*seconds):
    return tuple(Trial(each, np.zeros(1), 0) for each in seconds)


@pytest.mark.parametrize("seconds", [0.2, 1.0, 3.4])
def test_a_region_runs_away_above_its_highest_rate_and_not_below(seconds):
    calm, wild = (result(CA3=ca3(rate, 0, seconds)) for rate in (19, 22))
    assert run_away(CIRCUIT, calm, trials(seconds), State.NREM) is None
    found = run_away(CIRCUIT, wild, trials(seconds), State.NREM)
    late = min(seconds, 1.0) * 20 / 22
    assert found.reason == (
        f"CA3 ran away in state nrem, {late:.2f} s into an event of {seconds:g} s: 22 Hz on "
        f"average over all its cells (at most 20 Hz)"
    )


def test_one_bad_second_in_a_long_night_is_enough():
    bad = result(CA3=ca3(22, 7, 8))
    found = run_away(CIRCUIT, bad, trials(60.0), State.NREM)
    assert "7.91 s into an event of 60 s" in found.reason


def test_a_busy_half_second_in_a_long_night_is_not():
    assert run_away(CIRCUIT, result(CA3=ca3(30, 7, 7.5)), trials(60.0), State.NREM) is None


def test_the_trial_that_ran_away_and_the_time_within_it_are_named():
    bad = result(CA3=ca3(22, 0.8, 1.2))
    found = run_away(CIRCUIT, bad, trials(0.4, 0.4, 0.4, 0.4), State.ENCODE)
    assert found.trial == 2
    assert "in state encode, 0.36 s into an event of 0.4 s" in found.reason


def test_each_trial_is_counted_by_itself():
    bridge = result(CA3=ca3(30, 0.3, 0.5))
    assert run_away(CIRCUIT, bridge, trials(0.4, 0.4), State.ENCODE) is None


def test_the_first_of_several_regions_is_named():
    both = result(CA3=ca3(30, 0, 1), DG=train(60, 0, 1, SIZES["DG"]))
    assert run_away(CIRCUIT, both, trials(1.0), State.WAKE).reason.startswith("DG ran away")


def test_the_rate_of_a_run_that_was_stopped_is_that_until_the_stop():
    stopped = result(2.1, CA3=ca3(250, 2, 2.1))
    found = run_away(CIRCUIT, stopped, trials(60.0), State.NREM)
    assert "2.08 s into an event of 60 s: 250 Hz" in found.reason


def test_the_network_is_told_the_limit_of_a_whole_region():
    assert limits(CIRCUIT, ALIVE)["CA3"] == 20 * SIZES["CA3"]


def active(*names):
    return result(**{name: train(1, 0, 0.4, SIZES[name]) for name in names})


def test_a_region_that_fires_no_spike_in_a_run_of_studies_fell_silent():
    lacking = active(*LACKING)
    found = silent(CIRCUIT, lacking, trials(0.4, 0.4), State.ENCODE, whole=True)
    assert found.reason == "CA3 fell silent in state encode: 0 Hz in 0.8 s of study"
    assert found.trial == 1
    assert silent(CIRCUIT, active(*SIZES), trials(0.4), State.ENCODE, whole=True) is None


@pytest.mark.parametrize("state", [State.RECALL, State.NREM, State.WAKE])
def test_silence_without_study_is_an_answer(state):
    assert silent(CIRCUIT, active(), trials(0.4), state, whole=True) is None


def test_a_glance_too_short_is_not_judged():
    assert silent(CIRCUIT, active(), trials(0.05), State.ENCODE, whole=True) is None


def test_a_lesion_may_silence_what_lies_behind_it():
    assert silent(CIRCUIT, active("neocortex"), trials(0.4), State.ENCODE, whole=False) is None


def test_a_circuit_names_regions_that_may_be_silent():
    patient = replace(CIRCUIT, may_be_silent=("CA3",))
    lacking = active(*LACKING)
    assert silent(patient, lacking, trials(0.4), State.ENCODE, whole=True) is None
