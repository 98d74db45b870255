"""Field potentials, bands and events in them; ripples, up states, slow waves and spindles."""

import numpy as np
import pytest

from neurosim.measures import ripples, slow_waves
from neurosim.measures.waves import (
    Band,
    Event,
    band_passed,
    envelope,
    field_potential,
    phase,
    raised,
    spike_counts,
    stretches,
)
from neurosim.protocol import Spikes

STEP = 0.001
SECONDS = 20.0
TIME = np.arange(round(SECONDS / STEP)) * STEP


def wave(frequency, begins=0.0, ends=SECONDS):
    return np.sin(2 * np.pi * frequency * TIME) * ((begins <= TIME) & (ends > TIME))


def spikes_at(times, size=1):
    times = np.sort(np.asarray(times, float))
    return Spikes(np.zeros(len(times), np.int32), times, size)


def bursts(rhythm, depth, random, count=60, each=120):
    """Return spikes of bursts of 60 ms, one every half second, that keep to a rhythm or do not."""
    middles = 0.5 + 0.5 * np.arange(count)
    fine = np.arange(-0.06, 0.06, 0.0005)
    chance = np.exp(-0.5 * (fine / 0.02) ** 2) * (1 + depth * np.cos(2 * np.pi * rhythm * fine))
    drawn = random.choice(fine, (count, each), p=chance / chance.sum())
    return np.sort((middles[:, None] + drawn).ravel()), middles


def test_spikes_are_counted_in_bins_and_none_is_lost_at_the_end():
    counts = spike_counts(np.array([0.0, 0.0009, 0.001, 0.9999, 1.0]), 1.0, STEP)
    assert len(counts) == 1000
    assert counts[0] == 2 and counts[1] == 1 and counts[-1] == 2
    assert counts.sum() == 5


def test_a_spike_opens_a_current_that_decays():
    potential = field_potential(spikes_at([0.1], size=4), 0.2, 0.005, STEP)
    assert potential[:100].max() == 0
    assert potential[100] == pytest.approx(0.25)
    assert potential[105] == pytest.approx(0.25 / np.e)


def test_a_band_keeps_what_is_in_it_where_it_is():
    kept = band_passed(wave(12) + wave(1) + wave(90), Band(10, 16), STEP)[2000:-2000]
    assert np.corrcoef(kept, wave(12)[2000:-2000])[0, 1] > 0.99
    assert kept.std() == pytest.approx(wave(12).std(), rel=0.05)


def test_the_envelope_is_the_amplitude_and_the_phase_is_zero_at_crests():
    inside = slice(2000, -2000)
    assert envelope(3 * wave(12), 0.02, STEP)[inside] == pytest.approx(3, rel=0.01)
    crests = np.round((0.25 + np.arange(30, 200)) / 12 / STEP).astype(int)
    assert np.abs(phase(wave(12))[crests]).max() < 0.1


def test_stretches_begin_and_end_where_they_do():
    assert stretches(np.array([True, False, False, True, True])) == [(0, 1), (3, 5)]
    assert stretches(np.zeros(3, bool)) == []


def test_raised_stretches_are_joined_over_short_gaps_and_low_ones_left_out():
    trace = np.zeros(1000)
    trace[100:150], trace[155:200], trace[500:520] = 10, 12, 3
    (event,) = raised(trace, high=2, low=0.5, gap=0.01, step=STEP)
    assert (event.start, event.stop) == (0.1, 0.2)
    assert 0.155 <= event.peak < 0.2 and event.height > 2
    assert event.seconds == pytest.approx(0.1)
    assert len(raised(trace, high=2, low=0.5, gap=0.001, step=STEP)) == 2


def test_a_rhythm_in_bursts_is_found_at_its_frequency():
    random = np.random.default_rng(1)
    times, middles = bursts(170.0, 0.8, random)
    found = ripples.spectrum_of_bursts(times, 31.0, middles)
    assert found.peak == pytest.approx(170, abs=8)
    assert found.p == pytest.approx(0.005)
    assert found.ratio.max() > np.quantile(found.highest, 0.95)


