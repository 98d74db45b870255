from __future__ import annotations

import numpy as np
import pytest

from neurosim.adapters import RateAdapter
from neurosim.errors import InputError
from neurosim.parameters import changed, listed
from neurosim.protocol import Bits, Senses, Spikes

ADAPTER = RateAdapter()
SENSES = Senses((("sight", 30), ("sound", 20)))


def shown(units: int, active: int) -> Bits:
    return np.arange(units) < active


def test_rates_count_the_window_with_its_start_and_without_its_stop():
    spikes = Spikes(np.array([0, 0, 2, 2, 2], np.int32), np.array([0.1, 0.3, 0.1, 0.2, 0.5]), 4)
    assert np.array_equal(ADAPTER.rates(spikes, 0.1, 0.5), [2 / 0.4, 0.0, 2 / 0.4, 0.0])


def test_what_is_skipped_shortens_the_window_too():
    spikes = Spikes(np.array([0, 0, 0], np.int32), np.array([0.05, 0.3, 0.4]), 1)
    adapter = changed(ADAPTER, {"skipped": 0.1})
    assert adapter.rates(spikes, 0.0, 0.5) == pytest.approx([2 / 0.4])


@pytest.mark.parametrize(("skipped", "start", "stop"), [(0.0, 0.4, 0.4), (0.5, 0.0, 0.4)])
def test_an_empty_window_is_refused(skipped, start, stop):
    spikes = Spikes(np.zeros(0, np.int32), np.zeros(0), 3)
    with pytest.raises(InputError, match="no window"):
        changed(ADAPTER, {"skipped": skipped}).rates(spikes, start, stop)


def test_activity_is_a_share_of_the_active_rate_and_is_cut_off():
    assert np.allclose(ADAPTER.normalised(np.array([0.0, 25.0, 50.0, 75.0])), [0, 0.5, 1, 1])


def test_silent_inputs_leave_nothing_to_compare_with():
    with pytest.raises(InputError, match=r"inputs\.active"):
        changed(ADAPTER, {"inputs.active": 0.0}).normalised(np.ones(3))


def test_the_threshold_itself_counts_as_on():
    assert ADAPTER.binarised(np.array([0.0, 0.49, 0.5, 1.0])).tolist() == [0, 0, 1, 1]


def test_input_spikes_are_in_order_and_have_the_rates_and_variance_of_poisson_processes():
    code = shown(4000, 2000)
    spikes = ADAPTER.input_spikes(code, 0.4, np.random.default_rng(1))
    assert spikes.size == 4000
    assert np.all(np.diff(spikes.seconds) >= 0)
    assert 0 <= spikes.seconds[0] <= spikes.seconds[-1] < 0.4
    counts = spikes.counts(0.0, 0.4)
    assert counts[:2000].mean() == pytest.approx(20, abs=0.4)  # 4 standard errors
    assert counts[:2000].var() == pytest.approx(20, abs=2.6)
    assert counts[2000:].mean() == pytest.approx(0.2, abs=0.04)
    early, late = spikes.counts(0.0, 0.2)[:2000], spikes.counts(0.2, 0.4)[:2000]
    assert early.mean() == pytest.approx(late.mean(), abs=0.6)
    assert abs(np.corrcoef(early, late)[0, 1]) < 0.1


def test_binarised_perception_finds_nearly_all_of_what_is_shown():
    code = shown(4000, 2000)
    seen = ADAPTER.binarised(ADAPTER.perceive(code, 0.4, np.random.default_rng(2)))
    assert np.mean(~seen[:2000]) < 0.01
    assert not seen[2000:].any()


def test_perception_is_noisy_and_comes_from_the_given_generator_alone():
    code = shown(200, 20)
    one, again, other = (
        ADAPTER.perceive(code, 0.4, np.random.default_rng(seed)) for seed in (3, 3, 4)
    )
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert 0 <= one.min() <= one.max() <= 1


def test_an_absent_sense_is_exactly_silent_where_a_present_one_has_background():
    noisy = changed(ADAPTER, {"inputs.background": 50.0})
    cue = {"sight": np.zeros(30, bool)}
    seen = SENSES.split(noisy.perceive_code(cue, SENSES, 0.4, np.random.default_rng(5)))
    assert np.all(seen["sight"] > 0)
    assert np.all(seen["sound"] == 0)


def test_its_parameters_can_be_reached_by_name():
    assert {name for name, _ in listed(ADAPTER)} == {
        "inputs.active",
        "inputs.background",
        "skipped",
        "threshold",
    }