def test_bursts_without_a_rhythm_have_none():
    unpaced = (bursts(170.0, 0.0, np.random.default_rng(seed)) for seed in range(5))
    found = [ripples.spectrum_of_bursts(times, 31.0, middles).p for times, middles in unpaced]
    assert np.mean(found) > 0.1


def test_ripples_are_found_one_by_one():
    time = np.arange(round(10 / ripples.STEP)) * ripples.STEP
    middles = 0.5 + np.arange(9)
    shape = sum(np.exp(-0.5 * ((time - middle) / 0.015) ** 2) for middle in middles)
    noise = 0.02 * np.random.default_rng(2).normal(size=time.size)
    found = ripples.ripples(shape * np.sin(2 * np.pi * 180 * time) + noise)
    assert [event.peak for event in found] == pytest.approx(middles, abs=0.01)
    assert all(0.03 < event.seconds < 0.12 for event in found)


def test_silence_has_no_ripples():
    assert ripples.ripples(np.zeros(20000)) == []


UP = [(1.0 + 1.5 * n, 1.5 + 1.5 * n) for n in range(12)]


def up_and_down(rate=40.0):
    """Return the spikes of 20 cells that fire in up states of half a second."""
    random = np.random.default_rng(3)
    times = [random.uniform(*state, round(rate * 20 * 0.5)) for state in UP]
    return spikes_at(np.concatenate(times), size=20)


def test_up_states_begin_and_end_where_cells_fire():
    found = slow_waves.up_states(up_and_down(), SECONDS)
    assert len(found) == len(UP)
    assert np.array(found) == pytest.approx(np.array(UP), abs=0.06)


def test_a_population_that_hardly_fires_has_no_up_states():
    few = spikes_at(np.linspace(0, SECONDS, 30), size=1000)
    assert slow_waves.up_states(few, SECONDS) == []


def test_slow_waves_have_the_amplitude_and_slope_of_a_sine():
    found = slow_waves.slow_waves(2 * wave(1))[2:-2]
    assert len(found) >= 14
    assert [each.amplitude for each in found] == pytest.approx([4.0] * len(found), rel=0.05)
    assert [each.slope for each in found] == pytest.approx([4 * np.pi] * len(found), rel=0.05)


def test_waves_that_are_too_fast_or_too_slow_are_none():
    assert slow_waves.slow_waves(wave(20))[2:-2] == []


def test_spindles_have_their_length_and_frequency():
    noise = 0.05 * np.random.default_rng(4).normal(size=TIME.size)
    potential = wave(13, 5, 6) + wave(13, 12, 12.8) + wave(13, 17, 17.1) + noise
    found = slow_waves.spindles(potential)
    assert [each.peak for each in found] == pytest.approx([5.5, 12.4], abs=0.3)
    assert slow_waves.frequency(potential, found[0]) == pytest.approx(13, abs=0.7)
    assert slow_waves.frequency(np.zeros(1000), Event(0.1, 0.2, 0.15, 3.0)) == 0


def test_moments_lie_within_states_or_between_them():
    states = [(1.0, 2.0), (4.0, 5.0)]
    moments = np.array([0.5, 1.0, 1.5, 2.0, 4.5, 9.0])
    assert slow_waves.share_within(moments, states) == pytest.approx(0.5)
    assert slow_waves.share_within(np.array([]), states) == 0
    assert slow_waves.share_within(moments, []) == 0


def test_moments_at_one_phase_are_locked_and_random_ones_are_not():
    random = np.random.default_rng(5)
    crests = 0.25 + np.arange(1, 19) + random.normal(0, 0.03, 18)
    tight = slow_waves.locking(wave(1), crests)
    assert tight.length > 0.9 and tight.p < 1e-4
    loose = slow_waves.locking(wave(1), random.uniform(0, SECONDS, 60))
    assert loose.length < 0.35 and loose.p > 0.01 and loose.p_shifted > 0.01


def test_exponential_intervals_pass_and_those_of_a_clock_do_not():
    random = np.random.default_rng(6)
    assert slow_waves.exponential_p(random.exponential(size=100)) > 0.05
    assert slow_waves.exponential_p(1 + 0.1 * random.random(100)) == pytest.approx(0.001)
